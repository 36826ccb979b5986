"""What must hold of a snapshot, before it is published and whenever somebody asks."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.building import FACTS
from warehouse.snapshots.durable import sha256_of
from warehouse.snapshots.opening import Snapshot

_LOG = RECORDS["load_log"]


def check_rows(snapshot: Snapshot) -> list[str]:
    """Return what is wrong with the rows of a snapshot; an empty list if nothing.

    Every table has the rows that its manifest names, and every row of a store's table names its
    store: without one nobody's scope would contain it.
    """
    return [*_counts(snapshot), *_owners(snapshot)]


def check_deeply(home: Path, snapshot: Snapshot) -> list[str]:
    """Return what is wrong with rows, with every byte of the details, and with the load log.

    For each file read, rows read = loaded + quarantined + skipped.

    Args:
        home: the warehouse's folder.
        snapshot: an open snapshot.
    """
    altered = [
        f"{home / piece.file} was altered after publishing."
        for detail in snapshot.manifest.details.values()
        for piece in detail.pieces
        if sha256_of(home / piece.file) != piece.sha256
    ]
    return altered or [*check_rows(snapshot), *_accounts(snapshot)]


def _counts(snapshot: Snapshot) -> Iterator[str]:
    tables = {**TABLES, **RECORDS}
    for name, detail in snapshot.manifest.details.items():
        found = snapshot.backend.rows(
            sa.select(sa.func.count().label("n")).select_from(tables[name])
        )
        given = found[0]["n"]
        # The standard calendar may add to what extracts gave.
        if given < detail.rows or (given > detail.rows and name != "dim_calendar"):
            yield f"table {name}: expected {detail.rows} rows, found {given}."
    facts = sa.select(sa.func.count().label("n")).select_from(sa.table(FACTS))
    if snapshot.backend.rows(facts) != [{"n": 1}]:
        yield f"table {FACTS}: expected one row."


def _owners(snapshot: Snapshot) -> Iterator[str]:
    for name in snapshot.manifest.details:
        table = TABLES.get(name)
        if table is None or "store_code" not in table.c:
            continue
        nobodys = sa.select(sa.func.count().label("n")).where(table.c.store_code.is_(None))
        lost = snapshot.backend.rows(nobodys)[0]["n"]
        if lost:
            yield f"table {name}: {lost} rows name no store."


def _accounts(snapshot: Snapshot) -> Iterator[str]:
    parts = (_LOG.c.rows_loaded, _LOG.c.rows_quarantined, _LOG.c.rows_skipped)
    told = sum((sa.func.coalesce(part, 0) for part in parts[1:]), sa.func.coalesce(parts[0], 0))
    wrong = sa.select(_LOG.c.file, _LOG.c.sheet).where(_LOG.c.rows_read != told)
    for row in snapshot.backend.rows(wrong):
        yield (
            f"load log: {row['file']} {row['sheet'] or ''}: rows read are not rows loaded, "
            "quarantined and skipped."
        )
