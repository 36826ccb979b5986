"""The key that signs what the server hands to browsers.

Shared by all workers of one data directory and stable over restarts; never a default from
the source, since a known key lets anyone sign in as anyone.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from commands.errors import UserError
from commands.settings import Settings

FILE_NAME = "secret-key"
SHORTEST = 32


def read_secret_key(settings: Settings, token: Callable[[], str]) -> str:
    """Return the key, making the file in the data directory (mode 0600) if there is none.

    Args:
        settings: Where the key is: `FORECOURT_SECRET_KEY`, else `secret-key` in `home`.
        token: Makes new secrets, at least 32 characters each, from a secure source.

    Raises:
        UserError: If the key is too short, or the file can be read by others or not at all.
    """
    if settings.secret_key_text is not None:
        return _long_enough(settings.secret_key_text, "FORECOURT_SECRET_KEY")
    path = settings.home / FILE_NAME
    try:
        if not path.exists():
            _create(path, token())
        mode = path.stat().st_mode & 0o777
        kept = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"the secret key cannot be kept in {path}: {error}",
            "check FORECOURT_HOME, free space and permissions, or set FORECOURT_SECRET_KEY",
        ) from None
    if mode & 0o077:
        raise UserError(
            f"{path}: mode {mode:04o} lets other accounts of this machine read the secret key",
            f"run: chmod 600 {path}; if others may have read it, delete it and start again",
        )
    return _long_enough(kept, str(path))


def _create(path: Path, secret: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The file is made with mode 0600 and a name of its own, whoever else is making one.
    handle, draft = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".tmp", dir=path.parent)
    with open(handle, "w", encoding="utf-8") as stream:
        stream.write(secret + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        # A link, unlike a rename, never replaces the key another worker made meanwhile.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _long_enough(key: str, place: str) -> str:
    if len(key) < SHORTEST:
        raise UserError(
            f"{place}: expected a secret key of at least {SHORTEST} characters, got {len(key)}",
            "use a long random text, or remove it and let one be made",
        )
    return key
