"""Tiles: each KPI's figure with its trend, pace and judgement, from a handful of questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.board.judgement import Judgement, judge
from dashboards.board.pace import Pace, elapsed_share, pace_of, planned_share
from dashboards.periods import before, closed_months, closed_quarter, months_back, quarters_back
from dashboards.visit import Visit
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Result

MONTHS_SHOWN = 13
QUARTERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """What a card shows.

    Attributes:
        kpi: the KPI.
        figure: of the period.
        period: of the figure; not that of the page where the KPI closes later.
        is_slow: whether it only has closed months or quarters.
        trend: figures by month or quarter, oldest first.
        pace: against the target.
        judgement: how good it is.
    """

    kpi: Kpi
    figure: Figure
    period: Period
    is_slow: bool
    trend: tuple[Figure, ...]
    pace: Pace | None
    judgement: Judgement


def stores_missing(tiles: Sequence[Tile]) -> tuple[str, ...]:
    """The stores that most of the daily figures lack; one empty table is no missing store."""
    daily = [tile for tile in tiles if not tile.is_slow]
    counts = Counter(code for tile in daily for code in tile.figure.missing)
    return tuple(sorted(code for code, count in counts.items() if 2 * count > len(daily)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the period that its figures are shown under."""

    question: Question
    period: Period
    is_trend: bool


class Board:
    """The questions behind some tiles, and the way back from the answers.

    Args:
        visit: who looks at what.
        kpis: to be shown, in order.
        with_bands: whether the trends tell what is ordinary for each of their periods.
    """

    def __init__(self, visit: Visit, kpis: Sequence[Kpi], *, with_bands: bool = False) -> None:
        self._visit = visit
        self._bands = ("band",) if with_bands else ()
        self._kpis = tuple(kpis)
        self._asked = tuple(self._make())

    @property
    def questions(self) -> tuple[Question, ...]:
        """To be asked together with the other questions of the page."""
        return tuple(asked.question for asked in self._asked)

    def tiles(self, results: Sequence[Result]) -> tuple[Tile, ...]:
        """The tiles, in the order of the KPIs.

        Args:
            results: the answers to ``questions``, in their order.
        """
        figures: dict[str, list[tuple[Figure, Period]]] = {}
        trends: dict[str, tuple[Figure, ...]] = {}
        for asked, result in zip(self._asked, results, strict=True):
            for kpi in asked.question.kpis:
                if asked.is_trend:
                    trends[kpi.id] = result.of(kpi.id)
                else:
                    figures.setdefault(kpi.id, []).append((result.figure(kpi.id), asked.period))
        return tuple(self._tile(kpi, figures[kpi.id], trends[kpi.id]) for kpi in self._kpis)

    def _make(self) -> list[_Asked]:
        visit, compare = self._visit, (*self._visit.view.compare, "target")
        period, as_of = visit.period, visit.as_of
        month, quarter = closed_months(period, as_of), closed_quarter(period, as_of)
        made: list[_Asked] = []
        for cadence, periods in (
            (Cadence.DAY, (period,)),
            (Cadence.MONTH, (month, before(month))),
            (Cadence.QUARTER, (quarter, before(quarter))),
        ):
            kpis = tuple(kpi for kpi in self._kpis if kpi.cadence is cadence)
            if not kpis:
                continue
            for one in periods:
                paced = (*compare, "pace") if cadence is Cadence.DAY else compare
                question = Question(visit.select(one, compare=paced), kpis)
                made.append(_Asked(question, one, is_trend=False))
            if cadence is Cadence.QUARTER:
                past, grain = quarters_back(period, as_of, QUARTERS_SHOWN), "quarter"
            else:
                past, grain = months_back(period, as_of, MONTHS_SHOWN), "month"
            paced = ("pace", *self._bands) if grain == "month" else self._bands
            question = Question(visit.select(past, by=(grain,), compare=paced), kpis)
            made.append(_Asked(question, past, is_trend=True))
        return made

    def _tile(
        self, kpi: Kpi, found: Sequence[tuple[Figure, Period]], trend: tuple[Figure, ...]
    ) -> Tile:
        """The newest period that has a value; the newest of all where none has."""
        figure, period = next((pair for pair in found if pair[0].value is not None), found[0])
        share = elapsed_share(period, self._visit.as_of, self._visit.calendar)
        planned = planned_share(period, self._visit.as_of, self._visit.calendar)
        pace = pace_of(kpi, figure, period, planned)
        if pace is None and "target" in figure.compared:
            # A target that the period does not bear says nothing.
            kept = {name: c for name, c in figure.compared.items() if name != "target"}
            figure = figure._replace(compared=kept)
        slow = kpi.cadence is not Cadence.DAY
        return Tile(kpi, figure, period, slow, trend, pace, judge(kpi, figure, pace, share))
