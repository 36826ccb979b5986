"""What a warehouse holds, told by its parts alone: for when no manifest can be read any more.

Every part names its source file and bears its own fingerprint. Of a file that was read more than
once the newest reading counts: its parts were written after the load log of the one before.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from warehouse.snapshots.durable import sha256_of
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail, Manifest
from warehouse.snapshots.parts import MERGED, TAKEN

_LOG = "load_log"


def recover(home: WarehouseHome) -> Manifest | None:
    """Return a manifest of all parts on disk that are as they were written; None without any.

    Its tables have parts and no file, so that each is merged anew from them.
    """
    readings: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for path in _sound(home):
        source = path.name.partition("-")[0]
        readings[source].append((path.stat().st_mtime, path.parent.name, path.name))
    tables: dict[str, list[str]] = defaultdict(list)
    for found in readings.values():
        logged = sorted(at for at, table, _ in found if table == _LOG)
        before = logged[-2] if len(logged) > 1 else float("-inf")
        for at, table, name in found:
            if at > before:
                tables[table].append(name)
    if not tables:
        return None
    details = {
        table: Detail((), "", 0, (), tuple(sorted(names))) for table, names in tables.items()
    }
    return Manifest("", "", "", "", "", "", details)


def _sound(home: WarehouseHome) -> Iterator[Path]:
    for path in sorted(home.parts.glob("*/*")):
        told = TAKEN.fullmatch(path.name) and path.parent.name in MERGED
        if told and sha256_of(path).startswith(path.name.split(".")[1]):
            yield path
