"""The grid of a page: KPIs by store or by a dimension, with a switch between the groupings."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboards.charts.members import key_of, keys_of, member_of
from dashboards.charts.ranking import breaks_down
from dashboards.charts.steps import steps_text
from dashboards.components.attributes import extra
from dashboards.components.export import export_link
from dashboards.components.grid import Column, grid
from dashboards.format import show_cell, show_period, unit_word
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.model.formula import measures_of
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Result, State

SIGNS = {State.TOO_FEW: " *", State.PROVISIONAL: " ○", State.ESTIMATED: " ≈"}
"""What stands beside a value that is not a sound figure; a line under the grid explains it."""


class Table:
    """The questions behind a grid.

    Args:
        visit: who looks at what.
        kpis: columns, as far as the grouping bears them.
        groupings: dimensions on offer beside the stores.
    """

    def __init__(self, visit: Visit, kpis: Sequence[Kpi], groupings: Sequence[str]) -> None:
        offered = groupings_open(visit, groupings)
        default = "store" if "store" in offered else next(iter(offered), "")
        self.by = visit.view.by if visit.view.by in offered else default
        self.kpis = tuple(kpi for kpi in kpis if self.by == "store" or breaks_down(kpi, self.by))
        self.questions = self._make(visit) if self.by and self.kpis else ()

    def _make(self, visit: Visit) -> tuple[Question, ...]:
        daily = tuple(kpi for kpi in self.kpis if kpi.cadence is Cadence.DAY)
        slow = tuple(kpi for kpi in self.kpis if kpi.cadence is not Cadence.DAY)
        asked: list[tuple[Period, tuple[Kpi, ...]]] = [(visit.period, daily)]
        asked.append((closed_months(visit.period, visit.as_of), slow))
        return tuple(
            Question(visit.select(period, by=keys_of(visit, self.by)), kpis)
            for period, kpis in asked
            if kpis
        )


def groupings_open(visit: Visit, groupings: Sequence[str]) -> tuple[str, ...]:
    """The groupings that make sense: stores where there are several, dimensions that exist."""
    known = {name for kpi in CATALOGUE for name in _dimensions(kpi)}
    offered = [name for name in groupings if name in known]
    return ("store", *offered) if len(visit.stores()) > 1 else tuple(offered)


def _dimensions(kpi: Kpi) -> set[str]:
    return {name for measure in measures_of(kpi.formula) for name in measure.fact.dimensions}


def table_of(
    visit: Visit, table: Table, results: Sequence[Result], offered: Sequence[str]
) -> list[html.Section]:
    """Draw the grid with its switch; nothing where there is nothing to group by."""
    if not table.questions:
        return []
    figures = [f for kpi in table.kpis for result in results for f in result.of(kpi.id)]
    title = html.H2(visit.say("table.title", by=visit.say(f"by.{table.by}")))
    hint = html.P(_hint(visit, table, figures), className="fc-answer")
    heading = html.Div([title, hint] if hint.children else [title])
    return [
        html.Section(
            [
                html.Header([heading, _tools(visit, table.by, offered)]),
                grid(
                    "page-grid",
                    _columns(visit, table),
                    rows_of(visit, table.by, figures),
                    visit.language,
                    row_id="at",
                ),
            ],
            className="fc-panel fc-table fc-descends",
        )
    ]


def _hint(visit: Visit, table: Table, figures: Sequence[Figure]) -> str:
    """The month of those that close later, and what the signs behind values stand for."""
    states = {figure.state for figure in figures if figure.value is not None}
    said = []
    closed = closed_months(visit.period, visit.as_of)
    if closed != visit.period and any(kpi.cadence is not Cadence.DAY for kpi in table.kpis):
        said.append(visit.say("table.closed", period=show_period(closed, visit.language)))
    said += [visit.say(f"table.{state.value}") for state in SIGNS if state in states]
    return visit.say("table.joint").join(said)


def rows_of(visit: Visit, by: str, figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """One row for each member, with the bare value of each KPI and its text beside it."""
    rows: dict[str, dict[str, Any]] = {}
    for figure in figures:
        if figure.state is State.NOT_APPLICABLE or by not in figure.keys:
            continue
        key = key_of(figure, by)
        member = member_of(visit, by, figure)
        # The place tells rows apart whose steps are the same; a step holds a colon, it does not.
        at = f"{steps_text(visit, by, figure)}/{len(rows)}"
        row = rows.setdefault(key, {"member": member, "key": key, "at": at})
        text = show_cell(figure, visit.language)
        row[figure.kpi] = figure.value
        row[f"{figure.kpi}_text"] = f"{text}{SIGNS.get(figure.state, '')}"
    return [row for row in rows.values() if any(_has_value(row, figure) for figure in figures)]


def _has_value(row: Mapping[str, Any], figure: Figure) -> bool:
    return row.get(figure.kpi) is not None


def _columns(visit: Visit, table: Table) -> list[Column]:
    first = Column("member", visit.say(f"by.{table.by}"), pinned=True, width=130)
    return [first, *(_column(visit, kpi) for kpi in table.kpis)]


def _column(visit: Visit, kpi: Kpi) -> Column:
    tooltip = visit.words(kpi.reads)
    return Column(kpi.id, heading_of(visit, kpi), "shown", width=112, tooltip=tooltip)


def heading_of(visit: Visit, kpi: Kpi) -> str:
    """Name of a KPI with its unit, for the head of a column."""
    name, unit = visit.words(kpi.name), unit_word(kpi.unit, visit.language)
    return visit.say("table.heading", name=name, unit=unit) if unit else name


def _tools(visit: Visit, current: str, offered: Sequence[str]) -> html.Div:
    switch = _switch(visit, current, offered)
    taken = export_link(visit, "table")
    return html.Div([switch, taken] if switch else [taken], className="fc-documents-tools")


def _switch(visit: Visit, current: str, offered: Sequence[str]) -> html.Nav | None:
    if len(offered) < 2:
        return None
    links = [
        html.A(
            visit.say(f"by.{name}"),
            href=visit.view.address(visit.path, by=name),
            className="is-current" if name == current else "",
            **extra({"data-by": name}),
        )
        for name in offered
    ]
    return html.Nav(links, className="fc-segments", **extra({"aria-label": visit.say("table.by")}))
