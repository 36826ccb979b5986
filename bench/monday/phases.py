"""The phases of a Monday: usual, burst, a loader at work, exports, sign-ins, far too many."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.monday.driver import Driver
from bench.monday.people import Person
from bench.monday.tally import Phase, Spent
from bench.monday.timetable import EXPORT, LOGIN, Visit, all_at, timetable
from bench.processes import family, machine_seconds, processor_seconds, resident_mb

FIRST, USUAL, BURST, AFTER = "first visits", "usual", "burst", "after the burst"
LOADING, EXPORTING, SIGNING_IN = "while loading", "while exporting", "while many sign in"
OVERLOAD, RECOVERY = "far too many", "after far too many"
_EXPORTS = 20
_SIGN_INS = 10.0
_TIMES_OVERLOAD = 6
_PATIENCE = 900.0


@dataclass(frozen=True)
class Morning:
    """Server, people, and how hard they come.

    Attributes:
        driver: with the oracle.
        process: the first of the server.
        people: who comes.
        per_second: pages that are opened on a usual Monday.
        seconds: of the usual phase; others are half as long.
        load: starts a load of one more day; None where none is measured.
    """

    driver: Driver
    process: int
    people: Sequence[Person]
    per_second: float
    seconds: float
    load: Callable[[], "subprocess.Popen[bytes]"] | None = None
    _visits: list[int] = field(default_factory=lambda: [0])

    def phases(self) -> Iterator[Phase]:
        """Play all phases, one after the other."""
        half = self.seconds / 2
        # Workers that have just begun are no reference for anything.
        yield self._play(FIRST, self._usual(half))
        yield self._play(USUAL, self._usual(self.seconds))
        yield self._play(BURST, self._usual(half, 2))
        yield self._play(AFTER, self._usual(half))
        if self.load is not None:
            with _finished(self.load()):
                yield self._play(LOADING, self._usual(self.seconds))
        exports = all_at(self.people, EXPORT, _EXPORTS, 0.1)
        yield self._play(EXPORTING, (*self._usual(half), *exports))
        storm = all_at(self.people, LOGIN, int(_SIGN_INS * half), 1 / _SIGN_INS)
        yield self._play(SIGNING_IN, (*self._usual(half), *storm))
        yield self._play(OVERLOAD, self._usual(half, _TIMES_OVERLOAD))
        yield self._play(RECOVERY, self._usual(half))

    def _usual(self, seconds: float, times: float = 1) -> tuple[Visit, ...]:
        """Visits of people who have not come yet, as far as there are any."""
        before = self._visits[0]
        made = timetable(self.people, self.per_second * times, seconds, before + 1, before)
        self._visits[0] += len(made)
        return made

    def _play(self, name: str, visits: Sequence[Visit]) -> Phase:
        began = time.perf_counter(), *self._processors()
        samples = self.driver.play(visits)
        wall, server, own, machine = (
            after - before
            for after, before in zip((time.perf_counter(), *self._processors()), began, strict=True)
        )
        largest = max(map(resident_mb, family(self.process)), default=0.0)
        return Phase(name, samples, Spent(wall, server, own, machine - server - own, largest))

    def _processors(self) -> tuple[float, float, float]:
        return processor_seconds(self.process), time.process_time(), machine_seconds()


def loads(
    home: Path, day: Path, environ: Mapping[str, str], log: Path
) -> Callable[[], "subprocess.Popen[bytes]"]:
    """What starts `forecourt load` of a folder, in a process of its own.

    Args:
        home: the data directory that is served.
        day: a folder with extracts.
        environ: of the command.
        log: where its words go.
    """

    def start() -> "subprocess.Popen[bytes]":
        with log.open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "app", "load", str(day)],
                env={**environ, "FORECOURT_HOME": str(home)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    return start


@contextmanager
def _finished(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Let a load end by itself."""
    try:
        yield
        process.wait(_PATIENCE)
    finally:
        process.kill()
        process.wait()
    # Quarantined rows are none of our business here.
    if process.returncode not in (os.EX_OK, 1):
        raise RuntimeError(f"the load ended with status {process.returncode}")
