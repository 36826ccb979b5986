"""What is asked of a backend: the sums that some KPIs need for some periods, each once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from metrics.compiler.slots import Slot
from metrics.frame import Frame
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import terms_of
from metrics.model.kpi import Kpi
from metrics.model.measures import MonthlyDistinct, Summed
from metrics.model.period import Period
from metrics.model.windows import SELECTION, Window, month_ago
from metrics.stored import stored_summed

CLOSED_BEFORE = (month_ago(1), month_ago(2))
"""The months, one of which was the last to be closed where a period is estimated."""


class Why(StrEnum):
    """Why a sum is taken from where it is taken.

    Attributes:
        WHOLE_MONTHS: from the monthly roll-up, since its days are whole months.
        DAYS: from the daily roll-up, since they are not.
        MANY_SUMS: from all days of each store and measure, since many sums of few stores are asked.
        NOT_ROLLED_UP: from details, since no roll-up holds the measure.
        BEFORE_ROLL_UP: from details, since its days reach back before the roll-ups begin.
        INSIDE_A_MONTH: from details, since a key counts once a month and its days begin inside one.
        GROUPED: from details, since roll-ups know stores and days and no other grouping.
        SINGLE_VALUES: from details, since a percentile needs the values of single documents.
        PLANS: what was stated for periods.
        ONCE: stores, coverage and reported figures, read once for a snapshot.
    """

    WHOLE_MONTHS = "whole_months"
    DAYS = "days"
    MANY_SUMS = "many_sums"
    NOT_ROLLED_UP = "not_rolled_up"
    BEFORE_ROLL_UP = "before_roll_up"
    INSIDE_A_MONTH = "inside_a_month"
    GROUPED = "grouped"
    SINGLE_VALUES = "single_values"
    PLANS = "plans"
    ONCE = "once"


@dataclass(slots=True)
class Plan:
    """The slots that some KPIs need for some periods, each once.

    Attributes:
        as_of: newest day of the data.
        held: facts that the snapshot holds as tables; others are put together when asked for.
        first: first day of the daily roll-up.
        slots: measures over ranges of days, in the order in which they were first needed.
        measures: by name, resting on the tables of ``held`` where there are any.
    """

    as_of: date
    held: frozenset[str] = frozenset()
    first: date = date.min
    slots: dict[Slot, None] = field(default_factory=dict)
    measures: dict[str, Summed] = field(default_factory=dict)

    def add(self, kpi: Kpi, period: Period) -> None:
        """Add what a KPI needs for a period, without what estimates need."""
        self.add_all(kpi, Frame((period,), self.as_of), estimates=False)

    def add_all(self, kpi: Kpi, frame: Frame, *, estimates: bool = True) -> None:
        """Add what a KPI needs for the periods of a frame."""
        estimates = estimates and kpi.estimated
        for term in (*terms_of(kpi.formula), *kpi.beside):
            for leaf in term.leaves():
                name = leaf.measure.name
                if name not in self.measures:
                    self.measures[name] = stored_summed(leaf.measure, self.held)
                self._add(name, leaf.window, frame)
                if estimates:
                    for window in CLOSED_BEFORE:
                        self._add(name, window, frame)
        if estimates:
            days = ELAPSED_BUSINESS_DAYS
            self.measures.setdefault(days.name, stored_summed(days, self.held))
            for window in (SELECTION, *CLOSED_BEFORE):
                self._add(days.name, window, frame)

    def add_business_days(self, frame: Frame) -> None:
        """Add the business days of the periods of a frame, the clock of their months."""
        days = ELAPSED_BUSINESS_DAYS
        self.measures.setdefault(days.name, stored_summed(days, self.held))
        self._add(days.name, SELECTION, frame)

    def _add(self, name: str, window: Window, frame: Frame) -> None:
        for ranges in frame.ranges(window):
            if ranges:
                self.slots[Slot(name, ranges)] = None

    def daily(self, rolled_up: frozenset[str]) -> dict[Slot, None]:
        """The slots that the daily roll-up answers, given the measures that it holds."""
        return {slot: None for slot in self.slots if self.why_details(slot, rolled_up) is None}

    def monthly(self, daily: Iterable[Slot]) -> dict[Slot, None]:
        """Those of the slots that the daily roll-up answers which the monthly one does as well."""
        return {slot: None for slot in daily if slot.whole_months}

    def why_details(self, slot: Slot, rolled_up: frozenset[str]) -> Why | None:
        """Why a slot must be taken from details; None where a roll-up gives the exact sum."""
        if slot.measure not in rolled_up:
            return Why.NOT_ROLLED_UP
        if slot.ranges[0][0] < self.first:
            return Why.BEFORE_ROLL_UP
        if not slot.whole_start and isinstance(self.measures[slot.measure], MonthlyDistinct):
            return Why.INSIDE_A_MONTH
        return None

    def only(self, slots: dict[Slot, None]) -> "Plan":
        """The same measures with other slots."""
        return Plan(self.as_of, self.held, self.first, slots, self.measures)
