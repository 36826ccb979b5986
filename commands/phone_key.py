"""The key of the phone hashes: one for each data directory, so that equal phones meet in it only.

Losing it means that phones of later loads no longer meet those of earlier ones.
"""

import os
from collections.abc import Callable
from pathlib import Path

from commands.errors import UserError

FILE_NAME = "phone-key"
SHORTEST = 32


def read_phone_key(home: Path, token: Callable[[], str]) -> bytes:
    """Return the key, making the file in the data directory (mode 0600) if there is none.

    Args:
        home: The data directory.
        token: Makes new secrets, at least 32 characters each, from a secure source.

    Raises:
        UserError: If the file is too short or can be read by others.
    """
    path = home / FILE_NAME
    if not path.exists():
        _create(path, token())
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise UserError(
            f"{path}: mode {mode:04o} lets other accounts read the key of the phone hashes",
            f"run: chmod 600 {path}",
        )
    key = path.read_text(encoding="utf-8").strip()
    if len(key) < SHORTEST:
        raise UserError(
            f"{path}: expected a key of at least {SHORTEST} characters, got {len(key)}",
            "restore the file from a backup of the data directory; a new key would part the "
            "phones already loaded from those to come",
        )
    return key.encode()


def _create(path: Path, secret: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(secret + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        # A link never replaces the key that another loader made meanwhile.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
