"""Published files that other readers stumble over are read right, or refused with place and reason.

The suites are not part of the project; these tests need the folder `shared` beside the checkout.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.profiles import SHIPPED
from data_loaders.profiles.headings import normal
from data_loaders.profiles.matching import Match, find_match
from data_loaders.reading.decoding import to_utf8
from data_loaders.reading.old_workbook_flaws import workbook_stream
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.workbook_pool import WorkbookPool
from tests.data_loaders.extracts import write_xlsx
from tests.data_loaders.loads import load, reason, warning

Rows = list[list[str]]

# What stands in each file, by what a person sees in it; a rule's name where it is refused.
FILES: dict[str, Rows | str] = {
    "accent.csv": "read",
    "bom.csv": [["id", "name"], ["1", "english"], ["2", "中国人"]],
    "table.tsv": [["id", "name"], ["1", "english"], ["2", "中国人"], ["3", "\\N"]],
    "table.xls": [["id", "name"], ["1", "english"], ["2", "中国人"]],
    "table.ods": [["id", "name"], ["1", "english"], ["2", "中国人"]],
    "leading-zeros.csv": [["value"], ["01"], ["002"], ["00003"]],
    "cast-int-to-string-issue-1251.xls": [
        ["A", "B", "C", "D", "E"], ["001", "b", "1", "a", "1"], ["002", "c", "1", "1", "1"],
    ],
    "table-with-booleans.xls": [["id", "boolean"], ["1", "true"], ["2", "false"]],
    "table-with-ints-floats-dates.xls": [
        ["Int", "Float", "Date"], ["2013", "3.3", "2009-08-16"], ["1997", "5.6", "2009-09-20"],
        ["1969", "11.7", "2012-08-23"],
    ],
    "table-with-ints-floats-dates.ods": [
        ["Int", "Float", "Date", "Datetime"],
        ["2013", "3.3", "2009-08-16", "2009-08-16 05:43:21"],
        ["1997", "5.6", "2009-09-20", "2009-09-20 15:30:00"],
        ["1969", "11.7", "2012-08-23", "2012-08-23 20:40:59"],
    ],
    "issue-1009-semicolon.csv": [["fieldNameA", "fieldNameB"], ["0123", "c"]],
    "issue-825.csv": [
        ["Musei", "2011", "2010"],
        ["Galleria d'Arte moderna e mostre temporanee", "23.824", "17.518"],
        ["Museo Pitrè", "in restauro", "in restauro"],
    ],
    "empty.csv": "empty_file",
    "latin1.csv": "undecodable",
    "table-infer-iso-8859-7.csv": "undecodable",
    "compression/explicit.csv.gz": "unknown_format",
    "table.csv.zip": "nested_archive",
}  # fmt: skip


def read(path: Path, staging: Path) -> list[Rows]:
    sheets = open_sheets(Extract(path.name, path, "0" * 64, ""), staging)
    return [
        [
            list(cells)
            for chunk in sheet.chunks()
            for cells in zip(*(c.to_pylist() for c in chunk.text.columns), strict=True)
        ]
        for sheet in sheets
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_published_table_is_read_or_refused(
    shared_folder: Path, tmp_path: Path, name: str
) -> None:
    path = shared_folder / "suites" / "frictionless" / "data" / name
    expected = FILES[name]
    if isinstance(expected, str) and expected != "read":
        with pytest.raises(RefusedError, match=expected):
            read(path, tmp_path)
        return
    found = read(path, tmp_path)[0]
    assert found == expected or (expected == "read" and len(found) > 1)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xls", "xlsx", "ods", "zip", "gz"])
def test_no_published_file_ends_the_reading(
    shared_folder: Path, tmp_path: Path, suffix: str
) -> None:
    folder = shared_folder / "suites" / "frictionless" / "data"
    paths = sorted(folder.rglob(f"*.{suffix}"))
    assert paths
    with WorkbookPool() as pool:
        for number, path in enumerate(paths):
            extract = Extract(path.name, path, f"{number:064}", "")
            with suppress(RefusedError):
                for sheet in open_sheets(extract, tmp_path, pool):
                    rows = sum(len(chunk.rows) for chunk in sheet.chunks())
                    assert rows >= len(sheet.head()) or sheet.widths is not None, path.name


def test_small_old_workbooks_are_searched_too(shared_folder: Path) -> None:
    for path in (shared_folder / "suites" / "frictionless" / "data").glob("*.xls"):
        assert workbook_stream(path.read_bytes()).startswith(b"\x09\x08"), path.name


def test_numbers_shown_in_per_cent_and_merged_cells_are_told(
    shared_folder: Path, tmp_path: Path
) -> None:
    folder = shared_folder / "suites" / "frictionless" / "data"
    path = folder / "preserve-formatting-percentage.xlsx"
    (sheet,) = open_sheets(Extract("a", path, "0" * 64, ""), tmp_path)
    assert list(sheet.shares.values()) == ["52%", "30%", "6%"]
    for name in ("merged-cells.xls", "merged-cells.xlsx"):
        (sheet,) = open_sheets(Extract("a", folder / name, "1" * 64, ""), tmp_path)
        assert [tuple(each) for each in sheet.merged] == [(0, 0, 2, 1)]


# Of these GB18030 knows the bytes too: such text is read wrong, and its headings fit nothing.
_NOT_OURS = ("big5", "big5hkscs", "hz")


@pytest.mark.parametrize("name", ["gb2312", "gbk", "gb18030", *_NOT_OURS])
def test_text_in_chinese_encodings(shared_folder: Path, tmp_path: Path, name: str) -> None:
    folder = shared_folder / "suites" / "encodings"
    expected = (folder / f"{name}-utf8.txt").read_text(encoding="utf-8")
    try:
        found: str | None = to_utf8(folder / f"{name}.txt", tmp_path / "text").read_text(
            encoding="utf-8"
        )
    except RefusedError:
        found = None
    assert (found == expected) is (name not in _NOT_OURS)


def naughty(shared_folder: Path) -> list[str]:
    path = shared_folder / "suites" / "naughty-strings" / "blns.json"
    found: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_naughty_strings_stay_what_they_are_in_a_text_column(
    shared_folder: Path, tmp_path: Path
) -> None:
    # Control characters cannot be written into a workbook at all.
    texts = [
        text
        for text in naughty(shared_folder)
        if text.strip() and text.isprintable() and not text.startswith(("#", "="))
    ]
    assert len(texts) > 300
    rows: list[list[Any]] = [["工单号", "维修项目", "行号", "账类"]]
    rows += [[f"R{n}", "x" + text, n, "自费"] for n, text in enumerate(texts)]
    path = write_xlsx(tmp_path / "N001" / "维修项目.xlsx", {"s": rows})
    loaded = load(path, staging=tmp_path / "st")
    assert (loaded.file.loaded, loaded.file.quarantined) == (len(texts), 0)
    found = {row["ro_no"]: row["op_name"] for row in loaded.rows("ro_labour_lines")}
    for n, text in enumerate(texts):
        kept = found[f"R{n}"]
        # Personal numbers are hidden wherever they stand.
        assert kept == ("x" + text).strip() or "****" in kept, text


def test_naughty_strings_in_typed_columns_are_values_or_told(
    shared_folder: Path, tmp_path: Path
) -> None:
    texts = [text for text in naughty(shared_folder) if text.strip()]
    lines = ["工单号\t进厂时间\t维修类别\t工时费"]
    lines += [
        f"R{n}\t2024-05-01\t保养\t" + text.replace("\t", " ").replace("\n", " ").replace('"', "'")
        for n, text in enumerate(texts)
    ]
    path = tmp_path / "N001" / "a.txt"
    path.parent.mkdir()
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace", newline="")
    report = load(path, staging=tmp_path / "st").file
    # Some of the strings hold line breaks of other alphabets; every row is accounted for.
    assert report.rows_read >= len(texts)
    assert report.quarantined > 400
    assert reason(report, "not_a_number").count > 400


def headings(shared_folder: Path) -> dict[str, list[str]]:
    path = shared_folder / "data" / "dms_headings_zh" / "headings.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def matched(names: list[str], words: str = "") -> Match | RefusedError:
    try:
        return find_match([names], None, (), words, SHIPPED)
    except RefusedError as error:
        return error


# Which table a list of real headings is, or the rule by which it is none and what is missing.
LISTS = {
    "vehicle_gross_per_unit (one row per sold car, export of a 4S group's DMS)": "销售单号",
    "vehicle_gross_per_unit_before_renaming": "销售单号",
    "dms_export_names": "heading_unknown",
    "oem_daily_lead_funnel": "heading_unknown",
    "parts_stock_export": "配件编号",
    "vehicle_file_export": "heading_incomplete",
    "service_item_export": "heading_incomplete",
    "member_card_export": "heading_incomplete",
    "repair_order_print": "repair_orders",
    "parts_order": "出库单号",
    "complaint_site": "complaints",
    "motor_insurance_weekly": "heading_unknown",
}


@pytest.mark.parametrize("name", LISTS)
def test_real_headings_find_their_table_or_are_refused_by_name(
    shared_folder: Path, name: str
) -> None:
    found = matched(headings(shared_folder)[name], name)
    if isinstance(found, Match):
        assert found.target.table == LISTS[name]
        return
    assert found.details["headings"]
    assert LISTS[name] == found.rule or LISTS[name] in found.details["missing"]


def test_no_real_heading_stands_for_two_columns_of_a_table(shared_folder: Path) -> None:
    for names in headings(shared_folder).values():
        found = matched(names)
        if isinstance(found, Match):
            assert len({column for column, _ in found.columns}) == len(found.columns)
            assert {normal(text) for text in found.unknown} <= {normal(text) for text in names}


def test_a_file_of_real_headings_alone_is_no_fault(shared_folder: Path, tmp_path: Path) -> None:
    names = headings(shared_folder)["repair_order_print"]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": [names]})
    report = load(path, staging=tmp_path / "st").file
    assert (report.state, report.rows_read, report.table) == ("loaded", 0, "repair_orders")
    assert report.mapping["工单号"] == "ro_no"
    assert warning(report, "unknown_heading").count == 1
