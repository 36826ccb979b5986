"""The switch of targets: departments, and the profit figures of one; all of them links."""

from dash import html
from dash.development.base_component import Component

from dashboards.components.segments import segment, segments
from dashboards.drivers.choices import Choices
from dashboards.format import show_month
from dashboards.visit import Visit


def target_switch(visit: Visit, chosen: Choices) -> html.Section:
    """What is asked: which profit figure, over which months, of which stores."""
    own = chosen.target.department
    departments = [
        _link(visit, visit.say(f"page.{department.value}"), kpis[0].id, department is own)
        for department, kpis in chosen.offered.items()
    ]
    figures = [
        _link(visit, visit.words(kpi.name), kpi.id, kpi.id == chosen.target.id)
        for kpi in chosen.offered[own]
    ]
    rows: list[Component] = []
    if len(departments) > 1:
        rows.append(_row(visit, "drivers.choose.department", departments))
    rows.append(_row(visit, "drivers.choose.target", figures))
    if chosen.has_quarters:
        rows.append(_row(visit, "drivers.choose.grain", _grains(visit, chosen)))
    word = visit.say(f"drivers.period.{'quarter' if chosen.quarterly else 'month'}")
    first, last = (
        show_month(day.strftime("%Y-%m"), visit.language, with_year=True)
        for day in (chosen.months.start, chosen.months.end)
    )
    note = html.P(
        visit.say("drivers.months", first=first, last=last, period=word), className="fc-muted"
    )
    return html.Section([*rows, note], className="fc-drivers-switch")


def _row(visit: Visit, key: str, links: list[html.A]) -> html.Div:
    label = visit.say(key)
    head = html.Span(label, className="fc-tool-label")
    return html.Div([head, segments(links, label)], className="fc-side-switch")


def _grains(visit: Visit, chosen: Choices) -> list[html.A]:
    """Months, or quarters with the scores that have no shorter figures."""
    return [
        segment(
            visit.say(f"drivers.grain.{word}"),
            ("by", by),
            visit.view.address(visit.path, by=by),
            is_current=chosen.quarterly is bool(by),
        )
        for by, word in (("", "month"), ("quarter", "quarter"))
    ]


def _link(visit: Visit, text: str, target: str, current: bool) -> html.A:
    """A link that changes the target."""
    address = visit.view.address(visit.path, target=target, driver="")
    return segment(text, ("target", target), address, is_current=current)
