"""A private PostgreSQL server for one test run, from the machine's own binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
_SECONDS = 60


def _prefix() -> list[str]:
    """The server refuses to run as root: another account runs it then."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL refuses to run as root, and setpriv is missing")
    account = _account()
    return [
        "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"
    ]  # fmt: skip


def _account() -> pwd.struct_passwd:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


class Running:
    """A server that can be stopped and started again.

    Attributes:
        address: Of a fresh database `dms` on a free port of this machine.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = _prefix()
        self._binaries = _BINARIES[0].parent
        self._data = str(folder / "data")
        if self._prefix:
            os.chown(folder, _account().pw_uid, _account().pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self.address = f"postgresql://dms@127.0.0.1:{self._port}/dms"

    def create(self) -> None:
        """Make the data folder, start, and make the database."""
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "dms", "-E", "UTF8", "--no-sync")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", self._port, "-U", "dms", "dms")

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = (
            f"-p {self._port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self._folder} -F"
        )
        self._control("-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop as a machine does that loses its power."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-t", str(_SECONDS), *words)

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [*self._prefix, str(self._binaries / program), *words],
            check=True, cwd=self._folder, timeout=2 * _SECONDS,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip


@contextmanager
def running() -> Iterator[Running]:
    """Yield a fresh server.

    Skips the test where there are no binaries of PostgreSQL.
    """
    if not _BINARIES:
        pytest.skip("needs PostgreSQL's binaries under /usr/lib/postgresql: make databases")
    folder = Path(tempfile.mkdtemp(prefix="forecourt-pg-"))
    try:
        made = Running(folder)
        made.create()
        try:
            yield made
        finally:
            with suppress(subprocess.CalledProcessError):
                made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a fresh server's database."""
    with running() as made:
        yield made.address
