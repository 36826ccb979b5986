"""Taking many slots at once: daily values of a few stores, summed up in process.

A sparkline of a year for a dozen KPIs needs hundreds of sums; the daily values behind them are few
and one plain statement brings them.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from metrics.compiler.coverage import coverage_branch, reported_branch
from metrics.compiler.daily import series_statement
from metrics.compiler.details import stack
from metrics.compiler.slots import CoverageSlot, Slot
from metrics.evaluation import Plan, Sums, Values
from metrics.sums import aligned, floats
from warehouse.engines import Backend

_MANY_SLOTS = 60
_ROWS_AT_MOST = 250_000


def series_pays(plan: Plan, stores: int, rolled_up: frozenset[str]) -> bool:
    """Whether daily values are the cheaper way: many slots, few rows, all rolled up."""
    if len(plan.slots) < _MANY_SLOTS or not rolled_up.issuperset(plan.measures):
        return False
    first, last = _hull(plan)
    return stores * ((last - first).days + 1) * len(plan.measures) <= _ROWS_AT_MOST * 40


def _hull(plan: Plan) -> tuple[date, date]:
    return min(s.hull[0] for s in plan.slots), max(s.hull[1] for s in plan.slots)


def take_series(
    backend: Backend,
    plan: Plan,
    stores: Sequence[str],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
) -> Sums:
    """Answer a plan from daily values; the same figures as ``take_sums`` gives.

    Args:
        backend: the engine.
        plan: slots, coverage and reported figures.
        stores: the stores in question, in order.
        asked: the same as a filter, or None where these are all stores there are.
        rolled_up: measures that the daily roll-up holds.
    """
    first, last = _hull(plan)
    names = sorted(plan.measures)
    table = backend.arrow(series_statement(names, asked, first, last, each_store=True))
    position = {code: index for index, code in enumerate(stores)}
    places = np.array([position.get(c, -1) for c in table.column("store").to_pylist()], dtype=int)
    epoch = np.datetime64(first, "D")
    days = table.column("day").to_numpy().astype("datetime64[D]")
    offsets = (days - epoch).astype(int)
    keep = places >= 0
    length = (last - first).days + 1
    grids: dict[str, Values] = {}
    for name in names:
        grid = np.zeros((len(stores), length))
        column = np.nan_to_num(floats(table.column(name)))
        grid[places[keep], offsets[keep]] = column[keep]
        grids[name] = grid
    values = {slot: _over(grids[slot.measure], slot, first) for slot in plan.slots}
    months, reported = _beside(backend, plan, stores, asked)
    return Sums(tuple(stores), values, months, reported)


def _over(grid: Values, slot: Slot, first: date) -> Values:
    total = np.zeros(grid.shape[0])
    for start, end in slot.ranges:
        total += grid[:, (start - first).days : (end - first).days + 1].sum(axis=1)
    return total


def _beside(
    backend: Backend, plan: Plan, stores: Sequence[str], asked: Sequence[str] | None
) -> tuple[dict[CoverageSlot, Values], dict[Slot, Values]]:
    """Coverage and reported figures, one statement."""
    coverage = {f"c{i}": slot for i, slot in enumerate(plan.coverage)}
    reported = {f"r{i}": slot for i, slot in enumerate(plan.reported)}
    branches = coverage_branch(coverage, asked) + reported_branch(reported, plan.measures, asked)
    if not branches:
        return {}, {}
    columns = aligned(backend.arrow(stack(branches, [*coverage, *reported], member=False)), stores)
    return (
        {slot: columns[label] for label, slot in coverage.items()},
        {slot: columns[label] for label, slot in reported.items()},
    )
