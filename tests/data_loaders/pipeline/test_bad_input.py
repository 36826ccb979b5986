"""Each kind of bad input gets a message with place and remedy, and the rest of the load goes on."""

from pathlib import Path

import pytest

from data_loaders.report_text import render
from data_loaders.wording import RULES, explain
from tests.data_loaders.extracts import write_csv, write_text, write_xlsx, write_zip
from tests.data_loaders.loads import Loaded, load, reason, warning

HEADINGS = ("工单号", "经销商代码", "车架号", "进厂时间", "维修类别", "工时费")
GOOD = ("R1", "N001", "LSVAA49J132047371", "2024-05-01", "保养", "100")


def load_beside_a_good_file(tmp_path: Path, name: str, content: bytes) -> Loaded:
    folder = tmp_path / "in"
    write_csv(folder / "good.csv", HEADINGS, GOOD)
    (folder / name).write_bytes(content)
    loaded = load(folder, staging=tmp_path / "st")
    assert loaded.file_named("good.csv").loaded == 1
    assert loaded.report.exit_status == 1
    return loaded


@pytest.mark.parametrize(
    ("name", "content", "rule", "words"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "unknown_format", "PNG"),
        ("empty.csv", b"", "empty_file", "重新导出"),
        ("blank.csv", b" \n \n", "empty_file", "重新导出"),
        ("half.csv", "工单号,进厂时间\nR1,".encode() + b"\xff\xff", "undecodable", "UTF-8"),
        ("other.csv", "主播人员,区补\n甲,5\n".encode(), "heading_unknown", "主播人员"),
        ("cut.xlsx", b"PK\x03\x04broken", "broken_file", "重新"),
        (
            "keyless.csv",
            "车架号,进厂时间,维修类别,工时费\nLSVAA49J132047371,2024-05-01,保养,5\n".encode(),
            "heading_incomplete",
            "ro_no",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, rule: str, words: str
) -> None:
    loaded = load_beside_a_good_file(tmp_path, name, content)
    report = loaded.file_named(name)
    assert report.state == "refused"
    (found,) = report.reasons
    assert found.rule == rule
    text = render(loaded.report, "zh")
    assert name in text
    assert words in text


def one_row(tmp_path: Path, **changed: str) -> Loaded:
    named = dict(zip(HEADINGS, GOOD, strict=True))
    bad = {**named, "工单号": "R2", **changed}
    path = write_csv(tmp_path / "a.csv", HEADINGS, GOOD, list(bad.values()))
    loaded = load(path, staging=tmp_path / "st")
    assert (loaded.file.loaded, loaded.file.quarantined) == (1, 1)
    assert loaded.report.exit_status == 1
    return loaded


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("工时费", "约一百", "not_a_number"),
        ("工时费", "#REF!", "spreadsheet_error"),
        ("经销商代码", "N999", "unknown_store"),
        ("进厂时间", "1899-12-30", "date_out_of_range"),
        ("进厂时间", "1900-01-01", "date_out_of_range"),
        ("进厂时间", "2099-12-31", "date_out_of_range"),
        ("进厂时间", "昨天", "not_a_date"),
        ("车架号", "32047371", "vin_length"),
        ("工单号", "4.41701E+17", "scientific_code"),
        ("工单号", "", "missing_key"),
    ],
)
def test_a_bad_cell_quarantines_its_row_and_says_where(
    tmp_path: Path, column: str, value: str, rule: str
) -> None:
    loaded = one_row(tmp_path, **{column: value})
    found = reason(loaded.file, rule)
    assert (found.row, found.column, found.count) == (3, column, 1)
    (rejected,) = loaded.rows("rejected_rows")
    assert (rejected["row"], rejected["column_name"], rejected["rule"]) == (3, column, rule)
    assert rejected["value"] == value
    assert rejected["file"] == "a.csv"
    assert '"维修类别": "保养"' in rejected["content"]
    text = render(loaded.report, "en")
    assert "a.csv" in text
    assert "row 3" in text
    assert column in text


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    loaded = one_row(tmp_path, 工时费="x", 进厂时间="y")
    assert {row["rule"] for row in loaded.rows("rejected_rows")} == {"not_a_number", "not_a_date"}


def test_a_row_with_cells_beyond_the_headings_is_quarantined(tmp_path: Path) -> None:
    rows = [GOOD] * 70
    path = write_csv(tmp_path / "a.csv", HEADINGS, *rows, [*GOOD[:5], "1", "200"])
    loaded = load(path, staging=tmp_path / "st")
    assert reason(loaded.file, "too_many_cells").row == 72


def test_values_missing_from_a_closed_list_are_kept_as_unmapped(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADINGS, [*GOOD[:4], "喷漆打蜡", "1"], GOOD)
    loaded = load(path, staging=tmp_path / "st")
    assert {row["ro_type"] for row in loaded.rows("repair_orders")} == {"未映射", "保养"}
    found = warning(loaded.file, "unmapped_value")
    assert (found.value, found.column, found.row, found.count) == ("喷漆打蜡", "维修类别", 2, 1)
    assert loaded.report.exit_status == 0


def test_a_file_without_any_sign_of_its_store_is_refused_with_the_known_ones(
    tmp_path: Path,
) -> None:
    path = write_csv(
        tmp_path / "a.csv", ("工单号", "进厂时间", "维修类别"), ("R1", "2024-05-01", "保养")
    )
    report = load(path, staging=tmp_path / "st").file
    (found,) = report.reasons
    assert found.rule == "store_missing"
    assert "N001, N002" in found.text("zh")
    assert "--store" in found.text("en")


def test_a_store_code_in_the_title_that_nobody_knows_is_named(tmp_path: Path) -> None:
    rows = [
        ["维修明细 门店代码:N777"],
        ["工单号", "进厂时间", "维修类别"],
        ["R1", "2024-05-01", "保养"],
    ]
    report = load(write_xlsx(tmp_path / "a.xlsx", {"s": rows}), staging=tmp_path / "st").file
    assert "N777" in reason(report, "unknown_store").text("zh")


def test_an_archive_inside_an_archive_stays_closed(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"a.csv": b"a,b\n1,2\n"}).read_bytes()
    outer = write_zip(tmp_path / "outer.zip", {"inner.zip": inner})
    assert load(outer, staging=tmp_path / "st").file.reasons[0].rule == "nested_archive"


def test_nothing_but_bad_files_gives_exit_status_2(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", "主播人员,区补\n甲,5\n")
    assert load(path, staging=tmp_path / "st").report.exit_status == 2
    assert load(tmp_path / "nowhere", staging=tmp_path / "st").report.exit_status == 2


def test_a_file_with_headings_only_is_no_fault(tmp_path: Path) -> None:
    loaded = load(write_csv(tmp_path / "a.csv", HEADINGS), staging=tmp_path / "st")
    assert (loaded.file.state, loaded.file.rows_read) == ("loaded", 0)
    assert loaded.report.exit_status == 0


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", (*HEADINGS, "车牌号"), [*GOOD, "=cmd|' /C calc'!A0"])
    (row,) = load(path, staging=tmp_path / "st").rows("repair_orders")
    assert row["plate_no"] == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_reads_in_both_languages_without_details(rule: str) -> None:
    assert explain(rule, "zh", {}) != explain(rule, "en", {})
    assert "{" not in explain(rule, "zh", {}) + explain(rule, "en", {})
