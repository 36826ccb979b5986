"""A sender in a process of its own, for tests that kill it."""

import os
import signal
from pathlib import Path

from tests.warehouse.clickhouse.network import sent
from warehouse.snapshots import WarehouseHome


def send_and_die(folder: Path, url: str, die_at: str) -> None:
    """Send what is current, and kill itself at the beginning of a step."""

    def step(name: str) -> None:
        if name == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sent(WarehouseHome(folder), url, progress=step)
