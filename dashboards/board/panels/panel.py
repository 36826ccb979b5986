"""What a panel is: a name, what it asks, what it draws, or why it is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from dash.development.base_component import Component

from dashboards.components.state import extract_names
from dashboards.periods import closed_months, closed_quarter
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period, last_of_month
from metrics.reader import Question
from metrics.result import Figure, Result, State
from metrics.supporting.registry import SUPPORTING
from metrics.worklists.model import Waiting, Worklist

_KNOWN = {kpi.id: kpi for kpi in (*CATALOGUE, *SUPPORTING)}


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to what a panel asked.

    Attributes:
        results: in the order of its questions; they may hold more KPIs.
        lists: its worklists, by name.
    """

    results: Sequence[Result] = ()
    lists: Mapping[str, Waiting] = field(default_factory=dict)

    def figures(self, kpi: Kpi, period: Period) -> list[Figure]:
        """Figures of a KPI among the answers about a period, each once.

        Members of a cohort that can still change are provisional, as the whole is.
        """
        answers = [result for result in self.results if result.period == period]
        rows = {id(figure): figure for result in answers for figure in result.of(kpi.id)}
        if not answers or kpi.matures_after == 0:
            return list(rows.values())
        return [_matured(kpi, figure, answers[0]) for figure in rows.values()]


def _matured(kpi: Kpi, figure: Figure, result: Result) -> Figure:
    end = result.period.end
    month = figure.keys.get("month")
    if month is not None:
        end = min(end, last_of_month(date.fromisoformat(f"{month}-01")))
    changes = end + timedelta(days=kpi.matures_after) > result.as_of
    if not changes or figure.state is not State.OK:
        return figure
    return figure._replace(state=State.PROVISIONAL)


class Panel(Protocol):
    """A panel of a page."""

    @property
    def name(self) -> str:
        """Key of its title."""
        ...

    def fits(self, visit: Visit) -> bool:
        """Whether this reader may see what it shows."""
        ...

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """Figures that it needs."""
        ...

    def worklists(self, visit: Visit) -> tuple[Worklist, ...]:
        """Lists that it needs."""
        ...

    def draw(self, visit: Visit, found: Found) -> Component | str:
        """The panel, or words that say why there is nothing to show."""
        ...


def figures_named(visit: Visit, names: Sequence[str]) -> tuple[Kpi, ...]:
    """KPIs and supporting figures by id, those that the reader may see.

    Raises:
        KeyError: there is none of that id.
    """
    return tuple(kpi for kpi in (_KNOWN[name] for name in names) if visit.may_see(kpi))


def is_in_catalogue(kpi: Kpi) -> bool:
    """Whether a figure is a KPI with documents of its own to walk to."""
    return kpi in CATALOGUE


def period_of(visit: Visit, kpi: Kpi) -> Period:
    """The period of a figure: what closes later is shown as of what is closed."""
    match kpi.cadence:
        case Cadence.MONTH:
            return closed_months(visit.period, visit.as_of)
        case Cadence.QUARTER:
            return closed_quarter(visit.period, visit.as_of)
        case _:
            return visit.period


def questions_of(
    visit: Visit, kpis: Sequence[Kpi], by: tuple[str, ...] = ()
) -> tuple[Question, ...]:
    """One question for each period that the figures need."""
    periods: dict[Period, list[Kpi]] = {}
    for kpi in kpis:
        periods.setdefault(period_of(visit, kpi), []).append(kpi)
    return tuple(
        Question(visit.select(period, by=by), tuple(own)) for period, own in periods.items()
    )


def why_empty(visit: Visit, kpis: Sequence[Kpi]) -> str:
    """Why none of some figures has a value: lists that never came, or nothing that happened."""
    stores = [store.code for store in visit.stores()]
    lacking: dict[str, None] = {}
    for kpi in kpis:
        lacking.update(dict.fromkeys(visit.reader.lacking_tables(kpi, stores)))
    if lacking:
        return visit.say("panel.lacking", what=extract_names(visit, tuple(lacking)))
    return visit.say("panel.nothing")
