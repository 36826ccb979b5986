"""The whole way of a load in a process of its own, for tests that kill it."""

import os
import signal
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from commands import publishing
from commands.settings import Settings
from warehouse.coverage import build_coverage


def load_batches(home: Path, batches: Sequence[Sequence[Path]], now: datetime, die_at: str) -> None:
    """Load batches of files one after another; kill itself where a step begins with `die_at`."""

    def step(name: str) -> None:
        if die_at and name.startswith(die_at):
            os.kill(os.getpid(), signal.SIGKILL)

    # Roll-ups take most of a load's time and are the matter of other tests.
    publishing.prepare = lambda build: build_coverage(build.connection)
    publishing.disagreements = lambda database, settings: []
    settings = Settings.from_environ({"FORECOURT_HOME": str(home), "FORECOURT_ENGINE_THREADS": "1"})
    for batch in batches:
        publishing.load_paths(settings, batch, now, progress=step)
