"""A large table lies in pieces, one a year, and what changed in one year leaves others alone."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.loading import NOW, publish_rows
from warehouse.schema import TABLES
from warehouse.snapshots import (
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    current_id,
    merging,
)
from warehouse.snapshots.home import MANIFEST
from warehouse.snapshots.manifest import EVERY_YEAR, _checksum, read_manifest

ORDERS = TABLES["repair_orders"]
DATED = ORDERS.info["dated_by"]
YEARS = (2022, 2023, 2024)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WarehouseHome:
    """Orders of three years, and one without a day."""
    monkeypatch.setattr(merging, "PARTED_FROM", 0)
    made = WarehouseHome(tmp_path / "warehouse")
    rows = [order(f"{year}-{n}", year) for year in YEARS for n in range(3)]
    publish_rows(made, "first", {"repair_orders": [*rows, order("no day", None)]})
    return made


def order(number: str, year: int | None, labour: int = 1) -> dict[str, Any]:
    day = None if year is None else f"{year}-03-01T08:00"
    return {"store_code": "A", "ro_no": number, DATED: day, "labour_sales": labour}


def files(home: WarehouseHome) -> dict[int, str]:
    """The file of each year."""
    manifest = read_manifest(home.snapshots / (current_id(home) or "") / MANIFEST)
    return {piece.year: piece.file for piece in manifest.details["repair_orders"].pieces}


def told(home: WarehouseHome) -> dict[str, int]:
    """Labour by number of the order, of the snapshot that is served, which is sound."""
    snapshot = SnapshotReader(home, threads=1).current()
    assert check_deeply(home.path, snapshot) == []
    rows = snapshot.backend.rows(sa.select(ORDERS.c.ro_no, ORDERS.c.labour_sales))
    assert len({row["ro_no"] for row in rows}) == len(rows)
    return {row["ro_no"]: int(row["labour_sales"]) for row in rows}


def load(home: WarehouseHome, name: str, *rows: dict[str, Any]) -> set[int]:
    """Publish later rows; return the years whose files were written."""
    before = files(home)
    later = NOW + timedelta(days=len(home.snapshot_ids()))
    publish_rows(home, name, {"repair_orders": list(rows)}, later)
    after = files(home)
    return {year for year in {*before, *after} if before.get(year) != after.get(year)}


def test_each_year_has_a_file(home: WarehouseHome) -> None:
    assert sorted(files(home)) == [0, *YEARS]
    assert len(told(home)) == 10


def test_new_documents_write_their_own_year_alone(home: WarehouseHome) -> None:
    assert load(home, "new", order("2024-9", 2024)) == {2024}
    assert load(home, "next year", order("2025-1", 2025)) == {2025}
    assert len(told(home)) == 12


def test_a_correction_writes_the_year_of_its_document(home: WarehouseHome) -> None:
    assert load(home, "corrected", order("2022-1", 2022, labour=7)) == {2022}
    assert told(home)["2022-1"] == 7


def test_a_document_that_moves_leaves_its_old_year(home: WarehouseHome) -> None:
    assert load(home, "moved", order("2022-1", 2024, labour=7)) == {2022, 2024}
    assert load(home, "dated", order("no day", 2023)) == {0, 2023}
    assert sorted(files(home)) == list(YEARS)
    assert told(home)["2022-1"] == 7
    assert len(told(home)) == 10


def test_what_says_nothing_new_writes_nothing(home: WarehouseHome) -> None:
    before = files(home)
    older = {"repair_orders": [order("2022-1", 2022, labour=5)]}
    publish_rows(home, "older", older, NOW - timedelta(days=9))
    assert files(home) == before
    assert told(home)["2022-1"] == 1


def test_pieces_and_a_whole_say_the_same(
    home: WarehouseHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [order(f"{year}-{n}", year) for year in YEARS for n in range(3)]
    monkeypatch.undo()
    whole = WarehouseHome(tmp_path / "whole")
    publish_rows(whole, "first", {"repair_orders": [*rows, order("no day", None)]})
    assert list(files(whole)) == [EVERY_YEAR]
    contents = {read_manifest(h.snapshots / (current_id(h) or "") / MANIFEST).content
                for h in (home, whole)}  # fmt: skip
    assert len(contents) == 1


def test_a_whole_is_parted_when_it_has_grown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = WarehouseHome(tmp_path / "warehouse")
    publish_rows(grown, "first", {"repair_orders": [order("1", 2022), order("2", 2023)]})
    monkeypatch.setattr(merging, "PARTED_FROM", 2)
    assert load(grown, "more", order("3", 2024)) == {EVERY_YEAR, 2022, 2023, 2024}
    assert told(grown) == {"1": 1, "2": 1, "3": 1}


def test_a_slip_of_the_pen_makes_no_year(home: WarehouseHome) -> None:
    load(home, "slip", {**order("1", None), DATED: "9024-03-01T08:00"})
    assert sorted(files(home)) == [0, *YEARS]
    assert len(told(home)) == 11


def test_a_manifest_of_one_file_a_table_is_still_read(home: WarehouseHome, tmp_path: Path) -> None:
    """As versions before this one wrote it."""
    path = home.snapshots / (current_id(home) or "") / MANIFEST
    body = json.loads(path.read_text(encoding="utf-8"))
    detail = body["details"]["repair_orders"]
    piece = detail.pop("pieces")[0]
    detail.update({name: piece[name] for name in ("file", "size", "sha256")})
    del body["checksum"]
    older = tmp_path / MANIFEST
    older.write_text(json.dumps({**body, "checksum": _checksum(body)}), encoding="utf-8")
    (read,) = read_manifest(older).details["repair_orders"].pieces
    assert (read.year, read.file) == (EVERY_YEAR, piece["file"])
