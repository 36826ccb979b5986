"""Worklists: what is on them, that they tie to the figures beside them, and who sees what."""

from datetime import date
from pathlib import Path

import pytest

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import Selection
from metrics.supporting.registry import supporting
from metrics.worklists.model import Waiting, Worklist
from metrics.worklists.reading import read_worklists, slots_of
from metrics.worklists.registry import WORKLISTS
from tests.metrics.explained import AS_OF, rows
from tests.metrics.network import Network, network

MARCH = Selection(Period(date(2026, 3, 1), AS_OF))


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder: Path = tmp_path_factory.mktemp("waiting")
    names = ("aged_stock_share_90", "parts_overmax_share", "parts_dead_stock_share")
    kpis = (*(kpi(name) for name in names), supporting("own_money_cost"))
    return network(folder, rows(), AS_OF, date(2025, 1, 1), kpis=kpis)


def waiting(
    explained: Network, scope: Scope = OPERATOR, selection: Selection = MARCH
) -> dict[str, Waiting]:
    return read_worklists(explained.quick, scope, WORKLISTS, selection)


def test_all_lists_take_one_statement(explained: Network) -> None:
    waiting(explained)
    before = explained.counted.statements
    found = waiting(explained)
    assert explained.counted.statements - before == 1
    assert set(found) == {one.name for one in WORKLISTS}


def test_what_waits_is_on_the_list_the_most_pressing_first(explained: Network) -> None:
    found = waiting(explained)
    cars = found["aged_cars"]
    assert [(row["vin"][-1], row["days"], row["measure"]) for row in cars.rows] == [
        ("5", 292, None),
        ("4", 139, "限时特价"),
        ("8", 91, None),
    ]
    (late,) = found["late_orders"].rows
    assert (late["order_no"], late["days"]) == ("O1", 10)
    (overdue,) = found["calls_overdue"].rows
    assert (overdue["event_no"], overdue["days"]) == ("D1", 7)
    (due,) = found["calls_due"].rows
    assert (due["event_no"], due["days"]) == ("D3", 2)
    assert [row["complaint_id"] for row in found["open_complaints"].rows] == ["T2", "T3", "T4"]
    (outlet,) = found["outlets_counted"].rows
    assert (outlet["count_date"], outlet["days"]) == (date(2026, 3, 16), 4)
    assert (outlet["on_book"], outlet["differences"]) == (3, 1)
    (over,) = found["overstock"].rows
    assert (over["part_no"], over["value_over_max"]) == ("PA", 300)


def test_lists_come_to_the_figures_beside_them(explained: Network) -> None:
    found = waiting(explained)
    names = ("aged_stock_share_90", "parts_overmax_share", "parts_dead_stock_share")
    asked = (*(kpi(name) for name in names), supporting("own_money_cost"))
    result = explained.quick.ask(OPERATOR, Question(MARCH, asked))
    amounts = {name: result.figure(name).numerator for name in (*names, "own_money_cost")}
    assert found["aged_cars"].total == amounts["aged_stock_share_90"] == 3
    assert found["overstock"].amount == amounts["parts_overmax_share"] == 300
    assert found["dead_stock"].amount == amounts["parts_dead_stock_share"] == 100
    assert found["own_money_cars"].amount == amounts["own_money_cost"] == 600


def test_an_earlier_period_lists_what_waited_then(explained: Network) -> None:
    then = Selection(Period(date(2026, 2, 1), date(2026, 2, 28)), ("N1",))
    found = waiting(explained, selection=then)
    assert [row["vin"][-1] for row in found["aged_cars"].rows] == ["5", "6", "4"]
    assert found["late_orders"].total == 0
    assert waiting(explained, selection=Selection(Period.month(date(2027, 1, 1))))[
        "aged_cars"
    ] == Waiting(0, 0.0, ())


def test_masks_and_scope_hold(explained: Network) -> None:
    area = Scope("area", frozenset({"N1"}), None, Masking.HIDDEN)
    found = waiting(explained, area)
    assert {row["store"] for row in found["aged_cars"].rows} == {"N1"}
    assert found["aged_cars"].rows[1]["vin"] == "LCA…"
    assert {row["owner_id"] for row in found["aged_cars"].rows} == {None, "—"}
    assert {row["in_charge"] for row in found["calls_overdue"].rows} == {"—"}
    only_parts = Scope("parts", None, frozenset({"parts"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="aged_cars"):
        waiting(explained, only_parts)


def test_a_list_of_tables_that_never_came_says_which(explained: Network) -> None:
    found = waiting(explained)
    assert found["old_receivables"].lacking == ("receivables_aging",)
    assert found["aged_cars"].lacking == ()


@pytest.mark.parametrize("one", WORKLISTS, ids=lambda one: one.name)
def test_a_list_fits_into_the_slots_and_leads_somewhere(one: Worklist) -> None:
    assert set(slots_of(one.shows)) == {shown.name for shown in one.shows}
    room = {"t": 5, "d": 3, "n": 5}
    assert all(int(slot[1:]) < room[slot[0]] for slot in slots_of(one.shows).values())
    assert kpi(one.kpi).department is one.department
    assert not one.amount or one.amount in {shown.name for shown in one.shows}
