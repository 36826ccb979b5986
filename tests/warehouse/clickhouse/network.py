"""A data directory with a few published rows, and what is found of it on ClickHouse."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from tests.warehouse.loading import NOW, nth_file, publish_rows
from warehouse.clickhouse import Place, PublishedVersion, Sending, VersionReader, place_of, send
from warehouse.clickhouse.versions import Version, read_versions
from warehouse.engines import Backend
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import WarehouseHome, current_id, only_loader, open_snapshot

EVERY = {**TABLES, **RECORDS}
ORDERS = TABLES["repair_orders"]


def home_with(folder: Path, *numbers: int) -> WarehouseHome:
    """Publish some files of `tests.warehouse.loading` in a data directory."""
    home = WarehouseHome(folder)
    for number in numbers:
        add(home, number)
    return home


def add(home: WarehouseHome, number: int) -> str:
    """Publish one more file."""
    extracted_at = NOW + timedelta(days=number)
    return publish_rows(home, f"file {number}", nth_file(number), extracted_at)


def sent(home: WarehouseHome, url: str, **how: Any) -> str:
    """Send what is current, as a loader does; return its id."""
    place = place_of(url)
    with only_loader(home, NOW):
        snapshot_id = current_id(home)
        assert snapshot_id is not None
        send(home, snapshot_id, place, NOW, Sending("definitions", **how))
    return snapshot_id


def reader(url: str) -> VersionReader:
    """A reader with a name that is no chance."""
    return VersionReader(place_of(url), name=lambda: "reader")


def versions(url: str) -> list[Version]:
    """What versions there are, newest first."""
    place: Place = place_of(url)
    backend = place.backend(60.0)
    try:
        with backend.client() as client:
            return read_versions(client)
    finally:
        backend.close()


def contents(backend: Backend) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table of ours, in one order."""
    found = {}
    for name, table in EVERY.items():
        answer: pa.Table = backend.arrow(sa.select(*table.c))
        found[name] = sorted(answer.to_pylist(), key=repr)
    return found


def on_disk(home: WarehouseHome) -> dict[str, list[Mapping[str, Any]]]:
    """The same of the snapshot of a data directory."""
    snapshot_id = current_id(home)
    assert snapshot_id is not None
    with open_snapshot(home.database(snapshot_id), threads=1) as snapshot:
        return contents(snapshot.backend)


def orders_of(opened: PublishedVersion) -> int:
    """Number of repair orders of a version."""
    count = sa.select(sa.func.count().label("n")).select_from(ORDERS)
    number: int = opened.backend.rows(count)[0]["n"]
    return number
