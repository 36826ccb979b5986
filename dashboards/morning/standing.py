"""Where a line stands against its target, and whether that calls for action."""

from dataclasses import dataclass

from dashboards.board.judgement import Level
from dashboards.board.pace import Pace, pace_of, planned_share
from dashboards.visit import Visit
from metrics.model.kpi import Direction, Kpi
from metrics.model.period import Period
from metrics.result import Figure

# So far below what is due, a line without a band is worth a look and not yet bad.
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Standing:
    """A line against its target.

    Attributes:
        pace: towards the target; None where none is stated or the period bears none.
        gap: value less what is due by now, in CNY; None without a target.
        level: bad only where even the high end of the outlook misses the target.
    """

    pace: Pace | None = None
    gap: float | None = None
    level: Level = Level.NONE

    @property
    def goal(self) -> float | None:
        """For the whole period; None without a target."""
        return None if self.pace is None else self.pace.goal

    @property
    def attainment(self) -> float | None:
        """Value over the goal; None without a target, or one of zero."""
        return None if self.pace is None else self.pace.attainment


def stand_of(visit: Visit, kpi: Kpi, figure: Figure, period: Period) -> Standing:
    """Set a figure against its target, as cards do.

    Args:
        visit: for the newest day and the calendar.
        kpi: what it is a figure of.
        figure: with ``target`` and, for a month under way, ``pace`` among its comparisons.
        period: of the figure.
    """
    share = planned_share(period, visit.as_of, visit.calendar)
    pace = pace_of(kpi, figure, period, share)
    if pace is None or figure.value is None:
        return Standing()
    gap = figure.value - pace.due
    costs = kpi.direction is Direction.DOWN
    return Standing(pace, gap, _level(-gap if costs else gap, pace, None if costs else pace.high))


def _level(gap: float, pace: Pace, high: float | None) -> Level:
    if gap >= 0:
        return Level.GOOD
    if high is not None:
        return Level.BAD if high < pace.goal else Level.WATCH
    return Level.BAD if -gap > _TOLERANCE * abs(pace.due) else Level.WATCH
