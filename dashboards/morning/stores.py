"""Several stores in the form of one: a row each, the largest gap first."""

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import Level
from dashboards.components.attributes import extra
from dashboards.format import NO_VALUE, show_cell_difference
from dashboards.morning.asked import Morning
from dashboards.morning.cells import against, amount_text, figure_text, pace_cell
from dashboards.morning.standing import Standing, stand_of
from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES, LINES
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
    heads = ("store", "day", "to_date", "target", "pace", "gap", "prior", "year")
    head = html.Tr(
        [
            html.Th(
                _head(visit, name, f"{morning.day.end:%m-%d}"), scope="col", className=f"is-{name}"
            )
            for name in heads
        ]
    )
    body = [
        html.Tr(
            [
                html.Th(
                    [
                        html.A(names.get(code, code), href=visit.view.address("/", stores=(code,))),
                        *_worst(visit, morning, figures),
                    ],
                    scope="row",
                ),
                _td(visit, "day", figure_text(visit, morning.on_day_by_store.get(code))),
                _td(visit, "to_date", figure_text(visit, total), "is-strong"),
                _td(visit, "target", amount_text(visit, standing.goal, total)),
                _td(visit, "pace", pace_cell(visit, total, standing)),
                _td(visit, "gap", _gap(visit, standing, total), f"is-{standing.level.value}"),
                _td(visit, "prior", against(visit, total, "prior")),
                _td(visit, "year", against(visit, total, "year")),
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


def _head(visit: Visit, name: str, day: str) -> str:
    """The headings are those of the lines, but for what a row is."""
    if name == "day":
        return day
    return visit.say("stores.head.store" if name == "store" else f"lines.head.{name}")


def _td(visit: Visit, head: str, content: object, *classes: str) -> html.Td:
    return html.Td(
        content,  # type: ignore[arg-type]  # text or components
        className=" ".join((f"is-{head}", *classes)),
        **extra({"data-head": _head(visit, head, visit.say("lines.head.newest"))}),
    )


def _gap(visit: Visit, standing: Standing, figure: Figure) -> list[object]:
    if standing.gap is None:
        return [NO_VALUE]
    arrow = "▬" if standing.gap == 0 else "▲" if standing.gap > 0 else "▼"
    said = show_cell_difference(standing.gap, figure, visit.language)
    return [html.Span(arrow, className="fc-arrow", **extra({"aria-hidden": "true"})), f" {said}"]


def _worst(visit: Visit, morning: Morning, figures: dict[str, Figure]) -> list[Component]:
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
        return []
    gap, name, level, of = min(found, key=lambda each: each[0])
    said = show_cell_difference(gap, of, visit.language)
    mark = " !" if level is Level.BAD else ""
    return [html.Small(visit.say("stores.worst", line=f"{name} {said}{mark}"))]
