"""Where a line stands against its target, and whether that calls for action."""

from dataclasses import dataclass

from dashboards.board.judgement import Level
from metrics.result import Figure

# So far below what is due, a line without a band is worth a look and not yet bad.
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Standing:
    """A line against its target; amounts in CNY.

    Attributes:
        goal: of the whole period; None where none is stated.
        due: what should be there by now; the goal itself where nothing is to come.
        gap: value less what is due; None without a goal.
        attained: value over the goal; None without one above zero.
        share: of the goal that is due by now, 0 to 1; None without a goal above zero.
        end: projected; None where there is no telling.
        low: end below which one of ten such months stayed.
        high: end above which one of ten went.
        level: bad only where even the high end misses the goal.
    """

    goal: float | None = None
    due: float | None = None
    gap: float | None = None
    attained: float | None = None
    share: float | None = None
    end: float | None = None
    low: float | None = None
    high: float | None = None
    level: Level = Level.NONE


def stand_of(figure: Figure, *, more_is_better: bool = True) -> Standing:
    """Set a figure against its target.

    Args:
        figure: with ``target`` and, for a month under way, ``pace`` among its comparisons.
        more_is_better: false for costs.
    """
    target, ahead = figure.compared.get("target"), figure.ahead
    goal = None if target is None else target.value
    end = low = high = None
    if ahead is not None:
        end, low, high = ahead.outlook.end, ahead.outlook.low, ahead.outlook.high
    if goal is None or figure.value is None:
        return Standing(goal=goal, end=end, low=low, high=high)
    due = goal
    if ahead is not None and ahead.gap is not None:
        due = ahead.gap.due
    gap = figure.value - due
    attained = figure.value / goal if goal > 0 else None
    share = min(max(due / goal, 0.0), 1.0) if goal > 0 else None
    level = _level(gap if more_is_better else -gap, due, goal, high if more_is_better else None)
    return Standing(goal, due, gap, attained, share, end, low, high, level)


def _level(gap: float, due: float, goal: float, high: float | None) -> Level:
    if gap >= 0:
        return Level.GOOD
    if high is not None:
        return Level.BAD if high < goal else Level.WATCH
    return Level.BAD if -gap > _TOLERANCE * abs(due) else Level.WATCH
