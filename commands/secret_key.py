"""The key that signs what the server hands to browsers.

Shared by all workers of one data directory and stable over restarts; never a default from
the source, since a known key lets anyone sign in as anyone.
"""

import os
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
        UserError: If the key is too short or the file can be read by others.
    """
    if settings.secret_key_text is not None:
        return _long_enough(settings.secret_key_text, "FORECOURT_SECRET_KEY")
    path = settings.home / FILE_NAME
    if not path.exists():
        _create(path, token())
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise UserError(
            f"{path}: mode {mode:04o} lets other accounts of this machine read the secret key",
            f"run: chmod 600 {path}; if others may have read it, delete it and start again",
        )
    return _long_enough(path.read_text(encoding="utf-8").strip(), str(path))


def _create(path: Path, secret: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(secret + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    try:
        # A link, unlike a rename, never replaces the key another worker made meanwhile.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _long_enough(key: str, place: str) -> str:
    if len(key) < SHORTEST:
        raise UserError(
            f"{place}: expected a secret key of at least {SHORTEST} characters, got {len(key)}",
            "use a long random text, or remove it and let one be made",
        )
    return key
