"""Finds, or on Debian installs, the servers that database sources are tested on.

Run as `python3 setup/databases.py`. PostgreSQL and MariaDB are in Debian; MySQL 8 is not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

POSTGRESQL = Path("/usr/lib/postgresql")
# Debian keeps servers where only root looks for commands.
SERVER_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/bin"))
ADVICE = (
    "Install them with your package manager, for example\n"
    "  Debian, Ubuntu:  apt-get install postgresql mariadb-server\n"
    "and run the command again. Without them `make test` skips the tests of database sources."
)


def missing_packages() -> list[str]:
    """Return the Debian packages that would supply what is not there."""
    lacking = []
    if not any(POSTGRESQL.glob("*/bin/initdb")):
        lacking.append("postgresql")
    wanted = ("mariadbd", "mariadb-install-db")
    if not all(shutil.which(command, path=SERVER_PATH) for command in wanted):
        lacking.append("mariadb-server")
    return lacking


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages as root, without questions; return whether all went well."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    fetch = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], fetch):
        status = subprocess.run(command, stdin=subprocess.DEVNULL, env=environ, check=False)
        if status.returncode != 0:
            return False
    return True


def main() -> int:
    """Make the tests of database sources possible, or say what is missing."""
    packages = missing_packages()
    if not packages:
        return 0
    wanted = " ".join(packages)
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"[setup] installing {wanted} with apt-get (about 60 MB)", flush=True)
        if install(packages) and not missing_packages():
            return 0
    print(f"[setup] The tests of database sources lack: {wanted}.\n{ADVICE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
