"""Answers of the statistics as files, so that all web workers of a data directory share them.

Whoever works a question out holds a lock on it as long as he lives; the others wait for his file
instead of working out the same. Files are JSON, read back by declared types, and kept for a day.
"""

import fcntl
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from dashboards.drivers.ordering import Progress

KEPT_SECONDS = 24 * 3600
_KEY = re.compile(r"[0-9a-f]{16,128}")


class Shelf:
    """The answers of a data directory.

    Args:
        folder: where they are kept; made when the first one is.
        encode: an answer as plain values.
        decode: plain values as an answer.
    """

    def __init__(
        self, folder: Path, encode: Callable[[Any], Any], decode: Callable[[Any], Any]
    ) -> None:
        self._folder, self._encode, self._decode = folder, encode, decode

    def read(self, key: str) -> Progress[Any] | None:
        """How a question is doing elsewhere; None where nobody has an answer or is at work."""
        if not _KEY.fullmatch(key):
            return None
        found = self._read(key)
        if found is not None and found.state == "done":
            return found
        if self._is_held(key):
            return found or Progress("waiting")
        # Somebody who died half way left less than an answer.
        return None

    def take(self, key: str) -> IO[str] | None:
        """Begin to work on a question; None where somebody else does.

        Returns:
            What holds the lock: close it when the answer is written.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        lock = self._path(key, "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return None
        return lock

    def write(self, key: str, progress: Progress[Any]) -> None:
        """Put an answer on the shelf, whole or not at all."""
        data = {"state": progress.state, "found": self._encode(progress.found)}
        path = self._path(key, "json")
        draft = path.with_suffix(".draft")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(data), encoding="utf-8")
        draft.replace(path)

    def _read(self, key: str) -> Progress[Any] | None:
        try:
            data = json.loads(self._path(key, "json").read_text(encoding="utf-8"))
            return Progress(data["state"], self._decode(data["found"]))
        except (OSError, ValueError, KeyError, TypeError):
            # Of another version, or none: it is worked out anew.
            return None

    def _is_held(self, key: str) -> bool:
        try:
            with self._path(key, "lock").open("r") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def _path(self, key: str, ending: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._folder / f"{key}.{ending}"

    def _sweep(self) -> None:
        """Let go of answers of yesterday."""
        for path in self._folder.iterdir():
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                    path.unlink()
