from pathlib import Path

import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.html_table import open_html
from tests.data_loaders.extracts import write_text


def test_spans_leave_blanks_and_are_told_as_merged(tmp_path: Path) -> None:
    page = """<html><table><tr><th rowspan=2>日期<th colspan="2">集客</th></tr>
    <tr><td>进店</td><td>来电</td></tr>
    <tr><td>5月1日</td><td>12&nbsp;</td><td>5<br>组</td></tr></table></html>"""
    (sheet,) = open_html(write_text(tmp_path / "a.xls", page))
    assert sheet.head() == [["日期", "集客", ""], ["", "进店", "来电"], ["5月1日", "12", "5 组"]]
    assert list(sheet.merged) == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_each_table_is_a_sheet(tmp_path: Path) -> None:
    page = "<table><tr><td>a</td></tr></table><p>x</p><table><tr><td>b</td></tr></table>"
    sheets = open_html(write_text(tmp_path / "a.html", page))
    assert [(sheet.name, sheet.head()) for sheet in sheets] == [
        ("table 1", [["a"]]),
        ("table 2", [["b"]]),
    ]


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="empty_file"):
        open_html(write_text(tmp_path / "a.html", "<html><body>登录已超时</body></html>"))
