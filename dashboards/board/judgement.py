"""Good, worth a look or bad: one rule for every card, with the basis it rests on.

A target comes first (as far as it is due by now), then the benchmark. Comparisons with the past
never turn a card red: they only say that it is worth a look. Nothing is judged that is not ``ok``.
A crossed red line (a failed veto item) is bad whatever the figure; of several stores it says that
one of them is worth a look.
"""

from dataclasses import dataclass
from enum import StrEnum

from dashboards.board.pace import Pace
from metrics.model.formula import Ratio
from metrics.model.kpi import Direction, Kpi, Unit
from metrics.model.windows import FULL_SELECTION, MONTHS, QUARTERS, SELECTION, YEAR
from metrics.result import Figure, Note, State

_WHOLE = {MONTHS, QUARTERS, YEAR, FULL_SELECTION}
# So far below what is due, a figure is worth a look and not yet bad.
_TOLERANCE = 0.05
# A worsening against both comparisons of more than this is worth a look.
_NOTABLE, _NOTABLE_POINTS = 0.10, 0.03


class Level(StrEnum):
    """How good a figure is, worst first."""

    BAD = "bad"
    WATCH = "watch"
    GOOD = "good"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level and what it rests on.

    That is ``red_line``, ``target``, ``pace``, ``benchmark``, ``past`` or nothing.
    """

    level: Level
    basis: str = ""


UNJUDGED = Judgement(Level.NONE)


def judge(kpi: Kpi, figure: Figure, pace: Pace | None, share: float = 1.0) -> Judgement:
    """Say how good a figure is.

    Args:
        kpi: the KPI.
        figure: its figure.
        pace: against its target, where it has one.
        share: of the period's business days that have passed.
    """
    if figure.state is not State.OK or figure.value is None:
        return UNJUDGED
    if figure.note is Note.RED_LINE:
        return Judgement(Level.BAD if figure.stores == 1 else Level.WATCH, "red_line")
    if pace is not None and kpi.direction is not Direction.BAND:
        basis = "pace" if pace.share < 1 else "target"
        # Nobody is behind by a fifth of a car.
        due = round(pace.due) if pace.share < 1 else pace.due
        return Judgement(_against(figure.value, due, kpi.direction), basis)
    benchmark = kpi.benchmark
    if benchmark is not None and (benchmark.low is not None or benchmark.high is not None):
        due = share if grows_with_time(kpi) else 1.0
        low, high = (
            None if edge is None else edge * due for edge in (benchmark.low, benchmark.high)
        )
        level = _within(kpi, figure.value, low, high)
        if level is Level.BAD and benchmark.source is None:
            # A rule of thumb calls for a look, not for action.
            level = Level.WATCH
        return Judgement(level, "benchmark")
    return _past(kpi, figure)


def is_better(kpi: Kpi, change: float | None) -> bool | None:
    """Whether a change is for the better; None where there is no telling."""
    if change is None or change == 0 or kpi.direction is Direction.BAND:
        return None
    return (change > 0) == (kpi.direction is Direction.UP)


def grows_with_time(kpi: Kpi) -> bool:
    """Whether the numerator runs to date while the denominator is that of whole months."""
    if not isinstance(kpi.formula, Ratio):
        return False
    whole = {leaf.window for leaf in kpi.formula.denominator.leaves()} & _WHOLE
    to_date = any(leaf.window == SELECTION for leaf in kpi.formula.numerator.leaves())
    parts = any(leaf.window == SELECTION for leaf in kpi.formula.denominator.leaves())
    return bool(whole) and to_date and not parts


def _against(value: float, due: float, direction: Direction) -> Level:
    short = due - value if direction is Direction.UP else value - due
    if short <= 0:
        return Level.GOOD
    return Level.WATCH if short <= _TOLERANCE * abs(due) else Level.BAD


def _within(kpi: Kpi, value: float, low: float | None, high: float | None) -> Level:
    levels = []
    if kpi.direction is Direction.UP:
        edge = low if low is not None else high
        levels = [] if edge is None else [_against(value, edge, Direction.UP)]
    elif kpi.direction is Direction.DOWN:
        edge = high if high is not None else low
        levels = [] if edge is None else [_against(value, edge, Direction.DOWN)]
    else:
        levels += [] if low is None else [_against(value, low, Direction.UP)]
        levels += [] if high is None else [_against(value, high, Direction.DOWN)]
    order = list(Level)
    return min(levels, key=order.index, default=Level.NONE)


def _past(kpi: Kpi, figure: Figure) -> Judgement:
    worse = []
    for name in ("prior", "year"):
        found = figure.compared.get(name)
        if found is None or found.change is None or is_better(kpi, found.change) is not False:
            return UNJUDGED
        size = found.change if kpi.unit is Unit.PERCENT else found.relative
        limit = _NOTABLE_POINTS if kpi.unit is Unit.PERCENT else _NOTABLE
        worse.append(size is not None and abs(size) > limit)
    return Judgement(Level.WATCH, "past") if worse and all(worse) else UNJUDGED
