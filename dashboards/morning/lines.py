"""The table of the morning: a row for each line of the dealership, the largest gap first."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import Level
from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.components.why import why_link
from dashboards.format import (
    NO_VALUE,
    show,
    show_cell_difference,
    show_period,
)
from dashboards.morning.asked import Asking, Morning
from dashboards.morning.cells import against, amount_text, brief, figure_text, pace_cell
from dashboards.morning.standing import Standing, stand_of
from dashboards.periods import has_targets
from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES, LINES, NEW_CARS, OPERATING_EXPENSES, REBATES_ESTIMATED
from metrics.catalogue import kpi as kpi_of
from metrics.model.kpi import Kpi
from metrics.result import Figure

_NET = "net_profit"
_ABSORPTION = "absorption_total"
ABSORPTION_STEPS = (0.60, 0.80, 1.00, 1.20)
"""Edges of the bands in which service absorption is read."""


@dataclass(frozen=True, slots=True)
class _Row:
    kpi: Kpi
    figure: Figure
    standing: Standing
    note: str = ""
    is_total: bool = False


def lines_panel(visit: Visit, asking: Asking, morning: Morning) -> html.Section | None:
    """The table; None for a reader to whom no line is open."""
    rows = [_line(visit, morning, kpi) for kpi in asking.lines]
    rows.sort(key=lambda row: (row.standing.gap is None, row.standing.gap or 0.0))
    if ALL_LINES.id in morning.to_date:
        rows.append(_line(visit, morning, ALL_LINES, is_total=True))
    if not rows:
        return None
    booked = [_booked(visit, morning, name) for name in (OPERATING_EXPENSES.id, _NET)]
    body = [_tr(visit, morning, row) for row in rows]
    body += [_tr(visit, morning, row) for row in booked if row is not None]
    heads = ("line", "day", "to_date", "target", "pace", "gap", "prior", "year")
    words = {"day": f"{morning.day.end:%m-%d}"}
    head = html.Tr(
        [
            html.Th(
                visit.say(f"lines.head.{name}", day=words["day"])
                if name == "day"
                else visit.say(f"lines.head.{name}"),
                scope="col",
                className=f"is-{name}",
                title=visit.say(f"lines.why.{name}") if name in ("pace", "gap") else None,
            )
            for name in heads
        ]
    )
    table = html.Table(
        [
            html.Caption(visit.say("lines.caption"), className="visually-hidden"),
            html.Thead(head),
            html.Tbody(body),
        ],
        className="fc-lines",
    )
    title = html.Header(
        [html.H2(visit.say("lines.title")), html.P(_answer(visit, rows), className="fc-answer")]
    )
    parts = [title, html.Div(table, className="fc-lines-box"), _foot(visit, morning)]
    return html.Section(parts, className="fc-panel fc-lines-panel")


def _line(visit: Visit, morning: Morning, kpi: Kpi, *, is_total: bool = False) -> _Row:
    figure = morning.to_date[kpi.id]
    return _Row(
        kpi,
        figure,
        stand_of(visit, kpi, figure, morning.month),
        _note(visit, morning, kpi),
        is_total,
    )


def _note(visit: Visit, morning: Morning, kpi: Kpi) -> str:
    """Units behind the line, and what of it is only estimated."""
    said = []
    volume = next((line.volume for line in LINES if line.gross is kpi), None)
    counted = morning.to_date.get(volume) if volume else None
    if counted is not None and counted.value is not None:
        number = show(counted.value, counted.unit, visit.language).text
        key = "visits" if volume == "as_visits" else "cars"
        said.append(visit.say(f"lines.{key}", count=number))
    estimated = morning.to_date.get(REBATES_ESTIMATED.id) if kpi is NEW_CARS else None
    if estimated is not None and estimated.value:
        amount = brief(visit, estimated.value, estimated)
        said.append(visit.say("lines.rebates", amount=amount))
    return " · ".join(said)


def _booked(visit: Visit, morning: Morning, name: str) -> _Row | None:
    """Expenses or net: the closed month beside its target; the month so far is an estimate."""
    figure = morning.booked.get(name)
    if figure is None:
        return None
    kpi = kpi_of(name)
    note = visit.say("lines.closed", month=show_period(morning.closed, visit.language))
    return _Row(kpi, figure, stand_of(visit, kpi, figure, morning.closed), note)


def _tr(visit: Visit, morning: Morning, row: _Row) -> html.Tr:
    kpi, figure, standing = row.kpi, row.figure, row.standing
    is_booked = kpi.id in morning.booked
    name = html.A(
        _name(visit, kpi),
        href=drill_address(visit, kpi.id),
        **extra({"data-drill": kpi.id}),
    )
    note = [html.Small(row.note)] if row.note else []
    why = why_link(visit, kpi)
    level = standing.level
    cells: list[Component] = [
        html.Th([name, *([why] if why else []), *note], scope="row"),
        _td(visit, "day", "" if is_booked else figure_text(visit, morning.on_day.get(kpi.id))),
        _td(visit, "to_date", _to_date(visit, morning, row), "is-strong"),
        _td(visit, "target", amount_text(visit, standing.goal, figure)),
        _td(visit, "pace", pace_cell(visit, row.figure, row.standing)),
        _td(visit, "gap", _gap(visit, morning, row), f"is-{level.value}"),
        _td(visit, "prior", against(visit, figure, "prior")),
        _td(visit, "year", against(visit, figure, "year")),
    ]
    classes = [f"is-{level.value}"]
    classes += ["is-total"] if row.is_total else []
    classes += ["is-booked"] if is_booked else []
    # Every number of the row opens what is behind it; for the keyboard the name is the link.
    drill = extra({"data-kpi": kpi.id, "data-drill": kpi.id})
    return html.Tr(cells, className=" ".join(classes), **drill)


def _name(visit: Visit, kpi: Kpi) -> str:
    return visit.words(next((line.words for line in LINES if line.gross is kpi), kpi.name))


def _td(visit: Visit, head: str, content: object, *classes: str) -> html.Td:
    words = {"day": "lines.head.newest"}.get(head, f"lines.head.{head}")
    return html.Td(
        content,  # type: ignore[arg-type]  # text or components
        className=" ".join((f"is-{head}", *classes)),
        **extra({"data-head": visit.say(words)}),
    )


def _to_date(visit: Visit, morning: Morning, row: _Row) -> list[object]:
    figure = row.figure
    if row.kpi.id not in morning.booked:
        return [figure_text(visit, figure), *lacking(visit, figure)]
    shown: list[object] = [figure_text(visit, figure)]
    estimate = morning.to_date.get(row.kpi.id)
    if estimate is not None and estimate.value is not None and morning.is_under_way:
        text = visit.say("lines.estimate", amount=brief(visit, estimate.value, estimate))
        shown.append(html.Small(text, title=visit.say("lines.why.estimate")))
    return shown


def lacking(visit: Visit, figure: Figure) -> list[Component]:
    """How many of several stores a total lacks."""
    if not figure.missing or figure.value is None:
        return []
    said = visit.say("lines.stores_missing", count=len(figure.missing))
    return [html.Small(said, className="is-warning")]


def _gap(visit: Visit, morning: Morning, row: _Row) -> list[object]:
    gap = row.standing.gap
    if gap is None:
        # A day or a week has no target of its own.
        untold = row.figure.value is None or not has_targets(morning.month)
        return [NO_VALUE] if untold else [html.Small(visit.say("lines.no_target"))]
    arrow = "▬" if gap == 0 else "▲" if gap > 0 else "▼"
    said = show_cell_difference(gap, row.figure, visit.language)
    parts: list[object] = [
        html.Span(arrow, className="fc-arrow", **extra({"aria-hidden": "true"})),
        f" {said}",
    ]
    if row.standing.level is Level.BAD:
        parts.append(html.Small(visit.say("lines.act")))
    return parts


def _answer(visit: Visit, rows: Sequence[_Row]) -> str:
    """The table in a sentence: the total, and the line that is furthest behind."""
    lines = [row for row in rows if not row.is_total and row.standing.gap is not None]
    behind = [row for row in lines if (row.standing.gap or 0.0) < 0]
    if not lines:
        return visit.say("lines.answer.no_target")
    if not behind:
        return visit.say("lines.answer.none")
    worst = behind[0]
    figure = worst.figure
    amount = abs(worst.standing.gap or 0.0)
    gap = show(amount, figure.unit, visit.language, figure.currency).text
    name = _name(visit, worst.kpi)
    return visit.say("lines.answer.behind", count=len(behind), line=name, gap=gap)


def _foot(visit: Visit, morning: Morning) -> html.P:
    """Service absorption of the closed month and its band; what the comparisons compare."""
    days = html.Span(visit.say("lines.same_days"), className="fc-muted")
    figure = morning.booked.get(_ABSORPTION)
    if figure is None or figure.value is None:
        return html.P([days], className="fc-lines-foot")
    kpi, value = kpi_of(_ABSORPTION), figure.value
    step = sum(value >= edge for edge in ABSORPTION_STEPS)
    link = html.A(
        _name(visit, kpi),
        href=drill_address(visit, kpi.id),
        **extra({"data-drill": kpi.id}),
    )
    shown = show(value, figure.unit, visit.language).text
    month = visit.say("lines.closed", month=show_period(morning.closed, visit.language))
    said = visit.say(f"lines.absorption.{step}")
    when = html.Span(f" ({month})", className="fc-muted")
    absorbed = html.Span([link, " ", html.Strong(shown), " · ", said, when])
    return html.P([absorbed, days], className="fc-lines-foot")
