"""Installs packages where the machine is Debian and one may, or says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence


def supply(missing: Callable[[], Sequence[str]], what: str, megabytes: int, advice: str) -> int:
    """Install what is missing as root on Debian, else say what it is; return the exit status.

    Args:
        missing: Names the Debian packages that would supply what is not there.
        what: What lacks them, as the beginning of a sentence.
        megabytes: About how much is fetched.
        advice: What to do by hand, with `{packages}` for what is missing.
    """
    packages = missing()
    if not packages:
        return 0
    wanted = " ".join(packages)
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"[setup] installing {wanted} with apt-get (about {megabytes} MB)", flush=True)
        if install(packages) and not missing():
            return 0
    print(f"[setup] {what} lack: {wanted}.\n{advice.format(packages=wanted)}", file=sys.stderr)
    return 1


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages as root, without questions; return whether all went well."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    fetch = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], fetch):
        status = subprocess.run(command, stdin=subprocess.DEVNULL, env=environ, check=False)
        if status.returncode != 0:
            return False
    return True
