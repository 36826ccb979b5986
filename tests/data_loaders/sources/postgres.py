"""A private PostgreSQL server for one test run, from the machine's own binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a fresh database `dms` on a free port of this machine.

    Skips the test where there are no binaries of PostgreSQL.
    """
    if not _BINARIES:
        pytest.skip("needs PostgreSQL's binaries under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="forecourt-pg-"))
    prefix, binaries = _prefix(), _BINARIES[0].parent
    if prefix:
        os.chown(folder, _account().pw_uid, _account().pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -F"
    control = [*prefix, str(binaries / "pg_ctl"), "-D", data, "-w", "-t", str(_SECONDS)]

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, cwd=folder, timeout=2 * _SECONDS,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    try:
        run(*prefix, str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "dms", "-E", "UTF8")
        run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            run(*prefix, str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port),
                "-U", "dms", "dms")  # fmt: skip
            yield f"postgresql://dms@127.0.0.1:{port}/dms"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
