"""Commands of ours as processes of their own, so that a web worker never waits for one.

A process holds a lock on a file as long as it lives, however it ends and whoever started it; what
it printed stays beside it. There is no register of processes to go stale.
"""

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Thread
from time import sleep
from typing import IO, Any

from commands.settings import Settings

_APP = Path(__file__).resolve().parents[1] / "app.py"
_LINES = 12
_TRIES = 10
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Job:
    """A command that was started.

    Attributes:
        running: Whether it is at work.
        answer: What it printed as JSON; None where it has not, or not all of it.
        fault: Its last words where there is no answer.
    """

    running: bool
    answer: Any = None
    fault: str = ""


def start(folder: Path, name: str, words: Sequence[str], settings: Settings) -> bool:
    """Start a command; return False where the one of this name is still at work.

    Args:
        folder: Where its lock and its output are kept.
        name: What it is called there.
        words: The words after ``forecourt``.
        settings: What it is to work with; secrets are not handed on.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        if not _locked(lock):
            return False
        with (folder / f"{name}.out").open("wb") as out, (folder / f"{name}.err").open("wb") as err:
            process = subprocess.Popen(
                [*_politely(), *_environment(settings), sys.executable, str(_APP), *words],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=(lock.fileno(),),
                start_new_session=True,
            )
    # Somebody has to take note of its end, or it stays in the list of processes.
    Thread(target=process.wait, daemon=True).start()
    return True


def job_of(folder: Path, name: str) -> Job | None:
    """Return how a command is doing; None where none of this name was started."""
    lock, out, err = (folder / f"{name}.{ending}" for ending in ("lock", "out", "err"))
    if not lock.exists():
        return None
    with lock.open("r") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return Job(running=True)
    try:
        return Job(running=False, answer=json.loads(out.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        said = err.read_text(encoding="utf-8", errors="replace") if err.exists() else ""
        return Job(running=False, fault="\n".join(said.strip().splitlines()[-_LINES:]) or "?")


def _locked(lock: IO[str]) -> bool:
    """Take the lock; who only looks at it holds it for a moment, a process for long."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sleep(_PAUSE)
        else:
            return True
    return False


def _politely() -> list[str]:
    found = shutil.which("nice")
    return [found, "-n", "5"] if found else []


def _environment(settings: Settings) -> list[str]:
    """Settings as words of `env`, which hands on the rest of the environment untouched."""
    given = []
    for each in fields(settings):
        value = getattr(settings, each.name)
        # What is not to be shown anywhere is not to be seen in a list of processes either.
        if each.metadata and each.repr and value is not None:
            given.append(f"{each.metadata['variable']}={_written(value)}")
    return ["env", *given]


def _written(value: object) -> str:
    """A setting as a variable of the environment holds it; nothing where it holds none."""
    match value:
        case bool():
            return "on" if value else "off"
        case tuple():
            return ",".join(map(str, value))
        case _:
            return str(value)
