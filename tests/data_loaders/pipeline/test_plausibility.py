"""What looks odd and may yet be right is loaded and told."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from data_loaders.reading import limits
from tests.data_loaders.extracts import write_csv, write_xlsx
from tests.data_loaders.loads import load, reason, warning

REPAIRS = ("工单号", "车架号", "进厂时间", "维修类别")
STOCK = ("结存日期", "仓库", "配件编号", "结存数量", "成本单价", "结存金额")


def rules(path: Path, tmp_path: Path) -> set[str]:
    return {each.rule for each in load(path, staging=tmp_path / "st").file.warnings}


@pytest.mark.parametrize(
    ("vin", "told"),
    [
        ("11111111111111111", False),
        ("1M8GDM9AXKP042788", False),
        ("1M8GDM9A1KP042788", True),
        ("LSVAA49J132047371", False),
        ("LSVAA49J132047372", True),
        ("", False),
    ],
)
def test_the_ninth_place_of_a_vin_is_checked(tmp_path: Path, vin: str, told: bool) -> None:
    path = write_csv(tmp_path / "N001" / "a.csv", REPAIRS, ("R1", vin, "2024-05-01", "保养"))
    loaded = load(path, staging=tmp_path / "st")
    assert loaded.file.loaded == 1
    assert ("vin_check_digit" in {each.rule for each in loaded.file.warnings}) is told


@pytest.mark.parametrize(
    ("number", "told"), [("测试001", True), ("TEST-1", True), ("R1", False), ("TESTA55", False)]
)
def test_entries_that_look_like_tests_are_told(tmp_path: Path, number: str, told: bool) -> None:
    path = write_csv(tmp_path / "N001" / "a.csv", REPAIRS, (number, "", "2024-05-01", "保养"))
    assert ("test_row" in rules(path, tmp_path)) is told


@pytest.mark.parametrize(
    ("adviser", "told"),
    [("李四", True), ("王小二(离职)", True), ("SA007", False), ("007", False), ("", False)],
)
def test_names_in_the_place_of_numbers_are_told(tmp_path: Path, adviser: str, told: bool) -> None:
    headings = ("工单号", "进厂时间", "维修类别", "服务顾问")
    path = write_csv(tmp_path / "N001" / "a.csv", headings, ("R1", "2024-05-01", "保养", adviser))
    assert ("name_for_number" in rules(path, tmp_path)) is told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("2024-05-03", True), ("2024/5/3", True), ("5月3日", True), ("3-May", True),
        ("MAR-05", True), ("3-12", False), ("MAR-505", False),
        ("2024-05-031", False), ("20240503", False),
    ],
)  # fmt: skip
def test_a_date_in_the_place_of_a_part_number_is_told(
    tmp_path: Path, number: str, told: bool
) -> None:
    path = write_csv(tmp_path / "N001" / "a.csv", STOCK, ("2024-05-31", "主仓", number, "", "", ""))
    assert ("date_for_code" in rules(path, tmp_path)) is told


def test_a_part_number_that_a_workbook_keeps_as_a_date_is_told(tmp_path: Path) -> None:
    path = tmp_path / "N001" / "a.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("a")
        sheet.write_row(0, 0, STOCK)
        sheet.write_row(1, 0, ("2024-05-31", "主仓"))
        sheet.write_datetime(1, 2, date(2024, 12, 3), book.add_format({"num_format": "m-d"}))
        sheet.write_row(1, 3, (1, 2, 2))
    loaded = load(path, staging=tmp_path / "st")
    assert loaded.file.loaded == 1
    assert [each.rule for each in loaded.file.warnings] == ["date_for_code"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("-2", "38.50", "-77.00"), False),
        (("3", "33.333", "100.00"), False),
        (("3", "33.33", "999.00"), True),
        (("", "33.33", "999.00"), False),
    ],
)
def test_a_value_is_recomputed_from_quantity_and_price(
    tmp_path: Path, cells: tuple[str, ...], told: bool
) -> None:
    row = ("2024-05-31", "主仓", "A1", *cells)
    path = write_csv(tmp_path / "N001" / "a.csv", STOCK, row)
    assert ("product_differs" in rules(path, tmp_path)) is told


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        (("0.0435", "0.05", "0.06"), True),
        (("4.35", "0.5", "0.6"), False),
        (("0", "0", "0"), False),
        (("0.5", "", ""), False),
    ],
)
def test_shares_in_a_column_of_per_cent_are_told(
    tmp_path: Path, rates: tuple[str, ...], told: bool
) -> None:
    headings = ("车架号", "车辆类别", "入库日期", "年利率")
    rows = [(f"LSVAA49J13204737{n}", "新车", "2024-05-01", rate) for n, rate in enumerate(rates)]
    path = write_csv(tmp_path / "N001" / "a.csv", headings, *rows)
    assert ("per_cent_or_share" in rules(path, tmp_path)) is told


def test_a_cell_shown_in_per_cent_is_read_in_per_cent(tmp_path: Path) -> None:
    path = tmp_path / "N001" / "a.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("s")
        shown = book.add_format({"num_format": "0.00%"})
        sheet.write_row(0, 0, ("车架号", "车辆类别", "入库日期", "年利率", "采购成本(不含税)"))
        for row, rate in enumerate((0.0435, 0.05, 0.06), start=1):
            sheet.write_row(row, 0, (f"LSVAA49J13204737{row}", "新车", "2024-05-01"))
            sheet.write(row, 3, rate, shown)
            sheet.write(row, 4, 0.5, shown)
    loaded = load(path, staging=tmp_path / "st")
    found = loaded.rows("vehicle_stock")
    assert [str(row["annual_rate"]) for row in found] == ["4.350", "5.000", "6.000"]
    assert [str(row["cost_ex_vat"]) for row in found] == ["0.50"] * 3
    assert "per_cent_or_share" not in {each.rule for each in loaded.file.warnings}


def test_errors_quarantine_their_rows_with_the_address(tmp_path: Path) -> None:
    path = tmp_path / "N001" / "a.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("s")
        sheet.write_row(0, 0, ("工单号", "进厂时间", "维修类别", "工时费", "送修人"))
        for row in range(1, 4):
            sheet.write_row(row, 0, (f"R{row}", "2024-05-01", "保养", 5))
        sheet.write_formula(1, 3, "=1/0", value="#DIV/0!")
        sheet.write_formula(2, 3, "=D2", value="")
        sheet.write_formula(3, 4, "=NA()", value="#N/A")
    loaded = load(path, staging=tmp_path / "st")
    assert (loaded.file.loaded, loaded.file.quarantined) == (1, 2)
    assert reason(loaded.file, "spreadsheet_error").rows == [2, 3]
    assert [row["value"] for row in loaded.rows("rejected_rows")] == ["#DIV/0! @D2", "#EMPTY! @D3"]
    assert warning(loaded.file, "cell_without_value").value == "E4 #N/A"


def test_of_two_headings_for_one_column_the_plainer_one_is_read(tmp_path: Path) -> None:
    headings = ("销售单号", "车架号", "销售日期", "交车日期", "经销商简称", "经销商代码")
    row = ("D1", "LSVAA49J132047371", "2024-04-30", "2024-05-02", "泉城店", "N002")
    loaded = load(write_csv(tmp_path / "a.csv", headings, row), staging=tmp_path / "st")
    (found,) = loaded.rows("vehicle_deliveries")
    assert (str(found["delivery_date"]), found["store_code"]) == ("2024-05-02", "N002")
    told = [each for each in loaded.file.warnings if each.rule == "heading_not_read"]
    assert [(each.column, each.value) for each in told] == [
        ("销售日期", "交车日期"),
        ("经销商简称", "经销商代码"),
    ]


@pytest.mark.parametrize(("second", "state"), [("113", "refused"), ("100", "loaded")])
def test_one_heading_over_two_columns_is_refused_where_they_differ(
    tmp_path: Path, second: str, state: str
) -> None:
    rows = [["工单号", "进厂时间", "工时费", "工时费"], ["R1", "2024-05-01", "100", second]]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": rows})
    report = load(path, staging=tmp_path / "st").file
    assert report.state == state
    if state == "refused":
        assert "C1, D1" in reason(report, "heading_twice").text("zh")


@pytest.mark.parametrize(
    ("heading", "column"),
    [("实际成交价(不含税)", "retail_price"), ("整车销售收入(含税)", "revenue_ex_vat")],
)
def test_an_amount_is_not_read_under_the_other_vat_basis(
    tmp_path: Path, heading: str, column: str
) -> None:
    headings = ("销售单号", "车架号", "交车日期", heading)
    row = ("D1", "LSVAA49J132047371", "2024-05-02", "100000")
    path = write_csv(tmp_path / "N001" / "a.csv", headings, row)
    loaded = load(path, staging=tmp_path / "st")
    assert loaded.rows("vehicle_deliveries")[0][column] is None
    assert warning(loaded.file, "vat_conflict").column == heading


def test_a_merged_label_reaches_into_the_next_chunk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_loaders.reading.sheet.CHUNK_ROWS", 2)
    body = "".join(
        f"<tr>{'<td rowspan=5>李四</td>' if n == 0 else ''}<td>R{n}</td><td>2024-05-01</td></tr>"
        for n in range(5)
    )
    path = tmp_path / "N001" / "a.xls"
    path.parent.mkdir()
    top = "<tr><td>服务顾问</td><td>工单号</td><td>进厂时间</td></tr>"
    path.write_text(f"<html><table>{top}{body}</table></html>", encoding="utf-8")
    found = load(path, staging=tmp_path / "st").rows("repair_orders")
    assert [row["sa_id"] for row in found] == ["李四"] * 5


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("580.50", False), ("620.50", False), ("600.50", False), ("580.5", False), ("581", False),
        ("¥1580.50", True), ("58.05", True), ("", False), ("见附页", False),
    ],
)  # fmt: skip
def test_the_total_of_a_row_is_worked_out_again(tmp_path: Path, printed: str, told: bool) -> None:
    headings = ("工单号", "进厂时间", "维修类别", "工时费", "材料费", "优惠", "合计金额")
    rows = [
        ("R1", "2024-05-01", "保养", "180.00", "420.50", "20.00", printed),
        ("R2", "2024-05-01", "保养", "1", "2", "", "3"),
        ("R3", "2024-05-01", "保养", "", "2", "", "7"),
    ]
    loaded = load(write_csv(tmp_path / "N001" / "a.csv", headings, *rows), staging=tmp_path / "st")
    found = [each.rows for each in loaded.file.warnings if each.rule == "derived_differs"]
    assert found == ([[2]] if told else [])
    assert loaded.file.loaded == 3


@pytest.mark.parametrize(
    ("rate", "told"),
    [("25%", False), ("25.00", False), ("0.25", False), ("26.5", True), ("0.31", True)],
)
def test_gross_and_its_share_are_worked_out_again(tmp_path: Path, rate: str, told: bool) -> None:
    headings = ("精品销售单号", "行号", "销售日期", "销售金额", "成本金额", "毛利", "毛利率")
    path = write_csv(
        tmp_path / "N001" / "精品销售明细.csv",
        headings,
        ("A1", "1", "2024-05-01", "1000", "750", "250", rate),
        ("A2", "1", "2024-05-01", "0", "0", "5", "0"),
    )
    told_of = {
        each.column: each.rows
        for each in load(path, staging=tmp_path / "st").file.warnings
        if each.rule == "derived_differs"
    }
    assert told_of.pop("毛利") == [3]
    assert told_of == ({"毛利率": [2]} if told else {})


def test_a_total_with_tax_in_it_is_not_compared_with_amounts_without(tmp_path: Path) -> None:
    headings = ("工单号", "进厂时间", "维修类别", "工时费", "材料费", "合计金额(含税)")
    path = write_csv(
        tmp_path / "N001" / "a.csv", headings, ("R1", "2024-05-01", "保养", "100", "100", "226")
    )
    assert "derived_differs" not in rules(path, tmp_path)


def test_a_sheet_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_ROWS", 2)
    rows = [(f"R{n}", "", "2024-05-01", "保养") for n in range(3)]
    loaded = load(write_csv(tmp_path / "N001" / "a.csv", REPAIRS, *rows), staging=tmp_path / "st")
    assert (loaded.file.state, loaded.file.reasons[0].rule) == ("refused", "too_many_rows")
    assert "2 rows" in loaded.file.reasons[0].text("en")
    assert list((tmp_path / "st").glob("*.arrow")) == []
