"""Work for the process of the statistics, as tests need it: quick, slow, failing and deadly."""

import os
import sys
from collections.abc import Iterator
from time import sleep


def counting(top: int) -> Iterator[int]:
    """Numbers up to one."""
    yield from range(1, top + 1)


def who() -> Iterator[tuple[int, list[str]]]:
    """The number of the process and the settings that it sees."""
    yield os.getpid(), [name for name in os.environ if name.startswith("FORECOURT_")]


def failing() -> Iterator[str]:
    """Something, then an error."""
    yield "first"
    raise ValueError("no digits left")


def dying() -> Iterator[str]:
    """Something, then the end of the process."""
    yield "first"
    os._exit(7)


def sleeping(seconds: float) -> Iterator[str]:
    """Something, then nothing for long."""
    yield "first"
    sleep(seconds)
    yield "last"


def libraries() -> Iterator[list[str]]:
    """The statistics libraries that the process has imported before any work."""
    yield sorted({"linearmodels", "statsmodels", "sklearn", "dash"} & set(sys.modules))
