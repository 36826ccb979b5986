"""Checks that the roll-ups of a snapshot hold what its details say, before it is published.

What must hold between figures is in ``metrics.invariants``.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa

from metrics.compiler.daily import TABLE
from metrics.compiler.details import fact_branches, stack
from metrics.compiler.slots import Slot
from metrics.evaluation import Values
from metrics.model.formula import measures_of
from metrics.model.kpi import Kpi
from metrics.model.measures import Spread
from metrics.model.period import Period, add_months, first_of_month
from metrics.parting import tables_of
from metrics.places import places_of
from metrics.plan import Plan
from metrics.reader import Reader
from metrics.sums import take_sums, unstack
from warehouse.engines import Backend
from warehouse.schema import TABLES

TURNS = 8
_TOLERANCE = 1e-6
_TOLD_AT_MOST = 3


def periods_to_check(as_of_month_to_date: Period) -> tuple[Period, ...]:
    """The month to date and the month before it."""
    start = first_of_month(as_of_month_to_date.start)
    return (as_of_month_to_date, Period(add_months(start, -1), start - timedelta(days=1)))


def roll_ups_agree(
    reader: Reader,
    kpis: Sequence[Kpi],
    stores: Sequence[str],
    rolled_up: frozenset[str],
    *,
    every: bool = True,
) -> list[str]:
    """Compare sums from roll-ups with the same sums from details; say where they differ.

    Compared are every sum that a KPI needs for the month to date and for the month before, and for
    every measure a control total: its daily values summed over the whole axis of the roll-up. Each
    fact is read once.

    Args:
        reader: of the snapshot.
        kpis: whose sums are compared.
        stores: codes of the stores to compare.
        rolled_up: measures that the roll-up holds.
        every: whether these are all stores; of some only their own rows are read.
    """
    backend = reader.backend
    plan = _comparable(reader.as_of, kpis, rolled_up, _axis(backend) if rolled_up else None)
    quick = [
        take_sums(backend, plan, tuple(stores), None, rolled_up, by_month=by_month).values
        for by_month in (False, True)
    ]
    problems = []
    within = None if every else stores
    for slot, right in _from_details(backend, plan, stores, within):
        told = np.nan_to_num(right)
        # Both say the same of days that are no whole months, and are wrong by as much there.
        for values in quick[: 2 if slot.whole_months else 1]:
            left = np.nan_to_num(values[slot])
            bad = np.flatnonzero(np.abs(left - told) > _TOLERANCE * np.maximum(1, np.abs(told)))
            problems += [
                f"roll-up of {slot.measure} for {stores[index]} over {slot.hull[0]} to "
                f"{slot.hull[1]} is {left[index]}, the details give {told[index]}"
                for index in bad[:_TOLD_AT_MOST]
            ]
    return problems


def stores_in_turn(stores: Sequence[str], turn: int) -> tuple[str, ...]:
    """A few of all stores, others each turn; after `TURNS` turns each has had its own.

    Args:
        stores: codes of all of them, in order.
        turn: number of the snapshot.
    """
    first = turn % min(TURNS, max(1, len(stores)))
    return tuple(stores[first::TURNS])


def _axis(backend: Backend) -> tuple[date, date] | None:
    """First and last day of the roll-up; None where it is empty."""
    day = sa.column("day", sa.Date())
    ends = sa.select(sa.func.min(day).label("first"), sa.func.max(day).label("last"))
    row = backend.rows(ends.select_from(sa.table(TABLE)))[0]
    return (row["first"], row["last"]) if row["first"] is not None else None


def _comparable(
    as_of: date, kpis: Sequence[Kpi], rolled_up: frozenset[str], axis: tuple[date, date] | None
) -> Plan:
    """The slots of the KPIs whose measures the roll-up holds, and a control total of each."""
    wanted = Plan(as_of, first=axis[0] if axis else as_of)
    for period in periods_to_check(Period(first_of_month(as_of), as_of)):
        for kpi in kpis:
            wanted.add(kpi, period)
    plan = wanted.only(wanted.daily(rolled_up))
    if axis is None:
        return plan.only({})
    for kpi in kpis:
        for measure in measures_of(kpi.formula):
            if measure.name in rolled_up and not isinstance(measure, Spread):
                plan.measures[measure.name] = measure
                plan.slots[Slot(measure.name, (axis,))] = None
    return plan.only(plan.daily(rolled_up))


def _from_details(
    backend: Backend, plan: Plan, stores: Sequence[str], within: Sequence[str] | None
) -> Iterator[tuple[Slot, Values]]:
    """Every slot of a plan with its sums per store, one statement for each fact.

    Statements of their own, since one of all facts names every slot once for each of them. A fact
    of which no table has a row needs none: its sums are nothing.
    """
    slots: dict[str, Slot] = {}
    held = _tables_with_rows(backend)
    for i, slot in enumerate(plan.slots):
        if held.isdisjoint(tables_of(plan.measures[slot.measure].fact)):
            yield slot, np.zeros(len(stores))
        else:
            slots[f"s{i}"] = slot
    for branch in fact_branches(slots, plan.measures, within):
        table = backend.arrow(stack([branch], member=False))
        columns = unstack(table, [branch], places_of(table, stores), len(stores))
        for label, values in columns.items():
            yield slots[label], values


def _tables_with_rows(backend: Backend) -> frozenset[str]:
    """Names of the tables that are not empty."""
    counted: list[Any] = [
        sa.select(
            sa.literal_column(f"'{name}'").label("name"), sa.func.count().label("n")
        ).select_from(table)
        for name, table in TABLES.items()
    ]
    return frozenset(row["name"] for row in backend.rows(sa.union_all(*counted)) if row["n"])
