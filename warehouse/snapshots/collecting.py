"""Removes what no snapshot needs any more; called by the one loader that holds the lock."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from warehouse.snapshots.errors import DamagedSnapshotError
from warehouse.snapshots.home import BUILD, LEASE, MANIFEST, WarehouseHome, current_id, number_of
from warehouse.snapshots.leases import is_leased
from warehouse.snapshots.manifest import read_manifest
from warehouse.snapshots.parts import TAKEN

KEPT = 3
# A loader that died without a lease may have left a folder; a slow one may still fill it.
_ABANDONED = timedelta(days=1)


def tidy(home: WarehouseHome, now: datetime, given: Sequence[Path]) -> None:
    """Remove what a killed loader left: unfinished builds, and snapshots never pointed to.

    Args:
        home: the warehouse.
        now: to tell an abandoned folder from one in use.
        given: files that are about to be loaded; their folders stay.
    """
    in_use = {path.absolute() for file in given for path in (file, *file.absolute().parents)}
    for entry in home.staging.iterdir():
        if entry in in_use:
            continue
        if entry.is_file():
            entry.unlink()
        elif entry.name == BUILD or entry.name.startswith("trash-") or _abandoned(entry, now):
            shutil.rmtree(entry, ignore_errors=True)
    for draft in home.raw.glob("*.draft"):
        if _old(draft, now):
            draft.unlink()
    try:
        current = current_id(home)
    except DamagedSnapshotError:
        return
    newest = number_of(current) if current else 0
    for snapshot_id in home.snapshot_ids():
        if number_of(snapshot_id) > newest:
            remove(home, snapshot_id)


def collect(home: WarehouseHome, now: datetime, kept: int = KEPT) -> None:
    """Remove snapshots beyond the newest ones, unless a reader holds them, and orphaned files."""
    for snapshot_id in home.snapshot_ids()[kept:]:
        if not is_leased(home.snapshots / snapshot_id / LEASE):
            remove(home, snapshot_id)
    needed: set[Path] = set()
    for snapshot_id in home.snapshot_ids():
        try:
            manifest = read_manifest(home.snapshots / snapshot_id / MANIFEST)
        except DamagedSnapshotError:
            # What it needs cannot be told: better some dead files than a missing one.
            return
        for table, detail in manifest.details.items():
            needed.update(home.path / file for file in detail.files)
            needed.update(home.parts / table / name for name in detail.parts)
    for path in [*home.details.glob("*/*"), *home.parts.glob("*/*")]:
        taken = path.is_relative_to(home.details) or TAKEN.fullmatch(path.name)
        if path not in needed and (taken or _old(path, now)):
            path.unlink()


def remove(home: WarehouseHome, snapshot_id: str) -> None:
    """Take a snapshot out of the way in one step, then delete it."""
    trash = home.staging / f"trash-{snapshot_id}"
    (home.snapshots / snapshot_id).rename(trash)
    shutil.rmtree(trash, ignore_errors=True)


def _abandoned(folder: Path, now: datetime) -> bool:
    lease = folder / LEASE
    return not is_leased(lease) if lease.exists() else _old(folder, now)


def _old(path: Path, now: datetime) -> bool:
    written = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    return now - written > _ABANDONED
