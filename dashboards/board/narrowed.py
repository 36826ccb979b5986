"""The figure of a step on the way down, with the comparisons that the address asks for."""

from collections.abc import Sequence
from dataclasses import replace

from dashboards.asking import ask_once
from dashboards.board.judgement import judge
from dashboards.board.path import NoSuchStepError, Path
from dashboards.board.tiles import Board, Tile
from metrics.comparison import last_year, prior
from metrics.model.kpi import Kpi, Unit
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Compared, Figure, Result

COMPARED = ("prior", "year")


def questions_of(path: Path, kpi: Kpi, period: Period) -> tuple[Question, ...]:
    """The member of the last step in the period, then in each period that it is held against."""
    if not path.members:
        return ()
    return tuple(_question(path, kpi, one) for one in (period, *_periods(path, period).values()))


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
    others = zip(_periods(path, tile.period).items(), figures[1:], strict=True)
    compared = {
        name: _compared(tile.kpi, own, other, period)
        for (name, period), other in others
        if other is not None
    }
    figure = own._replace(compared=compared)
    level = judge(tile.kpi, figure, None)
    return replace(tile, figure=figure, trend=(), pace=None, judgement=level)


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
