"""Real data sets from their files to figures, beside a plain reading of the same files.

Three monthly files of a Turkish dealer, complaints of an authority and a workbook of parts demand
are loaded together with a few documents of a Chinese store, as ``forecourt load`` does it.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from access.scope import OPERATOR
from commands.kpi import as_json
from commands.publishing import load_paths
from commands.reading import open_reader
from commands.settings import Settings
from data_loaders.pipeline.context import LoadOptions
from metrics.catalogue import CATALOGUE, kpi
from metrics.invariants.ground import Ground
from metrics.invariants.register import Verdict, examine
from metrics.model.period import Period
from metrics.reader import Question, Reader
from metrics.result import Figure, Note, State
from metrics.selection import Selection
from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.data_loaders.loads import NOW
from tests.specs.example import period_of
from warehouse.schema import RECORDS, TABLES

TURKISH, AMERICAN, PARTS, CHINESE = "TR01", "US01", "PARTS01", "N001"


class Files:
    """The files themselves, read without any of the project's code."""

    def __init__(self, folder: Path) -> None:
        tr = folder / "dealer_tr_finops"
        self.turkish = [
            tr / f"automotive-{name}-001" / "data.csv"
            for name in (
                "dealer-sales-kpi",
                "after-sales-performance",
                "dealer-operational-finance",
            )
        ]
        self.complaints = folder / "nhtsa_complaints" / "nhtsa-complaints.txt"
        self.demand = folder / "auto_spare_parts_demand" / "AUTO.xls"
        self._frames = [pd.read_csv(path, dtype={"Ay": str}) for path in self.turkish]

    def sales(self, column: str, *months: str) -> int:
        """Sum of a column of the sales file over months."""
        return self._sum(0, column, months)

    def service(self, column: str, *months: str) -> int:
        """The same of the after-sales file."""
        return self._sum(1, column, months)

    def finance(self, column: str, *months: str) -> int:
        """The same of the finance file; all of it where no month is named."""
        return self._sum(2, column, months)

    def _sum(self, file: int, column: str, months: tuple[str, ...]) -> int:
        frame = self._frames[file]
        chosen = frame[frame["Ay"].isin(months)] if months else frame
        assert set(months) <= set(frame["Ay"])
        return int(chosen[column].sum())

    def received(self, year: str) -> int:
        """Complaints that reached the authority in a year."""
        with self.complaints.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            return sum(1 for row in rows if row[16].startswith(year))


@pytest.fixture(scope="module")
def files(shared_folder: Path) -> Files:
    return Files(shared_folder / "data")


def documents(folder: Path) -> Path:
    """A few documents of a Chinese store: cars, repairs, books and rebates."""

    def write(table: str, names: str, *rows: tuple[str, ...]) -> None:
        columns = TABLES[table].c
        headings = tuple(columns[name].info["zh"] for name in names.split())
        write_csv(folder / CHINESE / f"{TABLES[table].info['zh']}.csv", headings, *rows)

    write_text(folder / "经销商档案.csv", STORES)
    write(
        "vehicle_deliveries",
        "delivery_no vin delivery_date customer_type revenue_ex_vat cost_ex_vat",
        ("D1", "LSVAA49J132047371", "2025-03-04", "零售", "100000", "95000"),
        ("D2", "LSVAA49J132047372", "2025-03-05", "零售", "120000", "121000"),
        ("D3", "LSVAA49J132047373", "2026-06-15", "零售", "110000", "104000"),
    )
    write(
        "repair_orders",
        "ro_no vin open_at settled_at ro_type labour_sales parts_sales labour_cost parts_cost",
        ("R1", "LSVAA49J132047371", "2025-03-10", "2025-03-10", "保养", "400", "600", "150", "450"),
    )
    write(
        "gl_monthly",
        "period account_code department debit credit",
        ("202503", "600101", "销售", "0", "220000"),
        ("202503", "640101", "销售", "216000", "0"),
    )
    write(
        "oem_rebates",
        "rebate_id earn_period confirmed_amount confirmed_at",
        ("RB1", "202503", "3000", "2025-04-20"),
    )
    accounts = TABLES["account_map"].c
    write_csv(
        folder / f"{TABLES['account_map'].info['zh']}.csv",
        tuple(accounts[name].info["zh"] for name in ("account_code", "measure", "dept_measure")),
        ("600101", "revenue", "new"),
        ("640101", "cogs", "new"),
    )
    return folder


@pytest.fixture(scope="module")
def reader(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    base = tmp_path_factory.mktemp("journey")
    settings = Settings.from_environ({"FORECOURT_HOME": str(base / "home")})
    paths = [documents(base / "in"), *files.turkish, files.demand]
    report = load_paths(settings, paths, NOW, token=lambda: "k" * 40)
    assert report.exit_status == 0
    named = LoadOptions(store=AMERICAN, new_store=True)
    load_paths(settings, [files.complaints], NOW, options=named, token=lambda: "k" * 40)
    with open_reader(settings) as opened:
        yield opened


def figure(reader: Reader, name: str, when: str | Period, *stores: str) -> Figure:
    period = when if isinstance(when, Period) else period_of(when)
    (found,) = reader.ask(OPERATOR, Question(Selection(period, stores), (kpi(name),))).rows
    return found


Q1, Q2 = ("2025-01", "2025-02", "2025-03"), ("2025-04", "2025-05", "2025-06")
Plain = Callable[[Files], float]

REPORTED: dict[tuple[str, str], Plain] = {
    ("retail_deliveries", "2025-02"): lambda f: f.sales("Gerceklesen_Adet", "2025-02"),
    ("retail_deliveries", "2025-Q1"): lambda f: f.sales("Gerceklesen_Adet", *Q1),
    ("delivery_target_attainment", "2025-04"): lambda f: (
        f.sales("Gerceklesen_Adet", "2025-04") / f.sales("Hedef_Adet", "2025-04")
    ),
    ("delivery_target_attainment", "2025-Q1"): lambda f: (
        f.sales("Gerceklesen_Adet", *Q1) / f.sales("Hedef_Adet", *Q1)
    ),
    # A month that is over has all of its target due.
    ("delivery_pace_index", "2025-01"): lambda f: (
        f.sales("Gerceklesen_Adet", "2025-01") / f.sales("Hedef_Adet", "2025-01")
    ),
    ("front_gross_per_unit", "2025-03"): lambda f: (
        f.sales("Brut_Kar_TL", "2025-03") / f.sales("Gerceklesen_Adet", "2025-03")
    ),
    ("front_gross_per_unit", "2025-Q1"): lambda f: (
        f.sales("Brut_Kar_TL", *Q1) / f.sales("Gerceklesen_Adet", *Q1)
    ),
    ("as_revenue", "2025-05"): lambda f: f.service("Gelir_TL", "2025-05"),
    ("as_revenue", "2025-Q2"): lambda f: f.service("Gelir_TL", *Q2),
    ("as_gross_margin", "2025-06"): lambda f: (
        1 - f.service("Maliyet_TL", "2025-06") / f.service("Gelir_TL", "2025-06")
    ),
    ("as_gross_margin", "2025-Q1"): lambda f: (
        1 - f.service("Maliyet_TL", *Q1) / f.service("Gelir_TL", *Q1)
    ),
    ("tech_efficiency", "2025-01"): lambda f: (
        f.service("Faturalanan_Saat", "2025-01") / f.service("Teknisyen_Saat", "2025-01")
    ),
    ("tech_efficiency", "2025-Q2"): lambda f: (
        f.service("Faturalanan_Saat", *Q2) / f.service("Teknisyen_Saat", *Q2)
    ),
    # The gross of the file itself, not revenue less cost.
    ("total_gross", "2025-12"): lambda f: f.finance("Brut_Kar_TL", "2025-12"),
    ("total_gross", "2025"): lambda f: f.finance("Brut_Kar_TL"),
    ("gross_margin", "2025-07"): lambda f: (
        f.finance("Brut_Kar_TL", "2025-07") / f.finance("Gelir_TL", "2025-07")
    ),
    ("gross_margin", "2025"): lambda f: f.finance("Brut_Kar_TL") / f.finance("Gelir_TL"),
}
MONEY = {"front_gross_per_unit", "as_revenue", "as_gross_margin", "total_gross", "gross_margin"}


@pytest.mark.parametrize(("name", "when"), REPORTED)
def test_a_reported_figure_is_that_of_the_files(
    reader: Reader, files: Files, name: str, when: str
) -> None:
    found = figure(reader, name, when, TURKISH)
    assert found.value == pytest.approx(REPORTED[name, when](files), rel=1e-9)
    assert (found.state, found.note) == (State.OK, Note.REPORTED)
    assert found.currency == ("TRY" if name in MONEY else "CNY")


@pytest.mark.parametrize("year", ["2016", "2017", "2019"])
def test_complaints_are_counted_as_documents(reader: Reader, files: Files, year: str) -> None:
    found = figure(reader, "complaint_count", year, AMERICAN)
    assert files.received(year) > 0
    assert (found.value, found.note) == (files.received(year), None)


def test_at_least_ten_kpis_are_compared() -> None:
    assert len({name for name, _ in REPORTED} | {"complaint_count"}) >= 10


def test_complaints_from_before_the_daily_figures_are_no_data_and_not_zero(
    reader: Reader, files: Files
) -> None:
    assert files.received("2003") > 0
    assert figure(reader, "complaint_count", "2003", AMERICAN).state is State.NO_DATA


def test_a_quarter_of_which_one_month_was_reported_is_not_held_against_a_whole_one(
    reader: Reader,
) -> None:
    assert figure(reader, "retail_deliveries", "2025-04", TURKISH).value is not None
    assert figure(reader, "retail_deliveries", "2025-Q2", TURKISH).state is State.NO_DATA
    assert figure(reader, "deliveries_qoq_growth", "2025-Q2", TURKISH).state is State.NO_DATA


@pytest.mark.parametrize(
    "name",
    [
        "as_visits",
        "as_revenue_per_visit",
        "net_profit",
        "accessory_penetration",
        "parts_turnover_gross",
    ],
)
def test_a_report_is_no_stand_in_for_what_it_does_not_say(reader: Reader, name: str) -> None:
    assert figure(reader, name, "2025-03", TURKISH).state is State.NO_DATA


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("front_gross_per_unit", 2000),
        ("as_revenue", 1000),
        ("as_gross_margin", 0.4),
        ("total_gross", 7000),
        ("gross_margin", 7 / 220),
    ],
)
def test_a_total_never_adds_lira_to_yuan(reader: Reader, name: str, value: float) -> None:
    found = figure(reader, name, "2025-03", CHINESE, TURKISH)
    assert found.value == pytest.approx(value)
    assert (found.currency, found.missing) == ("CNY", (TURKISH,))
    assert found.note is Note.OTHER_CURRENCY


def test_scripts_are_told_the_currency(reader: Reader) -> None:
    question = Question(Selection(period_of("2025-03"), (TURKISH,)), (kpi("as_revenue"),))
    (row,) = as_json(reader.ask(OPERATOR, question))["rows"]
    assert (row["unit"], row["currency"], row["note"]) == ("TRY", "TRY", "reported")


def test_cars_of_both_add_up(reader: Reader, files: Files) -> None:
    found = figure(reader, "retail_deliveries", "2025-03", CHINESE, TURKISH)
    assert found.value == 2 + files.sales("Gerceklesen_Adet", "2025-03")
    assert found.note is Note.REPORTED


def test_aggregates_never_pretend_to_be_documents(reader: Reader) -> None:
    beside = {"dim_store", "dim_calendar"}
    for table in TABLES.values():
        if "store_code" in table.c and table.name not in beside:
            statement = sa.select(sa.func.count().label("n")).where(
                table.c.store_code.in_((TURKISH, PARTS))
            )
            assert list(reader.backend.rows(statement)) == [{"n": 0}], table.name


def test_demand_for_parts_is_kept_with_origin_and_without_currency(
    reader: Reader, files: Files
) -> None:
    c = RECORDS["reported_figures"].c
    kept = (
        sa.select(c.origin, c.unit, c.currency, sa.func.sum(c.value).label("value"))
        .where(c.store_code == PARTS)
        .group_by(c.origin, c.unit, c.currency)
    )
    sheet = pd.read_excel(files.demand, sheet_name="GOEIE", engine="calamine", index_col=0)
    (row,) = reader.backend.rows(kept)
    assert (row["origin"], row["unit"], row["currency"]) == ("parts-demand-24", "pieces", None)
    assert float(row["value"]) == float(sheet[list(range(1, 25))].to_numpy().sum())


def test_the_newest_day_is_that_of_a_document(reader: Reader) -> None:
    assert reader.as_of == date(2026, 6, 15)


def test_what_must_hold_holds_where_it_applies(reader: Reader) -> None:
    periods = [period_of(when) for when in ("2016", "2025-03")]
    found = examine([Ground(reader, OPERATOR, period, CATALOGUE) for period in periods])
    assert [(f.invariant.name, f.violations[:3]) for f in found if f.violations] == []
    applying = {f.invariant.name for f in found if f.verdict is Verdict.HOLDS}
    assert applying >= {"group_between_stores", "sums_of_stores", "complaint_cross_table", "visits"}
    assert len(applying) < len(found)
