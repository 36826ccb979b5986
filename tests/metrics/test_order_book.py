"""The book of orders closes: what was open, what came, what went, what is left."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import Selection
from tests.metrics.network import network, stores

FIRST, AS_OF = date(2025, 1, 1), date(2025, 6, 30)
KPIS = tuple(kpi(name) for name in ("net_orders", "order_delivery_rate", "open_orders"))
CODES = ("N1", "N2", "S1")


def signed(number: int, chance: Random) -> dict[str, Any]:
    """An order that is delivered, cancelled, both in either order, or neither."""
    day = FIRST + timedelta(days=chance.randrange(181))

    def later() -> date | None:
        return day + timedelta(days=chance.randrange(60)) if chance.random() < 0.6 else None

    return {
        "store_code": chance.choice(CODES),
        "order_no": f"O{number}",
        "order_date": day if chance.random() < 0.95 else None,
        "customer_type": chance.choice(("零售", "大客户", "二级网点")),
        "delivery_date": later(),
        "cancel_date": later(),
    }


@pytest.mark.parametrize("rolled_up", [True, False])
def test_open_and_net_less_delivered_is_what_is_left(tmp_path: Path, rolled_up: bool) -> None:
    chance = Random(7)
    rows = {
        "dim_store": stores(*CODES),
        "vehicle_orders": [signed(number, chance) for number in range(400)],
    }
    built = network(tmp_path, rows, AS_OF, FIRST, kpis=KPIS)
    reader = built.quick if rolled_up else built.exact
    opening = dict.fromkeys(CODES, 0.0)
    periods = [Period.month(date(2025, month, 1)) for month in range(1, 7)]
    results = reader.ask_all(
        OPERATOR, [Question(Selection(period, (), ("store",)), KPIS) for period in periods]
    )
    for period, result in zip(periods, results, strict=True):
        for store in CODES:
            left = result.figure("open_orders", store=store).value
            assert left is not None
            if period.start != FIRST:
                book = result.figure("order_delivery_rate", store=store)
                net = result.figure("net_orders", store=store).value
                assert book.numerator is not None
                assert book.denominator is not None
                assert net is not None
                assert book.denominator == opening[store] + net
                assert book.denominator - book.numerator == left
            opening[store] = left


def test_a_quarter_starts_from_its_own_backlog(tmp_path: Path) -> None:
    chance = Random(8)
    rows = {
        "dim_store": stores(*CODES),
        "vehicle_orders": [signed(number, chance) for number in range(400)],
    }
    reader = network(tmp_path, rows, AS_OF, FIRST, kpis=KPIS).quick
    quarter, *months = (
        reader.ask(OPERATOR, Question(Selection(period), KPIS)).figure("order_delivery_rate")
        for period in (
            Period.quarter(date(2025, 4, 1)),
            *(Period.month(date(2025, month, 1)) for month in (4, 5, 6)),
        )
    )
    delivered = [month.numerator for month in months if month.numerator is not None]
    in_hand = [month.denominator for month in months if month.denominator is not None]
    assert quarter.denominator is not None
    assert quarter.numerator == sum(delivered)
    assert quarter.denominator < sum(in_hand)
