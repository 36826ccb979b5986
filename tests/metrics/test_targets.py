"""Which version of a target is in force, and for which period it stands."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from metrics.catalogue import kpi
from metrics.facts.budgets import BUDGETS, TARGETS
from metrics.model.period import Period
from metrics.targets import Targets, months_of, period_of, take_targets, text_of
from metrics.thresholds import DEFAULT_VERSION, THRESHOLDS
from tests.metrics.network import stores
from tests.warehouse.support import small_duckdb
from warehouse.engines import Backend

RETAIL, SATISFIED = kpi("retail_deliveries"), kpi("callback_satisfaction_rate")
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 22))


def row(value: float | None, version: str, **more: Any) -> dict[str, Any]:
    given = {
        "store_code": "S01",
        "period": "202610",
        "department": "销售",
        "metric_code": "retail_deliveries",
        "value": value,
        "version": version,
    }
    return {**given, **more}


def opened(folder: Path, *rows: dict[str, Any]) -> Backend:
    return small_duckdb(folder, {"dim_store": stores("S01", "S02"), "budgets": rows})


def taken(backend: Backend, period: Period = OCTOBER) -> Targets:
    return take_targets(backend, {RETAIL: {period: None}, SATISFIED: {period: None}}, None)


def in_force(folder: Path, *rows: dict[str, Any]) -> tuple[float | None, str | None]:
    """Target and version, checked to be the same for figures and for measures."""
    backend = opened(folder, *rows)
    found = taken(backend)
    fact = TARGETS.c
    flow = backend.rows(
        sa.select(sa.func.sum(fact.value).label("value")).where(
            fact.month == date(2026, 10, 1), fact.metric_code == "retail_deliveries"
        )
    )[0]["value"]
    backend.close()
    goal = found.goal(RETAIL, OCTOBER, ["S01"])
    assert goal == (None if flow is None else float(flow))
    return goal, found.version(RETAIL, OCTOBER, ["S01"])


def test_the_newest_day_in_force_wins(tmp_path: Path) -> None:
    first = row(30, "年初预算", effective_from="2026-01-01")
    july = row(28, "年中调整", effective_from="2026-07-01")
    october = row(26, "十月调整", effective_from="2026-10-08")
    assert in_force(tmp_path, october, first, july) == (26, "十月调整")


def test_a_plan_of_a_later_month_does_not_rewrite_this_one(tmp_path: Path) -> None:
    first = row(30, "年初预算", effective_from="2026-01-01")
    assert in_force(tmp_path, first, row(9, "十一月", effective_from="2026-11-01")) == (
        30,
        "年初预算",
    )


def test_without_days_the_opening_version_stands(tmp_path: Path) -> None:
    assert in_force(tmp_path, row(30, "年初预算"), row(9, "滚动预测")) == (30, "年初预算")
    assert in_force(tmp_path, row(9, "滚动预测")) == (9, "滚动预测")


def test_a_row_without_a_value_states_nothing(tmp_path: Path) -> None:
    empty = row(None, "调整", effective_from="2026-10-01")
    assert in_force(tmp_path, row(30, "年初预算"), empty) == (30, "年初预算")


def test_departments_add_up_and_parts_of_the_store_do_not(tmp_path: Path) -> None:
    rows = (
        row(20, "年初预算"),
        row(10, "年初预算", department="电商"),
        row(12, "年初预算", team="一组"),
        row(12, "年初预算", team="一组", owner_id="C1"),
        row(360, "年初预算", period="2026"),
        row(3, "年初预算", period="20261005"),
    )
    assert in_force(tmp_path, *rows) == (30, "年初预算")


def test_the_opening_budget_stays_what_costs_are_judged_by(tmp_path: Path) -> None:
    opening = row(500, "年初预算", metric_code="6601", effective_from="2026-01-01")
    later = row(700, "年中调整", metric_code="6601", effective_from="2026-07-01")
    backend = opened(tmp_path, opening, later, row(100, "年初预算", metric_code="6601", team="甲"))
    rows = backend.rows(sa.select(BUDGETS.c.value, BUDGETS.c.version))
    backend.close()
    assert [(float(r["value"]), r["version"]) for r in rows] == [(500, "年初预算")]


def test_a_week_or_a_day_of_its_own_is_met_and_a_year_is_not_cut(tmp_path: Path) -> None:
    week = Period(date(2026, 10, 12), date(2026, 10, 18))
    rows = (row(30, "年初预算"), row(8, "年初预算", period="2026W42"))
    backend = opened(tmp_path, *rows, row(300, "年初预算", period="2026"))
    assert taken(backend, week).goal(RETAIL, week, ["S01"]) == 8
    year = Period.year(date(2026, 1, 1))
    assert taken(backend, year).goal(RETAIL, year, ["S01"]) == 300
    so_far = Period(date(2026, 1, 1), date(2026, 10, 22))
    assert taken(backend, so_far).goal(RETAIL, so_far, ["S01"]) == 30
    backend.close()


def test_versions_of_several_months_are_all_named(tmp_path: Path) -> None:
    quarter = Period(date(2026, 9, 1), date(2026, 10, 31))
    backend = opened(tmp_path, row(30, "年初预算", period="202609"), row(20, "十月"))
    found = taken(backend, quarter)
    assert found.goal(RETAIL, quarter, ["S01"]) == 50
    # The figure of both would stand against the plan of one.
    assert found.goal(RETAIL, quarter, ["S01", "S02"]) is None
    assert found.version(RETAIL, quarter, ["S01"]) == "十月、年初预算"
    backend.close()


def test_thresholds_stand_until_a_store_has_its_own(tmp_path: Path) -> None:
    own = row(0.9, "年初预算", metric_code="callback_satisfaction_rate")
    backend = opened(tmp_path, own)
    found = taken(backend)
    backend.close()
    assert found.goal(SATISFIED, OCTOBER, ["S01"]) == pytest.approx(0.9)
    assert found.goal(SATISFIED, OCTOBER, ["S02"]) == pytest.approx(0.85)
    assert found.version(SATISFIED, OCTOBER, ["S02"]) == DEFAULT_VERSION
    assert found.goal(RETAIL, OCTOBER, ["S02"]) is None
    assert found.version(RETAIL, OCTOBER, ["S02"]) is None


def test_thresholds_are_those_of_the_benchmarks() -> None:
    for threshold in THRESHOLDS:
        benchmark = kpi(threshold.kpi).benchmark
        assert benchmark is not None
        if threshold.band is None:
            assert benchmark.low == threshold.goal
        else:
            assert (benchmark.low, benchmark.high) == threshold.band


@pytest.mark.parametrize("text", ["2026", "2026Q4", "202610", "2026W42", "20261005"])
def test_a_period_and_its_text_say_the_same(text: str) -> None:
    period = period_of(text)
    assert period is not None
    assert (text_of(period) or months_of(period)[0]) == text


@pytest.mark.parametrize("text", ["", "2026Q5", "202613", "2026W60", "20261301", "abcd", "20"])
def test_no_period_is_no_period(text: str) -> None:
    assert period_of(text) is None
