"""The handbook: what every KPI means, with its live sides, and the glossary below."""

from collections import Counter
from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.benchmarks import benchmark_text
from dashboards.components.attributes import extra
from dashboards.components.computed import computed
from dashboards.components.glossary import glossary, glossary_link
from dashboards.components.state import state_line
from dashboards.format import show_figure, show_period, show_unit
from dashboards.page import Answer, Page
from dashboards.periods import closed_months, closed_quarter
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.extracts import extract_of, heading_of
from metrics.lineage import SourceColumn, source_columns
from metrics.model.kpi import Cadence, Department, Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure


def tools(visit: Visit) -> Sequence[Component]:
    """The search box, whose entries the browser hides and shows, and the way to each part."""
    return [
        html.Div(
            [
                html.Div(
                    dcc.Input(
                        id="handbook-search",
                        type="search",
                        placeholder=visit.say("handbook.search", count=len(CATALOGUE)),
                        className="form-control",
                        debounce=False,
                        autoComplete="off",
                    ),
                    className="fc-handbook-search",
                ),
                glossary_link(visit),
            ],
            className="fc-tools",
        ),
        html.Nav(
            [
                html.A(
                    [visit.say(f"page.{department.value}"), html.Small(str(count))],
                    href=f"#handbook-{department.value}",
                )
                for department, count in Counter(kpi.department for kpi in CATALOGUE).items()
            ],
            className="fc-handbook-parts",
            **extra({"aria-label": visit.say("handbook.parts")}),
        ),
    ]


def answer(visit: Visit, report: LoadReport) -> Answer:
    """Every KPI under its department; figures where the department is open to the reader."""
    live = _live(visit) if visit.open_stores else {}
    body: list[Component] = []
    for department in Department:
        kpis = [kpi for kpi in CATALOGUE if kpi.department is department]
        if not kpis:
            continue
        title = visit.say(f"page.{department.value}")
        body.append(
            html.Section(
                [
                    html.H2(f"{title} · {len(kpis)}", className="fc-chapter"),
                    html.Div([_entry(visit, kpi, live.get(kpi.id)) for kpi in kpis]),
                ],
                className="fc-handbook",
                id=f"handbook-{department.value}",
            )
        )
    return Answer(body=body, more=glossary(visit))


def _live(visit: Visit) -> Mapping[str, Figure]:
    """The figures in the period, or in the newest one that is closed."""
    questions = []
    for cadence, days in _periods(visit).items():
        kpis = tuple(k for k in CATALOGUE if k.cadence is cadence and visit.may_see(k))
        if kpis:
            questions.append(Question(visit.select(days), kpis))
    results = ask_once(visit, questions)
    return {figure.kpi: figure for result in results for figure in result.rows}


def _periods(visit: Visit) -> Mapping[Cadence, Period]:
    """The days that figures are about, by the shortest period that they have."""
    period, as_of = visit.period, visit.as_of
    return {
        Cadence.DAY: period,
        Cadence.MONTH: closed_months(period, as_of),
        Cadence.QUARTER: closed_quarter(period, as_of),
    }


def _entry(visit: Visit, kpi: Kpi, figure: Figure | None) -> html.Details:
    value = show_figure(figure, visit.language).text if figure is not None else ""
    facts = [
        ("direction", visit.say(f"direction.{kpi.direction.value}")),
        ("unit", show_unit(kpi.unit, visit.language)),
        ("rollup", visit.say(f"rollup.{kpi.rollup.name.lower()}")),
        ("cadence", visit.say(f"cadence.{kpi.cadence.value}")),
        ("benchmark", benchmark_text(visit, kpi)),
    ]
    sources = source_columns(kpi)
    if kpi.matures_after:
        facts.append(("matures", visit.say("handbook.days", days=kpi.matures_after)))
    meaning: list[Component] = [
        html.P(visit.words(kpi.purpose), className="fc-purpose"),
        html.P([html.Strong(visit.say("handbook.formula")), " ", visit.words(kpi.reads)]),
        html.P(
            [html.Strong(visit.say("handbook.pitfalls")), " ", visit.words(kpi.pitfalls)],
            className="fc-pitfalls",
        ),
        html.Dl(
            [
                cell
                for name, text in facts
                for cell in (html.Dt(visit.say(f"handbook.{name}")), html.Dd(text))
            ],
            className="fc-facts",
        ),
        html.P(
            [html.Strong(visit.say("handbook.sources")), " ", _sources(visit, sources)],
            className="fc-sources",
        ),
    ]
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(visit.words(kpi.name), className="fc-entry-name"),
                    html.Span(visit.words(kpi.chapter), className="fc-muted"),
                    html.Code(kpi.id),
                    html.Span(value, className="fc-entry-value"),
                ]
            ),
            html.Div([html.Div(meaning), _figure(visit, kpi, figure)], className="fc-entry-body"),
        ],
        className="fc-entry",
        id=f"kpi-{kpi.id}",
        **extra({"data-search": _search(kpi, sources)}),
    )


def _figure(visit: Visit, kpi: Kpi, figure: Figure | None) -> html.Div:
    if figure is None:
        return html.Div(visit.say("handbook.closed"), className="fc-muted")
    link = html.A(
        visit.say("handbook.documents"),
        href=visit.view.address(visit.path, kpis=(kpi.id,)),
        **extra({"data-drill": kpi.id}),
    )
    parts = [_about(visit, kpi), computed(visit, kpi, figure), state_line(visit, kpi, figure), link]
    return html.Div([part for part in parts if part is not None], className="fc-live")


def _about(visit: Visit, kpi: Kpi) -> html.P:
    """Whose figures these are, and of which days."""
    stores = visit.stores()
    who = stores[0].name if len(stores) == 1 else visit.say("handbook.stores", count=len(stores))
    days = show_period(_periods(visit)[kpi.cadence], visit.language)
    return html.P(f"{who} · {days}", className="fc-muted")


def _sources(visit: Visit, columns: Sequence[SourceColumn]) -> str:
    """The columns, each under the list that brings it, as the list calls them."""
    by_table: dict[str, list[str]] = {}
    for column in columns:
        by_table.setdefault(column.table.name, []).append(visit.words(heading_of(column)))
    joint = visit.say("note.separator")
    lists = (
        visit.say("handbook.source", list=visit.words(extract_of(table)), columns=joint.join(names))
        for table, names in by_table.items()
    )
    return visit.say("handbook.next_source").join(lists)


def _search(kpi: Kpi, columns: Sequence[SourceColumn]) -> str:
    """Everything that a reader might look for, in both languages."""
    lists = dict.fromkeys(column.table.name for column in columns)
    words = [kpi.name, kpi.chapter, kpi.purpose, kpi.reads, kpi.pitfalls, *map(extract_of, lists)]
    return " ".join([kpi.id, *lists, *(text for w in words for text in (w.zh, w.en))]).lower()


PAGE = Page(
    "/handbook",
    "handbook",
    answer,
    filters=("period",),
    group="tools",
    tools=tools,
    needs_stores=False,
)
