"""Workbooks: the figures of the screen, live divisions, sums at the grain of the total."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from access import Masking, Scope
from dashboards.asking import ask_once
from dashboards.board.tiles import Board
from dashboards.format import show_period
from dashboards.page import Page
from dashboards.query import View
from dashboards.site import PAGES, page_of
from dashboards.visit import Visit
from dashboards.workbooks.documents import documents_workbook
from dashboards.workbooks.page import page_workbook
from dashboards.workbooks.texts import safe, sheet_name
from metrics.catalogue import kpi
from tests.dashboards.network import MONTHLY, Network
from tests.dashboards.test_pages import answer, kpis_in

MADE = datetime(2026, 10, 21, 8, 0, tzinfo=UTC)
DIVISION = re.compile(r"=([A-Z]+\d+)(?:/(?:ABS\()?([A-Z]+\d+)\)?)?(?:\*([\d.]+))?")
SUM = re.compile(r"=SUM\(([A-Z]+\d+:[A-Z]+\d+)\)")
SHOWN = [pytest.param(page, id=page.key) for page in PAGES if page.path not in ("/data",)]
HIDDEN = Scope("area", frozenset({"A1", "B2"}), None, Masking.HIDDEN)


def opened(content: bytes) -> tuple[Any, Any]:
    """A workbook with its formulas, and with the values that these had when it was written."""
    live, kept = (openpyxl.load_workbook(io.BytesIO(content), data_only=d) for d in (False, True))
    return live, kept


def workbook_of(network: Network, page: Page, **view: Any) -> tuple[Visit, Any, Any]:
    scope = {"scope": view.pop("scope")} if "scope" in view else {}
    visit = network.visit(page.path, "en", view=View(**view), **scope)
    key = "workbook", page.key, str(scope), str(view)
    if key not in network.kept:
        network.kept[key] = opened(page_workbook(visit, page, network.report, MADE))
    return visit, *network.kept[key]


def rows_under(sheet: Any, first: str) -> list[dict[str, Any]]:
    """The rows of a table as mappings by heading; its first heading tells where it starts."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]]


@pytest.mark.parametrize("page", SHOWN)
def test_the_figures_are_those_of_the_tiles(network: Network, page: Page) -> None:
    shown = answer(network, page, "en")
    names = [name for part in (*shown.body, *shown.more) for name in kpis_in(part)]
    if not names:
        return
    visit, _, values = workbook_of(network, page)
    board = Board(visit, visit.kpis(tuple(dict.fromkeys(names))))
    tiles = board.tiles(ask_once(visit, board.questions))
    found = {(row["KPI"], row["Period"]): row for row in rows_under(values["Figures"], "KPI")}
    for tile in tiles:
        row = found[visit.words(tile.kpi.name), show_period(tile.period, "en")]
        assert row["Value"] == tile.figure.value, tile.kpi.id
        assert row["Numerator"] == tile.figure.numerator
        assert row["Denominator"] == tile.figure.denominator
        assert row["State"]


@pytest.mark.parametrize("page", SHOWN)
def test_every_formula_gives_the_value_that_is_kept_with_it(network: Network, page: Page) -> None:
    _, formulas, values = workbook_of(network, page)
    for sheet in formulas:
        kept = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                assert worked_out(kept, cell.value) == pytest.approx(
                    kept[cell.coordinate].value, rel=1e-9
                ), (sheet.title, cell.coordinate)


def worked_out(sheet: Any, formula: str) -> float:
    if found := SUM.fullmatch(formula):
        return float(sum(cell.value or 0 for row in sheet[found[1]] for cell in row))
    parts = DIVISION.fullmatch(formula)
    assert parts is not None, formula
    above = sheet[parts[1]].value
    below = sheet[parts[2]].value if parts[2] else 1
    return float(parts[3] or 1) * float(above) / (abs(below) if "ABS" in formula else below)


def test_a_total_is_divided_from_sums_and_not_averaged(network: Network) -> None:
    page = page_of("/sales")
    assert page is not None
    _, formulas, values = workbook_of(network, page)
    rows = list(values["By store"].iter_rows(values_only=True))
    (total,) = [row for row in rows if row[0] == "Total"]
    column = next(
        i for row in rows for i, text in enumerate(row) if str(text).startswith("Retail deliveries")
    )
    assert total[column : column + 2] == (sum(MONTHLY.values()), sum(MONTHLY.values()))
    (live,) = [row for row in formulas["By store"].iter_rows() if row[0].value == "Total"]
    assert str(live[column + 1].value).startswith("=SUM(")


def test_the_table_of_a_page_comes_alone_with_its_own_kpis(network: Network) -> None:
    page = page_of("/sales")
    assert page is not None
    visit = network.visit("/sales", "en", view=View(stores=("B2",), by="model"))
    content = page_workbook(visit, page, network.report, MADE, only_table=True)
    _, values = opened(content)
    assert values.sheetnames == ["By model"]
    rows = [row[0] for row in values["By model"].iter_rows(values_only=True) if row[0]]
    assert rows[-3:] == ["M0", "M1", "Total"]


def test_a_sheet_says_store_period_filters_age_and_reader(network: Network) -> None:
    page = page_of("/sales")
    assert page is not None
    visit, _, values = workbook_of(network, page, stores=("B2",))
    head = "\n".join(str(row[0].value) for row in values["Figures"].iter_rows(max_row=7))
    assert "松湖店" in head
    assert "2026-10-01 to 10-20" in head
    assert "Data as of 2026-10-20" in head
    assert "2026-10-21 08:00" in head
    assert visit.reader.snapshot in head


def test_codes_of_staff_that_are_hidden_do_not_leave_in_a_workbook(network: Network) -> None:
    page = page_of("/sales")
    assert page is not None
    _, _, values = workbook_of(network, page, scope=HIDDEN, by="consultant")
    said = {
        str(cell) for sheet in values for row in sheet.iter_rows(values_only=True) for cell in row
    }
    assert not {text for text in said if re.search(r"-S\d", text)}


def test_documents_are_typed_masked_and_summed(network: Network) -> None:
    view = View(kpis=("retail_deliveries",), at=(("store", "B2"), ("model", "M0")))
    visit = network.visit("/sales", "en", HIDDEN, view)
    formulas, values = opened(documents_workbook(visit, kpi("retail_deliveries"), [], MADE))
    (sheet,) = values
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    documents = [row for row in rows if isinstance(row[1], datetime)]
    assert len(documents) == 6
    assert not any("TESTVIN" in str(cell) for row in documents for cell in row)
    (total,) = [row for row in formulas.worksheets[0].iter_rows() if row[0].value == "Total"]
    sums = [cell for cell in total if cell.data_type == "f"]
    assert [sheet[cell.coordinate].value for cell in sums] == [6]
    assert [worked_out(sheet, cell.value) for cell in sums] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u200b=1",
        "\r1",
        "\u3000=1",
    ],
)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert not sheet_name(text, ()).startswith(("=", "+", "-", "@", "'", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["M0", "晨光店", "a=b", "1-2", "", "–"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_sheets_have_names_of_their_own_that_excel_bears() -> None:
    assert sheet_name("a/b:c?", ()) == "a b c"
    long = sheet_name("门店" * 30, ())
    assert len(long) == 31
    again = sheet_name("门店" * 30, (long,))
    assert (len(again), again != long) == (31, True)
    assert sheet_name("FIGURES", ("Figures",)) == "FIGURES (2)"
    assert sheet_name("History", ()) == "History (2)"
