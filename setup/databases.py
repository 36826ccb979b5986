"""Finds, or on Debian installs, the servers that database sources are tested on.

Run as `python3 -m setup.databases`. PostgreSQL and MariaDB are in Debian; MySQL 8 is not.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setup.packages import supply

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


def main() -> int:
    """Make the tests of database sources possible, or say what is missing."""
    return supply(missing_packages, "The tests of database sources", 60, ADVICE)


if __name__ == "__main__":
    sys.exit(main())
