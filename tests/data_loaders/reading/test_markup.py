"""Workbooks as one XML text, and web pages with their parts."""

from pathlib import Path

import pytest

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.reading.html_table import open_html
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.sheet import Sheet
from data_loaders.reading.sniffing import Format, sniff
from data_loaders.reading.spreadsheet_xml import open_spreadsheet_xml
from tests.data_loaders.extracts import write_text
from tests.data_loaders.markup import page, write_web_archive, xml_cell, xml_workbook


def opened(path: Path, staging: Path) -> list[Sheet]:
    return list(open_sheets(Extract("a", path, "0" * 64, ""), staging))


def test_cells_rows_and_merges_of_xml_keep_their_places(tmp_path: Path) -> None:
    rows = [
        "<Row>" + xml_cell("标题", attributes=' ss:MergeAcross="2" ss:MergeDown="1"') + "</Row>",
        '<Row ss:Index="4" ss:Hidden="1">'
        + xml_cell(12.5, "Number")
        + xml_cell("0.0435", "Number", ' ss:Index="3" ss:StyleID="p"')
        + xml_cell("2024-05-01T08:30:00.000", "DateTime")
        + "</Row>",
    ]
    path = write_text(tmp_path / "a.xls", xml_workbook(("甲", rows), ("乙", []), hidden=("乙",)))
    first, second = opened(path, tmp_path)
    assert first.head() == [
        ["标题", "", "", ""],
        ["", "", "", ""],
        ["", "", "", ""],
        ["12.5", "", "0.0435", "2024-05-01T08:30:00.000"],
    ]
    assert list(first.merged) == [(0, 0, 1, 2)]
    assert dict(first.shares) == {(4, 2): "4.35%"}
    assert [(each.rule, each.rows) for each in first.notices] == [("hidden_rows", (4,))]
    assert (second.name, second.hidden) == ("乙", True)


def test_errors_and_missing_results_of_xml_are_named(tmp_path: Path) -> None:
    rows = [
        "<Row>"
        + xml_cell("#N/A", "Error")
        + '<Cell ss:Formula="=RC[-1]"/>'
        + xml_cell(1)
        + "</Row>"
    ]
    (sheet,) = opened(write_text(tmp_path / "a.xml", xml_workbook(("s", rows))), tmp_path)
    assert sheet.head() == [["", "", "1"]]
    assert dict(sheet.flaws) == {(1, 0): "#N/A @A1", (1, 1): "#EMPTY! @B1"}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_xml_is_read_in_any_encoding_of_ours(tmp_path: Path, encoding: str) -> None:
    text = xml_workbook(("s", ["<Row>" + xml_cell("工单号") + "</Row>"]))
    (sheet,) = opened(write_text(tmp_path / "a.xls", text, encoding), tmp_path)
    assert sheet.head() == [["工单号"]]


@pytest.mark.parametrize(
    "body",
    [
        '<Row ss:Index="9999999"><Cell/></Row>',
        '<Row><Cell ss:Index="99999"/></Row>',
        '<Row ss:Index="3"/><Row ss:Index="2"/>',
        "<Row><Cell></Row>",
    ],
)
def test_xml_that_no_spreadsheet_writes_is_refused(tmp_path: Path, body: str) -> None:
    path = write_text(tmp_path / "a.xls", xml_workbook(("s", [body])))
    with pytest.raises(RefusedError, match="broken_file"):
        open_spreadsheet_xml(path)


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    text = xml_workbook(("s", ["<Row>" + xml_cell("a") + "</Row>"]))
    bomb = text.replace("\n", '\n<!DOCTYPE Workbook [<!ENTITY a "aaaa">]>\n', 1)
    with pytest.raises(RefusedError, match="broken_file"):
        open_spreadsheet_xml(write_text(tmp_path / "a.xls", bomb))


def test_a_table_that_would_be_mostly_blank_is_refused(tmp_path: Path) -> None:
    rows = ['<Row><Cell ss:Index="16384"/></Row>', '<Row ss:Index="1000000"/>']
    with pytest.raises(RefusedError, match="too_big_to_open"):
        open_spreadsheet_xml(write_text(tmp_path / "a.xls", xml_workbook(("s", rows))))
    wide = "<table><tr>" + "<td colspan=1000>" * 100 + "</tr>" + "<tr><td>1</td></tr>" * 600
    with pytest.raises(RefusedError, match="too_big_to_open"):
        open_html(write_text(tmp_path / "b.xls", wide))


def test_every_page_of_a_web_archive_with_a_table_is_a_sheet(tmp_path: Path) -> None:
    path = write_web_archive(
        tmp_path / "a.xls", page([["工单号"]]), page([["车架号"]]), encoding="gb18030"
    )
    assert sniff(path) is Format.WEB_ARCHIVE
    sheets = opened(path, tmp_path)
    assert [(each.name, each.head()) for each in sheets] == [
        ("table 1", [["工单号"]]),
        ("table 2", [["车架号"]]),
    ]
    # What was decoded on the way is gone; the cells stay until the sheets are closed.
    assert {each.suffix for each in tmp_path.iterdir()} == {".xls", ".arrow"}


def test_a_web_archive_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="empty_file"):
        opened(write_web_archive(tmp_path / "a.mht"), tmp_path)
