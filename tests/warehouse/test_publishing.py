"""What publishing makes of parts: one state, whatever their order, and the old one on failure."""

import itertools
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from tests.warehouse.loading import (
    LINES_AN_ORDER,
    NOW,
    ORDERS_A_FILE,
    nth_file,
    prepare,
    publish_parts,
    publish_rows,
    write_parts,
)
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import (
    Build,
    Options,
    PartError,
    RefusedSnapshotError,
    Snapshot,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    check_rows,
    current_id,
    open_snapshot,
    publish,
)
from warehouse.snapshots import building as building_module

ORDERS = TABLES["repair_orders"]


@pytest.fixture
def home(tmp_path: Path) -> WarehouseHome:
    return WarehouseHome(tmp_path / "warehouse")


def current(home: WarehouseHome) -> Snapshot:
    return SnapshotReader(home, threads=1).current()


def orders(snapshot: Snapshot) -> dict[str, Any]:
    rows = snapshot.backend.rows(sa.select(ORDERS.c.ro_no, ORDERS.c.labour_sales))
    return {row["ro_no"]: int(row["labour_sales"]) for row in rows}


def order(number: str, labour: int, **more: Any) -> dict[str, list[dict[str, Any]]]:
    row = {"store_code": "A", "ro_no": number, "open_at": NOW, "labour_sales": labour, **more}
    return {"repair_orders": [row]}


def files_under(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_every_table_is_there_and_rolled_up(home: WarehouseHome) -> None:
    made = publish_rows(home, "file", nth_file(1))
    snapshot = current(home)
    assert snapshot.id == made == current_id(home)
    for table in {**TABLES, **RECORDS}.values():
        assert snapshot.backend.arrow(sa.select(table)).column_names == table.c.keys()
    daily = sa.table("daily", sa.column("orders"))
    assert snapshot.backend.rows(sa.select(daily.c.orders)) == [{"orders": ORDERS_A_FILE}]
    assert check_deeply(home.path, snapshot) == []


def test_the_newest_extract_wins_in_any_order(tmp_path: Path) -> None:
    """Also where only the file or the row tells which one is newer."""
    tuesday = NOW + timedelta(days=1)
    twice = [*order("2", 1)["repair_orders"], *order("2", 2)["repair_orders"]]
    sources = {
        "monday": ({"repair_orders": [*order("1", 10)["repair_orders"], *twice]}, NOW),
        "tuesday": (order("1", 20), tuesday),
        "same time": (order("1", 30), tuesday),
    }
    contents = set()
    for number, names in enumerate(itertools.permutations(sources)):
        home = WarehouseHome(tmp_path / f"w{number}")
        for name in names:
            publish_rows(home, name, *sources[name])
        snapshot = current(home)
        contents.add((snapshot.manifest.content, *sorted(orders(snapshot).items())))
    (only,) = contents
    assert only[1] in (("1", 20), ("1", 30))
    assert only[2] == ("2", 2)


def test_one_load_or_many_give_the_same_snapshot(tmp_path: Path) -> None:
    together, one_by_one, anew = (WarehouseHome(tmp_path / name) for name in "abc")
    numbers = list(range(4))
    parts = [
        path
        for number in numbers
        for path in write_parts(
            tmp_path / "parts", f"file {number}", nth_file(number), NOW + timedelta(days=number)
        )
    ]
    publish_parts(together, parts)
    random.Random(1).shuffle(numbers)
    for number in numbers:
        publish_rows(one_by_one, f"file {number}", nth_file(number), NOW + timedelta(days=number))
    publish_parts(anew, parts, Options(rebuild=True))
    snapshots = [current(home) for home in (together, one_by_one, anew)]
    assert len({snapshot.manifest.content for snapshot in snapshots}) == 1
    name = snapshots[1].backend.rows(sa.select(TABLES["dim_store"].c.store_name))
    assert name == [{"store_name": "as of file 3"}]


def test_the_same_bytes_twice_change_nothing(home: WarehouseHome) -> None:
    first = publish_rows(home, "file", nth_file(1))
    log = {"load_log": [{"file_sha256": "x", "table_name": "repair_orders", "loaded_at": NOW}]}
    assert publish_rows(home, "file", {**nth_file(1), **log}) == first
    assert home.snapshot_ids() == [first]
    assert len(orders(current(home))) == ORDERS_A_FILE


def test_another_reading_of_a_file_replaces_the_first(home: WarehouseHome) -> None:
    publish_rows(home, "kept", order("9", 9))
    publish_rows(home, "file", {**order("1", 10), **nth_file(1)})
    publish_rows(home, "file", order("2", 20))
    assert orders(current(home)) == {"9": 9, "2": 20}
    lines = sa.select(sa.func.count().label("n")).select_from(TABLES["ro_labour_lines"])
    assert current(home).backend.rows(lines) == [{"n": 0}]


def test_unchanged_tables_keep_their_file(home: WarehouseHome) -> None:
    publish_rows(home, "one", nth_file(1))
    before = current(home).manifest.details
    publish_rows(home, "two", order("1", 10))
    after = current(home).manifest.details
    assert after["ro_labour_lines"].files == before["ro_labour_lines"].files
    assert after["repair_orders"].files != before["repair_orders"].files
    older = {"repair_orders": [{"store_code": "A", "ro_no": "1", "open_at": NOW}]}
    publish_rows(home, "older", older, NOW - timedelta(days=9))
    assert current(home).manifest.details["repair_orders"].files == after["repair_orders"].files


def test_large_tables_are_views_over_sorted_parquet(
    home: WarehouseHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building_module, "NATIVE_ROWS", 10)
    rows = nth_file(1)
    random.Random(2).shuffle(rows["ro_labour_lines"])
    publish_rows(home, "file", rows)
    snapshot = current(home)
    path = home.path / snapshot.manifest.details["ro_labour_lines"].files[0]
    table = pq.read_table(path, columns=["store_code", "settled_at", "ro_no", "line_no"])
    told = [tuple(row.values()) for row in table.to_pylist()]
    assert told == sorted(told)
    assert len(told) == ORDERS_A_FILE * LINES_AN_ORDER
    assert check_rows(snapshot) == []
    with duckdb.connect(str(home.database(snapshot.id)), read_only=True) as by_hand:
        by_hand.execute(f"SET file_search_path = '{home.path}'")
        found = by_hand.execute("SELECT count(*) FROM ro_labour_lines").fetchone()
    assert found == (len(told),)


def test_a_new_column_is_null_in_what_was_loaded_before(home: WarehouseHome) -> None:
    """Parts of an older version lack it; so do the details that were made of them."""
    parts = write_parts(home.path / "staging" / "old", "old", order("1", 10))
    table = pq.read_table(parts[0]).drop_columns(["mileage"])
    pq.write_table(table, parts[0])
    publish_parts(home, parts)
    publish_rows(home, "new", order("2", 20, mileage=7))
    rows = current(home).backend.rows(
        sa.select(ORDERS.c.ro_no, ORDERS.c.mileage).order_by(ORDERS.c.ro_no)
    )
    assert rows == [{"ro_no": "1", "mileage": None}, {"ro_no": "2", "mileage": 7}]


def test_as_of_is_the_newest_past_day_of_business(home: WarehouseHome) -> None:
    rows = {
        "repair_orders": [
            {"store_code": "A", "ro_no": "1", "open_at": NOW - timedelta(days=3)},
            {"store_code": "A", "ro_no": "2", "open_at": datetime.fromisoformat("2062-01-01")},
        ],
        "service_appointments": [
            {"store_code": "A", "appt_id": "1", "appt_at": NOW - timedelta(days=1)}
        ],
    }
    publish_rows(home, "file", rows)
    snapshot = current(home)
    assert snapshot.as_of == (NOW - timedelta(days=3)).date()
    assert snapshot.built_at == NOW
    facts = sa.table("snapshot_facts", sa.column("id"), sa.column("as_of"))
    told = snapshot.backend.rows(sa.select(facts.c.id, facts.c.as_of))
    assert told == [{"id": snapshot.id, "as_of": snapshot.as_of}]


def test_a_refused_snapshot_leaves_the_old_one(home: WarehouseHome) -> None:
    first = publish_rows(home, "one", order("1", 10))
    seen = []

    def verify(database: Path) -> list[str]:
        with open_snapshot(database, threads=1) as snapshot:
            seen.append(orders(snapshot))
        return ["units sold fell by half."]

    parts = write_parts(home.staging / "two", "two", order("2", 20))
    with pytest.raises(RefusedSnapshotError, match="the old one stays: units sold fell by half"):
        publish(home, parts, prepare=prepare, verify=verify, now=NOW)
    assert seen == [{"1": 10, "2": 20}]
    assert current_id(home) == first
    assert home.snapshot_ids() == [first]


def test_a_failing_roll_up_leaves_the_old_one(home: WarehouseHome) -> None:
    first = publish_rows(home, "one", order("1", 10))

    def fail(build: Build) -> None:
        build.connection.execute("SELECT * FROM no_such_table")

    parts = write_parts(home.staging / "two", "two", order("2", 20))
    with pytest.raises(duckdb.Error, match="no_such_table"):
        publish(home, parts, prepare=fail, verify=lambda _: [], now=NOW)
    assert current_id(home) == first
    assert files_under(home.staging) == set()
    publish_rows(home, "two", order("2", 20))
    assert orders(current(home)) == {"1": 10, "2": 20}


def test_rows_of_nobody_are_refused(home: WarehouseHome) -> None:
    with pytest.raises(RefusedSnapshotError, match="repair_orders: 1 rows name no store"):
        publish_rows(home, "file", order("1", 10, store_code=None))
    assert not home.published()


def test_a_build_runs_statements_of_ours(home: WarehouseHome) -> None:
    counted = []

    def count(build: Build) -> None:
        statement = sa.select(sa.func.count().label("n")).where(ORDERS.c.ro_no.in_(["1", "7"]))
        counted.extend(build.engine_execute(statement).to_pylist())
        build.engine_execute(
            sa.insert(RECORDS["coverage"]).values(store_code="A", table_name="repair_orders")
        )

    parts = write_parts(home.path / "staging" / "x", "file", order("1", 10))
    publish(home, parts, prepare=count, verify=lambda _: [], now=NOW)
    assert counted == [{"n": 1}]
    told = sa.select(RECORDS["coverage"].c.store_code)
    assert current(home).backend.rows(told) == [{"store_code": "A"}]


@pytest.mark.parametrize(
    ("name", "columns", "message"),
    [
        ("no_such_table/{sha}-0.parquet", {}, "with one of the tables"),
        ("repair_orders/file.parquet", {}, "sha256 of the source file"),
        ("repair_orders/{sha}-0.parquet", {"colour": "red"}, r"unknown \['colour'\]"),
        ("repair_orders/{sha}-0.parquet", {"ro_no": None}, r"missing \['ro_no'\]"),
        ("repair_orders/{sha}-0.parquet", {"extracted_at": None}, r"missing \['extracted_at'\]"),
        ("repair_orders/{sha}-0.parquet", {"mileage": "many"}, "cannot be merged: .*many"),
    ],
)
def test_a_wrong_part_is_named(
    tmp_path: Path, home: WarehouseHome, name: str, columns: dict[str, Any], message: str
) -> None:
    (made,) = write_parts(tmp_path / "made", "file", order("1", 10))
    path = tmp_path / "given" / name.format(sha="0" * 64)
    path.parent.mkdir(parents=True)
    table = pq.read_table(made)
    for column, value in columns.items():
        if column in table.column_names:
            table = table.drop_columns([column])
        if value is not None:
            table = table.append_column(column, [[value]])
    pq.write_table(table, path)
    with pytest.raises(PartError, match=message):
        publish_parts(home, [path])
    assert not home.published()


def test_a_part_that_is_no_parquet_is_named(tmp_path: Path, home: WarehouseHome) -> None:
    path = tmp_path / "repair_orders" / f"{'0' * 64}-0.parquet"
    path.parent.mkdir()
    path.write_bytes(b"PAR1")
    with pytest.raises(PartError, match="expected a Parquet file"):
        publish_parts(home, [path])


def test_publishing_nothing_builds_the_same_rows_anew(home: WarehouseHome) -> None:
    first = publish_rows(home, "file", order("1", 10))
    second = publish_parts(home, [])
    assert first.split("-") != second.split("-")
    assert first.split("-")[1] == second.split("-")[1]
    assert orders(current(home)) == {"1": 10}


def test_merging_sorts_on_disk_beyond_its_memory(home: WarehouseHome, tmp_path: Path) -> None:
    """Half of the rows come twice; in memory they would take more than the limit."""
    (made,) = write_parts(tmp_path / "made", "one", order("1", 10))
    rows, half = 300_000, 150_000
    parts = []
    for number, first in enumerate((0, half)):
        path = tmp_path / "given" / "repair_orders" / f"{number}{'0' * 63}-0.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        duckdb.execute(
            "COPY (SELECT * EXCLUDE i REPLACE ("
            "  'RO' || (hash(i) % 1000000007)::VARCHAR || '-' || i::VARCHAR AS ro_no,"
            "  repeat(md5(i::VARCHAR), 4) AS fault_code,"
            f" extracted_at + to_days({number}) AS extracted_at,"
            f" {number} AS labour_sales) "
            f"FROM read_parquet('{made}'), range({first}, {first + rows}) r(i)) "
            f"TO '{path}' (FORMAT parquet)"
        )
        parts.append(path)
    publish_parts(home, parts, Options(threads=1, memory_limit="250MB"))
    found = current(home).backend.rows(
        sa.select(sa.func.count().label("n"), sa.func.sum(ORDERS.c.labour_sales).label("newer"))
    )
    assert found == [{"n": rows + half, "newer": rows}]


def test_steps_are_told(home: WarehouseHome) -> None:
    steps: list[str] = []
    publish_rows(home, "file", order("1", 10), options=Options(progress=steps.append))
    assert steps == [
        "take over",
        "merge repair_orders",
        "build",
        "prepare",
        "close",
        "verify",
        "move",
        "publish",
        "collect",
    ]


def test_where_no_manifest_can_be_read_the_parts_tell_what_there_was(home: WarehouseHome) -> None:
    def read(source: str, number: str, labour: int, day: int) -> None:
        log = {"file_sha256": source, "sheet": "1", "table_name": "", "message": f"day {day}"}
        same = {"customers": [{"store_code": "A", "vin": source, "customer_id": "C"}]}
        rows = {**order(number, labour), **same, "load_log": [{**log, "loaded_at": NOW}]}
        publish_rows(home, source, rows, NOW.replace(day=day))

    read("read twice", "R1", 1, 5)
    # Of an older extract, and read another way: only the newest reading of a file counts.
    read("read twice", "R2", 2, 1)
    read("other", "R3", 3, 2)
    expected = orders(current(home)), current(home).manifest.content
    # The first reading is still there, for a snapshot of before.
    assert len(list((home.parts / "repair_orders").iterdir())) == 3
    for snapshot_id in home.snapshot_ids():
        (home.snapshots / snapshot_id / "manifest.json").write_text("{", encoding="utf-8")
    spoilt = home.parts / "repair_orders" / f"{'0' * 64}-0.{'0' * 16}.parquet"
    spoilt.write_bytes(b"not what its name says")
    publish_parts(home, [])
    snapshot = current(home)
    assert (orders(snapshot), snapshot.manifest.content, snapshot.warning) == (*expected, "")
    assert orders(snapshot) == {"R2": 2, "R3": 3}
    assert check_deeply(home.path, snapshot) == []
