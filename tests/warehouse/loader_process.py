"""A loader in a process of its own, for tests that kill it."""

import os
import signal
from datetime import timedelta
from pathlib import Path

from tests.warehouse.loading import NOW, nth_file, publish_rows
from warehouse.snapshots import Options, WarehouseHome, current_id


def load_files(path: Path, numbers: list[int], die_at: str = "") -> None:
    """Publish files one after another; kill itself at the beginning of a step if told so."""

    def step(name: str) -> None:
        if name == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    home = WarehouseHome(path)
    for number in numbers:
        extracted_at = NOW + timedelta(days=number)
        options = Options(threads=1, wait=30.0, progress=step)
        publish_rows(home, f"file {number}", nth_file(number), extracted_at, options)


def load_and_tell(path: Path, numbers: list[int], told: Path) -> None:
    """Publish files and write the id of each snapshot that is current afterwards."""
    load_files(path, numbers)
    told.write_text(current_id(WarehouseHome(path)) or "", encoding="utf-8")
