"""What was published last, read from its files, whether or not its database still opens.

A loader needs to know stores, files and positions of before even where nothing can be served:
loading again is how a damaged warehouse is mended.
"""

from collections.abc import Iterable
from typing import Any

import duckdb

from warehouse.engines.duckdb import quoted
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.errors import DamagedSnapshotError
from warehouse.snapshots.home import MANIFEST, WarehouseHome, current_id, number_of
from warehouse.snapshots.manifest import Detail, Manifest, read_manifest
from warehouse.snapshots.merging import is_sound
from warehouse.snapshots.naming import LeftName, names_left
from warehouse.snapshots.parts import EXTRACTED_AT
from warehouse.snapshots.recovering import recover


def newest_manifest(home: WarehouseHome) -> tuple[Manifest | None, bool]:
    """Return the contents of the newest snapshot that can be told, and whether it is current.

    Where something was published and no manifest can be read, its parts tell what there is.
    """
    try:
        current = current_id(home)
    except DamagedSnapshotError:
        current = None
        candidates = home.snapshot_ids()
    else:
        if current is None:
            return None, False
        number = number_of(current)
        candidates = [known for known in home.snapshot_ids() if number_of(known) <= number]
    for candidate in candidates:
        try:
            manifest = read_manifest(home.snapshots / candidate / MANIFEST)
        except DamagedSnapshotError:
            continue
        return manifest, candidate == current
    return recover(home), False


def read_recorded(
    home: WarehouseHome, table: str, columns: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Return columns of every row of a table as it was published last; none where nothing was.

    Args:
        home: the warehouse.
        table: a small one: stores, the log of loads, positions in databases.
        columns: which.

    Raises:
        DamagedSnapshotError: neither the table nor the parts that it was made of can be read.
    """
    manifest, _ = newest_manifest(home)
    detail = None if manifest is None else manifest.details.get(table)
    if detail is None:
        return []
    try:
        with duckdb.connect(":memory:") as connection:
            found = connection.execute(_statement(home, table, detail, columns)).to_arrow_table()
    except duckdb.Error as error:
        raise DamagedSnapshotError(
            f"Table {table} under {home.path} cannot be read: {error}"
        ) from error
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def read_left_names(home: WarehouseHome, table: str, sources: Iterable[str]) -> list[LeftName]:
    """Return where names still stand for numbers of employees in what some files gave.

    Args:
        home: the warehouse.
        table: whose rows.
        sources: digests of the files.
    """
    manifest, _ = newest_manifest(home)
    return [] if manifest is None else names_left(home, manifest.details, table, sources)


def _statement(home: WarehouseHome, table: str, detail: Detail, columns: tuple[str, ...]) -> str:
    wanted = ", ".join(columns)
    is_whole = is_sound(home, detail)
    if is_whole and detail.files:
        sound = ", ".join(quoted(str(home.path / file)) for file in detail.files)
        return f"SELECT {wanted} FROM read_parquet([{sound}])"
    declared = {**TABLES, **RECORDS}[table]
    files = ", ".join(quoted(str(home.parts / table / name)) for name in detail.parts)
    needed = dict.fromkeys((*columns, *declared.info["key"], EXTRACTED_AT))
    parts = f"SELECT * FROM read_parquet([{files}], union_by_name = true)"
    return (
        f"SELECT {wanted} FROM (SELECT {', '.join(needed)} FROM ({parts})) "
        f"QUALIFY row_number() OVER (PARTITION BY {', '.join(declared.info['key'])} "
        f"ORDER BY {EXTRACTED_AT} DESC NULLS LAST) = 1"
        # All rows have ended.
        f"{' LIMIT 0' if is_whole else ''}"
    )
