"""A sheet is full only where profile or condition row say so, and of which period."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data_loaders.collecting import collect
from data_loaders.contract.stores import StoreRegister
from data_loaders.pipeline.context import LoadContext, engines
from data_loaders.pipeline.loading import load_extracts
from data_loaders.profiles.standard import STANDARD
from tests.data_loaders.loads import KEY, KNOWN, NOW, Loaded, load, warning

HEADINGS = "经销商代码,工单号,维修类别,进厂(开单)时间,结算时间,工时费(不含税),材料费(不含税)"
ROWS = ("N001,R1,保养,2024-05-02,2024-05-02,100,50", "N001,R2,保养,2024-05-03,2024-05-04,10,5")


def _load(folder: Path, condition: str, *rows: str, headings: str = HEADINGS) -> Loaded:
    path = folder / "维修工单.csv"
    lines = ["维修工单(结算单)汇总", condition, headings, *(rows or ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(path, staging=folder / "staging")


def _said(loaded: Loaded) -> list[tuple[object, ...]]:
    return [
        (
            row["store_code"],
            row["table_name"],
            row["date_column"],
            row["first_day"],
            row["last_day"],
        )
        for row in loaded.rows("full_extracts")
    ]


MAY = (date(2024, 5, 1), date(2024, 5, 31))


def test_a_condition_row_that_says_full_names_column_and_period(tmp_path: Path) -> None:
    condition = "查询条件:结算时间 2024-05-01 至 2024-05-31 导出方式:全量 打印时间:2024-06-01 09:00"
    loaded = _load(tmp_path, condition)
    assert _said(loaded) == [("N001", "repair_orders", "settled_at", *MAY)]
    (row,) = loaded.rows("full_extracts")
    assert f"{row['extracted_at']:%Y-%m-%d %H:%M}" == "2024-06-01 09:00"
    assert warning(loaded.file, "full_extract").details == {
        "what": "结算时间 2024-05-01 ~ 2024-05-31"
    }


def test_an_alias_of_the_heading_will_do(tmp_path: Path) -> None:
    loaded = _load(tmp_path, "数据范围:全部 结算日期:2024年5月1日至2024年5月31日")
    assert _said(loaded) == [("N001", "repair_orders", "settled_at", *MAY)]


@pytest.mark.parametrize(
    "condition",
    [
        "查询条件:结算时间 2024-05-01 至 2024-05-31",
        "查询条件:结算时间 2024-05-01 至 2024-05-31 导出方式:增量 (全量导出请用另一菜单)",
        "结算时间 2024-05-01 至 2024-05-31 非全量导出",
        "维修类别:全部 结算时间 2024-05-01 至 2024-05-31",
    ],
)
def test_nothing_is_guessed(tmp_path: Path, condition: str) -> None:
    loaded = _load(tmp_path, condition)
    assert _said(loaded) == []
    assert not loaded.file.warnings


@pytest.mark.parametrize(
    "condition",
    [
        "查询日期:2024-05-01 至 2024-05-31 导出方式:全量",
        "导出方式:全量",
    ],
)
def test_full_of_an_unknown_period_ends_nothing_and_says_so(tmp_path: Path, condition: str) -> None:
    loaded = _load(tmp_path, condition)
    assert _said(loaded) == []
    assert "没有行因此失效" in warning(loaded.file, "full_unclear").text("zh")


FULL = "查询条件:结算时间 2024-05-01 至 2024-05-31 导出方式:全量"


def test_a_full_extract_with_refused_rows_ends_nothing(tmp_path: Path) -> None:
    loaded = _load(tmp_path, FULL, *ROWS, "N001,R3,保养,2024-05-03,待定,10,5")
    assert loaded.file.quarantined == 1
    assert _said(loaded) == []
    assert warning(loaded.file, "full_not_applied").count == 1


def test_a_full_extract_that_is_not_its_printed_total_ends_nothing(tmp_path: Path) -> None:
    loaded = _load(tmp_path, FULL, *ROWS, "合计,,,,,999,55")
    assert _said(loaded) == []
    assert warning(loaded.file, "full_not_applied").count == 1
    assert warning(loaded.file, "total_mismatch").count


def test_every_store_of_the_sheet_is_spoken_of_and_no_other(tmp_path: Path) -> None:
    other = "N002,R9,保养,2024-05-02,2024-05-02,100,50"
    assert {said[0] for said in _said(_load(tmp_path, FULL, *ROWS, other))} == {"N001", "N002"}


def test_a_register_asked_for_whole_needs_no_period(tmp_path: Path) -> None:
    headings = "经销商代码,工号,姓名,部门,岗位,入职日期"
    rows = ("N001,E1,张三,售后,技师,2020-01-01",)
    loaded = _load(tmp_path, "导出范围:全部", *rows, headings=headings)
    assert _said(loaded) == [("N001", "dim_employee", "", None, None)]


def test_a_profile_may_say_that_its_sheets_are_full(tmp_path: Path) -> None:
    targets = tuple(
        replace(target, full_by="settled_at") if target.table == "repair_orders" else target
        for target in STANDARD.targets
    )
    profiles = (replace(STANDARD, targets=targets),)
    path = tmp_path / "维修工单.csv"
    path.write_text("\n".join(["2024年05月维修工单", HEADINGS, *ROWS]), encoding="utf-8")
    staging = tmp_path / "staging"
    staging.mkdir()
    register = StoreRegister()
    register.add(KNOWN)
    extracts, _ = collect([str(path)], staging)
    with engines(1, staging / "spill") as (large, small):
        context = LoadContext(large, small, staging, register, KEY, NOW, profiles=profiles)
        loaded = Loaded(load_extracts(extracts, (), (), context))
    assert _said(loaded) == [("N001", "repair_orders", "settled_at", *MAY)]
