"""Asking a backend for the sums of a plan, in one statement."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.compiler.daily import daily_branch
from metrics.compiler.details import fact_branches, stack
from metrics.compiler.slots import Slot
from metrics.evaluation import Plan, Sums, Values
from metrics.model.measures import MonthlyDistinct
from warehouse.engines import Backend


def take_sums(
    backend: Backend,
    plan: Plan,
    stores: tuple[str, ...],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
) -> Sums:
    """Answer a plan: from the roll-up where it holds a measure, from details where it does not.

    Args:
        backend: the engine.
        plan: the slots.
        stores: the stores in question, in order; the answer's arrays follow it.
        asked: the same as a filter, or None where these are all stores there are.
        rolled_up: measures that the daily roll-up holds.
    """
    slots = {f"s{i}": slot for i, slot in enumerate(plan.slots)}
    if not slots:
        return Sums(stores, {})
    daily: dict[str, Slot] = {}
    details: dict[str, Slot] = {}
    for label, slot in slots.items():
        monthly = isinstance(plan.measures[slot.measure], MonthlyDistinct)
        chosen = daily if slot.measure in rolled_up and not monthly else details
        chosen[label] = slot
    branches = daily_branch(daily, asked) + fact_branches(details, plan.measures, asked)
    table = backend.arrow(stack(branches, list(slots), member=False))
    columns = aligned(table, stores)
    return Sums(stores, {slot: columns[label] for label, slot in slots.items()})


def aligned(table: pa.Table, stores: Sequence[str]) -> dict[str, Values]:
    """Columns as float arrays in the order of the stores; NaN where a store has no row."""
    position = {code: index for index, code in enumerate(stores)}
    found = enumerate(table.column("store").to_pylist())
    pairs = [(index, position[code]) for index, code in found if code in position]
    keep = [index for index, _ in pairs]
    target = [place for _, place in pairs]
    columns: dict[str, Values] = {}
    for name in table.column_names:
        if name == "store":
            continue
        values = np.full(len(stores), np.nan)
        values[target] = floats(table.column(name))[keep]
        columns[name] = values
    return columns


def floats(column: pa.ChunkedArray) -> Values:
    """A column as floats; NULL becomes NaN."""
    array = pc.cast(column, pa.float64()).combine_chunks()
    result: Values = array.to_numpy(zero_copy_only=False).astype(np.float64, copy=True)
    return result
