"""Names of employees become their numbers, whichever comes first: the rows or the staff list."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.warehouse.loading import NOW, publish_parts, write_parts
from warehouse.coverage import build_coverage
from warehouse.schema import TABLES
from warehouse.snapshots import Build, Options, SnapshotReader, WarehouseHome, read_left_names
from warehouse.snapshots.publishing import Prepare

Rows = dict[str, list[dict[str, Any]]]


def person(number: str, name: str, hired: str, left: str | None = None, store: str = "A") -> Any:
    return {
        "store_code": store,
        "employee_id": number,
        "employee_name": name,
        "hire_date": date.fromisoformat(hired),
        "leave_date": None if left is None else date.fromisoformat(left),
    }


STAFF = [
    person("E1", "李四", "2020-01-01", "2024-03-31"),
    person("E2", "李四", "2024-04-01"),
    person("E3", "王五(离职)", "2020-01-01", "2023-01-01"),
    person("E4", "赵六", "2020-01-01"),
    person("E5", "赵六", "2021-01-01"),
    person("E6", "李四", "2020-01-01", store="B"),
]
NAMES = {
    # Told apart by the day of the row; the brackets are no part of the name.
    "R1": ("A", "2024-03-31", "李四", "E1"),
    "R2": ("A", "2024-04-01", "李四（离职）", "E2"),
    "R3": ("B", "2024-04-01", "李四", "E6"),
    # After he left, but he is the only one who ever bore it.
    "R4": ("A", "2024-05-01", "王五", "E3"),
    # Two at the same time, and nobody.
    "R5": ("A", "2024-05-01", "赵六", "赵六"),
    "R6": ("A", "2024-05-01", "孙七", "孙七"),
    "R7": ("A", "2024-05-01", "E2", "E2"),
    "R8": ("A", None, "王五", "E3"),
    "R9": ("A", None, "李四", "李四"),
}
ORDERS = [
    {"store_code": store, "ro_no": number, "open_at": day, "sa_id": name}
    for number, (store, day, name, _) in NAMES.items()
]
# In a key: what came by number first is the same attendance that comes by name later.
BY_NUMBER = [
    {"store_code": "A", "employee_id": "E2", "date": date(2024, 5, 2), "attended_hours": 7}
]
BY_NAME = [{**BY_NUMBER[0], "employee_id": "李四", "attended_hours": 8}]
FILES: list[tuple[str, Rows, datetime]] = [
    ("orders", {"repair_orders": ORDERS, "attendance": BY_NUMBER}, NOW),
    ("clock", {"attendance": BY_NAME}, NOW.replace(day=2)),
    ("staff", {"dim_employee": STAFF}, NOW),
]


def loaded(
    path: Path, files: Sequence[tuple[str, Rows, datetime]], carry: Prepare | None = None
) -> WarehouseHome:
    home = WarehouseHome(path)
    home.ensure()
    for source, rows, at in files:
        parts = write_parts(path.with_name(f"{path.name}-given"), source, rows, at)
        publish_parts(home, parts, Options(threads=1, carry=carry))
    return home


def carried(build: Build) -> None:
    """Coverage alone is brought up to date in a copy of the snapshot before."""
    build_coverage(build.connection)


def served(home: WarehouseHome, table: str, *columns: str) -> list[tuple[Any, ...]]:
    snapshot = SnapshotReader(home, threads=1).current()
    declared = TABLES[table].c
    rows = snapshot.backend.rows(sa.select(*(declared[name] for name in columns)))
    return sorted(tuple(row[name] for name in columns) for row in rows)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[WarehouseHome]:
    """The same files, the staff list last and first, and in a copy of the snapshot before."""
    folder = tmp_path_factory.mktemp("homes")
    return [
        loaded(folder / "last", FILES),
        loaded(folder / "first", FILES[::-1]),
        loaded(folder / "carried", [FILES[2], FILES[0], FILES[1]], carried),
    ]


def test_a_name_becomes_the_number_of_the_one_who_bore_it_at_the_time(
    homes: list[WarehouseHome],
) -> None:
    expected = sorted((number, told) for number, (_, _, _, told) in NAMES.items())
    for home in homes:
        assert served(home, "repair_orders", "ro_no", "sa_id") == expected
        assert served(home, "attendance", "employee_id", "attended_hours") == [("E2", 8)]


def test_the_order_of_files_does_not_matter(homes: list[WarehouseHome]) -> None:
    fingerprints = {SnapshotReader(home, threads=1).current().manifest.content for home in homes}
    assert len(fingerprints) == 1


def test_a_later_staff_list_takes_back_what_is_no_longer_certain(tmp_path: Path) -> None:
    newcomer = [*STAFF, person("E9", "王五", "2022-01-01")]
    home = loaded(
        tmp_path / "home", [*FILES, ("staff 2", {"dim_employee": newcomer}, NOW.replace(day=3))]
    )
    told = dict(served(home, "repair_orders", "ro_no", "sa_id"))
    # The one who is there on the day; without a day there are two to choose from.
    assert (told["R4"], told["R8"], told["R1"]) == ("E9", "王五", "E1")


def test_names_without_a_number_are_told_with_their_rows(homes: list[WarehouseHome]) -> None:
    (source,) = {row[0] for row in served(homes[0], "repair_orders", "source_file")}
    left = read_left_names(homes[0], "repair_orders", [source])
    rows = dict(served(homes[0], "repair_orders", "ro_no", "source_row"))
    assert [(each.column, each.bearers, each.rows) for each in left] == [
        ("sa_id", 0, [rows["R6"]]),
        ("sa_id", 2, sorted([rows["R5"], rows["R9"]])),
    ]
    assert read_left_names(homes[0], "repair_orders", ["no such file"]) == []
