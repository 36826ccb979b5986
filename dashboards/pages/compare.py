"""Compare: stores or groups of stores side by side, any KPIs, best and worst marked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.comparing import compare_rows, mark_rules
from dashboards.board.table import heading_of
from dashboards.charts.ranking import draw_ranking
from dashboards.components.attributes import extra
from dashboards.components.grid import Column, grid
from dashboards.page import Answer, Page
from dashboards.periods import closed_months
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.model.kpi import Cadence, Department, Kpi
from metrics.reader import Question
from metrics.result import Figure

DEFAULT = (
    "retail_deliveries",
    "front_gross_per_unit",
    "new_days_supply",
    "as_visits",
    "as_revenue_per_visit",
    "parts_first_fill_rate",
    "callback_3d_completion",
    "return_on_sales",
)
GROUPINGS = ("store", "region", "brand", "city", "size_class")
AT_MOST = 24


def chosen(visit: Visit) -> tuple[Kpi, ...]:
    """The KPIs that the address names, else a first choice."""
    return visit.kpis(visit.view.kpis)[:AT_MOST] or visit.kpis(DEFAULT)


def grouping(visit: Visit) -> str:
    """What a row is."""
    return visit.view.by if visit.view.by in GROUPINGS else "store"


def tools(visit: Visit) -> Sequence[Component]:
    """The chooser of KPIs."""
    options = [
        {
            "label": visit.words(kpi.name),
            "value": kpi.id,
            "search": f"{kpi.name.zh} {kpi.name.en} {kpi.id} {_department(visit, kpi)}",
        }
        for department in Department
        for kpi in CATALOGUE
        if kpi.department is department and visit.may_see(kpi)
    ]
    return [
        html.Div(
            [
                html.Span(visit.say("compare.choose"), className="fc-tool-label"),
                html.Div(
                    dcc.Dropdown(
                        id="compare-kpis",
                        options=options,
                        value=[kpi.id for kpi in chosen(visit)],
                        multi=True,
                        closeOnSelect=False,
                        labels=_labels(visit),
                    ),
                    className="fc-kpi-filter",
                ),
            ],
            className="fc-tools",
        )
    ]


def _labels(visit: Visit) -> Any:
    shared = ("select_all", "deselect_all", "clear_search", "clear_selection")
    return {
        **{name: visit.say(f"filter.{name}") for name in shared},
        "selected_count": visit.say("filter.selected_kpis"),
        "search": visit.say("filter.search_kpis"),
        "no_options_found": visit.say("filter.no_kpis"),
    }


def answer(visit: Visit, report: LoadReport) -> Answer:
    """One grid, and bars of the first KPI."""
    kpis, by = chosen(visit), grouping(visit)
    figures = _figures(visit, kpis, by)
    drawings = {}
    for kpi in kpis[:1]:
        own = [figure for figure in figures if figure.kpi == kpi.id]
        lead = draw_ranking(visit, kpi, own, by)
        name = visit.words(kpi.name)
        alone = sum(figure.value is not None for figure in own) == 1
        said = visit.say("compare.lead", name=name, answer=lead.answer)
        named = visit.say("compare.alone", name=name) if alone else said
        drawings["compare.lead"] = replace(lead, answer=named)
    rows = compare_rows(visit, kpis, figures, by)
    title = html.H2(visit.say("compare.title", by=visit.say(f"by.{by}")))
    hint = html.P(visit.say("compare.hint"), className="fc-answer")
    panel = html.Section(
        [
            html.Header([html.Div([title, hint]), _switch(visit, by)]),
            grid("compare-grid", _columns(visit, kpis, by), rows, visit.language),
        ],
        className="fc-panel fc-table",
    )
    return Answer(body=[panel], drawings=drawings)


def _figures(visit: Visit, kpis: Sequence[Kpi], by: str) -> list[Figure]:
    daily = tuple(kpi for kpi in kpis if kpi.cadence is Cadence.DAY)
    slow = tuple(kpi for kpi in kpis if kpi.cadence is not Cadence.DAY)
    closed = closed_months(visit.period, visit.as_of)
    questions = [
        Question(visit.select(period, by=(by,)), group)
        for period, group in ((visit.period, daily), (closed, slow))
        if group
    ]
    results = ask_once(visit, questions)
    return [figure for result in results for kpi in kpis for figure in result.of(kpi.id)]


def _columns(visit: Visit, kpis: Sequence[Kpi], by: str) -> list[Column]:
    first = Column("member", visit.say(f"by.{by}"), pinned=True, width=120)
    return [first, *(_column(visit, kpi) for kpi in kpis)]


def _column(visit: Visit, kpi: Kpi) -> Column:
    return Column(
        kpi.id,
        heading_of(visit, kpi),
        "shown",
        width=112,
        tooltip=visit.words(kpi.reads),
        rules=mark_rules(kpi.id),
    )


def _switch(visit: Visit, current: str) -> html.Nav:
    links: list[Any] = [
        html.A(
            visit.say(f"by.{name}"),
            href=visit.view.address(visit.path, by=name),
            className="is-current" if name == current else "",
            **extra({"data-by": name}),
        )
        for name in GROUPINGS
    ]
    return html.Nav(links, className="fc-segments", **extra({"aria-label": visit.say("table.by")}))


def _department(visit: Visit, kpi: Kpi) -> str:
    return visit.say(f"page.{kpi.department.value}")


PAGE = Page(
    "/compare",
    "compare",
    answer,
    ("compare.lead",),
    filters=("period",),
    group="tools",
    tools=tools,
)
