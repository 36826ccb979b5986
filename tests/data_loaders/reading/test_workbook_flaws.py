"""What the fast reader shows as blank is named by its address."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt  # type: ignore[import-untyped]

from data_loaders.reading.binary_workbook_flaws import read_binary_flaws
from data_loaders.reading.flaws import Flaws, address, share_text
from data_loaders.reading.old_workbook_flaws import read_old_flaws
from data_loaders.reading.open_document_flaws import read_document_flaws
from data_loaders.reading.workbook import open_workbook
from data_loaders.reading.workbook_flaws import read_flaws
from tests.data_loaders.extracts import write_text, write_xls, write_xlsx, write_zip
from tests.data_loaders.office import ods_cell, write_ods, write_xlsb


def workbook(path: Path, *cells: tuple[int, int, str, Any]) -> Path:
    """A workbook with formulas and the results that are stored with them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("甲")
        book.add_worksheet("乙").write(0, 0, "a")
        for row, column, formula, result in cells:
            sheet.write_formula(row, column, formula, value=result)
    return path


def test_errors_and_missing_results_are_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        (0, 1, "=NA()", "#N/A"),
        (3, 27, "=1/0", "#DIV/0!"),
        (4, 1, "=B1", ""),
        (5, 1, "=1+1", 2),
        (6, 1, '="a"', "a"),
    )
    found = read_flaws(path)
    assert list(found) == ["甲"]
    assert found["甲"].cells == {
        (1, 1): "#N/A @B1",
        (4, 27): "#DIV/0! @AB4",
        (5, 1): "#EMPTY! @B5",
    }


def test_places_count_from_the_first_column_in_use_like_the_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", (1, 2, "=NA()", "#N/A"), (1, 3, "=1", 1))
    sheet = open_workbook(path)[0]
    assert sheet.head()[1] == ["", "1"]
    assert dict(sheet.flaws) == {(2, 0): "#N/A @C2"}


def test_shares_are_told_with_their_sign(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("甲")
        for row, shown in enumerate(("0%", "0.00%", '"约"0.0%', "0.00")):
            sheet.write(row, 0, 0.07, book.add_format({"num_format": shown}))
    assert read_flaws(path)["甲"].shares == {(1, 0): "7%", (2, 0): "7%", (3, 0): "7%"}
    assert share_text(Decimal("7.0000000000000007E-2")) == "7%"


def test_hidden_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("甲")
        sheet.write_column(0, 0, ("a", "b", "c"))
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
    (notice,) = open_workbook(path)[0].notices
    assert (notice.rule, notice.rows, notice.count) == ("hidden_rows", (2,), 1)


@pytest.mark.parametrize("rows", [2, 400])
def test_errors_and_hidden_rows_of_old_workbooks_are_told(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "a.xls"
    book = xlwt.Workbook(encoding="utf-8")
    for name in ("甲", "plain"):
        sheet = book.add_sheet(name)
        for row in range(rows):
            sheet.write(row, 1, f"R{row}")
    first = book.get_sheet(0)
    first.row(0).set_cell_error(3, 0x2A)
    first.row(1).set_cell_error(28, 0x07)
    first.row(1).hidden = True
    book.save(str(path))
    found = read_old_flaws(path)
    assert list(found) == ["甲"]
    assert found["甲"].cells == {(1, 3): "#N/A @D1", (2, 28): "#DIV/0! @AC2"}
    assert found["甲"].hidden_rows == [2]
    sheet = open_workbook(path)[0]
    assert dict(sheet.flaws) == {(1, 2): "#N/A @D1", (2, 27): "#DIV/0! @AC2"}
    assert [(each.rule, each.rows) for each in sheet.notices] == [("hidden_rows", (2,))]


def test_errors_and_hidden_rows_of_binary_workbooks_are_told(tmp_path: Path) -> None:
    rows: list[list[str | float | int]] = [["a", "b"], [1.5, 0x2A], ["x", -0x07]]
    sheet = open_workbook(write_xlsb(tmp_path / "a.xlsb", "甲", rows, hidden=2))[0]
    assert sheet.name == "甲"
    assert sheet.head() == [["a", "b"], ["1.5", ""], ["x", ""]]
    assert dict(sheet.flaws) == {(2, 1): "#N/A @B2", (3, 1): "#DIV/0! @B3"}
    assert [(each.rule, each.rows) for each in sheet.notices] == [("hidden_rows", (2,))]


def test_errors_shares_and_hidden_rows_of_open_documents_are_told(tmp_path: Path) -> None:
    error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    rows = (
        f"<table:table-row>{ods_cell('a')}{ods_cell('b')}{ods_cell('c')}</table:table-row>"
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
        + ods_cell("#DIV/0!", error)
        + ods_cell("4.35%", 'office:value-type="percentage" office:value="0.0435"')
        + ods_cell("", 'table:formula="of:=[.A1]"')
        + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = open_workbook(write_ods(tmp_path / "a.ods", "甲", rows))[0]
    assert dict(sheet.flaws) == {
        (2, 0): "#DIV/0! @A2",
        (2, 2): "#EMPTY! @C2",
        (3, 0): "#DIV/0! @A3",
        (3, 2): "#EMPTY! @C3",
    }
    assert dict(sheet.shares) == {(2, 1): "4.35%", (3, 1): "4.35%"}
    assert [(each.rows, each.count) for each in sheet.notices] == [((2, 3), 2)]


@pytest.mark.parametrize("read", [read_flaws, read_binary_flaws, read_document_flaws])
def test_an_archive_that_is_no_workbook_has_nothing_to_tell(
    tmp_path: Path, read: Callable[[Path], dict[str, Flaws]]
) -> None:
    assert read(write_zip(tmp_path / "a.zip", {"a.csv": b"a"})) == {}
    assert read(write_text(tmp_path / "b.zip", "no archive")) == {}


@pytest.mark.parametrize("length", [0, 8, 512, 1000, 2000])
def test_a_cut_old_workbook_has_nothing_to_tell(tmp_path: Path, length: int) -> None:
    path = write_xls(tmp_path / "a.xls", "s", [["a"]])
    path.write_bytes(path.read_bytes()[:length])
    assert read_old_flaws(path) == {}


def test_a_plain_workbook_has_nothing_to_tell(tmp_path: Path) -> None:
    assert read_flaws(write_xlsx(tmp_path / "a.xlsx", {"s": [["a", 1]]})) == {}
    assert read_flaws(write_text(tmp_path / "b.xlsx", "no workbook")) == {}


@pytest.mark.parametrize(
    ("place", "shown"), [((1, 0), "A1"), ((9, 25), "Z9"), ((2, 26), "AA2"), ((3, 702), "AAA3")]
)
def test_addresses_are_those_of_a_spreadsheet(place: tuple[int, int], shown: str) -> None:
    assert address(*place) == shown
