"""Marks of stores, files whose amounts bear them, and people who look after stores."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.monday.marks import mark_of, marked_stores
from bench.monday.network import mark_files
from bench.monday.oracle import Oracle
from bench.monday.people import add_people
from bench.monday.report import write_page
from bench.monday.tally import Phase, Spent, percentile
from bench.monday.timetable import timetable
from bench.written_page import END, begin_of
from commands.settings import Settings
from warehouse.schema import TABLES

STORES = marked_stores([f"S{number:02}" for number in range(1, 51)])


def test_sums_over_a_scope_are_multiples_of_its_mark_and_others_are_not() -> None:
    marks = [store.mark for store in STORES]
    assert len(set(marks)) == len(marks)
    for at in range(1, 4):
        others = {store.primes[n] for store in STORES for n in range(4) if n != at}
        assert not others & {store.primes[at] for store in STORES}
    region, group = STORES[:24], STORES[4:8]
    for scope in (STORES[:1], group, region, STORES):
        total = sum(n * store.mark for n, store in enumerate(scope, start=1))
        assert total % mark_of(scope) == 0
    assert STORES[30].mark % mark_of(region)
    assert STORES[0].mark % mark_of(group)
    assert (STORES[0].mark + STORES[1].mark) % mark_of(STORES[:1])
    # Sums over a year of a large network are still exact in floating point.
    assert 10**5 * max(marks) < 2**53


def heading(table: str, column: str) -> str:
    return str(TABLES[table].c[column].info["zh"])


def write(path: Path, table: str, **columns: list[object]) -> None:
    pq.write_table(pa.table({heading(table, name): v for name, v in columns.items()}), path)


def test_amounts_and_numbers_of_a_file_say_whose_they_are(tmp_path: Path) -> None:
    write(
        tmp_path / "dim_store-0001.parquet",
        "dim_store",
        store_code=["S01", "S01-E1", "S02"],
        store_name=["甲店", "甲店二级网点1", "乙店"],
        parent_store_code=[None, "S01", None],
        region=["华北", "华北", "华东"],
        open_date=[date(2020, 1, 1)] * 3,
    )
    write(
        tmp_path / "repair_orders-0001.parquet",
        "repair_orders",
        store_code=["S01", "S02"],
        ro_no=["RO1", "RO1"],
        labour_cost=[Decimal("220.00"), Decimal("-3.00")],
    )
    made = mark_files(tmp_path, tmp_path / "home", 5)
    assert [store.code for store in made.stores] == ["S01", "S02"]
    assert made.names == {"S01": "甲店", "S02": "乙店"}
    orders = pq.read_table(tmp_path / "repair_orders-0001.parquet").to_pylist()
    first, second = made.stores
    assert {row[heading("repair_orders", "ro_no")] for row in orders} == {"S01-RO1", "S02-RO1"}
    amounts = {row[heading("repair_orders", "labour_cost")] for row in orders}
    assert amounts == {Decimal(first.mark), -Decimal(second.mark)}
    stores = pq.read_table(tmp_path / "dim_store-0001.parquet").to_pylist()
    regions = {row[heading("dim_store", "region")] for row in stores}
    assert regions == {first.region}


def test_people_come_as_the_timetable_says_each_with_what_is_his(tmp_path: Path) -> None:
    stores = STORES[:2]
    oracle = Oracle(stores, {store.code: f"{store.code}店" for store in stores})
    settings = Settings.from_environ(
        {"FORECOURT_HOME": str(tmp_path), "FORECOURT_DATABASE_URL": f"sqlite:///{tmp_path}/p.db"}
    )
    people = {person.name: person for person in add_people(settings, stores, oracle, 1)}
    assert set(people) == {"gm-s01", "gm-s02", "sales-s01", "owner-0", "region-0"}
    assert people["gm-s01"].rights.codes == {"S01"}
    assert people["gm-s01"].others_store == "S02"
    assert people["region-0"].rights.mark == mark_of(stores)
    coming = timetable(list(people.values()), 5, 60, seed=3)
    assert coming == timetable(list(people.values()), 5, 60, seed=3)
    assert 200 < len(coming) < 400
    assert all(visit.page in visit.person.pages for visit in coming)
    assert all(a.due < b.due for v in coming for a, b in zip(v.acts, v.acts[1:], strict=False))
    assert len({visit.person.name for visit in coming[:5]}) == 5


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([], 0.95) == 0


def test_tables_are_written_into_the_page(tmp_path: Path) -> None:
    page = tmp_path / "monday.md"
    page.write_text(f"# Monday\n\n{begin_of('monday')}\n{END}\n", encoding="utf-8")
    write_page(page, [replace(Phase("usual", [], Spent(1, 1, 1, 1)))], [], "Two stores.")
    written = page.read_text(encoding="utf-8")
    assert ": Two stores. " in written
    assert "| phase | kind |" in written
