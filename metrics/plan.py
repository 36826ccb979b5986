"""What is asked of a backend: the sums that some KPIs need for some periods, each once."""

from dataclasses import dataclass, field
from datetime import date

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
        return {
            slot: None
            for slot in self.slots
            if slot.measure in rolled_up
            and slot.ranges[0][0] >= self.first
            and (slot.whole_start or not isinstance(self.measures[slot.measure], MonthlyDistinct))
        }

    def only(self, slots: dict[Slot, None]) -> "Plan":
        """The same measures with other slots."""
        return Plan(self.as_of, self.held, self.first, slots, self.measures)
