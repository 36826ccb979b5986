"""Sums of measures over windows, and asking a backend for those of a plan in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from metrics.compiler.daily import daily_branches
from metrics.compiler.details import Branch, fact_branches, stack
from metrics.compiler.monthly import monthly_branches
from metrics.compiler.slots import Slot
from metrics.frame import Frame
from metrics.model.windows import Window
from metrics.months import take_months
from metrics.places import Places, Values, floats, places_of
from metrics.plan import Plan
from warehouse.engines import Backend

Marks = npt.NDArray[np.bool_]

_CELLS_WASTED_AT_MOST = 500_000
# Of more different months a row for each is read, instead of a select for each being made.
_MONTHS_STACKED = 6


@dataclass(frozen=True, slots=True)
class Running:
    """Daily values of a measure, added up from the first day of the axis.

    Attributes:
        first: ordinal of the first day.
        totals: sums of the days before each day and, last, of all, shape (stores, days + 1);
            whole numbers are exact.
        scale: what the values are to be divided by.
    """

    first: int
    totals: npt.NDArray[np.int64] | Values
    scale: float

    def between(self, first: date, last: date) -> Values:
        """Values of the days from ``first`` to ``last``, shape (stores, days); 0 off the axis."""
        days = np.arange(first.toordinal(), last.toordinal() + 2) - self.first
        totals = self.totals[:, np.clip(days, 0, self.totals.shape[1] - 1)]
        return np.asarray(np.diff(totals, axis=1) / self.scale, dtype=np.float64)

    def over(self, frame: Frame, window: Window) -> Values:
        """Sums over a window for each period, shape (periods, stores)."""
        begin, end = frame.places(window, self.first, self.totals.shape[1] - 1)
        sums = self.totals[:, end] - self.totals[:, begin]
        inside = sums[:, :, 0] if sums.shape[2] == 1 else sums.sum(axis=2)
        return np.asarray(inside.T / self.scale, dtype=np.float64)


@dataclass(slots=True)
class Sums:
    """The answer to a plan.

    Attributes:
        stores: the stores in question, in order; arrays follow it.
        values: sums of slots that were taken one by one, each of shape (stores,).
        running: measures whose daily values are at hand.
        cut: of these, measures of which some slots were taken one by one all the same.
        leaves: what terms came to, remembered while KPIs are evaluated.
        held: which months there are of a table, remembered likewise.
    """

    stores: tuple[str, ...]
    values: Mapping[Slot, Values]
    running: Mapping[str, Running] = field(default_factory=dict)
    cut: frozenset[str] = frozenset()
    leaves: dict[Any, tuple[Values, Marks]] = field(default_factory=dict)
    held: dict[tuple[Frame, str, bool, tuple[Window, int, int]], tuple[Marks, Marks | None]] = (
        field(default_factory=dict)
    )

    def take(self, measure: str, frame: Frame, window: Window) -> Values:
        """Sums of a measure over a window for each period, shape (periods, stores); 0 for none."""
        running = self.running.get(measure)
        if running is not None and measure not in self.cut:
            return running.over(frame, window)
        found = np.zeros((len(frame.periods), len(self.stores)))
        if running is not None:
            found = running.over(frame, window)
        for row, ranges in enumerate(frame.ranges(window)):
            slot = Slot(measure, ranges)
            if ranges and (running is None or slot in self.values):
                found[row] = np.nan_to_num(self.values[slot])
        return found


def take_sums(
    backend: Backend,
    plan: Plan,
    stores: tuple[str, ...],
    asked: Sequence[str] | None,
    rolled_up: frozenset[str],
    *,
    by_month: bool = True,
) -> Sums:
    """Answer a plan: from the coarsest roll-up that holds a slot exactly, else from details.

    Args:
        backend: the engine.
        plan: the slots.
        stores: the stores in question, in order; the answer's arrays follow it.
        asked: the same as a filter, or None where these are all stores there are.
        rolled_up: measures that the roll-ups hold.
        by_month: whether the monthly roll-up takes part; without it days are summed.
    """
    if not plan.slots:
        return Sums(stores, {})
    answered = plan.daily(rolled_up)
    months = plan.monthly(answered) if by_month else {}
    values: dict[Slot, Values] = {}
    if len({slot.ranges for slot in months}) > _MONTHS_STACKED:
        values = take_months(backend, months, stores, asked)
    slots = {f"s{i}": slot for i, slot in enumerate(plan.slots) if slot not in values}
    monthly = {label: slot for label, slot in slots.items() if slot in months}
    daily = {k: slot for k, slot in slots.items() if slot in answered and slot not in months}
    details = {label: slot for label, slot in slots.items() if slot not in answered}
    branches = monthly_branches(monthly, asked) + daily_branches(daily, asked)
    branches += fact_branches(details, plan.measures, asked)
    columns: dict[str, Values] = {}
    for group in of_like_width(branches, len(stores)) if branches else []:
        table = backend.arrow(stack(group, member=False))
        columns |= unstack(table, group, places_of(table, stores), len(stores))
    return Sums(stores, values | {slot: columns[label] for label, slot in slots.items()})


def of_like_width(branches: Sequence[Branch], stores: int) -> list[list[Branch]]:
    """Branches that may be stacked: all of them, or two lots where that wastes too much.

    In a stack every row is as wide as the widest branch. A page of one store asks for few rows, and
    one statement is best; of a thousand stores the empty cells cost more than the sums.
    """
    ordered = sorted(branches, key=lambda branch: -len(branch[1]))
    widths = [len(labels) for _, labels in ordered]
    wasted = (widths[0] * len(widths) - sum(widths)) * stores
    if wasted <= _CELLS_WASTED_AT_MOST:
        return [list(branches)]

    def waste(cut: int) -> int:
        first, rest = widths[:cut], widths[cut:]
        return first[0] * len(first) - sum(first) + rest[0] * len(rest) - sum(rest)

    cut = min(range(1, len(widths)), key=waste)
    return [ordered[:cut], ordered[cut:]]


def unstack(
    table: pa.Table, branches: Sequence[Branch], places: Places, size: int
) -> dict[str, Values]:
    """Values of each label, taken apart from an answer to ``stack``.

    Args:
        table: the answer.
        branches: what was stacked.
        places: index of the group of each row, shape (rows,); a row of -1 is left out.
        size: number of groups.

    Returns:
        Arrays of shape (size,); NaN for a group without a row.
    """
    which = table.column("branch").to_numpy()
    values = [floats(table.column(name)) for name in table.column_names if name.startswith("v")]
    columns: dict[str, Values] = {}
    for number, (_, labels) in enumerate(branches):
        rows = np.flatnonzero((which == number) & (places >= 0))
        for label, column in zip(labels, values, strict=False):
            columns[label] = np.full(size, np.nan)
            columns[label][places[rows]] = column[rows]
    return columns
