"""Several stores in the form of one: a row each, the largest gap first."""

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import Level
from dashboards.components.attributes import extra
from dashboards.format import (
    NO_VALUE,
    show,
    show_cell,
    show_cell_difference,
    show_change,
    show_share,
    show_short,
)
from dashboards.morning.asked import Morning
from dashboards.morning.standing import Standing, stand_of
from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES, LINES
from metrics.money import HOME
from metrics.result import Figure

SHOWN = 12


def stores_panel(visit: Visit, morning: Morning) -> html.Section | None:
    """Gross of all lines of each store against its target; None for one store."""
    if len(morning.by_store) < 2:
        return None
    names = {store.code: store.name for store in visit.open_stores}
    rows = []
    for code, figures in morning.by_store.items():
        total = figures.get(ALL_LINES.id)
        if total is not None:
            rows.append((code, total, stand_of(visit, ALL_LINES, total, morning.month), figures))
    if not rows:
        return None
    rows.sort(key=lambda row: (row[2].gap is None, row[2].gap or 0.0, row[0]))
    heads = ("store", "to_date", "target", "attained", "gap", "year", "worst")
    head = html.Tr(
        [
            html.Th(visit.say(f"stores.head.{name}"), scope="col", className=f"is-{name}")
            for name in heads
        ]
    )
    body = [
        html.Tr(
            [
                html.Th(
                    html.A(names.get(code, code), href=visit.view.address("/", stores=(code,))),
                    scope="row",
                ),
                _td(visit, "to_date", _text(visit, total)),
                _td(visit, "target", _money(visit, standing.goal, total)),
                _td(visit, "attained", show_share(standing.attainment)),
                _td(visit, "gap", _gap(visit, standing, total), f"is-{standing.level.value}"),
                _td(visit, "year", _year(visit, total)),
                _td(visit, "worst", _worst(visit, morning, figures)),
            ],
            className=f"is-{standing.level.value}",
        )
        for code, total, standing, figures in rows[:SHOWN]
    ]
    table = html.Table([html.Thead(head), html.Tbody(body)], className="fc-lines is-stores")
    title = html.Header(html.H2(visit.say("stores.title")))
    parts: list[Component] = [title, html.Div(table, className="fc-lines-box")]
    if len(rows) > SHOWN:
        link = html.A(visit.say("stores.all", count=len(rows)), href=visit.view.address("/compare"))
        parts.append(html.P(link, className="fc-lines-foot"))
    return html.Section(parts, className="fc-panel fc-lines-panel")


def _td(visit: Visit, head: str, content: object, *classes: str) -> html.Td:
    return html.Td(
        content,  # type: ignore[arg-type]  # text or components
        className=" ".join((f"is-{head}", *classes)),
        **extra({"data-head": visit.say(f"stores.head.{head}")}),
    )


def _text(visit: Visit, figure: Figure) -> str:
    if figure.value is None:
        return visit.say("lines.no_data")
    return show_cell(figure, visit.language)


def _money(visit: Visit, value: float | None, figure: Figure) -> str:
    if figure.currency != HOME:
        return show(value, figure.unit, visit.language, figure.currency).text
    return show_short(value, figure.unit, visit.language)


def _gap(visit: Visit, standing: Standing, figure: Figure) -> list[object]:
    if standing.gap is None:
        return [NO_VALUE]
    arrow = "▬" if standing.gap == 0 else "▲" if standing.gap > 0 else "▼"
    said = show_cell_difference(standing.gap, figure, visit.language)
    return [html.Span(arrow, className="fc-arrow", **extra({"aria-hidden": "true"})), f" {said}"]


def _year(visit: Visit, figure: Figure) -> str:
    found = figure.compared.get("year")
    if found is None or found.change is None or found.value is None or found.value <= 0:
        return NO_VALUE
    return show_change(found.change, found.relative, figure.unit, visit.language)


def _worst(visit: Visit, morning: Morning, figures: dict[str, Figure]) -> str:
    """The line that is furthest behind, with its gap."""
    found = []
    for line in LINES:
        figure = figures.get(line.gross.id)
        if figure is None:
            continue
        standing = stand_of(visit, line.gross, figure, morning.month)
        if standing.gap is not None and standing.gap < 0:
            found.append((standing.gap, visit.words(line.words), standing.level, figure))
    if not found:
        return NO_VALUE
    gap, name, level, of = min(found, key=lambda each: each[0])
    said = show_cell_difference(gap, of, visit.language)
    mark = " !" if level is Level.BAD else ""
    return f"{name} {said}{mark}"
