"""The whole way of a load in a process of its own, for tests that kill it."""

import os
import signal
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from unittest import mock

from commands import publishing
from commands.settings import Settings
from warehouse.coverage import build_coverage
from warehouse.snapshots import Build


def _coverage_only(build: Build) -> None:
    build_coverage(build.connection)


def load_batches(
    home: Path,
    batches: Sequence[Sequence[Path]],
    now: datetime,
    at: str = "",
    sign: int = signal.SIGKILL,
) -> None:
    """Load batches of files one after another; send itself a signal where a step begins so."""

    def step(name: str) -> None:
        if at and name.startswith(at):
            os.kill(os.getpid(), sign)

    # Roll-ups take most of a load's time and are the matter of other tests.
    quick = mock.patch.object(publishing, "prepare", _coverage_only)
    unchecked = mock.patch.object(publishing, "disagreements", return_value=[])
    settings = Settings.from_environ({"FORECOURT_HOME": str(home), "FORECOURT_ENGINE_THREADS": "1"})
    with quick, unchecked:
        for batch in batches:
            publishing.load_paths(settings, batch, now, progress=step)
