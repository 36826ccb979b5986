"""Accepted rows as loaders hand them over: one Parquet file for a table of a source file.

A part is named `<table>/<sha256 of the source file>-<n>.parquet` and holds columns of its table
with their lineage, and `extracted_at`. Taken over, its name also tells its content, so that the
same source file loaded again is known, and another reading of it replaces the first.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.schema import DERIVED, LINEAGE, RECORDS, TABLES
from warehouse.snapshots.durable import move, sha256_of, sync_file
from warehouse.snapshots.erasing import rewrite
from warehouse.snapshots.errors import PartError
from warehouse.snapshots.forgotten import Forgotten
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail

EXTRACTED_AT = "extracted_at"
MERGED = {**TABLES, **{name: made for name, made in RECORDS.items() if name not in DERIVED}}
_GIVEN = re.compile(r"(?P<sha>[0-9a-f]{64})-(?P<n>\d+)(\.[0-9a-f]{16})?\.parquet")
TAKEN = re.compile(r"[0-9a-f]{64}-\d+\.[0-9a-f]{16}\.parquet")


@dataclass(frozen=True, slots=True)
class Plan:
    """From which parts a table of the new snapshot is made.

    Attributes:
        parts: names of all of them, in order.
        added: those that the snapshot before did not have.
        again: whether parts were taken away, so that all must be merged anew.
    """

    parts: tuple[str, ...]
    added: tuple[str, ...]
    again: bool


def take_over(
    home: WarehouseHome, given: Sequence[Path], forgotten: Forgotten | None = None
) -> dict[str, set[str]]:
    """Move parts to their final place under `parts/`, and return their names by table.

    Every row comes in by this way, so this is where forgotten people are kept out.

    Raises:
        PartError: if a file is not named or not made as this module's first lines say.
    """
    for path in given:
        _check(path)
    taken: dict[str, set[str]] = defaultdict(set)
    for path in given:
        table = path.parent.name
        found = _GIVEN.fullmatch(path.name)
        assert found is not None
        erased = home.staging / f"{table}-{found['sha']}-{found['n']}.erased"
        if forgotten and rewrite(path, erased, forgotten):
            if path.is_relative_to(home.staging):
                path.unlink()
            path = erased
        name = f"{found['sha']}-{found['n']}.{sha256_of(path)[:16]}.parquet"
        target = home.parts / table / name
        if not target.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            source = path
            if not path.is_relative_to(home.path):
                source = home.staging / name
                shutil.copyfile(path, source)
            sync_file(source)
            move(source, target)
        else:
            # As new as the reading that gave it again; `recovering` goes by that.
            target.touch()
        erased.unlink(missing_ok=True)
        taken[table].add(name)
    return taken


def plan(before: Mapping[str, Detail], taken: Mapping[str, set[str]]) -> dict[str, Plan]:
    """Decide for every table from which parts it is made.

    What a source file gave before is replaced by what it gives now; the load log's word on a file
    of which nothing else changed is not news.
    """
    old = {name: set(detail.parts) for name, detail in before.items()}
    given = _by_source(taken)
    held = _by_source(old)
    changed = {
        source for source, names in given.items() if _told(names) != _told(held.get(source, set()))
    }
    plans = {}
    for table in sorted({*old, *taken}):
        kept = {name for name in old.get(table, ()) if _source(name) not in changed}
        new = {name for name in taken.get(table, ()) if _source(name) in changed}
        added = new - old.get(table, set())
        removed = old.get(table, set()) - kept - new
        plans[table] = Plan(tuple(sorted(kept | new)), tuple(sorted(added)), bool(removed))
    return plans


def _by_source(tables: Mapping[str, set[str]]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for table, names in tables.items():
        for name in names:
            found[_source(name)].add((table, name))
    return found


def _told(names: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the parts that tell a change; all of them where there is only the load log."""
    rows = {(table, name) for table, name in names if table != "load_log"}
    return rows or {(table, "") for table, _ in names}


def _source(name: str) -> str:
    return name.partition("-")[0]


def _check(path: Path) -> None:
    table = MERGED.get(path.parent.name)
    if table is None or not _GIVEN.fullmatch(path.name):
        raise PartError(
            f"{path}: expected <table>/<sha256 of the source file>-<n>.parquet with one of the "
            "tables of warehouse.schema."
        )
    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException) as error:
        raise PartError(f"{path}: expected a Parquet file: {error}") from error
    known = {*table.c.keys(), EXTRACTED_AT}
    needed = {*table.info["key"], *LINEAGE, EXTRACTED_AT}
    unknown, missing = sorted(set(schema.names) - known), sorted(needed - set(schema.names))
    if unknown or missing:
        raise PartError(
            f"{path}: columns do not fit table {table.name}: missing {missing or 'none'}, "
            f"unknown {unknown or 'none'}."
        )
