"""The form that we write is one that we read: headings, checks, and rows left empty."""

import re
import zipfile
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from data_loaders.templates.targets import FormMetric, TargetForm, write_target_form
from tests.data_loaders.loads import load, reason

RETAIL = FormMetric("retail_deliveries", "零售交车量", "销售")
SATISFIED = FormMetric("callback_satisfaction_rate", "回访满意率", "客服", is_share=True)


def form(**given: float) -> TargetForm:
    return TargetForm(
        2027,
        ["N001", "N002"],
        [RETAIL, SATISFIED],
        [FormMetric("6601", "销售费用", "全店")],
        date(2026, 11, 25),
        {("retail_deliveries", "N001", period[1:]): value for period, value in given.items()},
    )


def test_sheets_are_instructions_targets_steps_and_hidden_lists(tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    assert write_target_form(path, form()) == 2 * 2 * 12
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["填写说明", "目标", "返利台阶", "列表"]
    hidden = [s.name for s in book.sheets_metadata if s.visible is not SheetVisibleEnum.Visible]
    assert hidden == ["列表"]
    guide = [row[0] for row in book.get_sheet_by_name("填写说明").to_python()]
    chinese = next(i for i, text in enumerate(guide) if str(text).startswith("1. 在"))
    english = next(i for i, text in enumerate(guide) if str(text).startswith("1. On"))
    assert chinese < english


def test_cells_check_what_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    write_target_form(path, form())
    with zipfile.ZipFile(path) as archive:
        targets = archive.read("xl/worksheets/sheet2.xml").decode()
        steps = archive.read("xl/worksheets/sheet3.xml").decode()
    kinds = re.findall(r'<dataValidation type="(\w+)"', targets)
    assert {"list", "decimal", "date"} <= set(kinds)
    assert kinds.count("list") == 5
    assert "whole" in re.findall(r'<dataValidation type="(\w+)"', steps)
    # Prefilled rows are covered.
    assert 'sqref="A3:A3' in targets


def test_a_form_that_is_filled_in_loads_and_empty_rows_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    write_target_form(path, form(p202701=30.0, p202702=26.0))
    found = load(path, staging=tmp_path / "staging")
    assert found.report.exit_status == 0
    report = found.file_named("目标.xlsx", "目标")
    assert (report.table, report.loaded, report.quarantined) == ("budgets", 2, 0)
    assert reason(report, "no_value").count == report.skipped == 46
    assert report.warnings == []
    rows = found.rows("budgets")
    assert [(r["period"], float(r["value"])) for r in rows] == [("202701", 30), ("202702", 26)]
    first = rows[0]
    assert (first["store_code"], first["team"], first["owner_id"]) == ("N001", "全店", "全员")
    # What starts from given values is a revision and rewrites no other version.
    assert (first["version"], first["effective_from"]) == ("20261125调整", date(2026, 11, 25))
    assert first["set_at"] == date(2026, 11, 25)
    assert found.file_named("目标.xlsx", "填写说明").state == "skipped"
    assert found.file_named("目标.xlsx", "列表").state == "skipped"
    assert found.file_named("目标.xlsx", "返利台阶").table == "rebate_steps"


def test_an_empty_form_is_the_opening_version_of_its_year(tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    write_target_form(path, form())
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("目标").to_python()
    row = dict(zip(sheet[1], sheet[2], strict=True))
    assert (row["版本"], row["生效日期"]) == ("年初预算", date(2027, 1, 1))
    assert (row["经销商代码"], row["期间"], row["目标值"]) == ("N001", "202701", "")


def test_the_time_of_a_plan_is_the_day_it_was_set_not_the_months_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    write_target_form(path, form(p202712=30.0))
    found = load(path, staging=tmp_path / "staging")
    report = found.file_named("目标.xlsx", "目标")
    assert report.extracted_at is not None
    assert report.extracted_at.date() == date(2026, 11, 25)
