"""Checks that a snapshot's figures hold together, before it is published and on demand."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from metrics.model.formula import Ratio
from metrics.model.kpi import Direction, Kpi, Unit
from metrics.model.period import Period, add_months, first_of_month
from metrics.plan import Plan
from metrics.reader import Reader
from metrics.sums import take_sums

_TOLERANCE = 1e-6


def periods_to_check(as_of_month_to_date: Period) -> tuple[Period, ...]:
    """The month to date and the month before it."""
    start = first_of_month(as_of_month_to_date.start)
    return (as_of_month_to_date, Period(add_months(start, -1), start - timedelta(days=1)))


def roll_ups_agree(
    reader: Reader, kpis: Sequence[Kpi], stores: Sequence[str], rolled_up: frozenset[str]
) -> list[str]:
    """Compare every sum from roll-ups with the same sum from details; say where they differ.

    Args:
        reader: of the snapshot.
        kpis: whose sums are compared.
        stores: codes of all stores.
        rolled_up: measures that the roll-up holds.
    """
    problems = []
    today = Period(first_of_month(reader.as_of), reader.as_of)
    for period in periods_to_check(today):
        plan = Plan(reader.as_of)
        for kpi in kpis:
            plan.add(kpi, period)
        quick = take_sums(reader.backend, plan, tuple(stores), None, rolled_up)
        exact = take_sums(reader.backend, plan, tuple(stores), None, frozenset())
        for slot in plan.slots:
            left = np.nan_to_num(quick.values[slot])
            right = np.nan_to_num(exact.values[slot])
            bad = np.flatnonzero(np.abs(left - right) > _TOLERANCE * np.maximum(1, np.abs(right)))
            problems += [
                f"roll-up of {slot.measure} for {stores[index]} over {slot.hull[0]} to "
                f"{slot.hull[1]} is {left[index]}, the details give {right[index]}"
                for index in bad[:3]
            ]
    return problems


def shares_in_range(kpi: Kpi, value: float | None) -> bool:
    """Whether a percentage that counts some of its own denominator lies between 0 and 1."""
    is_share = kpi.trials and kpi.unit is Unit.PERCENT and kpi.direction is not Direction.BAND
    if not is_share or value is None or not isinstance(kpi.formula, Ratio):
        return True
    return -_TOLERANCE <= value <= 1 + _TOLERANCE
