# ruff: noqa: DTZ001 - local time without zone
"""Three layouts that dealers really send, from first to last row."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from tests.data_loaders.extracts import (
    PARTS_STOCK,
    REPAIR_HEADINGS,
    daily_sheet,
    repair_list,
    write_html,
    write_text,
    write_xls,
    write_xlsx,
)
from tests.data_loaders.loads import Loaded, load, reason, warning


def check_repair_list(loaded: Loaded) -> None:
    report = loaded.file
    assert (report.rows_read, report.loaded, report.skipped) == (6, 3, 3)
    assert reason(report, "total_row").rows == [6, 8]
    assert reason(report, "signature_row").row == 9
    assert report.extracted_at == datetime(2024, 6, 1, 9, 2)
    first, second, third = loaded.rows("repair_orders")
    assert first["store_code"] == "N001"
    assert first["vin"] == "LSVAA49J132047371"
    assert first["open_at"] == datetime(2024, 5, 1, 8, 31)
    assert first["settled_at"] == datetime(2024, 5, 1)
    assert (first["labour_sales"], first["discount"]) == (Decimal("180.00"), Decimal("-20.00"))
    assert second["settled_at"] == datetime(2024, 5, 3)
    assert second["sa_id"] is None
    assert third["vin"] == "LSVAA49J132047373"
    assert third["open_at"] == datetime(2024, 5, 2, 9, 5)
    assert (third["labour_sales"], third["parts_sales"]) == (Decimal("-300.00"), None)
    assert [row["source_row"] for row in (first, second, third)] == [4, 5, 7]


def test_a_printed_repair_list_as_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"明细": repair_list()}, [(0, 0, 0, 11)])
    check_repair_list(load(path, staging=tmp_path / "st"))


def test_a_printed_repair_list_as_old_workbook(tmp_path: Path) -> None:
    (tmp_path / "N001").mkdir()
    path = write_xls(tmp_path / "N001" / "a.xls", "明细", repair_list())
    check_repair_list(load(path, staging=tmp_path / "st"))


def test_a_printed_repair_list_as_page_called_xls(tmp_path: Path) -> None:
    path = write_html(tmp_path / "N001" / "a.xls", repair_list(), "gb18030")
    check_repair_list(load(path, staging=tmp_path / "st"))


def test_a_printed_repair_list_as_text(tmp_path: Path) -> None:
    text = "\r\n".join("\t".join(map(str, row)).rstrip("\t") for row in repair_list())
    path = write_text(tmp_path / "N001" / "a.xls", text, "gb18030")
    check_repair_list(load(path, staging=tmp_path / "st"))


def test_a_daily_sheet_becomes_reported_figures(tmp_path: Path) -> None:
    rows, merges = daily_sheet()
    loaded = load(write_xlsx(tmp_path / "a.xlsx", {"5月": rows}, merges), staging=tmp_path / "st")
    report = loaded.file
    assert (report.rows_read, report.loaded, report.skipped, report.written) == (3, 2, 1, 14)
    figures = {
        (row["metric"], row["period_start"]): row["value"]
        for row in loaded.rows("reported_figures")
    }
    assert figures["visits", date(2024, 5, 1)] == 12
    assert figures["orders", date(2024, 5, 2)] == 1
    assert figures["stock_over_90_days", date(2024, 5, 2)] == 9
    assert {row["store_code"] for row in loaded.rows("reported_figures")} == {"N001"}


def test_a_parts_list_in_gb18030_called_xls(tmp_path: Path) -> None:
    path = write_text(tmp_path / "N002" / "配件库存_20240531.xls", PARTS_STOCK, "gb18030")
    first, second = load(path, staging=tmp_path / "st").rows("parts_stock_snapshot")
    assert first["part_no"] == "06J115403Q"
    assert (first["qty_on_hand"], first["stock_value"]) == (Decimal("-2"), Decimal("-77.00"))
    assert first["last_issue_date"] == date(2024, 5, 28)
    assert {first["snapshot_date"], second["snapshot_date"]} == {date(2024, 5, 31)}
    assert {first["store_code"], second["store_code"]} == {"N002"}


def test_a_printed_total_that_does_not_add_up_is_a_warning(tmp_path: Path) -> None:
    rows = repair_list()
    rows[7][8] = "9,999.00"
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"明细": rows})
    report = load(path, staging=tmp_path / "st").file
    found = warning(report, "total_mismatch")
    assert found.column == "工时费"
    assert found.details == {"printed": "9,999.00", "computed": "1080.00"}
    assert (report.sheet, found.row, found.count) == ("明细", 8, 1)
    assert found.text("zh") == "合计行为 9,999.00，各行相加为 1080.00"
    assert report.loaded == 3


def test_merged_group_labels_are_filled_down_and_amounts_are_not(tmp_path: Path) -> None:
    rows = [
        ["服务顾问", "工单号", "进厂时间", "维修类别", "工时费"],
        ["李四", "R1", "2024-05-01", "保养", "5"],
        ["", "R2", "2024-05-01", "保养", ""],
        ["王五", "R3", "2024-05-01", "保养", "7"],
    ]
    merges = [(1, 0, 2, 0), (1, 4, 2, 4)]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": rows}, merges)
    found = load(path, staging=tmp_path / "st").rows("repair_orders")
    assert [row["sa_id"] for row in found] == ["李四", "李四", "王五"]
    assert [row["labour_sales"] for row in found] == [5, None, 7]


def test_a_list_printed_page_by_page_repeats_title_and_headings(tmp_path: Path) -> None:
    rows = repair_list()
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": [*rows[:6], *rows[:3], *rows[6:]]})
    report = load(path, staging=tmp_path / "st").file
    assert report.loaded == 3
    assert reason(report, "repeated_heading").count == 1
    assert report.quarantined == 0


def test_one_sheet_for_each_month_and_a_cover_and_a_hidden_one(tmp_path: Path) -> None:
    headings = list(REPAIR_HEADINGS[1:7])
    sheets = {
        "说明": [["本表由系统导出"], ["请勿修改"]],
        "4月": [headings, ["R1", "鲁A1", "", "保养", "2024-04-01", "2024-04-02"]],
        "5月": [headings, ["R2", "鲁A1", "", "保养", "2024-05-01", "2024-05-02"]],
        "旧": [headings, ["R3", "鲁A1", "", "保养", "2023-05-01", "2023-05-02"]],
    }
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", sheets, hidden=("旧",))
    loaded = load(path, staging=tmp_path / "st")
    assert [row["ro_no"] for row in loaded.rows("repair_orders")] == ["R1", "R2"]
    assert loaded.file_named("a.xlsx", "说明").state == "skipped"
    assert reason(loaded.file_named("a.xlsx", "旧"), "hidden_sheet").count == 2
    assert loaded.report.exit_status == 0
