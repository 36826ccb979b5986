"""Related KPIs: those that are made of the same sums, and their neighbours in the chapter."""

from collections.abc import Mapping

from dash import html

from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.format import show_figure
from dashboards.side_by_side.asked import period_of
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure

AT_MOST = 6


def related(visit: Visit, kpi: Kpi) -> list[tuple[Kpi, bool]]:
    """KPIs that the reader may see, the closest first, with whether they share a measure."""
    own = {measure.name for measure in kpi.measures}
    found = []
    for place, other in enumerate(CATALOGUE):
        if other is kpi or not visit.may_see(other):
            continue
        shared = len(own & {measure.name for measure in other.measures})
        beside = other.department is kpi.department and other.chapter == kpi.chapter
        if shared or beside:
            found.append((-shared, not beside, place, other))
    return [(other, shared < 0) for shared, _, _, other in sorted(found, key=lambda f: f[:3])][
        :AT_MOST
    ]


def related_questions(visit: Visit, kpi: Kpi) -> list[Question]:
    """Their figures, each in the period that it has."""
    periods: dict[Period, list[Kpi]] = {}
    for other, _ in related(visit, kpi):
        periods.setdefault(period_of(visit, other), []).append(other)
    return [Question(visit.select(period), tuple(kpis)) for period, kpis in periods.items()]


def related_part(visit: Visit, kpi: Kpi, figures: Mapping[str, Figure]) -> html.Section | None:
    """The section; None where a KPI has no relations."""
    others = related(visit, kpi)
    if not others:
        return None
    lines = [_line(visit, other, shares, figures.get(other.id)) for other, shares in others]
    return html.Section(
        [html.Header(html.H3(visit.say("teach.related"))), html.Ul(lines, className="fc-related")],
        className="fc-drill-part",
    )


def _line(visit: Visit, kpi: Kpi, shares: bool, figure: Figure | None) -> html.Li:
    chapter = visit.words(kpi.chapter)
    why = (
        visit.say("teach.related.measures")
        if shares
        else visit.say("teach.related.chapter", chapter=chapter)
    )
    value = "–" if figure is None else show_figure(figure, visit.language).text
    link = html.A(
        visit.words(kpi.name), href=drill_address(visit, kpi.id), **extra({"data-drill": kpi.id})
    )
    return html.Li([html.Span([link, html.Small(why)]), html.Strong(value)])
