"""Cells that the tables of the morning share: amounts, pace to the target, comparisons."""

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.format import (
    NO_VALUE,
    show,
    show_brief,
    show_cell_difference,
    show_change,
    show_share,
    show_short,
)
from dashboards.morning.standing import Standing
from dashboards.visit import Visit
from metrics.money import HOME
from metrics.result import Figure, State

_ABSURD = 5.0


def figure_text(visit: Visit, figure: Figure | None) -> str:
    """A figure as the table has it, or that it has no data."""
    if figure is None:
        return NO_VALUE
    if figure.value is None:
        return visit.say("lines.no_data") if figure.state is State.NO_DATA else NO_VALUE
    return amount_text(visit, figure.value, figure)


def amount_text(visit: Visit, value: float | None, figure: Figure) -> str:
    """An amount for a column in CNY; that of another currency names it."""
    if figure.currency != HOME:
        return show(value, figure.unit, visit.language, figure.currency).text
    return show_short(value, figure.unit, visit.language)


def brief(visit: Visit, value: float, figure: Figure) -> str:
    """An amount in few characters; that of another currency names it."""
    if figure.currency != HOME:
        return show(value, figure.unit, visit.language, figure.currency).text
    return show_brief(value, figure.unit, visit.language)


def pace_cell(visit: Visit, figure: Figure, standing: Standing) -> list[Component]:
    """A bar from nothing to the goal, where it should be by now, and where the month ends."""
    pace = standing.pace
    if pace is None or pace.attainment is None or pace.goal <= 0:
        # Of a loss that was planned there is no part.
        return []
    done = min(max(pace.attainment, 0.0), 1.0)
    bar = [html.Span(className="fc-bar-done", style={"width": f"{done:.1%}"})]
    due = min(max(pace.due / pace.goal, 0.0), 1.0)
    if due < 1:
        bar.append(html.Span(className="fc-bar-due", style={"left": f"{due:.1%}"}))
    said = [html.Span(show_share(pace.attainment), className="is-strong")]
    if pace.projected is not None:
        low, high = pace.low, pace.high
        end = brief(visit, pace.projected, figure)
        if low is not None and high is not None:
            band = f"{brief(visit, low, figure)}–{brief(visit, high, figure)}"
            why = visit.say("lines.why.pace")
            said.append(html.Span(visit.say("lines.ends", end=end), title=why))
            said.append(html.Span(band, className="fc-band"))
        else:
            said.append(html.Span(visit.say("lines.ends", end=end)))
    classes = f"fc-bar is-{standing.level.value}"
    drawn = html.Div(bar, className=classes, **extra({"aria-hidden": "true"}))
    return [drawn, html.Small(said)]


def against(visit: Visit, figure: Figure, name: str) -> str:
    """What a figure is more or less than another time, in percent where that says anything."""
    found = figure.compared.get(name)
    if found is None or found.value is None or figure.value is None or found.change is None:
        return NO_VALUE
    if found.relative is None or found.value <= 0 or abs(found.relative) >= _ABSURD:
        # A percentage of next to nothing, or of a loss, says nothing.
        return show_cell_difference(found.change, figure, visit.language)
    return show_change(found.change, found.relative, figure.unit, visit.language)
