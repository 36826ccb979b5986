"""Stand-ins for the operators of robots and for a mail server, on this machine."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Robots:
    """What came, and what is answered.

    Attributes:
        came: path, query and body of each request.
        answers: status and JSON for the next requests; 200 and success when there is none left.
    """

    address: str = ""
    came: list[tuple[str, dict[str, list[str]], bytes]] = field(default_factory=list)
    answers: list[tuple[int, object]] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The texts of the messages that came."""
        found: list[str] = []
        for _, _, body in self.came:
            if not body.startswith(b"{"):
                continue
            told = json.loads(body)
            text = told.get("text", told.get("content", {}))
            found += [value for value in text.values() if isinstance(value, str)]
        return found


@contextmanager
def robots() -> Iterator[Robots]:
    """A server that takes everything as the operators do."""
    found = Robots()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.came.append((parts.path, parse_qs(parts.query), body))
            good: dict[str, Any] = {"errcode": 0, "errmsg": "ok", "code": 0, "media_id": "M1"}
            status, told = found.answers.pop(0) if found.answers else (200, good)
            sent = json.dumps(told).encode()
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", f"{found.address}/elsewhere")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}"
    with _served(server):
        yield found


@dataclass
class MailBox:
    """What came, and which recipients are refused."""

    address: str = ""
    came: list[tuple[str, str, bytes]] = field(default_factory=list)
    refuses: bool = False


@contextmanager
def mail_server() -> Iterator[MailBox]:
    """A server that speaks as much of SMTP as a client needs."""
    found = MailBox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 ready\r\n")
            sender = recipient = ""
            while line := self.rfile.readline():
                word = line.strip().upper()
                answer = b"250 ok"
                if word.startswith(b"MAIL FROM:"):
                    sender = line.split(b":", 1)[1].split(b">")[0].strip(b" <").decode()
                elif word.startswith(b"RCPT TO:"):
                    recipient = line.split(b":", 1)[1].strip().strip(b"<>").decode()
                    answer = b"550 no such box" if found.refuses else answer
                elif word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    body = b""
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        body += part
                    found.came.append((sender, recipient, body))
                elif word == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(answer + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    found.address = f"smtp://127.0.0.1:{server.server_address[1]}"
    with _served(server):
        yield found


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.05))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
