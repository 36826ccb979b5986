"""The list of actions, by department or by store: what is due, what was done, and the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from access.notebook import About, Action, Status
from access.notebook.actions import MONEY
from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.format import show, show_day
from dashboards.notebook.beside import figures_now
from dashboards.notebook.words import (
    SOON,
    after_text,
    before_text,
    expected_text,
    state_of,
    subject_text,
)
from dashboards.visit import Visit
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.period import Period
from metrics.result import Figure

BY_DEPARTMENT, BY_STORE = "department", "store"
CLOSED_SHOWN = 60
# The measures that are in view with their figures; more would ask for too many periods at once.
WITH_FIGURES = 300
Now = Mapping[About, tuple[Figure, Period]]


@dataclass(frozen=True, slots=True)
class _Line:
    action: Action
    kpi: Kpi | None


def actions_list(visit: Visit) -> list[Component]:
    """The actions of the stores in view: a summary, then a table for each department or store."""
    lines = lines_of(visit)
    if not lines:
        return [_nothing(visit.say("actions.none"))]
    current = [line for line in lines if line.action.status is Status.OPEN]
    closed = [line for line in lines if line.action.status is not Status.OPEN]
    closed.sort(key=lambda line: (line.action.closed_on, line.action.id), reverse=True)
    shown = [*sorted(current, key=_urgency), *closed[:CLOSED_SHOWN]]
    now = figures_now(visit, [line.action.about for line in shown[:WITH_FIGURES]])
    by = BY_STORE if visit.view.by == BY_STORE else BY_DEPARTMENT
    parts: list[Component] = [_summary(visit, current, by)]
    parts += [
        _group(visit, title, own, now) for title, own in _groups(visit, shown[: len(current)], by)
    ]
    if closed:
        parts.append(_closed(visit, closed, now))
    return parts


def lines_of(visit: Visit) -> list[_Line]:
    """The actions of the stores in view on KPIs that the reader may see, the newest first."""
    if visit.notebook is None:
        return []
    codes = [store.code for store in visit.stores()]
    found = visit.notebook.actions(visit.scope, codes)
    lines = [_Line(a, next(iter(visit.kpis((a.about.kpi,))), None)) for a in found]
    return [line for line in lines if line.kpi is not None]


def action_rows(visit: Visit, lines: Sequence[_Line], now: Now, *, short: bool = False) -> html.Div:
    """A table of actions.

    Args:
        visit: for the language.
        lines: in order.
        now: the figures as they are now.
        short: without store and KPI, where the place says them.
    """
    heads = ["measure", "owner", "state", "expected", "before", "after"]
    if not short:
        heads[1:1] = ["store", "figure"]
    head = html.Tr([html.Th(visit.say(f"action.{name}"), scope="col") for name in heads])
    body = [_row(visit, line, now.get(line.action.about), heads) for line in lines]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="fc-actions")
    return html.Div(table, className="fc-actions-box")


def _row(
    visit: Visit, line: _Line, now: tuple[Figure, Period] | None, heads: Sequence[str]
) -> html.Tr:
    action, kpi = line.action, line.kpi
    assert kpi is not None  # others are not listed
    level, state = state_of(visit, action)
    tone, after = after_text(visit, kpi, action, now)
    link = html.A(action.said.measure, href=f"/actions/{action.id}")
    result = [html.Small(action.result)] if action.result else []
    figure = html.A(
        visit.words(kpi.name), href=drill_address(visit, kpi.id), **extra({"data-drill": kpi.id})
    )
    subject = subject_text(visit, action)
    due = [html.Small(show_day(action.said.due))] if action.said.due is not None else []
    cells: dict[str, tuple[list[Component | str], str]] = {
        "measure": ([link, *result], ""),
        "store": ([_store(visit, action)], ""),
        "figure": ([figure, *([html.Small(subject)] if subject else [])], ""),
        "owner": ([action.said.owner], ""),
        "state": ([html.Span(state, className=f"fc-pill is-{level}"), *due], ""),
        "expected": ([expected_text(visit, kpi, action) or "–"], "is-number"),
        "before": ([before_text(visit, kpi, action)], "is-number"),
        "after": ([after], f"is-number {tone}"),
    }
    made = []
    for name in heads:
        children, kind = cells[name]
        label = extra({"data-label": visit.say(f"action.{name}")})
        made.append(
            html.Th(children, scope="row", **label)
            if name == "measure"
            else html.Td(children, className=kind, **label)
        )
    return html.Tr(made)


def _urgency(line: _Line) -> tuple[bool, object, int]:
    due = line.action.said.due
    return due is None, due or line.action.id, line.action.id


def _store(visit: Visit, action: Action) -> str:
    code = action.about.store
    return next((store.name for store in visit.open_stores if store.code == code), code)


def _groups(visit: Visit, lines: Sequence[_Line], by: str) -> list[tuple[str, list[_Line]]]:
    found: dict[str, list[_Line]] = {}
    for line in lines:
        assert line.kpi is not None  # others are not listed
        name = line.action.about.store if by == BY_STORE else line.kpi.department.value
        found.setdefault(name, []).append(line)
    if by == BY_STORE:
        names = {store.code: store.name for store in visit.open_stores}
        return [(names.get(code, code), found[code]) for code in sorted(found)]
    order = [d.value for d in Department if d.value in found]
    return [(visit.say(f"page.{name}"), found[name]) for name in order]


def _group(visit: Visit, title: str, lines: Sequence[_Line], now: Now) -> html.Section:
    overdue = sum(line.action.is_overdue(visit.as_of) for line in lines)
    count = visit.say("actions.count", open=len(lines), overdue=overdue)
    head = html.Header(
        html.Div([html.H2(title), html.P(count, className="fc-answer")]),
    )
    return html.Section([head, action_rows(visit, lines, now)], className="fc-panel")


def _closed(visit: Visit, closed: Sequence[_Line], now: Now) -> html.Details:
    title = visit.say("actions.closed", count=len(closed))
    said = []
    if len(closed) > CLOSED_SHOWN:
        said.append(html.P(visit.say("actions.closed_newest", count=CLOSED_SHOWN)))
    left_out = _left_out(visit)
    if left_out:
        said.append(html.P(visit.say("actions.closed_left_out", count=f"{left_out:,}")))
    return html.Details(
        [html.Summary(title), *said, action_rows(visit, closed[:CLOSED_SHOWN], now)],
        className="fc-panel fc-actions-closed",
    )


def _left_out(visit: Visit) -> int:
    if visit.notebook is None:
        return 0
    return visit.notebook.closed_left_out(visit.scope, [store.code for store in visit.stores()])


def _summary(visit: Visit, current: Sequence[_Line], by: str) -> html.Section:
    today = visit.as_of
    days = [a.said.due for a in (line.action for line in current) if a.said.due is not None]
    overdue = sum(day < today for day in days)
    due = sum(0 <= (day - today).days <= SOON for day in days)
    said = [
        visit.say(
            "actions.lead",
            day=show_day(today),
            open=len(current),
            overdue=overdue,
            due=due,
            soon=SOON,
        )
    ]
    money = [
        line.action.said.expected
        for line in current
        if line.action.said.expected is not None and line.action.said.expected_unit == MONEY
    ]
    if money:
        text = show(sum(money), Unit.CNY, visit.language).text
        said.append(visit.say("actions.money", money=text, count=len(money)))
    return html.Section(
        [html.Div([html.P(text) for text in said]), _switch(visit, by)],
        className="fc-panel fc-actions-head",
    )


def _switch(visit: Visit, current: str) -> html.Nav:
    return html.Nav(
        [
            html.A(
                visit.say(f"actions.by.{name}"),
                href=visit.view.address(visit.path, by=value),
                className="is-current" if name == current else "",
                **extra({"data-by": value}),
            )
            for name, value in ((BY_DEPARTMENT, ""), (BY_STORE, BY_STORE))
        ],
        className="fc-segments",
        **extra({"aria-label": visit.say("actions.by")}),
    )


def _nothing(text: str) -> html.Div:
    icon = html.Span(className="icon icon-info", **extra({"aria-hidden": "true"}))
    return html.Div([icon, html.P(text)], className="fc-panel fc-notice", role="status")
