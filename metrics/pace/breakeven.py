"""The day of the month from which on the store earns: gross so far covers a month's expenses.

An estimate, for expenses and gross as booked are known a month later. Gross comes day by day from
documents: retail vehicles with what was sold along, before rebates, and the workshop. What the
books have beyond that, rebates above all, is laid on each retail vehicle, as much as it was in the
last closed months. Expenses are those of the budget, or of the last closed month where there is no
budget.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from metrics.facts.budget_lines import EXPENSES_PLANNED
from metrics.facts.ledger import LEDGER_COST_OF_SALES, LEDGER_EXPENSES, LEDGER_REVENUE
from metrics.facts.rebates import REBATES_EARNED
from metrics.facts.repair_orders import AS_COST, AS_COSTED_REVENUE
from metrics.measures import (
    CLAWED_BACK,
    GROSS_BEFORE_REBATES,
    PRODUCTS_CANCELLED,
    RETAIL_DELIVERED,
)
from metrics.model.formula import Over, Term
from metrics.pace.curves import Values
from metrics.pace.history import History, measures_by_day
from metrics.pace.outlook import curve_over
from metrics.pace.projection import Months, project

DAILY_GROSS: Term = (
    Over(GROSS_BEFORE_REBATES)
    - Over(CLAWED_BACK)
    - Over(PRODUCTS_CANCELLED)
    + Over(AS_COSTED_REVENUE)
    - Over(AS_COST)
)
BOOKED_GROSS: Term = Over(LEDGER_REVENUE) - Over(LEDGER_COST_OF_SALES) + Over(REBATES_EARNED)
EXPENSES, PLANNED = Over(LEDGER_EXPENSES), Over(EXPENSES_PLANNED)
UNITS: Term = Over(RETAIL_DELIVERED)
MEASURES: frozenset[str] = frozenset[str]().union(
    *(measures_by_day(term) or () for term in (DAILY_GROSS, BOOKED_GROSS, EXPENSES, PLANNED, UNITS))
)
CLOSED_MONTHS = 3
"""Closed months over which documents are set against books; a quarter's bonus is in any three."""


class Basis(StrEnum):
    """Where the expenses of the month are taken from."""

    BUDGET = "budget"
    LAST_CLOSED_MONTH = "last_closed_month"


@dataclass(frozen=True, slots=True)
class BreakEven:
    """When the month breaks even; always an estimate.

    Attributes:
        day: on which gross reaches the expenses; None where that is not within the month.
        gross_to_date: so far, CNY without VAT.
        gross_end: projected at the end of the month.
        expenses: of the whole month.
        basis: of the expenses.
        beyond_per_unit: what the books of the last closed months have beyond the documents, for
            each retail vehicle; None where nothing is closed, so that documents stand alone.
    """

    day: date | None
    gross_to_date: float
    gross_end: float
    expenses: float
    basis: Basis
    beyond_per_unit: float | None


def break_even(history: History, place: int) -> BreakEven | None:
    """The break-even day of a store's month; None without expenses, gross or calendar.

    Args:
        history: with all ``MEASURES``.
        place: of the store.
    """
    expenses, basis = _expenses(history, place)
    if expenses <= 0:
        return None
    beyond = _beyond_per_unit(history, place)
    gross, units = (history.months(term, [place]) for term in (DAILY_GROSS, UNITS))
    values = gross.values + (beyond or 0.0) * units.values
    earned = Months(gross.firsts, values, gross.selling, gross.days)
    path = daily_path(earned)
    if path is None:
        return None
    reached = np.flatnonzero(path >= expenses)
    day = history.firsts[-1] + timedelta(days=int(reached[0])) if reached.size else None
    to_date = float(earned.values[-1].sum())
    return BreakEven(day, to_date, float(path[-1]), expenses, basis, beyond)


def daily_path(months: Months) -> Values | None:
    """What is in at the end of each day of the month: as it was, then as it is projected.

    Args:
        months: of one store, shape (months, 1, 31).

    Returns:
        Shape (days of the month,); None where there is no projection.
    """
    made = project(months)
    end, to_date, share = float(made.end[0]), float(made.to_date[0]), float(made.share[0])
    if not np.isfinite(end) or to_date <= 0:
        return None
    first = months.firsts[-1]
    length = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    gone = np.cumsum(months.selling[-1, 0, :length]) / months.selling[-1, 0].sum()
    path: Values = np.cumsum(months.values[-1, 0, :length])
    if share < 1.0:
        curve = curve_over(months, gone)
        now = float(made.curve[0])
        rest = np.clip((curve - now) / max(1.0 - now, 1e-9), 0.0, 1.0)
        path[months.days :] = to_date + (end - to_date) * rest[months.days :]
    return path


def _expenses(history: History, place: int) -> tuple[float, Basis]:
    planned = float(history.of(PLANNED)[-1, place].sum())
    if planned > 0:
        return planned, Basis.BUDGET
    booked = history.of(EXPENSES)[:-1, place].sum(axis=1)
    closed = np.flatnonzero(booked > 0)
    return (float(booked[closed[-1]]) if closed.size else 0.0), Basis.LAST_CLOSED_MONTH


def _beyond_per_unit(history: History, place: int) -> float | None:
    books, documents, units, expenses = (
        history.of(term)[:-1, place].sum(axis=1)
        for term in (BOOKED_GROSS, DAILY_GROSS, UNITS, EXPENSES)
    )
    newest = np.flatnonzero(expenses > 0)[-CLOSED_MONTHS:]
    sold = float(units[newest].sum())
    return float(books[newest].sum() - documents[newest].sum()) / sold if sold > 0 else None
