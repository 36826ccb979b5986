"""Time and peak memory of a command, as the operating system counts them."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
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
