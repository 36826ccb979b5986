"""A workshop behind on hours and on its rate, among six alike: checked by hand."""

from datetime import date, timedelta
from math import isclose
from typing import Any

import pytest

from access import Masking, Scope
from access.scope import OPERATOR, ScopeError
from metrics.bridge.amounts import Side, read_sheets
from metrics.bridge.trees import TREES, node_named
from metrics.model.period import Period
from metrics.opportunities.levers import levers_of
from metrics.opportunities.listing import Goal, Opportunities, opportunities, usual_period
from metrics.selection import QuestionError
from tests.metrics.network import Network, network

STORES = tuple(f"N{n}" for n in range(1, 8))
AS_OF = date(2026, 6, 30)
MONTHS = [date(2025 + (n > 6), (n + 5) % 12 + 1, 1) for n in range(1, 13)]
# Hours of an order and CNY of an hour: N1 is behind on both, N2 ahead on both.
HOURS = {"N1": 1.6, "N2": 2.4}
RATE = {"N1": 180, "N2": 220}
ORDERS = 10


def order(code: str, month: date, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    day = month + timedelta(days=number)
    swing = 0.1 * ((month.month * 5 + number + int(code[1])) % 3 - 1)
    hours = HOURS.get(code, 2.0) + swing
    key = {"store_code": code, "ro_no": f"{code}{month:%y%m}{number}"}
    whole = {
        **key,
        "vin": f"LTEST{code}{number:010}",
        "ro_type": "保养",
        "open_at": f"{day} 09:00:00",
        "settled_at": f"{day} 17:00:00",
        "labour_sales": round(hours * RATE.get(code, 200), 2),
        "labour_cost": round(hours * 50, 2),
    }
    line = {
        **key,
        "line_no": "1",
        "pay_type": "客户自费",
        "sold_hours": round(hours, 3),
        "settled_at": whole["settled_at"],
        "labour_sales": whole["labour_sales"],
        "labour_cost": whole["labour_cost"],
    }
    return whole, line


@pytest.fixture(scope="module")
def workshops(tmp_path_factory: pytest.TempPathFactory) -> Network:
    orders = [
        order(code, month, number)
        for code in STORES
        for month in MONTHS
        for number in range(ORDERS)
    ]
    rows = {
        "dim_store": [
            {"store_code": code, "store_name": code, "region": "东", "brand": "示范", "city": "甲"}
            for code in STORES
        ],
        "repair_orders": [whole for whole, _ in orders],
        "ro_labour_lines": [line for _, line in orders],
    }
    return network(tmp_path_factory.mktemp("shops"), rows, AS_OF, date(2025, 1, 1))


@pytest.fixture(scope="module")
def behind(workshops: Network) -> Opportunities:
    return opportunities(workshops.quick, OPERATOR, "N1")


def test_the_last_three_whole_months_are_looked_at(workshops: Network) -> None:
    assert usual_period(workshops.quick) == Period(date(2026, 4, 1), date(2026, 6, 30))


def test_gaps_to_the_median_are_priced_together(behind: Opportunities) -> None:
    items = {item.kpi.id: item for item in behind.items}
    assert set(items) == {"hours_per_cp_ro", "effective_labour_rate_cp"}
    hours, rate = items["hours_per_cp_ro"], items["effective_labour_rate_cp"]
    assert (rate.value, rate.goal, rate.of) == (180, 200, 7)
    # Ten orders a month; an hour costs 50. More hours alone bring 130 each, a better rate alone 20
    # an hour; both together (2.0 x 150 - 1.6 x 130) an order.
    gained = hours.goal - hours.value
    assert isclose(hours.alone, ORDERS * gained * 130, rel_tol=1e-6)
    assert isclose(rate.alone, ORDERS * hours.value * 20, rel_tol=1e-6)
    both = ORDERS * (hours.goal * 150 - hours.value * 130)
    assert isclose(behind.total, both, rel_tol=1e-6)
    assert isclose(sum(item.per_month for item in behind.items), both, rel_tol=1e-9)
    assert behind.total > hours.alone + rate.alone
    # The product of both gaps goes to each by half.
    assert isclose(rate.per_month - rate.alone, ORDERS * gained * 20 / 2, rel_tol=1e-6)
    assert [item.per_month for item in behind.items] == sorted(
        (item.per_month for item in behind.items), reverse=True
    )


def test_gaps_beyond_chance_are_told_apart(behind: Opportunities) -> None:
    assert all(item.beyond_noise for item in behind.items)
    assert isclose(behind.beyond_noise, behind.total)


def test_a_store_ahead_has_nothing_to_gain(workshops: Network) -> None:
    ahead = opportunities(workshops.quick, OPERATOR, "N2")
    assert (ahead.items, ahead.total) == ((), 0)
    assert {"hours_per_cp_ro", "effective_labour_rate_cp"} == set(ahead.level)
    assert {"personnel_to_gross", "marketing_expense_ratio"} == set(ahead.unknown)


def test_the_best_quartile_is_further(workshops: Network, behind: Opportunities) -> None:
    further = opportunities(workshops.quick, OPERATOR, "N1", goal=Goal.BEST_QUARTILE)
    assert further.total >= behind.total


def test_levers_are_the_deepest_that_are_known(workshops: Network) -> None:
    line = node_named("gross_service")
    side = Side(usual_period(workshops.quick), ("N1",))
    (sheet,), _ = read_sheets(workshops.quick, OPERATOR, line, (side,))
    assert set(levers_of(line, sheet)) == {"hours_per_cp_ro", "effective_labour_rate_cp"}
    assert {"front_gross_per_unit", "avg_discount_rate"} <= {n.name for n in TREES[0].walk()}


def test_scopes_months_and_stores_without_data(workshops: Network) -> None:
    after = Scope("after", frozenset({"N1"}), frozenset({"after_sales"}), Masking.PARTIAL)
    found = opportunities(workshops.quick, after, "N1")
    assert found.unknown == (), "expenses of the house are not open to a workshop"
    assert len(found.items) == 2
    with pytest.raises(ScopeError, match="no store N2"):
        opportunities(workshops.quick, after, "N2")
    with pytest.raises(QuestionError, match="whole months"):
        opportunities(workshops.quick, OPERATOR, "N1", Period(date(2026, 5, 1), date(2026, 5, 20)))
    sales = Scope("sales", frozenset({"N1"}), frozenset({"sales"}), Masking.PARTIAL)
    with pytest.raises(QuestionError, match="nothing is known of N1"):
        opportunities(workshops.quick, sales, "N1")
