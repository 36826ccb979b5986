"""What the morning page asks for, and the figures of it by what they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.periods import before, closed_months
from dashboards.visit import Visit
from metrics.business_lines import (
    ALL_LINES,
    LINES,
    OPERATING_EXPENSES,
    REBATES_ESTIMATED,
)
from metrics.catalogue import kpi as kpi_of
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.overdue_work import WORK
from metrics.reader import Question
from metrics.result import Figure, Result

# Known when the books are closed.
BOOKED = (OPERATING_EXPENSES.id, "net_profit", "absorption_total")
_MONEY_OF_MONTH = ("target", "pace", "prior", "year")


@dataclass(frozen=True, slots=True)
class Morning:
    """The figures of the page.

    Attributes:
        day: the newest day inside the period.
        month: the period up to that day.
        closed: the last month with closed books.
        on_day: figures of that day, by KPI.
        to_date: figures of the month so far, by KPI.
        booked: figures of the closed month, by KPI.
        by_store: gross of all lines and of each, by store and KPI; empty for a single store.
        on_day_by_store: gross of all lines on that day, by store.
        work: overdue on that day, by KPI.
    """

    day: Period
    month: Period
    closed: Period
    on_day: dict[str, Figure]
    to_date: dict[str, Figure]
    booked: dict[str, Figure]
    by_store: dict[str, dict[str, Figure]]
    on_day_by_store: dict[str, Figure]
    work: dict[str, Figure]

    @property
    def is_under_way(self) -> bool:
        """Whether the month goes on after that day."""
        return self.month.start.day == 1 and self.month != Period.month(self.month.start)


class Asking:
    """The questions of the page, to be asked together with others.

    Args:
        visit: who looks at what.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        end = min(visit.period.end, visit.as_of)
        self.day, self.month = Period(end, end), Period(min(visit.period.start, end), end)
        self.closed = Period.month(closed_months(visit.period, visit.as_of).end)
        self.lines = self._seen([line.gross for line in LINES])
        total = self._seen([ALL_LINES])
        volumes = self._seen([kpi_of(line.volume) for line in LINES if line.volume])
        rebates = self._seen([REBATES_ESTIMATED])
        self._flows = (*self.lines, *total, *volumes, *rebates)
        self._booked = self._seen([kpi_of(name) for name in BOOKED])
        self._work = self._seen([k for work in WORK for k in (work.count, work.amount) if k])
        several = len(visit.stores()) > 1
        self._stores = (*total, *self.lines) if several else ()
        self._total_by_store = total if several else ()
        self._asked = tuple(self._made())
        self.questions = tuple(question for _, question in self._asked)

    def _seen(self, kpis: Sequence[Kpi]) -> tuple[Kpi, ...]:
        return tuple(kpi for kpi in kpis if self._visit.may_see(kpi))

    def _made(self) -> list[tuple[str, Question]]:
        select = self._visit.select
        past = before(self.closed)
        month = select(self.month, compare=_MONEY_OF_MONTH)
        made = [
            ("day", Question(select(self.day), self._flows)),
            ("month", Question(month, self._flows)),
            ("estimated", Question(select(self.month), self._booked)),
            ("booked", Question(select(self.closed, compare=("target", "year")), self._booked)),
            ("before", Question(select(past, compare=("target", "year")), self._booked)),
            ("work", Question(select(self.day), self._work)),
            ("stores_day", Question(select(self.day, by=("store",)), self._total_by_store)),
            (
                "stores",
                Question(select(self.month, by=("store",), compare=_MONEY_OF_MONTH), self._stores),
            ),
        ]
        return [(name, question) for name, question in made if question.kpis]

    def answered(self, results: Sequence[Result]) -> Morning:
        """Put the figures in their places.

        Args:
            results: the answers to ``questions``, in their order.
        """
        found = {name: r for (name, _), r in zip(self._asked, results, strict=True)}

        def figures(name: str, kpis: Sequence[Kpi]) -> dict[str, Figure]:
            wanted = {kpi.id for kpi in kpis}
            rows = found[name].rows if name in found else ()
            return {row.kpi: row for row in rows if row.kpi in wanted}

        booked, closed = figures("booked", self._booked), self.closed
        if all(figure.value is None for figure in booked.values()):
            # The newest month is over and its books are not closed yet.
            booked, closed = figures("before", self._booked), before(self.closed)
        by_store: dict[str, dict[str, Figure]] = {}
        for row in found["stores"].rows if "stores" in found else ():
            by_store.setdefault(row.keys["store"], {})[row.kpi] = row
        on_day = found["stores_day"].rows if "stores_day" in found else ()
        return Morning(
            self.day,
            self.month,
            closed,
            figures("day", self._flows),
            {**figures("month", self._flows), **figures("estimated", self._booked)},
            booked,
            by_store,
            {row.keys["store"]: row for row in on_day},
            figures("work", self._work),
        )
