"""Full extracts end the rows that they no longer hold, in whatever order files arrive."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.loading import publish_rows
from warehouse.schema import TABLES
from warehouse.snapshots import SnapshotReader, WarehouseHome

MAY = (date(2024, 5, 1), date(2024, 5, 31))
Rows = dict[str, list[dict[str, Any]]]
File = tuple[str, Rows, datetime]


def _order(number: str, day: str, store: str = "A", **more: Any) -> dict[str, Any]:
    return {"store_code": store, "ro_no": number, "open_at": day, "settled_at": day, **more}


def _full(
    source: str, table: str, column: str, days: tuple[date, date] | None, store: str = "A"
) -> dict[str, Any]:
    first, last = days or (None, None)
    return {
        "file_sha256": source,
        "sheet": "1",
        "table_name": table,
        "store_code": store,
        "date_column": column,
        "first_day": first,
        "last_day": last,
    }


def _at(day: int) -> datetime:
    return datetime(2024, 6, day, 8)  # noqa: DTZ001 - local time without zone


# Exported on the first of June; by the whole export of the 9th an order was deleted.
EARLY: File = (
    "early",
    {
        "repair_orders": [
            _order("kept", "2024-05-02"),
            _order("deleted", "2024-05-03"),
            _order("of April", "2024-04-30"),
            _order("of June", "2024-06-01"),
            _order("of B", "2024-05-03", "B"),
            _order("moved", "2024-06-02"),
        ]
    },
    _at(1),
)
# Between the two a clerk dated an order back into May; by the 9th it is gone.
BETWEEN: File = ("between", {"repair_orders": [_order("moved", "2024-05-20")]}, _at(5))
WHOLE: File = (
    "whole",
    {
        "repair_orders": [_order("kept", "2024-05-02", mileage=7)],
        "full_extracts": [_full("whole", "repair_orders", "settled_at", MAY)],
    },
    _at(9),
)
LATE: File = ("late", {"repair_orders": [_order("written later", "2024-05-30")]}, _at(20))


def _publish(home: WarehouseHome, files: Sequence[File]) -> str:
    for source, rows, at in files:
        name = publish_rows(home, source, rows, at)
    return name


def _orders(home: WarehouseHome) -> set[tuple[str, str]]:
    t = TABLES["repair_orders"].c
    with SnapshotReader(home).current() as snapshot:
        rows = snapshot.backend.rows(sa.select(t.store_code, t.ro_no))
    return {(row["store_code"], row["ro_no"]) for row in rows}


def _home(folder: Path) -> WarehouseHome:
    home = WarehouseHome(folder)
    home.ensure()
    return home


def test_rows_that_a_full_extract_lacks_have_ended(tmp_path: Path) -> None:
    home = _home(tmp_path)
    _publish(home, (EARLY,))
    assert ("A", "deleted") in _orders(home)
    _publish(home, (BETWEEN, WHOLE, LATE))
    assert _orders(home) == {
        ("A", "kept"),
        ("A", "of April"),
        ("A", "of June"),
        ("B", "of B"),
        ("A", "written later"),
    }


def test_any_order_of_arrival_gives_the_same_rows(tmp_path: Path) -> None:
    found = set()
    for number, files in enumerate(permutations((EARLY, BETWEEN, WHOLE))):
        home = _home(tmp_path / str(number))
        found.add(_publish(home, files).partition("-")[2])
    assert len(found) == 1


def test_a_register_exported_whole_ends_whom_it_lacks(tmp_path: Path) -> None:
    home = _home(tmp_path)
    people = [
        {"store_code": store, "employee_id": name, "hire_date": date(2020, 1, 1)}
        for store, name in (("A", "1"), ("A", "2"), ("B", "3"))
    ]
    whole: Rows = {
        "dim_employee": people[:1],
        "full_extracts": [_full("whole", "dim_employee", "", None)],
    }
    _publish(home, (("early", {"dim_employee": people}, _at(1)), ("whole", whole, _at(9))))
    t = TABLES["dim_employee"].c
    with SnapshotReader(home).current() as snapshot:
        rows = snapshot.backend.rows(sa.select(t.employee_id).order_by(t.employee_id))
    assert [row["employee_id"] for row in rows] == ["1", "3"]


def test_what_a_newer_whole_extract_holds_again_is_back(tmp_path: Path) -> None:
    home = _home(tmp_path)
    again: File = (
        "again",
        {**WHOLE[1], "repair_orders": [_order("deleted", "2024-05-03")]},
        _at(12),
    )
    again[1]["full_extracts"] = [_full("again", "repair_orders", "settled_at", MAY)]
    _publish(home, (EARLY, WHOLE, again))
    assert ("A", "deleted") in _orders(home)
    assert ("A", "kept") not in _orders(home)


def test_a_whole_extract_without_any_row_ends_all_of_its_period(tmp_path: Path) -> None:
    home = _home(tmp_path)
    empty: Rows = {"full_extracts": [_full("none", "repair_orders", "settled_at", MAY)]}
    _publish(home, (EARLY, ("none", empty, _at(9))))
    assert _orders(home) == {
        ("A", "of April"),
        ("A", "of June"),
        ("A", "moved"),
        ("B", "of B"),
    }


@pytest.mark.parametrize("day", ["2024-05-01", "2024-05-31T23:59:59"])
def test_both_ends_of_the_period_belong_to_it(tmp_path: Path, day: str) -> None:
    home = _home(tmp_path)
    edge: File = ("edge", {"repair_orders": [_order("edge", day)]}, _at(1))
    _publish(home, (edge, WHOLE))
    assert _orders(home) == {("A", "kept")}
