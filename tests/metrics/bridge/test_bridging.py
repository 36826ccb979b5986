"""Bridges add up to the change, on networks of all kinds, and say what can be checked by hand."""

from datetime import date
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access import Masking, Scope
from access.scope import OPERATOR, ScopeError
from metrics.bridge.amounts import Side
from metrics.bridge.bridging import Bridge, Step, Whole, bridge
from metrics.bridge.nodes import Node
from metrics.bridge.trees import TREES, node_named, nodes
from metrics.bridge.weights import Method
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import QuestionError, Selection
from tests.metrics.network import Network, network, stores
from tests.metrics.random_network import COMPLETE, NETWORKS, drawn, made

NAMES = sorted({one.name for one in nodes()})
JANUARY, FEBRUARY = (Period.month(date(2026, month, 1)) for month in (1, 2))


def asked(found: Network, before: Side, after: Side, tree: Node) -> tuple[Bridge | None, str]:
    """The bridge, or why there is none."""
    try:
        return bridge(found.quick, OPERATOR, before, after, tree), ""
    except QuestionError as error:
        return None, str(error)


def check(step: Step) -> None:
    """Every step is the sum of its own; members make up their mean."""
    size = max(abs(step.part), *(abs(one.part) for one in step.steps), 1e-3)
    if step.steps:
        assert abs(sum(one.part for one in step.steps) - step.part) <= 1e-8 * size
    if step.members:
        parts = [member.mix + member.rate for member in step.members]
        size = max(size, *(abs(member.mix) for member in step.members))
        assert abs(sum(parts) - step.part) <= 1e-5 * max(size, abs(step.price) * 1e-3)
    assert isclose(step.part, step.price * (step.after - step.before), rel_tol=1e-9, abs_tol=1e-9)
    for one in step.steps:
        check(one)


@drawn(60)
@given(st.data())
def test_parts_add_up_on_any_network(data: st.DataObject) -> None:
    seed = data.draw(st.integers(COMPLETE, NETWORKS - 2))
    found = made(seed)
    tree = node_named(data.draw(st.sampled_from(NAMES)))
    months = st.integers(0, 11).map(lambda n: Period.month(date(2025, 1 + n, 1)))
    codes = st.sets(st.sampled_from(found.codes)).map(lambda names: tuple(sorted(names)))
    one = codes if data.draw(st.booleans()) else st.just(data.draw(codes))
    sides = Side(data.draw(months), data.draw(one)), Side(data.draw(months), data.draw(one))
    answer, refused = asked(found.network, *sides, tree)
    if answer is None:
        later = max(side.period.start for side in sides) > found.network.quick.as_of
        assert ("the data reach to" if later else "no figure on both sides") in refused
        return
    check(answer.top)
    leaves = sum(step.part for step in answer.top.leaves())
    size = max(1.0, *(abs(step.part) for step in answer.top.walk()))
    assert abs(leaves - answer.change) <= 1e-8 * size
    assert isclose(sum(part for _, part in answer.by_figure()), answer.change, abs_tol=1e-8 * size)


@pytest.mark.parametrize("name", ["net_profit", "blended_gross_per_unit", "working_capital"])
def test_nodes_have_the_values_of_their_kpis(name: str) -> None:
    found = made(COMPLETE)
    known = 0
    for month in range(2, 13):
        periods = [Period.month(date(2025, one, 1)) for one in (month - 1, month)]
        before, after = (Side(each) for each in periods)
        answer, _ = asked(found.network, before, after, node_named(name))
        if answer is not None:
            known += 1
            compare(found.network, answer)
    assert known


def compare(small_network: Network, answer: Bridge) -> None:
    """The values of nodes are those that the reader gives their KPIs."""
    codes = answer.after.stores
    for step in answer.top.walk():
        if step.node.kpi is None:
            continue
        question = Question(Selection(answer.after.period, codes), (step.node.kpi,))
        (figure,) = small_network.quick.ask(OPERATOR, question).rows
        if not figure.missing and figure.value is not None:
            assert isclose(step.after, figure.value, rel_tol=1e-6, abs_tol=1e-4)


def car(number: int, day: date, model: str, gross: int, **other: Any) -> dict[str, Any]:
    return {
        "delivery_no": f"D{number}",
        "order_no": f"O{number}",
        "store_code": "N1",
        "vin": f"LTEST{number:012}",
        "model_code": model,
        "delivery_date": day,
        "customer_type": "零售",
        "revenue_ex_vat": 100_000 + gross,
        "cost_ex_vat": 100_000,
        **other,
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """January: 3 cars of 1,000 and 1 of 5,000. February: 2 of 1,500 and 4 of 5,000, no visits.

    The year before a car that lost money, then two that earned some.
    """
    first, last = date(2026, 1, 10), date(2026, 2, 10)
    cars = [
        *(car(n, first, "A", 1000) for n in range(3)),
        car(3, first, "B", 5000),
        *(car(n, last, "A", 1500) for n in range(4, 6)),
        *(car(n, last, "B", 5000) for n in range(6, 10)),
        car(20, last, "A", 700, customer_type="大客户"),
        car(21, date(2025, 3, 5), "A", -500),
        car(22, date(2025, 4, 5), "A", 300),
        car(23, date(2025, 4, 6), "A", 300),
    ]
    rows = {"dim_store": stores("N1", "S1"), "vehicle_deliveries": cars}
    return network(tmp_path_factory.mktemp("small"), rows, date(2026, 2, 28), date(2025, 1, 1))


def step_of(answer: Bridge, name: str) -> Step:
    return next(step for step in answer.top.walk() if step.node.name == name)


def test_volume_mix_and_rate_by_hand(small: Network) -> None:
    answer = bridge(
        small.quick, OPERATOR, Side(JANUARY), Side(FEBRUARY), node_named("gross_new_cars")
    )
    assert answer.left_out == ("S1",)
    assert (answer.top.before, answer.top.after) == (8_000, 23_700)
    # Retail: 4 cars of 2,000 on the mean, then 6 of 3,833.33: 8,000 -> 23,000.
    cars, each = step_of(answer, "retail_cars_priced"), step_of(answer, "front_gross_per_unit")
    assert (cars.before, cars.after) == (4, 6)
    assert isclose(each.after, 23_000 / 6)
    sold = step_of(answer, "retail_deliveries")
    assert (sold.whole, sold.steps) == (Whole.NO_DATA, ()), "nothing is known of visits"
    # L(23000, 8000) = 15000 / ln(2.875) = 14203.7; x ln 1.5 and x ln(3833.33 / 2000).
    assert isclose(cars.part, 5759.1, abs_tol=0.1)
    assert isclose(each.part, 9240.9, abs_tol=0.1)
    assert each.mix is not None
    assert each.rate is not None
    # Shares of A 0.75 -> 0.333, B 0.25 -> 0.667: mix (3,750 of 1,833.33), rate half of 0.75 + 0.333
    # times 500.
    unit = each.part / (each.after - each.before)
    assert isclose(each.rate, unit * (0.75 + 1 / 3) / 2 * 500, rel_tol=1e-6)
    assert isclose(each.mix + each.rate, each.part, rel_tol=1e-6)
    # The fleet had no car in January: nothing to divide by.
    fleet = step_of(answer, "fleet_outlet_gross")
    assert (fleet.part, fleet.whole) == (700, Whole.NO_DATA)
    assert fleet.ordinary is None, "two months say nothing of what is usual"


def test_a_loss_that_becomes_a_gain_is_parted_by_shapley(small: Network) -> None:
    before, after = (Side(Period.month(date(2025, month, 1))) for month in (3, 4))
    answer = bridge(small.quick, OPERATOR, before, after, node_named("gross_new_cars"))
    retail = step_of(answer, "retail_new_gross")
    assert retail.method is Method.SHAPLEY
    # 1 x -500 -> 2 x 300: one car more at the mean of -500 and 300, 800 more on 1.5 cars.
    assert [round(step.part, 6) for step in retail.steps] == [-100, 1200]


def test_a_figure_without_data_is_refused_and_open_books_give_way_to_documents(
    small: Network,
) -> None:
    with pytest.raises(QuestionError, match="gross_service has no figure on both sides"):
        bridge(small.quick, OPERATOR, Side(JANUARY), Side(FEBRUARY), node_named("gross_service"))
    found = made(COMPLETE)
    half = Side(Period(date(2025, 3, 1), date(2025, 3, 15)))
    answer = bridge(
        found.network.quick, OPERATOR, half, Side(Period(date(2025, 3, 16), date(2025, 3, 31)))
    )
    assert answer.instead_of is TREES[0]
    assert answer.top.node.name == "gross_of_lines"
    with pytest.raises(QuestionError, match="known for whole months"):
        bridge(found.network.quick, OPERATOR, half, half, node_named("net_profit"))


def test_departments_and_stores_outside_the_scope_stay_closed(small: Network) -> None:
    after = Scope("after", frozenset({"N1"}), frozenset({"after_sales"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="department"):
        bridge(small.quick, after, Side(JANUARY), Side(FEBRUARY), node_named("gross_new_cars"))
    chief = Scope("chief", frozenset({"N1"}), None, Masking.PARTIAL)
    with pytest.raises(ScopeError, match="no store S1"):
        bridge(
            small.quick,
            chief,
            Side(JANUARY, ("N1",)),
            Side(JANUARY, ("S1",)),
            node_named("gross_new_cars"),
        )
