"""Which store is marked best and worst."""

import pytest

from dashboards.board.comparing import mark
from metrics.catalogue import kpi
from metrics.result import Figure, State


def figure(name: str, value: float, currency: str = "CNY") -> Figure:
    return Figure(name, {}, value, None, None, kpi(name).unit, State.OK, currency=currency)


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        ("as_revenue", {"A": "best", "B": "worst"}),
        ("as_gross_margin", {"T": "best", "B": "worst"}),
    ],
)
def test_amounts_in_another_currency_take_no_part(name: str, marked: dict[str, str]) -> None:
    figures = {
        "A": figure(name, 300),
        "B": figure(name, 100),
        "C": figure(name, 200),
        "T": figure(name, 9000, "TRY"),
    }
    assert mark(kpi(name), figures) == marked
