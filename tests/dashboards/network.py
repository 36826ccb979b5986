"""A small dealer network for the tests of the screen: three stores, fourteen months, known sums."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from access import (
    OPERATOR,
    Grants,
    NewUser,
    Origin,
    Role,
    Scope,
    add_user,
    migrate,
    open_database,
)
from dashboards.query import View
from dashboards.services import Covered, LoadedFile, LoadReport, RejectedRow, Services
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE, all_measures
from metrics.model.period import Period, add_months
from metrics.model.words import Words
from metrics.reader import BusinessCalendar, Question, Reader
from metrics.rolled_up import RolledUp, build_rolled_up
from metrics.selection import Selection
from tests.specs.warehouse import Connected
from tests.warehouse.support import build_file, writing
from warehouse.engines import Backend
from warehouse.engines.duckdb import open_file
from warehouse.schema import RECORDS, TABLES

AS_OF = date(2026, 10, 20)
FIRST = date(2025, 9, 1)
NOW = datetime(2026, 10, 21, 0, 30, tzinfo=UTC)
PASSWORD = "morgen früh 早上"
STORES = (("A1", "晨光店", "华东"), ("B2", "松湖店", "华东"), ("C3", "云岭店", "华南"))
# Deliveries of each store in every month, one a day from the second on.
MONTHLY = {"A1": 9, "B2": 12, "C3": 6}
CALENDAR = BusinessCalendar(lambda day: True, lambda day: day - timedelta(days=364))


class Counting:
    """A backend that counts the statements that pass through it."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.statements = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)

    def arrow(self, statement: sa.Select[Any]) -> Any:
        """Count and pass on."""
        self.statements += 1
        return self._backend.arrow(statement)


@dataclass(frozen=True)
class Source:
    """What a reader reads."""

    backend: Any
    id: str = "test-snapshot"
    as_of: date = AS_OF


@dataclass(frozen=True)
class Network:
    """The network, open: a reader of it, and the counter behind it."""

    reader: Reader
    counting: Counting
    report: LoadReport = field(default_factory=LoadReport)
    kept: dict[Any, Any] = field(default_factory=dict)

    def visit(
        self,
        path: str = "/sales",
        language: str = "zh",
        scope: Scope = OPERATOR,
        view: View | None = None,
    ) -> Visit:
        """A look at a page."""
        return Visit(path, language, scope, self.reader, view or View(), CALENDAR)


def build_network(folder: Path) -> tuple[Path, RolledUp]:
    """Build the network in a file of its own; returns the file and what is rolled up in it."""
    path = build_file(folder, _rows())
    with writing(path) as connection:
        last = date(AS_OF.year, 12, 31)
        reach = add_months(FIRST, -13)
        held = build_rolled_up(Connected(connection), all_measures().values(), reach, last)
    return path, held


def open_network(folder: Path) -> Network:
    """Build the network and open it."""
    path, held = build_network(folder)
    backend = Counting(open_file(path, threads=1, memory_limit="500MB"))
    reader = Reader(Source(backend), CALENDAR, held, min_trials=20)
    # What is read once for a snapshot is there before a page is counted.
    reader.ask(OPERATOR, Question(Selection(Period.month(AS_OF)), CATALOGUE))
    month = Selection(Period(AS_OF.replace(day=1), AS_OF), ("A1",), compare=("pace",))
    reader.ask(OPERATOR, Question(month, CATALOGUE))
    return Network(reader, backend, _report(backend))


def services_for(network: Network, folder: Path) -> Services:
    """Everything that the screen is handed, with one person of each kind."""

    @contextmanager
    def reader() -> Iterator[Reader | None]:
        yield network.reader

    without = services_without_data(folder)
    return replace(without, reader=reader, load_report=lambda _: network.report)


def services_without_data(folder: Path) -> Services:
    """The same people, where nothing has been loaded yet."""
    database = open_database(f"sqlite:///{folder}/people.db")
    migrate(database)
    origin = Origin("operator", NOW)
    people = (
        NewUser("chief", Role.GM, Grants(stores=frozenset({"A1"}))),
        NewUser("area", Role.REGION, Grants(regions=frozenset({"华东"}))),
        NewUser(
            "parts", Role.DEPARTMENT, Grants(frozenset({"A1"}), departments=frozenset({"parts"}))
        ),
        NewUser("keeper", Role.ADMIN),
    )
    for person in people:
        add_user(database, person, PASSWORD, origin)
    return Services(
        reader=lambda: nullcontext(None),
        database=database,
        regions={"华东": ("A1", "B2"), "华南": ("C3",)},
        now=lambda: NOW,
        calendar=CALENDAR,
        load_report=lambda _: LoadReport(),
        refused_workbook=lambda _, stores, tables, masking: json.dumps(
            [None if named is None else sorted(named) for named in (stores, tables)] + [masking]
        ).encode(),
        secret_key="x" * 48,
    )


def _rows() -> dict[str, list[dict[str, Any]]]:
    return {
        "dim_store": [
            {
                "store_code": code,
                "store_name": name,
                "region": region,
                "brand": "示范",
                "city": "甲城",
            }
            for code, name, region in STORES
        ]
        + [{"store_code": "A1-E1", "store_name": "晨光二网", "parent_store_code": "A1"}],
        "dim_calendar": [
            {"store_code": code, "date": day, "is_business_day": True, "day_weight": 1}
            for code, _, _ in STORES
            for day in _days(FIRST, date(2026, 10, 31))
        ],
        "vehicle_deliveries": [
            _delivery(code, month, number)
            for code, count in MONTHLY.items()
            for month in _months()
            for number in range(count)
        ],
        "repair_orders": [
            _repair_order(code, day) for code in MONTHLY for day in _days(FIRST, AS_OF)
        ],
        "budgets": [
            {
                "store_code": code,
                "period": f"{month:%Y%m}",
                "department": "销售",
                "metric_code": "retail_deliveries",
                "version": "年初预算",
                "value": 12,
            }
            for code in MONTHLY
            for month in _months()
        ],
    }


def _delivery(code: str, month: date, number: int) -> dict[str, Any]:
    return {
        "delivery_no": f"{code}-{month:%y%m}-{number}",
        "store_code": code,
        "vin": f"LTESTVIN{code}{month:%y%m}{number:03}",
        "delivery_date": month + timedelta(days=1 + number),
        "customer_type": "零售",
        "sc_id": f"{code}-S{number % 3}",
        "model_code": f"M{number % 2}",
        "payment_type": "全款" if number % 2 else "贷款",
        "retail_price": 150_000,
        "revenue_ex_vat": 130_000,
        "cost_ex_vat": 128_000,
    }


def _repair_order(code: str, day: date) -> dict[str, Any]:
    return {
        "ro_no": f"{code}-{day:%y%m%d}",
        "store_code": code,
        "vin": f"LSERVICE{code}{day:%y%m%d}",
        "plate_no": "沪A12345",
        "ro_type": "保养" if day.day % 2 else "一般维修",
        "sa_id": f"{code}-B{day.day % 2}",
        "open_at": day,
        "settled_at": day,
        "released_at": day,
        "labour_sales": 300,
        "parts_sales": 500,
    }


def _months() -> list[date]:
    return [date(2025, 9 + i, 1) if i < 4 else date(2026, i - 3, 1) for i in range(14)]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _report(backend: Any) -> LoadReport:
    covered = RECORDS["coverage"].c
    months = sa.select(
        covered.store_code, covered.table_name, covered.month, covered.row_count, covered.last_day
    )
    return LoadReport(
        files=[
            _file("A1/工单.xlsx", "repair_orders", "A1", 10, 1),
            _file("C3/交车.csv", "vehicle_deliveries", "C3", 5, 0),
        ],
        rejected=[
            RejectedRow(
                file="A1/工单.xlsx",
                sheet="Sheet1",
                row=17,
                column="工时费",
                rule="number",
                value="贰佰 13812345678",
                reason="不是数字",
                table="repair_orders",
                store="A1",
            ),
        ],
        coverage=[
            Covered(r["store_code"], r["table_name"], r["month"], r["row_count"], r["last_day"])
            for r in backend.arrow(months).to_pylist()
        ],
        tables={name: Words(t.info["zh"], t.info["en"]) for name, t in TABLES.items()},
        refused={("A1", "repair_orders"): 1, ("C3", "vehicle_deliveries"): 40},
    )


def _file(file: str, table: str, store: str, read: int, quarantined: int) -> LoadedFile:
    return LoadedFile(
        file=file,
        sheet="Sheet1",
        table=table,
        profile="standard",
        store=store,
        state="loaded",
        message="",
        loaded_at=NOW,
        read=read,
        loaded=read - quarantined,
        quarantined=quarantined,
        skipped=0,
    )
