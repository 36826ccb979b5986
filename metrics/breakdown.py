"""Figures by a dimension of the facts: consultant, model, repair type... always from details."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metrics.compiler.details import Branch, fact_branches, stack
from metrics.compiler.slots import Slot
from metrics.directory import Store
from metrics.evaluation import divide, parts_of, total, undivided
from metrics.frame import Frame
from metrics.model.formula import AmongPeers, Percentile, Ratio, Whole, measures_of
from metrics.model.kpi import Kpi
from metrics.plan import Plan
from metrics.result import Figure, Note, State
from metrics.selection import QuestionError, Selection
from metrics.sums import Sums, unstack
from warehouse.engines import Backend

NONE_GIVEN = ""
Members = list[tuple[Figure, ...]]
"""Figures by a dimension, question by question."""


@dataclass(frozen=True, slots=True)
class Split:
    """One question by a dimension.

    Attributes:
        plan: an empty one; what is asked is added to it.
        selection: period and grouping.
        kpis: the KPIs.
        stores: those of the selection.
    """

    plan: Plan
    selection: Selection
    kpis: tuple[Kpi, ...]
    stores: tuple[Store, ...]


def break_down(backend: Backend, splits: Sequence[Split], min_trials: int) -> Members:
    """Figures of each member of a dimension, for all stores together or for each.

    A KPI is ``not_applicable`` where one of its facts does not have the dimension. All questions
    are asked in one statement, whatever their dimensions and periods.

    Args:
        backend: the engine.
        splits: the questions.
        min_trials: below so many trials a rate says little.

    Returns:
        The figures of each question, in order.

    Raises:
        QuestionError: grouped by time as well, or to be compared.
    """
    fitting = [_fitting(split) for split in splits]
    parts = [_branches(split) for split in splits]
    branches = [branch for part in parts for branch in part]
    table = backend.arrow(stack(branches, member=True)) if branches else None
    found = []
    first = 0
    for split, fits, part in zip(splits, fitting, parts, strict=True):
        fit = {kpi.id for kpi in fits}
        dimension = split.selection.dimensions[0]
        figures = [_not_applicable(kpi, dimension) for kpi in split.kpis if kpi.id not in fit]
        if table is not None and part:
            taken = _taken(split, table, part, first)
            for kpi in fits:
                figures.extend(_members(kpi, split.selection, taken, min_trials))
        first += len(part)
        found.append(tuple(figures))
    return found


def _fitting(split: Split) -> list[Kpi]:
    """The KPIs that bear the dimension, as their members follow them; the plan gets their slots."""
    if split.selection.compare:
        raise QuestionError("a breakdown by a dimension is not compared; leave out `compare`")
    if split.selection.time_grain is not None:
        raise QuestionError("group by time or by a dimension, not by both")
    dimension = split.selection.dimensions[0]
    members = dict(split.selection.members)
    fitting = []
    for kpi in (kpi.broken_down for kpi in split.kpis):
        facts = [m.fact for m in measures_of(kpi.formula)]
        if breaks_down(kpi) and all({dimension, *members} <= f.dimensions.keys() for f in facts):
            fitting.append(kpi)
            split.plan.add(kpi, split.selection.period)
    return fitting


def _branches(split: Split) -> list[Branch]:
    stores = [store.code for store in split.stores]
    slots = _labelled(split)
    selection = split.selection
    members = dict(selection.members)
    return fact_branches(slots, split.plan.measures, stores, selection.dimensions[0], members)


def _labelled(split: Split) -> dict[str, Slot]:
    return {f"s{i}": slot for i, slot in enumerate(split.plan.slots)}


def _taken(split: Split, table: pa.Table, part: Sequence[Branch], first: int) -> "_Taken":
    """The answer to one question, out of that to all of them."""
    which = pc.subtract(table.column("branch"), first)
    own = pc.and_(pc.greater_equal(which, 0), pc.less(which, len(part)))
    rows = table.set_column(table.column_names.index("branch"), "branch", which).filter(own)
    pairs: dict[tuple[str, str | None], int] = {}
    keys = (rows.column(name).to_pylist() for name in ("store", "member"))
    places = [pairs.setdefault(pair, len(pairs)) for pair in zip(*keys, strict=True)]
    columns = unstack(rows, part, np.array(places, dtype=np.int64), len(pairs))
    values = {slot: np.nan_to_num(columns[label]) for label, slot in _labelled(split).items()}
    sums = Sums(tuple(str(index) for index in range(len(pairs))), values)
    known = {store.code: store for store in split.stores}
    return _Taken(split.plan, sums, [(known[code], member) for code, member in pairs])


def breaks_down(kpi: Kpi) -> bool:
    """Whether a KPI can be grouped by dimensions of its facts at all."""
    shares_stores = isinstance(kpi.formula, Ratio) and kpi.formula.shares_stores
    return not shares_stores and not isinstance(kpi.formula, Percentile | AmongPeers)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Sums for each pair of store and member."""

    plan: Plan
    sums: Sums
    pairs: list[tuple[Store, str | None]]


def _not_applicable(kpi: Kpi, dimension: str) -> Figure:
    keys = {dimension: NONE_GIVEN}
    state, note = State.NOT_APPLICABLE, Note.NO_SUCH_GROUPING
    return Figure(kpi.id, keys, None, None, None, kpi.unit, state, note)


def _members(kpi: Kpi, selection: Selection, taken: _Taken, min_trials: int) -> list[Figure]:
    frame = Frame((selection.period,), taken.plan.as_of)
    parts = parts_of(kpi, frame, taken.sums, None)
    above, below = parts.numerator[0], parts.denominator
    grain, dimension = selection.store_grain, selection.dimensions[0]
    groups: dict[tuple[str, str], list[int]] = {}
    for index, (store, member) in enumerate(taken.pairs):
        group = store.member(grain) if grain else ""
        groups.setdefault((group, member or NONE_GIVEN), []).append(index)
    whole = isinstance(kpi.formula, Ratio) and isinstance(kpi.formula.denominator, Whole)
    everybody: dict[str, list[int]] = {}
    for (group, _), indexes in groups.items():
        everybody.setdefault(group, []).extend(indexes)
    figures = []
    for (group, member), indexes in sorted(groups.items()):
        keys = {grain: group, dimension: member} if grain else {dimension: member}
        numerator = total(above, indexes)
        against = everybody[group] if whole else indexes
        denominator = None if below is None else total(below[0], against)
        if numerator == 0 and (whole or not denominator):
            continue
        value = divide(kpi, numerator, denominator)
        state = State.OK if value is not None else State.NO_DATA
        note = None if value is not None else undivided(denominator)
        if value is not None and kpi.trials and (denominator or 0) < min_trials:
            state, note = State.TOO_FEW, Note.FEW_TRIALS
        beside = None
        if parts.pending is not None and value is not None:
            amount = total(parts.pending[0], indexes)
            if amount:
                beside = divide(kpi, amount, denominator)
                state, note = State.PROVISIONAL, Note.AMOUNTS_PENDING
        if parts.crossed is not None and parts.crossed[0][indexes].any():
            note = Note.RED_LINE
        count = len({taken.pairs[i][0].code for i in indexes})
        figures.append(
            Figure(
                kpi.id,
                keys,
                value,
                numerator,
                denominator,
                kpi.unit,
                state,
                note,
                count,
                pending=beside,
            )
        )
    return figures
