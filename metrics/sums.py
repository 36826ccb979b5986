"""Asking a backend for the sums of a plan, in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from metrics.compiler.coverage import coverage_branch, reported_branch
from metrics.compiler.daily import daily_branch
from metrics.compiler.details import fact_branch, stack
from metrics.compiler.slots import CoverageSlot, Slot
from metrics.evaluation import Plan, Sums, Values
from metrics.model.measures import MonthlyDistinct
from warehouse.engines import Backend


def take_sums(
    backend: Backend,
    plan: Plan,
    stores: Sequence[str],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
) -> Sums:
    """Answer a plan.

    Args:
        backend: the engine.
        plan: slots, coverage and reported figures.
        stores: the stores in question, in order; the answer's arrays follow it.
        asked: the same as a filter, or None where these are all stores there are.
        rolled_up: measures that the daily roll-up holds.
    """
    slots = {f"s{i}": slot for i, slot in enumerate(plan.slots)}
    coverage = {f"c{i}": slot for i, slot in enumerate(plan.coverage)}
    reported = {f"r{i}": slot for i, slot in enumerate(plan.reported)}
    if not slots:
        return Sums(tuple(stores), {}, {}, {})
    statement = sums_statement(plan, slots, coverage, reported, asked, rolled_up)
    table = backend.arrow(statement)
    columns = aligned(table, stores)
    return Sums(
        stores=tuple(stores),
        values={slot: columns[label] for label, slot in slots.items()},
        months={slot: columns[label] for label, slot in coverage.items()},
        reported={slot: columns[label] for label, slot in reported.items()},
    )


def sums_statement(
    plan: Plan,
    slots: Mapping[str, Slot],
    coverage: Mapping[str, CoverageSlot],
    reported: Mapping[str, Slot],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
) -> sa.Select[Any]:
    """The statement of a plan: roll-up where it holds the measure, details where it does not."""
    daily: dict[str, Slot] = {}
    by_fact: dict[str, list[tuple[str, Slot]]] = {}
    for label, slot in slots.items():
        measure = plan.measures[slot.measure]
        if slot.measure in rolled_up and not isinstance(measure, MonthlyDistinct):
            daily[label] = slot
        else:
            by_fact.setdefault(measure.fact.name, []).append((label, slot))
    branches = daily_branch(daily, asked)
    for entries in by_fact.values():
        fact = plan.measures[entries[0][1].measure].fact
        branches.append(fact_branch(fact, entries, plan.measures, asked, None))
    branches += coverage_branch(coverage, asked)
    branches += reported_branch(reported, plan.measures, asked)
    return stack(branches, [*slots, *coverage, *reported], member=False)


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
