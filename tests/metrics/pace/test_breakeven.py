"""The break-even day: documents by day, the surplus of the books on each car, the expenses."""

from datetime import date

import numpy as np
import pytest

from metrics.model.period import add_months
from metrics.pace.breakeven import MEASURES, Basis, break_even
from metrics.pace.curves import Values
from metrics.pace.history import History

FIRST = date(2026, 3, 1)
MONTHS = 5


def history(**monthly: list[float]) -> History:
    """One store, March to 15 July 2026; each measure is spread evenly over the days of a month.

    What is booked once a month stands on its first day.
    """
    firsts = tuple(add_months(FIRST, n) for n in range(MONTHS))
    values = {name: np.zeros((MONTHS, 1, 31)) for name in MEASURES}
    selling = np.zeros((MONTHS, 1, 31))
    for place, first in enumerate(firsts):
        length = (add_months(first, 1) - first).days
        selling[place, 0, :length] = 1.0
        for name, totals in monthly.items():
            _put(values[name], place, length, totals[place], daily=name in DOCUMENTS)
    return History(("S01",), firsts, date(2026, 7, 15), values, selling)


def _put(grid: Values, place: int, length: int, total: float, *, daily: bool) -> None:
    if daily:
        grid[place, 0, :length] = total / length
    else:
        grid[place, 0, 0] = total


BOOKS = {
    "ledger_revenue": [1000.0, 1000, 1000, 0, 0],
    "ledger_cost_of_sales": [700.0, 700, 700, 0, 0],
    "ledger_expenses": [180.0, 190, 200, 0, 0],
}
DOCUMENTS = {
    "retail_gross_before_rebates": [100.0, 100, 100, 100, 100],
    "as_costed_revenue": [150.0, 150, 150, 150, 150],
    "as_cost": [50.0, 50, 50, 50, 50],
    "retail_delivered": [10.0, 10, 10, 10, 10],
}


def test_the_books_surplus_is_laid_on_each_car() -> None:
    found = break_even(history(**BOOKS, **DOCUMENTS), 0)
    assert found is not None
    # The books have 300 a month, the documents 200: 10 more for each of 10 cars.
    assert found.beyond_per_unit == pytest.approx(10)
    assert found.gross_end == pytest.approx(300, rel=0.02)
    assert found.gross_to_date == pytest.approx(300 * 15 / 31)
    # No budget: the expenses of May, the last closed month; 200 of 300 on two thirds of July.
    assert (found.expenses, found.basis) == (200, Basis.LAST_CLOSED_MONTH)
    assert found.day in (date(2026, 7, 20), date(2026, 7, 21), date(2026, 7, 22))


def test_a_budget_of_the_month_goes_before_the_past() -> None:
    planned = {"expenses_planned": [0.0, 0, 0, 0, 100]}
    found = break_even(history(**BOOKS, **DOCUMENTS, **planned), 0)
    assert found is not None
    assert (found.expenses, found.basis) == (100, Basis.BUDGET)
    # Reached already, on a day that was.
    assert found.day == date(2026, 7, 11)


def test_what_the_month_does_not_cover_has_no_day() -> None:
    planned = {"expenses_planned": [0.0, 0, 0, 0, 900]}
    found = break_even(history(**BOOKS, **DOCUMENTS, **planned), 0)
    assert found is not None
    assert found.day is None


def test_without_closed_books_documents_stand_alone() -> None:
    planned = {"expenses_planned": [0.0, 0, 0, 0, 100]}
    found = break_even(history(**DOCUMENTS, **planned), 0)
    assert found is not None
    assert found.beyond_per_unit is None
    assert found.gross_end == pytest.approx(200, rel=0.02)


def test_without_expenses_or_gross_nothing_is_said() -> None:
    assert break_even(history(**DOCUMENTS), 0) is None
    assert break_even(history(**BOOKS), 0) is None
