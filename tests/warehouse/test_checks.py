"""What the checks of a snapshot find."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.loading import NOW, nth_file, publish_rows
from warehouse.snapshots import (
    DamagedSnapshotError,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    check_rows,
    open_snapshot,
)
from warehouse.snapshots.home import MANIFEST
from warehouse.snapshots.manifest import read_manifest, write_manifest


@pytest.fixture
def home(tmp_path: Path) -> WarehouseHome:
    return WarehouseHome(tmp_path / "warehouse")


def log_line(**counts: int) -> dict[str, list[dict[str, Any]]]:
    line = {"file_sha256": "ab", "file": "工单.xlsx", "sheet": "1", "loaded_at": NOW, **counts}
    return {"load_log": [{"table_name": "repair_orders", **line}]}


def test_rows_read_are_loaded_quarantined_or_skipped(home: WarehouseHome) -> None:
    counts = {"rows_read": 44, "rows_loaded": 40, "rows_quarantined": 3, "rows_skipped": 1}
    publish_rows(home, "file", {**nth_file(1), **log_line(**counts)})
    assert check_deeply(home.path, SnapshotReader(home).current()) == []
    publish_rows(home, "other", {**nth_file(2), **log_line(**counts | {"rows_skipped": 0})})
    assert check_deeply(home.path, SnapshotReader(home).current()) == [
        "load log: 工单.xlsx 1: rows read are not rows loaded, quarantined and skipped."
    ]


def test_rows_that_the_manifest_does_not_know_are_found(home: WarehouseHome) -> None:
    publish_rows(home, "file", nth_file(1))
    with SnapshotReader(home).current() as snapshot:
        details = snapshot.manifest.details
        more = {
            name: dataclasses.replace(detail, rows=detail.rows + 1)
            for name, detail in details.items()
        }
        told = dataclasses.replace(
            snapshot, manifest=dataclasses.replace(snapshot.manifest, details=more)
        )
        assert check_rows(told) == [
            "table dim_store: expected 2 rows, found 1.",
            "table repair_orders: expected 41 rows, found 40.",
            "table ro_labour_lines: expected 121 rows, found 120.",
        ]


def test_a_manifest_of_another_version_is_refused(home: WarehouseHome) -> None:
    made = publish_rows(home, "file", nth_file(1))
    path = home.snapshots / made / MANIFEST
    manifest = read_manifest(path)
    detail = dataclasses.make_dataclass("Later", ["file", "colour"])("x", "red")
    write_manifest(path, dataclasses.replace(manifest, details={"dim_store": detail}))
    with pytest.raises(DamagedSnapshotError, match="of another version"):
        open_snapshot(home.database(made))


def test_a_wildcard_is_answered_too(home: WarehouseHome) -> None:
    """Some callers ask which columns a roll-up has."""
    publish_rows(home, "file", nth_file(1))
    backend = SnapshotReader(home).current().backend
    everything = sa.select(sa.text("*")).select_from(sa.table("daily")).limit(0)
    assert backend.arrow(everything).column_names == ["day", "orders"]
