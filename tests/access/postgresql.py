"""A PostgreSQL server of the tests' own: a fresh data folder, a free port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_binaries() -> Path | None:
    """Return the newest installed server's folder, on the PATH or where Debian puts it."""
    on_path = shutil.which("initdb")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = Path(on_path).resolve() if on_path else installed[-1] if installed else None
    return None if found is None else found.parent


@contextmanager
def private_server(binaries: Path, folder: Path) -> Iterator[str]:
    """Yield the URL, without a database name, of a server that only this machine reaches."""
    # The server refuses to run as root, which images of build machines do.
    account = pwd.getpwnam("nobody").pw_name if os.geteuid() == 0 else None
    folder.mkdir(mode=0o700)
    if account is not None:
        shutil.chown(folder, account)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def call(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, *arguments],
            check=True,
            user=account,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )

    data = str(folder / "data")
    call("initdb", "-D", data, "-U", "forecourt", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    call("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://forecourt@127.0.0.1:{port}"
    finally:
        call("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
