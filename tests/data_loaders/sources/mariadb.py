"""A private MariaDB server for one test run, from the machine's own binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql
import pytest

_SECONDS = 60
PASSWORD = "a-secret-of-the-tests"


def _find(name: str) -> str | None:
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/bin")


class Running:
    """A server that can be stopped and started again.

    Attributes:
        address: Of a fresh database `dms` on a free port of this machine, with a password.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self._account is not None:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"mysql://dms:{PASSWORD}@127.0.0.1:{self._port}/dms"

    def create(self) -> None:
        """Make the data folder, start, and make account and database."""
        subprocess.run(
            [str(_find("mariadb-install-db")), "--no-defaults", f"--datadir={self._folder}/data",
             "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True, cwd=self._folder, timeout=2 * _SECONDS, user=self._user,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.start()
        with self.root() as cursor:
            cursor.execute("CREATE DATABASE dms CHARACTER SET utf8mb4")
            cursor.execute(f"CREATE USER dms@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'")
            cursor.execute("GRANT ALL ON dms.* TO dms@'127.0.0.1'")

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            [str(_find("mariadbd")), "--no-defaults", f"--datadir={self._folder}/data",
             f"--socket={self._folder}/socket", f"--port={self._port}", "--bind-address=127.0.0.1",
             f"--pid-file={self._folder}/pid", f"--log-error={self._folder}/log",
             "--innodb-buffer-pool-size=64M",
             "--default-time-zone=+00:00"],
            cwd=self._folder, user=self._user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Stop as a machine does that loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_SECONDS)
            self._process = None

    @contextmanager
    def root(self) -> Iterator[pymysql.cursors.Cursor]:
        """Yield a cursor of the server's own account."""
        with (
            pymysql.connect(
                unix_socket=f"{self._folder}/socket", user="root", autocommit=True
            ) as connection,
            connection.cursor() as cursor,
        ):
            yield cursor

    @property
    def _user(self) -> int | None:
        return None if self._account is None else self._account.pw_uid


@contextmanager
def running() -> Iterator[Running]:
    """Yield a fresh server.

    Skips the test where there are no binaries of MariaDB.
    """
    if _find("mariadbd") is None or _find("mariadb-install-db") is None:
        pytest.skip(
            "needs mariadbd and mariadb-install-db (Debian package mariadb-server): make databases"
        )
    folder = Path(tempfile.mkdtemp(prefix="forecourt-maria-"))
    try:
        made = Running(folder)
        made.create()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
