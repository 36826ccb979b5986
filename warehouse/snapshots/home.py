"""Where the warehouse lies on disk, and which snapshot is the current one."""

import re
from pathlib import Path

from warehouse.snapshots.durable import write_text
from warehouse.snapshots.errors import DamagedSnapshotError

_ID = re.compile(r"\d{6,}-[0-9a-f]{8}")
DATABASE = "warehouse.duckdb"
MANIFEST = "manifest.json"
LEASE = "lease"
BUILD = "build"


class WarehouseHome:
    """The folders of one warehouse; nothing is created before `ensure`.

    Args:
        path: the folder `warehouse` of the data directory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.pointer = self.path / "CURRENT"
        self.snapshots = self.path / "snapshots"
        self.details = self.path / "details"
        self.parts = self.path / "parts"
        self.raw = self.path / "raw"
        self.staging = self.path / "staging"
        self.lock = self.path / "lock"

    def ensure(self) -> None:
        """Create the folders, readable by their owner only: they hold personal data."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.snapshots, self.details, self.parts, self.raw, self.staging):
            folder.mkdir(mode=0o700, exist_ok=True)

    def published(self) -> bool:
        """Tell whether a snapshot has ever been published here."""
        return self.pointer.exists()

    def database(self, snapshot_id: str) -> Path:
        """Return the database file of a snapshot."""
        return self.snapshots / snapshot_id / DATABASE

    def snapshot_ids(self) -> list[str]:
        """Return the ids of all snapshots on disk, newest first."""
        if not self.snapshots.is_dir():
            return []
        found = [entry.name for entry in self.snapshots.iterdir() if _ID.fullmatch(entry.name)]
        return sorted(found, key=number_of, reverse=True)


def number_of(snapshot_id: str) -> int:
    """Return the running number in a snapshot id."""
    return int(snapshot_id.partition("-")[0])


def current_id(home: WarehouseHome) -> str | None:
    """Return the id of the published snapshot, or None if there is none yet.

    Raises:
        DamagedSnapshotError: if the pointer file holds something else.
    """
    try:
        text = home.pointer.read_bytes()
    except FileNotFoundError:
        return None
    found = text.decode("utf-8", "replace").strip()
    if not _ID.fullmatch(found):
        raise DamagedSnapshotError(
            f"{home.pointer}: expected the id of a snapshot, got {found[:40]!r}."
        )
    return found


def point_to(home: WarehouseHome, snapshot_id: str) -> None:
    """Publish a snapshot: the one step after which readers see it."""
    write_text(home.pointer, f"{snapshot_id}\n")
