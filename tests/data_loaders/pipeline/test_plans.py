"""Targets as dealers hand them in: old files, parts of the store, faults with place and reason."""

from datetime import date
from pathlib import Path

from tests.data_loaders.extracts import write_csv
from tests.data_loaders.loads import load, reason

OLD = ("期间", "部门", "指标代码", "目标值", "版本")


def test_a_file_without_the_newer_columns_loads_as_before(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "N001" / "预算与目标表.csv", OLD, ("202610", "销售", "6601", "1000", "年初预算")
    )
    found = load(path, staging=tmp_path / "staging")
    assert found.report.exit_status == 0
    (row,) = found.rows("budgets")
    assert (row["team"], row["owner_id"], row["effective_from"]) == ("全店", "全员", None)
    assert (row["period"], float(row["value"])) == ("202610", 1000)


def test_faulty_rows_are_quarantined_with_place_and_reason(tmp_path: Path) -> None:
    headings = ("门店", "期间", "指标代码", "班组", "责任人", "目标值", "版本", "生效日", "设定人")
    path = write_csv(
        tmp_path / "预算与目标表.csv",
        headings,
        ("N001", "202610", "retail_deliveries", "一组", "C001", "8", "年初预算", "", "店总"),
        ("N001", "2026W42", "retail_deliveries", "", "", "9", "年初预算", "2026-10-01", "店总"),
        ("N009", "202610", "retail_deliveries", "", "", "30", "年初预算", "", ""),
        ("N001", "下月", "retail_deliveries", "", "", "30", "年初预算", "", ""),
        ("N001", "202610", "as_revenue", "", "", "三十万", "年初预算", "", ""),
        ("N001", "202610", "as_revenue", "", "", "30", "年初预算", "立即", ""),
        ("N001", "202610", "", "", "", "30", "年初预算", "", ""),
        ("N001", "202611", "as_revenue", "", "", "", "年初预算", "", ""),
    )
    found = load(path, staging=tmp_path / "staging")
    report = found.file
    assert (report.loaded, report.quarantined, report.skipped) == (2, 5, 1)
    places = {(r.rule, r.column, r.row) for r in report.reasons}
    assert places == {
        ("unknown_store", "门店", 4),
        ("not_a_period", "期间", 5),
        ("not_a_number", "目标值", 6),
        ("not_a_date", "生效日", 7),
        ("missing_key", "指标代码", 8),
        ("no_value", None, 9),
    }
    assert "202405" in reason(report, "not_a_period").text("zh")
    assert [(r["period"], r["team"], r["owner_id"]) for r in found.rows("budgets")] == [
        ("202610", "一组", "C001"),
        ("2026W42", "全店", "全员"),
    ]
    assert found.rows("budgets")[1]["effective_from"] == date(2026, 10, 1)


def test_steps_of_rebates_are_read_under_their_headings(tmp_path: Path) -> None:
    headings = ("商务政策编号", "考核月份", "考核口径", "台阶序号", "门槛台数", "每台奖励")
    path = write_csv(
        tmp_path / "N001" / "返利台阶表.csv",
        headings,
        ("ZC-1", "202610", "零售", "1", "20", "500"),
        ("ZC-1", "2026Q4", "提车", "2", "90", "800"),
        ("ZC-1", "202610", "零售", "", "25", "900"),
    )
    found = load(path, staging=tmp_path / "staging")
    assert (found.file.table, found.file.loaded, found.file.quarantined) == ("rebate_steps", 2, 1)
    assert [(r["period"], r["basis"], r["step_no"]) for r in found.rows("rebate_steps")] == [
        ("202610", "零售", 1),
        ("2026Q4", "提车", 2),
    ]
