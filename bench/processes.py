"""Time and memory of processes, as the operating system counts them."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took.

    Attributes:
        status: exit status.
        seconds: wall clock.
        peak_mb: largest resident set of the process and its children, in MB.
        errors: end of standard error.
    """

    status: int
    seconds: float
    peak_mb: float
    errors: str


def run_measured(command: Sequence[str], environ: Mapping[str, str], errors_to: Path) -> Run:
    """Run a command to its end, without its output, and measure it."""
    with errors_to.open("wb") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            list(command), env=dict(environ), stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    text = errors_to.read_text(encoding="utf-8", errors="replace")
    return Run(process.returncode, seconds, usage.ru_maxrss / 1024, text[-2000:])


def family(first: int) -> list[int]:
    """A process that runs and all that came from it and run; empty where it has ended (Linux)."""
    parents = {int(p.name): _told(p)[1] for p in Path("/proc").iterdir() if p.name.isdigit()}
    found = [first] if first in parents else []
    for process in found:
        found += [child for child, parent in parents.items() if parent == str(process)]
    return found


def processor_seconds(first: int) -> float:
    """Processor time of a process and of all that came from it, in seconds (Linux)."""
    ticks = 0
    for process in family(first):
        # User, system, and the same of children that have ended.
        ticks += sum(map(int, _told(Path(f"/proc/{process}"))[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int) -> float:
    """Resident memory of a process in MB; 0 where it has ended (Linux)."""
    with suppress(OSError):
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return 0.0


def machine_seconds() -> float:
    """Processor time that all processes of the machine have taken since it started (Linux)."""
    told = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, *rest = map(int, told)
    return (user + nice + system + sum(rest[:3])) / os.sysconf("SC_CLK_TCK")


def _told(process: Path) -> list[str]:
    """What the system tells of a process behind its name in brackets; zeros where it has ended."""
    with suppress(OSError):
        return (process / "stat").read_text().rpartition(")")[2].split()
    return ["0"] * 15
