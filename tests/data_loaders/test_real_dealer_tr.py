"""A Turkish dealer's monthly figures through their profile, beside a plain reading of the files."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data_loaders.pipeline.context import LoadOptions
from tests.data_loaders.loads import Loaded, load

SALES = "automotive-dealer-sales-kpi-001"
SERVICE = "automotive-after-sales-performance-001"
FINANCE = "automotive-dealer-operational-finance-001"


@pytest.fixture(scope="module")
def folder(shared_folder: Path) -> Path:
    return shared_folder / "data" / "dealer_tr_finops"


@pytest.fixture(scope="module")
def loaded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    paths = [folder / name / "data.csv" for name in (SALES, SERVICE, FINANCE)]
    return load(*paths, staging=tmp_path_factory.mktemp("load"), stores=())


def figures(loaded: Loaded, origin: str, metric: str, member: str = "", month: str = "") -> Decimal:
    rows = [
        row["value"]
        for row in loaded.rows("reported_figures")
        if row["origin"] == origin
        and row["metric"] == metric
        and (not member or member in row["member"].split("|"))
        and (not month or f"{row['period_start']:%Y-%m}" == month)
    ]
    assert rows
    return sum(rows, Decimal(0))


def plainly(folder: Path, name: str, column: str, **where: str) -> Decimal:
    with (folder / name / "data.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    chosen = [row for row in rows if all(row[key] == value for key, value in where.items())]
    assert chosen
    return sum((Decimal(row[column]) for row in chosen), Decimal(0))


Question = tuple[tuple[str, str, str, str], tuple[str, str, dict[str, str]]]
QUESTIONS: dict[str, Question] = {
    "cars sold": (
        ("dealer-tr/sales", "retail_deliveries", "", ""),
        (SALES, "Gerceklesen_Adet", {}),
    ),
    "target": (("dealer-tr/sales", "retail_target", "", ""), (SALES, "Hedef_Adet", {})),
    "revenue of one consultant": (
        ("dealer-tr/sales", "retail_revenue", "Aylin", ""),
        (SALES, "Gelir_TL", {"Satis_Ajani": "Aylin"}),
    ),
    "gross profit of SUVs in March": (
        ("dealer-tr/sales", "retail_front_gross", "SUV", "2025-03"),
        (SALES, "Brut_Kar_TL", {"Arac_Grubu": "SUV", "Ay": "2025-03"}),
    ),
    "repair orders": (
        ("dealer-tr/after-sales", "repair_orders", "", ""),
        (SERVICE, "Is_Emri_Sayisi", {}),
    ),
    "workshop revenue in April": (
        ("dealer-tr/after-sales", "as_revenue", "", "2025-04"),
        (SERVICE, "Gelir_TL", {"Ay": "2025-04"}),
    ),
    "workshop cost of maintenance": (
        ("dealer-tr/after-sales", "as_cost", "Periyodik Bakım", ""),
        (SERVICE, "Maliyet_TL", {"Servis_Turu": "Periyodik Bakım"}),
    ),
    "technician hours": (
        ("dealer-tr/after-sales", "clocked_hours", "", ""),
        (SERVICE, "Teknisyen_Saat", {}),
    ),
    "billed hours": (
        ("dealer-tr/after-sales", "sold_hours", "", ""),
        (SERVICE, "Faturalanan_Saat", {}),
    ),
    "parts revenue": (
        ("dealer-tr/after-sales", "parts_sales", "", ""),
        (SERVICE, "Parca_Geliri_TL", {}),
    ),
    "revenue of the year": (
        ("dealer-tr/finance", "total_revenue", "", ""),
        (FINANCE, "Gelir_TL", {}),
    ),
    "cost of sales": (
        ("dealer-tr/finance", "total_cost_of_sales", "", ""),
        (FINANCE, "COGS_TL", {}),
    ),
    "cash flow of commercial vehicles": (
        ("dealer-tr/finance", "cash_flow", "Ticari", ""),
        (FINANCE, "Nakit_Akisi_TL", {"Arac_Grubu": "Ticari"}),
    ),
    "cars sold in December": (
        ("dealer-tr/finance", "sold_units", "", "2025-12"),
        (FINANCE, "Satilan_Adet", {"Ay": "2025-12"}),
    ),
}
RATIOS: dict[str, tuple[str, str]] = {
    "target attainment": ("cars sold", "target"),
    "technician efficiency": ("billed hours", "technician hours"),
    "revenue for each order": ("workshop revenue in April", "repair orders"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_figures_are_those_of_the_files(folder: Path, loaded: Loaded, name: str) -> None:
    asked, (file, column, where) = QUESTIONS[name]
    assert figures(loaded, *asked) == plainly(folder, file, column, **where)


@pytest.mark.parametrize("name", RATIOS)
def test_ratios_of_sums_are_those_of_the_files(folder: Path, loaded: Loaded, name: str) -> None:
    def ours(question: str) -> Decimal:
        return figures(loaded, *QUESTIONS[question][0])

    def theirs(question: str) -> Decimal:
        file, column, where = QUESTIONS[question][1]
        return plainly(folder, file, column, **where)

    def ratio(of: Callable[[str], Decimal]) -> Decimal:
        above, below = RATIOS[name]
        return of(above) / of(below)

    assert ratio(ours) == ratio(theirs)


def test_every_amount_is_in_lira_and_every_row_is_loaded(loaded: Loaded) -> None:
    assert sorted(report.loaded for report in loaded.outcome.reports) == [36, 48, 48]
    rows = loaded.rows("reported_figures")
    assert len(rows) == 48 * 4 + 36 * 7 + 48 * 5
    counts = {"retail_deliveries", "retail_target", "sold_units", "repair_orders"}
    hours = {"average_repair_hours", "clocked_hours", "sold_hours"}
    plain = {row["metric"] for row in rows if row["currency"] is None}
    assert plain == counts | hours
    assert {row["currency"] for row in rows if row["metric"] not in plain} == {"TRY"}
    assert {row["store_code"] for row in rows} == {"TR01"}


def test_months_are_whole_months_and_a_group_is_split_over_two_dimensions(loaded: Loaded) -> None:
    row: dict[str, Any] = next(
        row for row in loaded.rows("reported_figures") if row["origin"] == "dealer-tr/sales"
    )
    assert (row["period_start"], row["period_end"]) == (date(2025, 1, 1), date(2025, 1, 31))
    assert (row["dimension"], row["member"]) == ("sales_consultant|vehicle_group", "Aylin|Binek")


def test_each_file_registers_the_store_it_does_not_name(loaded: Loaded) -> None:
    assert [row["store_code"] for row in loaded.rows("dim_store")] == ["TR01"] * 3


def test_a_named_store_takes_the_figures_instead(folder: Path, tmp_path: Path) -> None:
    options = LoadOptions(store="N001", profile="dealer-tr")
    given = load(folder / SALES / "data.csv", staging=tmp_path, options=options)
    assert {row["store_code"] for row in given.rows("reported_figures")} == {"N001"}
    assert given.rows("dim_store") == []


def test_no_metric_comes_from_two_files(loaded: Loaded) -> None:
    origins: dict[str, set[str]] = {}
    for row in loaded.rows("reported_figures"):
        origins.setdefault(row["metric"], set()).add(row["origin"])
    assert {metric: found for metric, found in origins.items() if len(found) > 1} == {}
