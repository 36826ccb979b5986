"""Cells that may not stand under their headings are never read as if they did."""

from pathlib import Path

import pytest

from data_loaders.reading.limits import CELL_CHARACTERS
from tests.data_loaders.extracts import write_text, write_xlsx
from tests.data_loaders.loads import Loaded, load, reason, warning

HEADINGS = "工单号,进厂时间,维修类别,工时费,材料费"
GOOD = "R{n},2024-05-01,保养,100,20"


def loaded(tmp_path: Path, *rows: str, headings: str = HEADINGS) -> Loaded:
    path = write_text(tmp_path / "N001" / "a.csv", "\n".join((headings, *rows)) + "\n")
    return load(path, staging=tmp_path / "st")


def test_a_cell_too_many_is_refused_in_the_only_row(tmp_path: Path) -> None:
    report = loaded(tmp_path, "R1,2024-05-01,保养,1,200.00,20").file
    assert (report.loaded, report.quarantined) == (0, 1)
    found = reason(report, "too_many_cells")
    assert (found.row, found.value) == (2, "20")


@pytest.mark.parametrize("row", ["R1,2024-05-01,保养,1,2,", "R1,2024-05-01,保养,1,2, ,"])
def test_delimiters_at_the_end_are_no_cells(tmp_path: Path, row: str) -> None:
    assert loaded(tmp_path, row, GOOD.format(n=2)).file.loaded == 2


def test_a_column_without_heading_is_a_column(tmp_path: Path) -> None:
    report = loaded(tmp_path, "R1,2024-05-01,保养,1,2,x", headings=HEADINGS + ",").file
    assert (report.loaded, report.quarantined) == (1, 0)


def test_a_note_beside_a_workbook_s_table_shifts_nothing(tmp_path: Path) -> None:
    rows = [["工单号", "进厂时间", "维修类别"], ["R1", "2024-05-01", "保养", "", "已核"]]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": rows})
    assert load(path, staging=tmp_path / "st").file.loaded == 1


def test_a_total_that_is_wider_than_the_headings_is_a_total(tmp_path: Path) -> None:
    report = loaded(tmp_path, GOOD.format(n=1), "合计,,,100,20,元").file
    assert (report.loaded, report.skipped, report.quarantined) == (1, 1, 0)


def test_a_row_that_ends_early_is_told(tmp_path: Path) -> None:
    report = loaded(tmp_path, GOOD.format(n=1), "R2,2024-05-01,保养,100").file
    assert report.loaded == 2
    assert warning(report, "short_row").rows == [3]


def test_a_line_broken_in_two_is_refused_in_both_halves(tmp_path: Path) -> None:
    good = [GOOD.format(n=n) for n in range(10, 20)]
    report = loaded(tmp_path, *good, "R2,2024-05-", "01,保养,100,20", GOOD.format(n=3)).file
    assert report.loaded == 11
    assert reason(report, "broken_line").rows == [12, 13]


def test_rows_that_the_exporter_cuts_short_are_not_taken_for_broken(tmp_path: Path) -> None:
    rows = [f"R{n},2024-05-01,保养" for n in range(20)]
    report = loaded(tmp_path, *rows).file
    assert (report.loaded, report.quarantined) == (20, 0)
    assert warning(report, "short_row").count == 20


def test_a_quotation_mark_that_swallows_rows_is_refused(tmp_path: Path) -> None:
    report = loaded(tmp_path, GOOD.format(n=1), 'R2,"2024-05-01,保养,1,2', GOOD.format(n=3)).file
    assert report.loaded == 1
    assert reason(report, "quote_not_closed").row == 3


def test_swallowed_rows_are_seen_where_the_width_happens_to_fit(tmp_path: Path) -> None:
    rows = ['R2,2024-05-01,"保养,1,2', GOOD.format(n=3), 'R4,2024-05-01,保养",1,2']
    report = loaded(tmp_path, GOOD.format(n=1), *rows).file
    assert report.loaded == 1
    assert reason(report, "quote_not_closed").row == 3


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    endless = "x" * (CELL_CHARACTERS + 1)
    report = loaded(tmp_path, GOOD.format(n=1), f"R2,2024-05-01,{endless},1,2").file
    assert report.loaded == 1
    found = reason(report, "cell_too_long")
    assert found.row == 3
    assert len(found.value) < 300
