"""Carries out what the list of forgotten people says, on every file of the warehouse.

A publication does it while the list is pending, so that a process killed on the way leaves
nothing to repair: the next one starts over. Afterwards the new snapshot stands alone; the ones
before it, and their files, are removed.
"""

import time
from dataclasses import replace
from pathlib import Path

from warehouse.snapshots.collecting import remove
from warehouse.snapshots.durable import move, sha256_of
from warehouse.snapshots.erasing import rewrite
from warehouse.snapshots.forgotten import Forgotten
from warehouse.snapshots.home import LEASE, WarehouseHome
from warehouse.snapshots.leases import is_leased
from warehouse.snapshots.parts import Plan

_PAUSE = 0.1


def without_forgotten(
    home: WarehouseHome, plans: dict[str, Plan], forgotten: Forgotten
) -> dict[str, Plan]:
    """Write the parts of all tables again that hold somebody forgotten, and plan with these."""
    made = {}
    for table, planned in plans.items():
        parts = [_rewritten(home, home.parts / table / name, forgotten) for name in planned.parts]
        names = tuple(sorted(path.name for path in parts))
        if names == planned.parts:
            made[table] = planned
        else:
            made[table] = replace(planned, parts=names, added=(), again=True)
    return made


def leave_only(home: WarehouseHome, snapshot_id: str, grace: float) -> None:
    """Remove every other snapshot, also one that a reader still holds after `grace` seconds.

    Readers ask for the newest one at each request, so that what is still held is idle; its files
    are gone from the folder at once, and from the disk when the reader lets go.
    """
    deadline = time.monotonic() + grace
    for other in home.snapshot_ids():
        if other == snapshot_id:
            continue
        while is_leased(home.snapshots / other / LEASE) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        remove(home, other)


def _rewritten(home: WarehouseHome, path: Path, forgotten: Forgotten) -> Path:
    draft = home.staging / f"{path.name}.erased"
    try:
        if not rewrite(path, draft, forgotten):
            return path
        source = path.name.partition(".")[0]
        target = path.with_name(f"{source}.{sha256_of(draft)[:16]}.parquet")
        move(draft, target)
        return target
    finally:
        draft.unlink(missing_ok=True)
