# ruff: noqa: DTZ001 - local time without zone
from datetime import date, datetime
from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.workbook import cell_text, column_text, open_workbook
from tests.data_loaders.extracts import write_text, write_xls, write_xlsx


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        (1200.0, "1200"),
        (2.5, "2.5"),
        (441701199001011234.0, "4.417011990010E+17"),
        (True, "true"),
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 8, 30), "2024-05-01 08:30:00"),
    ],
)
def test_cells_become_plain_text(value: object, expected: str) -> None:
    assert cell_text(value) == expected


@pytest.mark.parametrize(
    "cells",
    [
        ("a", "", "b"),
        (1.0, 2.5, -3.0, 0.1),
        ("工时费", 1.0, "", 2.5, 441701199001011234.0, -0.0),
        (7.0, 8.0),
        ("x", 1.0, True, date(2024, 5, 1)),
        # Below its first rows a column is written many cells at a time.
        ("工时费", *[10.0 ** (n / 7) * (-1) ** n for n in range(-70, 130)]),
        ("工时费", *[float(n) for n in range(100)], "", 0.1, 441701199001011234.0),
        ("工单号", *[f"R{n}" for n in range(100)]),
        (*[None] * 70, "a", *[1.5] * 70, date(2024, 5, 1)),
    ],
)
def test_a_column_becomes_text_cell_by_cell(cells: tuple[object, ...]) -> None:
    assert column_text(cells).to_pylist() == [cell_text(cell) for cell in cells]


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": [["", ""], ["", "a"], ["", ""], ["", 1]]})
    (sheet,) = open_workbook(path)
    (chunk,) = sheet.chunks()
    cells = chunk.text.column(0).to_pylist()
    assert dict(zip(chunk.rows.tolist(), cells, strict=True)) == {1: "", 2: "a", 3: "", 4: "1"}


def test_merged_ranges_count_columns_from_the_first_in_use(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", {"甲": [["", "t"], ["", "a", "b"]]}, merges=[(0, 1, 0, 2)]
    )
    (sheet,) = open_workbook(path)
    assert sheet.merged == ((0, 0, 0, 1),)


def test_old_binary_workbooks_are_read(tmp_path: Path) -> None:
    (sheet,) = open_workbook(write_xls(tmp_path / "a.xls", "乙", [["工单号", "数"], ["R1", 2]]))
    assert sheet.name == "乙"
    assert sheet.head() == [["工单号", "数"], ["R1", "2"]]


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": [["a"]], "乙": [["b"]]}, hidden=("乙",))
    assert [(sheet.name, sheet.hidden) for sheet in open_workbook(path)] == [
        ("甲", False),
        ("乙", True),
    ]


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": [["a"]]})
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(RefusedError, match="broken_file"):
        open_workbook(path)


def test_a_file_that_only_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="broken_file"):
        open_workbook(write_text(tmp_path / "a.xls", "no workbook"))
