"""How far the next step of a bonus is, in cars and in money."""

from datetime import date
from pathlib import Path

import pytest

from metrics.model.period import Period
from metrics.rebate_steps import Policy, Step, read_policies, stand
from tests.metrics.network import stores
from tests.warehouse.support import small_duckdb

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
STEPS = (
    Step(1, 20.0, None, 400.0, 0.0),
    Step(2, 25.0, None, 900.0, 5000.0),
)


def policy(*steps: Step) -> Policy:
    return Policy("S01", "ZC", "销量奖", "202610", OCTOBER, "零售", steps)


def test_below_the_first_step_all_of_it_is_to_be_won() -> None:
    found = stand(policy(*STEPS), 18)
    assert (found.reached, found.earned) == (None, 0)
    assert found.next is not None
    assert (found.next.number, found.units_to_go) == (1, 2)
    # Twenty cars at 400.
    assert (found.gain, found.gain_per_unit) == (8000, 4000)


def test_between_steps_the_gain_is_over_what_is_earned_already() -> None:
    found = stand(policy(*STEPS), 23)
    assert (found.reached, found.earned) == (1, 23 * 400)
    # 25 cars at 900 and 5000 once, over 9200.
    assert (found.units_to_go, found.gain) == (2, 25 * 900 + 5000 - 9200)
    assert found.gain_per_unit == (25 * 900 + 5000 - 9200) / 2


def test_beyond_the_last_step_nothing_is_left_to_reach() -> None:
    found = stand(policy(*STEPS), 25)
    assert (found.reached, found.earned) == (2, 25 * 900 + 5000)
    assert (found.next, found.units_to_go, found.gain) == (None, None, None)


def test_a_share_of_a_target_is_rounded_up_to_whole_cars() -> None:
    share = Step(1, None, 0.85, 0.0, 30000.0)
    found = stand(policy(share), 20, target=30)
    assert found.next is not None
    assert found.next.threshold == 26
    assert (found.units_to_go, found.gain) == (6, 30000)


def test_a_share_without_a_target_says_nothing() -> None:
    found = stand(policy(Step(1, None, 0.85, 0.0, 30000.0)), 20)
    assert (found.reached, found.next, found.gain) == (None, None, None)


def step_row(period: str, number: int, basis: str = "零售") -> dict[str, object]:
    return {
        "store_code": "S01",
        "policy_code": f"P{period}",
        "period": period,
        "basis": basis,
        "step_no": number,
        "threshold_units": 10 * number,
        "amount_per_unit": 100,
    }


def test_policies_of_month_quarter_and_year_are_found_by_a_day(tmp_path: Path) -> None:
    rows = [
        step_row("202610", 2),
        step_row("202610", 1),
        step_row("2026Q4", 1, "提车"),
        step_row("2026", 1),
        step_row("202609", 1),
        {**step_row("202610", 1), "store_code": "S02"},
    ]
    backend = small_duckdb(tmp_path, {"dim_store": stores("S01", "S02"), "rebate_steps": rows})
    found = read_policies(backend, ["S01"], date(2026, 10, 22))
    backend.close()
    assert [(p.text, p.basis, [s.number for s in p.steps]) for p in found] == [
        ("2026", "零售", [1]),
        ("202610", "零售", [1, 2]),
        ("2026Q4", "提车", [1]),
    ]
    assert found[2].period == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert found[1].steps[0].bonus(12) == pytest.approx(1200)
