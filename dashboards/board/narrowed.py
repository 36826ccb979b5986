"""The figure of a step on the way down, with the comparisons that the address asks for."""

from collections.abc import Sequence
from dataclasses import replace

from dashboards.asking import ask_once
from dashboards.board.judgement import judge
from dashboards.board.path import NoSuchStepError, Path
from dashboards.board.tiles import MONTHS_SHOWN, QUARTERS_SHOWN, Board, Tile
from dashboards.periods import months_back, quarters_back
from metrics.comparison import last_year, prior
from metrics.model.kpi import Cadence, Kpi, Unit
from metrics.model.period import Period, buckets
from metrics.reader import Question
from metrics.result import Compared, Figure, Result, State

COMPARED = ("prior", "year")


def questions_of(path: Path, kpi: Kpi, period: Period) -> tuple[Question, ...]:
    """The member of the last step in the period, in each that it is held against, in its past."""
    if not path.members:
        return ()
    periods = (period, *_periods(path, period).values(), *_past(path, kpi).values())
    return tuple(_question(path, kpi, one) for one in periods)


def narrowed(path: Path, tile: Tile, results: Sequence[Result]) -> Tile:
    """A tile of the member of the last step in place of one of all members.

    Args:
        path: with at least one member.
        tile: of all members of the same stores.
        results: the answers to the questions, in their order.

    Raises:
        NoSuchStepError: the member has no figure in the period.
    """
    figures = [_of_member(path, tile.kpi, result) for result in results]
    own = figures[0]
    if own is None:
        raise NoSuchStepError(path.members[-1], "path.no_member", path.steps[:-1])
    held_against, past = _periods(path, tile.period), _past(path, tile.kpi)
    others = zip(held_against.items(), figures[1 : len(held_against) + 1], strict=True)
    compared = {
        name: _compared(tile.kpi, own, other, period)
        for (name, period), other in others
        if other is not None
    }
    figure = own._replace(compared=compared)
    level = judge(tile.kpi, figure, None)
    trend = tuple(
        _of_piece(tile.kpi, key, found)
        for key, found in zip(past, figures[len(held_against) + 1 :], strict=True)
    )
    return replace(tile, figure=figure, trend=trend, pace=None, judgement=level)


def _past(path: Path, kpi: Kpi) -> dict[tuple[str, str], Period]:
    """The months or quarters of the trend, oldest first, by grain and key."""
    visit = path.narrow
    if kpi.cadence is Cadence.QUARTER:
        whole, grain = quarters_back(visit.period, visit.as_of, QUARTERS_SHOWN), "quarter"
    else:
        whole, grain = months_back(visit.period, visit.as_of, MONTHS_SHOWN), "month"
    return {(grain, piece.key(grain)): piece for piece in buckets(whole, grain)}


def _of_piece(kpi: Kpi, key: tuple[str, str], found: Figure | None) -> Figure:
    """A figure of the trend; without a value where the member did not occur."""
    keys = dict((key,))
    if found is None:
        return Figure(kpi.id, keys, None, None, None, kpi.unit, State.NO_DATA)
    return found._replace(keys=keys)


def _periods(path: Path, period: Period) -> dict[str, Period]:
    visit = path.narrow
    calendar, past = visit.calendar, period.until(visit.as_of) or period
    found = {
        "prior": lambda: prior(past, calendar.is_business_day, calendar.fiscal_start),
        "year": lambda: last_year(
            past, calendar.last_year, calendar.is_business_day, calendar.fiscal_start
        ),
    }
    return {name: found[name]() for name in COMPARED if name in visit.view.compare}


def _question(path: Path, kpi: Kpi, period: Period) -> Question:
    *before, (name, _) = path.members
    selection = path.narrow.select(period, by=(name,))
    return Question(replace(selection, members=tuple(before)), (kpi,))


def _of_member(path: Path, kpi: Kpi, result: Result) -> Figure | None:
    name, member = path.members[-1]
    found = (figure for figure in result.of(kpi.id) if figure.keys.get(name) == member)
    return next(found, None)


def _compared(kpi: Kpi, own: Figure, other: Figure, period: Period) -> Compared:
    change = relative = None
    if own.value is not None and other.value is not None:
        change = own.value - other.value
        if kpi.unit is not Unit.PERCENT and other.value != 0:
            relative = change / abs(other.value)
    return Compared(
        other.value, other.numerator, other.denominator, other.state, change, relative, period
    )


def tile_of(path: Path, kpi: Kpi) -> Tile:
    """The figure of a step, with nothing of what lies below it.

    Raises:
        NoSuchStepError: the member of the last step has no figure in the period.
    """
    board = Board(path.narrow, [kpi])
    (tile,) = board.tiles(ask_once(path.narrow, board.questions))
    if not path.members:
        return tile
    return narrowed(path, tile, ask_once(path.narrow, questions_of(path, kpi, tile.period)))
