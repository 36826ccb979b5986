"""Taking many slots at once: daily values of a few stores, summed up in process.

A page needs hundreds of sums, most of them over the same days; the daily values behind them are few
and one plain statement brings them.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from metrics.compiler.daily import series_statement
from metrics.compiler.details import hull_of
from metrics.compiler.slots import Slot
from metrics.evaluation import Plan, Sums, Values
from metrics.sums import floats, take_sums
from warehouse.engines import Backend

_FEW_SLOTS = 6
_CELLS_AT_MOST = 4_000_000


def series_pays(plan: Plan, stores: int, rolled_up: frozenset[str]) -> bool:
    """Whether daily values are the cheaper way: more than a few slots, not too many values."""
    daily = [slot for slot in plan.slots if slot.measure in rolled_up]
    if len(daily) <= _FEW_SLOTS:
        return False
    first, last = hull_of(daily)
    measures = len({slot.measure for slot in daily})
    return stores * ((last - first).days + 1) * measures <= _CELLS_AT_MOST


def take_series(
    backend: Backend,
    plan: Plan,
    stores: tuple[str, ...],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
) -> Sums:
    """Answer a plan from daily values, and what has none from details; as ``take_sums`` does.

    Args:
        backend: the engine.
        plan: the slots.
        stores: the stores in question, in order.
        asked: the same as a filter, or None where these are all stores there are.
        rolled_up: measures that the daily roll-up holds.
    """
    daily = [slot for slot in plan.slots if slot.measure in rolled_up]
    rest = Plan(plan.as_of, dict.fromkeys(s for s in plan.slots if s.measure not in rolled_up))
    rest.measures = plan.measures
    values = dict(take_sums(backend, rest, stores, asked, rolled_up).values)
    first, last = hull_of(daily)
    names = sorted({slot.measure for slot in daily})
    table = backend.arrow(series_statement(names, asked, first, last))
    position = {code: index for index, code in enumerate(stores)}
    places = np.array([position.get(c, -1) for c in table.column("store").to_pylist()], dtype=int)
    days = table.column("day").to_numpy().astype("datetime64[D]")
    offsets = (days - np.datetime64(first, "D")).astype(int)
    keep = places >= 0
    where = places[keep], offsets[keep]
    grids: dict[str, Values] = {}
    for name in names:
        grids[name] = np.zeros((len(stores), (last - first).days + 1))
        grids[name][where] = np.nan_to_num(floats(table.column(name)))[keep]
    for slot in daily:
        values[slot] = _over(grids[slot.measure], slot, first)
    return Sums(stores, values)


def _over(grid: Values, slot: Slot, first: date) -> Values:
    total = np.zeros(grid.shape[0])
    for start, end in slot.ranges:
        total += grid[:, (start - first).days : (end - first).days + 1].sum(axis=1)
    return total
