"""Stores among their peers: the figures of other pages, money, and nothing of hidden stores."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import CATALOGUE, kpi
from metrics.model.formula import Ratio
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, State
from metrics.selection import Selection
from metrics.side_by_side.gap_money import (
    CAPITAL,
    RESULT,
    REVENUE,
    TURNS,
    Kind,
    Way,
    gap_in_cny,
    has_money,
)
from metrics.side_by_side.persons import stand_persons
from metrics.side_by_side.places import Verdict
from tests.metrics.network import Network, network

AS_OF = date(2025, 12, 31)
DECEMBER = Period(date(2025, 12, 1), AS_OF)
MONTHS = Period(date(2025, 1, 1), AS_OF)
GROSS = kpi("front_gross_per_unit")
# Gross of a car at each store, moved by the month; cars a month. P6 sold one car only.
GROSS_OF = {"P1": 3000, "P2": 3100, "P3": 3200, "P4": 3300, "P5": 1000, "P6": 9000}
CARS = {code: (4 if code != "P6" else 1) for code in GROSS_OF}


def car(store: str, month: int, number: int) -> dict[str, Any]:
    swing = 200 * ((month * 7 + number * 3 + int(store[1])) % 5 - 2)
    return {
        "delivery_no": f"{store}-{month}-{number}",
        "store_code": store,
        "vin": f"V{store}{month:02}{number:02}",
        "delivery_date": date(2025, month, 2 + number),
        "customer_type": "零售",
        "sc_id": f"{store}-S{number}",
        "revenue_ex_vat": 100_000 + GROSS_OF[store] + swing,
        "cost_ex_vat": 100_000,
    }


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": [
            {
                "store_code": code,
                "store_name": f"店{code}",
                "region": "东" if code < "P4" else "西",
                "brand": "示范牌",
                "city_tier": "一线",
                "size_class": "A",
            }
            for code in GROSS_OF
        ],
        "vehicle_deliveries": [
            car(code, month, number)
            for code in GROSS_OF
            for month in range(1, 13)
            for number in range(CARS[code])
        ],
    }
    return network(tmp_path_factory.mktemp("six"), rows, AS_OF, date(2024, 1, 1))


def stand(six: Network, scope: Scope, stores: tuple[str, ...] = (), basis: str = "closest") -> Any:
    question = Question(Selection(DECEMBER, stores, ("store",)), (GROSS,))
    months = Question(Selection(MONTHS, stores, ("store", "month")), (GROSS,))
    return six.quick.stand(scope, (question,), months, basis)


def test_the_figure_and_the_middle_are_those_of_the_cards(six: Network) -> None:
    asked = Question(Selection(DECEMBER, (), ("store",), ("peers",)), (GROSS,))
    cards = {f.keys["store"]: f for f in six.quick.ask(OPERATOR, asked).rows}
    for row in stand(six, OPERATOR).rows:
        card = cards[row.store]
        assert row.figure == card._replace(peers=None)
        assert row.place is not None
        assert card.peers is not None
        assert (row.place.centre, row.place.plain_rank) == (card.peers.median, card.peers.rank)
        assert row.place.best_quartile == card.peers.best_quartile
        assert row.place.gap == card.peers.gap


def test_a_store_with_one_car_does_not_lead_and_a_real_gap_is_told_in_money(six: Network) -> None:
    rows = {row.store: row for row in stand(six, OPERATOR).rows}
    weak = rows["P5"]
    assert weak.place is not None
    assert weak.money is not None
    assert weak.place.verdict in (Verdict.APART, Verdict.BEYOND)
    assert weak.place.rank == 6
    # Gap to the median of a car, times the four cars of December.
    assert weak.money.amount == pytest.approx(weak.place.gap * 4)
    assert (weak.money.way, weak.money.kind) == (Way.PER_CASE, Kind.RESULT)


def test_a_reader_of_one_store_gets_no_value_of_another(six: Network) -> None:
    scope = Scope("chief", frozenset({"P1"}), None, Masking.PARTIAL)
    found = stand(six, scope)
    assert [row.store for row in found.rows] == ["P1"]
    assert {store for _, store in found.months} == {"P1"}
    told = str([asdict(row.place) for row in found.rows]) + str(found)
    for other in ("P2", "P3", "P4", "P5", "P6"):
        assert other not in told
        assert f"店{other}" not in told
    with pytest.raises(ScopeError):
        stand(six, scope, ("P1", "P2"))


def test_who_sees_all_but_three_is_told_of_what_he_sees_only(six: Network) -> None:
    # Of three hidden stores a median would tell too much: they count for nothing.
    scope = Scope("area", frozenset({"P1", "P2", "P3"}), None, Masking.HIDDEN)
    assert all(row.place is None for row in stand(six, scope).rows)


def test_a_group_of_a_region_below_five_says_nothing(six: Network) -> None:
    assert all(row.place is None for row in stand(six, OPERATOR, basis="region").rows)
    assert all(row.place is not None for row in stand(six, OPERATOR, basis="brand").rows)


def test_a_kpi_of_a_closed_department_is_refused(six: Network) -> None:
    scope = Scope("parts", frozenset({"P1"}), frozenset({"parts"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="front_gross_per_unit"):
        stand(six, scope)


def test_people_of_a_store_with_few_cars_get_no_rank(six: Network) -> None:
    asked = Question(Selection(MONTHS, ("P1",), ("store", "consultant")), (GROSS,))
    months = Question(Selection(MONTHS, ("P1",), ("store", "month")), (GROSS,))
    people, by_month = six.quick.ask_all(OPERATOR, (asked, months))
    own = {"P1": by_month.rows}
    found = stand_persons(GROSS, people.rows, own, "consultant", (MONTHS, AS_OF))
    # Four people are too few to be ranked.
    assert [(p.figure.keys["consultant"], p.place) for p in found] == [
        (f"P1-S{n}", None) for n in range(4)
    ]


def test_people_are_held_back_like_stores() -> None:
    close = kpi("showroom_close_rate")

    def of(name: str, won: int, cases: int) -> Figure:
        state = State.OK if cases >= 20 else State.TOO_FEW
        keys = {"store": "A", "consultant": name}
        return Figure(close.id, keys, won / cases, won, cases, close.unit, state)

    people = [of(f"S{n}", 4 + 6 * n, 50) for n in range(6)] + [of("new", 3, 3)]
    found = {
        p.figure.keys["consultant"]: p
        for p in stand_persons(close, people, {}, "consultant", (DECEMBER, AS_OF))
    }
    new = found["new"].place
    assert new is not None
    assert (new.rank, new.plain_rank) == (None, 1)
    assert found["S5"].place is not None
    assert found["S5"].place.rank == 1


def test_people_whom_chance_alone_sets_apart_are_not_ranked() -> None:
    close = kpi("showroom_close_rate")
    people = [
        Figure(
            close.id,
            {"store": "A", "consultant": f"S{n}"},
            (8 + n) / 50,
            8 + n,
            50,
            close.unit,
            State.OK,
        )
        for n in range(6)
    ]
    for person in stand_persons(close, people, {}, "consultant", (DECEMBER, AS_OF)):
        assert person.place is not None
        assert (person.place.rank, person.place.tied) == (None, True)
        assert person.place.verdict is Verdict.NEAR


def test_gaps_in_money_by_hand() -> None:
    def figure(name: str, value: float, denominator: float | None) -> Figure:
        unit = kpi(name).unit
        return Figure(name, {}, value, None, denominator, unit, State.OK)

    def amount(name: str, value: float, denominator: float | None, centre: float) -> float:
        found = gap_in_cny(kpi(name), figure(name, value, denominator), centre)
        assert found is not None
        return found.amount

    # 12 CNY an hour less than the median, over 1500 hours.
    assert amount("effective_labour_rate_cp", 168, 1500, 180) == pytest.approx(-18_000)
    # Two points of margin on 2 million of parts sales.
    assert amount("parts_gross_margin", 0.30, 2_000_000, 0.28) == pytest.approx(40_000)
    # A lead for 20 CNY more than the others, 300 leads: worse, since down is good.
    assert amount("cost_per_valid_lead", 120, 300, 100) == pytest.approx(-6_000)
    # 4 turns on a stock of 1.5 million sell 6 million; at 6 turns 1 million would do.
    assert amount("parts_turnover_gross", 4, 1_500_000, 6) == pytest.approx(-500_000)
    assert amount("as_revenue", 900_000, None, 1_000_000) == pytest.approx(-100_000)
    assert gap_in_cny(kpi("lead_to_visit_rate"), figure("lead_to_visit_rate", 0.2, 9), 0.3) is None


def test_every_kpi_with_a_gap_in_money_exists_and_can_have_one() -> None:
    known = {kpi.id: kpi for kpi in CATALOGUE}
    for name in RESULT | REVENUE | CAPITAL | TURNS:
        assert has_money(known[name]), name
        assert known[name].direction != "band", name
        formula = known[name].formula
        assert not isinstance(formula, Ratio) or formula.factor == 1, name
    assert len(RESULT | REVENUE | CAPITAL) == len(RESULT) + len(REVENUE) + len(CAPITAL)
