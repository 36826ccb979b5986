"""Figures by a dimension of the facts: consultant, model, repair type... always from details."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.compiler.details import fact_branches, stack
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


def break_down(
    backend: Backend,
    plan: Plan,
    selection: Selection,
    kpis: Sequence[Kpi],
    stores: Sequence[Store],
    min_trials: int,
) -> tuple[Figure, ...]:
    """Figures of each member of a dimension, for all stores together or for each.

    A KPI is ``not_applicable`` where one of its facts does not have the dimension.

    Args:
        backend: the engine.
        plan: an empty one; what is asked is added to it.
        selection: period and grouping.
        kpis: the KPIs.
        stores: those of the selection.
        min_trials: below so many trials a rate says little.

    Raises:
        QuestionError: grouped by time as well.
    """
    if selection.time_grain is not None:
        raise QuestionError("group by time or by a dimension, not by both")
    dimension = selection.dimensions[0]
    members = dict(selection.members)
    fitting = []
    for kpi in (kpi.broken_down for kpi in kpis):
        facts = [m.fact for m in measures_of(kpi.formula)]
        if breaks_down(kpi) and all({dimension, *members} <= f.dimensions.keys() for f in facts):
            fitting.append(kpi)
            plan.add(kpi, selection.period)
    fit = {kpi.id for kpi in fitting}
    figures = [_not_applicable(kpi, dimension) for kpi in kpis if kpi.id not in fit]
    if not plan.slots:
        return tuple(figures)
    slots = {f"s{i}": slot for i, slot in enumerate(plan.slots)}
    branches = fact_branches(slots, plan.measures, [s.code for s in stores], dimension, members)
    table = backend.arrow(stack(branches, member=True))
    pairs: dict[tuple[str, str | None], int] = {}
    keys = (table.column(name).to_pylist() for name in ("store", "member"))
    places = [pairs.setdefault(pair, len(pairs)) for pair in zip(*keys, strict=True)]
    columns = unstack(table, branches, np.array(places, dtype=np.int64), len(pairs))
    values = {slot: np.nan_to_num(columns[label]) for label, slot in slots.items()}
    sums = Sums(tuple(str(index) for index in range(len(pairs))), values)
    known = {store.code: store for store in stores}
    taken = _Taken(plan, sums, [(known[code], member) for code, member in pairs])
    for kpi in fitting:
        figures.extend(_members(kpi, selection, taken, min_trials))
    return tuple(figures)


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
