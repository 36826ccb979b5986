"""What the fast reader shows as blank is named by its address."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data_loaders.reading.workbook import open_workbook
from data_loaders.reading.workbook_flaws import address, read_flaws, share_text
from tests.data_loaders.extracts import write_text, write_xlsx


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


def test_a_plain_workbook_has_nothing_to_tell(tmp_path: Path) -> None:
    assert read_flaws(write_xlsx(tmp_path / "a.xlsx", {"s": [["a", 1]]})) == {}
    assert read_flaws(write_text(tmp_path / "b.xlsx", "no workbook")) == {}


@pytest.mark.parametrize(
    ("place", "shown"), [((1, 0), "A1"), ((9, 25), "Z9"), ((2, 26), "AA2"), ((3, 702), "AAA3")]
)
def test_addresses_are_those_of_a_spreadsheet(place: tuple[int, int], shown: str) -> None:
    assert address(*place) == shown
