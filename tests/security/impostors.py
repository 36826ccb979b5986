"""Servers on this machine that nobody vouches for, or that offer no encryption at all."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Says whatever comes before encryption; returns whether that is to begin now.
Opening = Callable[[socket.socket, "Impostor"], bool]


@dataclass
class Impostor:
    """A server that is not to be believed.

    Attributes:
        port: where it listens.
        told: what was said to it, in the clear or after a certificate was taken.
        refused: how often its certificate was not taken.
    """

    port: int = 0
    told: list[bytes] = field(default_factory=list)
    refused: int = 0


@contextmanager
def impostor(tls: ssl.SSLContext, opening: Opening) -> Iterator[Impostor]:
    """Listen for the length of the block."""
    found = Impostor()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        found.port = listening.getsockname()[1]
        thread = threading.Thread(target=_serve, args=(listening, tls, opening, found))
        thread.start()
        try:
            yield found
        finally:
            # Closing alone does not wake who waits for the next to come.
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(
    listening: socket.socket, tls: ssl.SSLContext, opening: Opening, found: Impostor
) -> None:
    while True:
        try:
            came, _ = listening.accept()
        except OSError:
            return
        came.settimeout(10)
        with came:
            try:
                if opening(came, found):
                    with tls.wrap_socket(came, server_side=True) as inside:
                        found.told.append(inside.recv(4096))
            except ssl.SSLError:
                found.refused += 1
            except OSError:
                # Whoever does not believe a server may hang up without a word.
                found.refused += 1


def at_once(came: socket.socket, found: Impostor) -> bool:
    """Encryption from the first byte, as with https and smtps."""
    return True


def as_postgresql(answer: bytes) -> Opening:
    """Eight bytes ask for encryption: ``S`` has it, ``N`` has none."""

    def opening(came: socket.socket, found: Impostor) -> bool:
        came.recv(8)
        came.sendall(answer)
        if answer == b"N":
            _keep(came, found)
        return answer == b"S"

    return opening


def as_mail_server(has_encryption: bool) -> Opening:
    """A greeting, what it can do, and encryption where it is asked for and there is any."""

    def opening(came: socket.socket, found: Impostor) -> bool:
        came.sendall(b"220 ready\r\n")
        while line := came.recv(4096):
            word = line.upper()
            if word.startswith(b"EHLO"):
                came.sendall(b"250-here\r\n250 STARTTLS\r\n" if has_encryption else b"250 here\r\n")
            elif word.startswith(b"STARTTLS") and has_encryption:
                came.sendall(b"220 go on\r\n")
                return True
            elif word.startswith((b"QUIT", b"RSET")):
                came.sendall(b"221 bye\r\n")
            else:
                found.told.append(line)
                came.sendall(b"250 ok\r\n")
        return False

    return opening


def _keep(came: socket.socket, found: Impostor) -> None:
    said = came.recv(4096)
    if said:
        found.told.append(said)
