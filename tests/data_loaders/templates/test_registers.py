"""Every form is written from its table, filled in like a person does, and loaded."""

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from data_loaders.contract.fields import fields_of
from data_loaders.profiles.standard import STANDARD as PROFILE
from data_loaders.templates.callback_standards import STANDARD, STANDARD_KPIS, TEXTS
from data_loaders.templates.declared import declared_columns
from data_loaders.templates.registers import REGISTERS, FedKpi, Register, write_register
from data_loaders.templates.targets import FormMetric, TargetForm, write_target_form
from tests.data_loaders.loads import load, reason
from warehouse.schema import LINEAGE, TABLES

Cells = Mapping[str, str | int | float | date | datetime]
TODAY = date(2026, 11, 25)
VIN = "LSVAA49J132047371"
ASKED = datetime(2026, 11, 5, 14, 30)  # noqa: DTZ001 - local time without zone
FEEDS = [FedKpi("kpi_x", "指标甲", "Figure A")]

# What a person types under each heading, what the row is then, and a slip with its rule.
FILLED: Mapping[str, tuple[Cells, Mapping[str, object], tuple[str, str, str]]] = {
    "demand": (
        {
            "需求单号": "X0001", "行号": 1, "经销商代码": "N001", "工单号": "00012",
            "配件编号": "06J115403Q", "需求时间": ASKED, "需求渠道": "车间",
            "账类": "客户自费", "需求数量": 2, "首次满足数量": 1, "满足方式": "紧急订单",
            "是否流失": "否", "是否客户预订件": "否", "销售单价": 38.5,
        },
        {"demand_no": "X0001", "ro_no": "00012", "channel": "车间", "is_lost_sale": False},
        ("需求数量", "两个", "not_a_number"),
    ),
    "clearance": (
        {
            "方案编号": "Q1", "经销商代码": "N001", "车架号": VIN, "立项日期": date(2026, 11, 1),
            "立项库龄": 190, "清库措施": "置换补贴", "责任人工号": "007", "清库限价(含税)": 98000,
            "计划清库日期": date(2026, 12, 15), "状态": "执行中",
        },
        {"vin": VIN, "owner_id": "007", "status": "执行中", "due_date": date(2026, 12, 15)},
        ("车架号", "LSVAA49J", "vin_length"),
    ),
    "outlet-counts": (
        {
            "盘点日期": date(2026, 11, 20), "经销商代码": "N001", "网点代码": "W01", "车架号": VIN,
            "账面在库": "是", "实盘在库": "否", "差异原因": "已售未报",
        },
        {"on_book": True, "found": False, "outlet_code": "W01"},
        ("盘点日期", "下周", "not_a_date"),
    ),
    "audits": (
        {
            "检核编号": "A1", "经销商代码": "N001", "检核类型": "明检", "检核端": "销售",
            "检核日期": date(2026, 11, 3), "标准条款": "1.2", "是否否决项": "否", "是否适用": "是",
            "得分": 8, "满分": 10, "是否符合": "否", "整改期限": date(2026, 12, 1),
        },
        {"item_code": "1.2", "passed": False, "audit_type": "明检"},
        ("是否符合", "也许", "not_yes_or_no"),
    ),
    "competitor-prices": (
        {
            "记录编号": "P1", "经销商代码": "N001", "监控日期": date(2026, 11, 9), "平台": "汽车网",
            "竞争店": "对面店", "是否本店": "否", "品牌": "示范", "车型代码": "M1",
            "报价(含税)": 128000, "促销内容": "送保养", "填报人工号": "007",
        },
        {"is_own_store": False, "platform": "汽车网", "reporter_id": "007"},
        ("报价(含税)", "面议", "not_a_number"),
    ),
}  # fmt: skip


def named(name: str) -> Register:
    (found,) = [register for register in REGISTERS if register.name == name]
    return found


def fill(path: Path, sheet: str, *rows: Mapping[str, Any]) -> None:
    """Type rows below the headings, as a person does, and save."""
    book = load_workbook(path)
    place = {cell.value: at for at, cell in enumerate(book[sheet][2], start=1)}
    for at, row in enumerate(rows, start=3):
        for heading, value in row.items():
            book[sheet].cell(at, place[heading], value)
    book.save(path)


def test_every_form_has_a_round_trip_here() -> None:
    assert set(FILLED) == {register.name for register in REGISTERS}


@pytest.mark.parametrize("name", list(FILLED))
def test_a_form_filled_in_loads_and_a_wrong_cell_is_refused_with_its_place(
    name: str, tmp_path: Path
) -> None:
    register, (good, expected, (heading, slip, rule)) = named(name), FILLED[name]
    path = tmp_path / "表.xlsx"
    write_register(path, register, ["N001", "N002"], FEEDS, TODAY)
    key = TABLES[register.table].info["key"][-1]
    other = {**good, TABLES[register.table].c[key].info["zh"]: "Z9", heading: slip}
    if heading != "车架号" and key == "vin":
        other["车架号"] = VIN[:-1] + "2"
    elif key == "line_no":
        other["行号"] = 2
    fill(path, register.sheet, good, other)
    found = load(path, staging=tmp_path / "staging")
    report = found.file_named("表.xlsx", register.sheet)
    assert (report.table, report.loaded, report.quarantined) == (register.table, 1, 1)
    fault = reason(report, rule)
    assert (fault.row, fault.column) == (4, heading)
    (row,) = found.rows(register.table)
    assert {name: row[name] for name in expected} == expected
    assert (row["store_code"], row["source_row"]) == ("N001", 3)
    assert found.file_named("表.xlsx", "填写说明").state == "skipped"
    assert found.file_named("表.xlsx", "列表").state == "skipped"
    assert report.warnings == []


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_form_has_exactly_the_declared_columns_and_lists(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    write_register(path, register, ["N001", "N002"], FEEDS, TODAY)
    declared = TABLES[register.table]
    book = CalamineWorkbook.from_path(str(path))
    printed = book.get_sheet_by_name(register.sheet).to_python()[1]
    wanted = [c.info["zh"] for c in declared.columns if c.name not in LINEAGE]
    assert sorted(map(str, printed)) == sorted(wanted)
    lists = book.get_sheet_by_name("列表").to_python()
    columns = {str(column[0]): [v for v in column[1:] if v] for column in zip(*lists, strict=True)}
    for column in declared.columns:
        if column.info.get("values"):
            assert columns[column.info["zh"]] == list(column.info["values"])
    assert columns["门店"] == ["N001", "N002"]
    guide = "\n".join(str(row[0]) for row in book.get_sheet_by_name("填写说明").to_python())
    for said in (*wanted, "指标甲", "Figure A (kpi_x)", "必填"):
        assert said in guide
    # Chinese stands above English.
    assert guide.index("供下列 1 个指标使用") < guide.index("feeds 1 KPIs")


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_cell_of_a_form_is_checked_while_it_is_typed(
    register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    write_register(path, register, ["N001", "N002"], FEEDS, TODAY)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    fields = fields_of(TABLES[register.table], {})
    assert len(re.findall("<dataValidation ", sheet)) == len(fields)
    strict = [f for f in fields if f.values or f.kind in ("yes_no", "store")]
    kinds = re.findall(r'<dataValidation type="(\w+)"', sheet)
    assert kinds.count("list") == len(strict)
    # A list that only warns would let values through that wait in a queue afterwards.
    assert 'errorStyle="warning"' not in sheet
    required = [f for f in fields if f.required]
    assert sheet.count("LEN(TRIM(") >= len(required)
    assert "COUNTIFS(" in sheet


def test_required_columns_are_those_without_which_the_loader_refuses_a_row() -> None:
    for register in REGISTERS:
        (target,) = [t for t in PROFILE.targets if t.table == register.table]
        required = {f.name for f in target.fields if f.required}
        assert {c.name for c in declared_columns(register.table) if c.required} == required


def test_a_form_for_one_store_needs_no_store_in_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_register(path, named("audits"), ["N002"], FEEDS, TODAY)
    good = {
        heading: cell for heading, cell in FILLED["audits"][0].items() if heading != "经销商代码"
    }
    fill(path, "检核明细", good)
    (row,) = load(path, staging=tmp_path / "staging").rows("audits")
    assert row["store_code"] == "N002"


def test_a_standard_of_call_backs_loads_as_targets_of_its_own_version(tmp_path: Path) -> None:
    path = tmp_path / "回访标准.xlsx"
    metrics = [FormMetric(code, code, "客服", is_share=True) for code in STANDARD_KPIS]
    form = TargetForm(2027, ["N001"], metrics, [], TODAY, standard=STANDARD, texts=TEXTS)
    assert write_target_form(path, form) == len(STANDARD_KPIS) * 12
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["填写说明", "目标", "列表"]
    book = load_workbook(path)
    place = {cell.value: at for at, cell in enumerate(book["目标"][2], start=1)}
    book["目标"].cell(3, place["目标值"], 0.95)
    book["目标"].cell(4, place["目标值"], "九成")
    book.save(path)
    found = load(path, staging=tmp_path / "staging")
    report = found.file_named("回访标准.xlsx", "目标")
    assert (report.loaded, report.quarantined, report.skipped) == (1, 1, 70)
    assert (reason(report, "not_a_number").row, reason(report, "not_a_number").column) == (
        4,
        "目标值",
    )
    (row,) = found.rows("budgets")
    assert (row["metric_code"], float(row["value"])) == ("callback_3d_completion", 0.95)
    assert (row["version"], row["effective_from"]) == ("回访标准", TODAY)
