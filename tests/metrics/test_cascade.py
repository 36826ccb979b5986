"""Plans that do not add up are said with both sums; nothing is mended."""

from pathlib import Path
from typing import Any

from metrics.cascade import (
    Planned,
    disagreements,
    read_disagreements,
    read_unknown_metrics,
)
from metrics.catalogue import CATALOGUE
from tests.metrics.network import stores
from tests.warehouse.support import small_duckdb
from warehouse.schema.plans import EVERYONE, WHOLE_STORE


def planned(text: str, value: float, team: str = WHOLE_STORE, owner: str = EVERYONE) -> Planned:
    return Planned("S01", text, "retail_deliveries", team, owner, value)


def test_teams_add_up_to_the_store_and_people_to_their_team() -> None:
    rows = [
        planned("202610", 30),
        planned("202610", 16, "一组"),
        planned("202610", 14, "二组"),
        planned("202610", 9, "一组", "C1"),
        planned("202610", 7, "一组", "C2"),
        planned("202610", 14, "二组", "C3"),
    ]
    assert disagreements(rows) == []
    (found,) = disagreements([*rows[:3], planned("202610", 8, "一组", "C1"), *rows[4:]])
    assert (found.team, found.parts, found.whole, found.total) == ("一组", "person", 16, 15)
    assert found.words.zh == (
        "S01 202610 retail_deliveries 一组:目标 16,各责任人合计 15(2 个),相差 -1"
    )
    assert "the target is 16, 2 people add up to 15, -1 apart" in found.words.en


def test_people_without_teams_add_up_to_the_store() -> None:
    rows = [planned("202610", 10), planned("202610", 6, owner="C1")]
    (found,) = disagreements([*rows, planned("202610", 5, owner="C2")])
    assert (found.whole, found.total, found.count) == (10, 11, 2)
    assert disagreements([*rows, planned("202610", 4, owner="C2")]) == []


def test_parts_whose_whole_has_no_target_are_told() -> None:
    (found,) = disagreements([planned("202610", 6, "一组")])
    assert found.whole is None
    assert "上一级没有目标" in found.words.zh
    assert "has no target" in found.words.en


def test_months_and_quarters_add_up_to_the_year() -> None:
    months = [planned(f"2026{month:02d}", 10) for month in range(1, 13)]
    quarters = [planned(f"2026Q{quarter}", 30) for quarter in range(1, 5)]
    assert disagreements([planned("2026", 120), *quarters, *months]) == []
    found = disagreements([planned("2026", 125), *quarters, *months])
    assert [(d.text, d.parts, d.whole, d.total) for d in found] == [
        ("2026", "quarter", 125, 120),
        ("2026", "month", 125, 120),
    ]


def test_days_add_up_to_their_month_and_week_while_weeks_do_not_add_up_to_months() -> None:
    rows = [planned("202611", 5), planned("20261105", 2), planned("20261106", 3)]
    week = planned("2026W45", 6)
    (found,) = disagreements([*rows, week])
    assert (found.text, found.parts, found.total) == ("2026W45", "day", 5)


def row(**more: Any) -> dict[str, Any]:
    given = {
        "store_code": "S01",
        "period": "202610",
        "department": "销售",
        "metric_code": "retail_deliveries",
        "value": 30,
        "version": "年初预算",
    }
    return {**given, **more}


def test_of_a_snapshot_the_versions_in_force_are_compared(tmp_path: Path) -> None:
    rows = [
        row(),
        row(team="一组", value=14),
        row(team="二组", value=15),
        # In force since October: now it adds up.
        row(team="一组", value=15, version="调整", effective_from="2026-10-05"),
        row(metric_code="callback_satisfaction_rate", value="0.9"),
        # A share of a team is no part of the store's.
        row(metric_code="callback_satisfaction_rate", value="0.8", team="一组"),
    ]
    backend = small_duckdb(tmp_path, {"dim_store": stores("S01"), "budgets": rows})
    assert read_disagreements(backend, CATALOGUE) == []
    backend.close()
    backend = small_duckdb(tmp_path, {"dim_store": stores("S01"), "budgets": rows[:3]})
    (found,) = read_disagreements(backend, CATALOGUE)
    backend.close()
    assert (found.whole, found.total) == (30, 29)


def test_a_metric_that_nobody_knows_is_told(tmp_path: Path) -> None:
    rows = [row(), row(metric_code="retail_delivery"), row(metric_code="6601")]
    accounts = [{"account_code": "6601", "measure": "selling_exp"}]
    backend = small_duckdb(tmp_path, {"budgets": rows, "account_map": accounts})
    (found,) = read_unknown_metrics(backend, CATALOGUE)
    backend.close()
    assert "retail_delivery" in found.zh
    assert "retail_delivery" in found.en
