"""The change of a profit figure taken apart exactly, from one period to another."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import is_better
from dashboards.components.attributes import extra
from dashboards.components.segments import segment, segments
from dashboards.drivers.bridge_asked import AGAINST, Bridged
from dashboards.drivers.nodes import node_link
from dashboards.drivers.sentences import within
from dashboards.format import show, show_difference, show_period
from dashboards.visit import Visit
from metrics.bridge.bridging import Bridge, Step
from metrics.model.kpi import Unit

AT_MOST = 9
"""Parts in lines of their own; the others stand in one."""
_TOLD = 3
# Of the largest part: what is less than a hair on the screen is not listed.
_SEEN = 1e-3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the change.

    Attributes:
        step: one of the steps that it is made of; None for what is left.
        amount: in the unit of the top.
        ordinary: whether the change of its figure is no more than usual; None where not known.
        count: of figures in it.
    """

    step: Step | None
    amount: float
    ordinary: bool | None
    count: int = 1


def parts_of(bridge: Bridge) -> list[Part]:
    """The largest parts, and what is left in one; they add up to the change."""
    steps: dict[str, Step] = {}
    for step in bridge.top.leaves():
        steps.setdefault(step.node.name, step)
    found = [
        Part(steps[node.name], amount, steps[node.name].ordinary)
        for node, amount in bridge.by_figure()
    ]
    least = _SEEN * max((abs(part.amount) for part in found), default=0.0)
    large = [part for part in found if abs(part.amount) > least]
    kept = large if len(large) <= AT_MOST + 1 else large[:AT_MOST]
    rest = [part for part in found if part not in kept]
    left = Part(None, sum(part.amount for part in rest), None, len(rest))
    return [*kept, left] if abs(left.amount) > least else kept


def bridge_panel(visit: Visit, found: Bridged) -> html.Section:
    """The answer, a switch of what it is compared with, and a line for each part."""
    lines: list[Component] = [
        html.H2(visit.say("drivers.bridge", target=within(found.name, visit.language))),
        html.P(bridge_answer(visit, found), className="fc-answer"),
    ]
    parts: list[Component] = [html.Header([html.Div(lines), _switch(visit, found)])]
    if found.bridge is not None:
        parts.append(_table(visit, found.bridge, found))
        parts.append(html.P(bridge_notes(visit, found.bridge), className="fc-muted fc-drivers-how"))
    return html.Section(parts, className="fc-panel fc-drivers-part fc-bridge", id="drivers-bridge")


def bridge_answer(visit: Visit, found: Bridged) -> str:
    """The change in a sentence: how much, and where most of it lies."""
    bridge, language = found.bridge, visit.language
    target = within(found.name, language)
    said = ""
    if found.stands_for is not None:
        wanted = found.stands_for.say(language)
        said = visit.say("drivers.bridge.stands_for", wanted=wanted, target=target)
    if bridge is None:
        return said + visit.say("drivers.bridge.none", target=target)
    unit = bridge.top.node.unit
    said += visit.say(
        "drivers.bridge.answer",
        target=target,
        before=show(bridge.top.before, unit, language).text,
        after=show(bridge.top.after, unit, language).text,
        change=show_difference(bridge.change, unit, language),
        since=show_period(found.before, language),
        until=show_period(found.after, language),
    )
    if bridge.top.ordinary:
        said += visit.say("drivers.bridge.ordinary")
    parts = [part for part in parts_of(bridge) if part.step is not None]
    beyond = [part for part in parts if part.ordinary is False]
    largest = (beyond or parts)[:_TOLD]
    joint = visit.say("side.joint")
    names = joint.join(
        f"{within(part.step.node.words, language)} {show_difference(part.amount, unit, language)}"
        for part in largest
        if part.step is not None
    )
    known = all(part.ordinary is not None for part in parts)
    key = "beyond" if beyond else "largest" if known else "unjudged"
    return said + visit.say(f"drivers.bridge.{key}", parts=names)


def tone_of(top: Step, amount: float) -> str:
    """Class of an amount of the top: for the better, for the worse, or neither.

    Args:
        top: of the change.
        amount: in its unit.
    """
    kpi = top.node.kpi
    better = amount > 0 if kpi is None else is_better(kpi, amount)
    return {True: "is-better", False: "is-worse", None: ""}[better]


def _switch(visit: Visit, found: Bridged) -> html.Nav:
    links = [
        segment(
            visit.say(f"drivers.against.{name}"),
            ("compare", name),
            visit.view.address(visit.path, compare=(name,)),
            is_current=name == found.against,
        )
        for name in AGAINST
    ]
    return segments(links, visit.say("drivers.against"))


def _table(visit: Visit, bridge: Bridge, found: Bridged) -> html.Table:
    unit, language = bridge.top.node.unit, visit.language
    parts = parts_of(bridge)
    levels = [bridge.top.before]
    for part in parts:
        levels.append(levels[-1] + part.amount)
    low, high = _ends([*levels, bridge.top.after])
    since, until = (show_period(period, language) for period in (found.before, found.after))
    rows = [_total(visit, since, bridge.top.before, unit, (low, high))]
    for part, start in zip(parts, levels, strict=False):
        rows.append(_part(visit, part, start, bridge.top, (low, high)))
    rows.append(_total(visit, until, bridge.top.after, unit, (low, high)))
    return html.Table(html.Tbody(rows), className="fc-drivers-table fc-bridge-table")


def _ends(levels: Sequence[float]) -> tuple[float, float]:
    """Bars of whole amounts start at zero, unless steps would vanish beside them."""
    low, high = min(levels), max(levels)
    if low > 0 and high - low < 0.35 * high:
        low -= 0.6 * (high - low)
    else:
        low, high = min(low, 0.0), max(high, 0.0)
    return low, high if high > low else low + 1.0


def _total(
    visit: Visit, name: str, amount: float, unit: Unit, ends: tuple[float, float]
) -> html.Tr:
    low, high = ends
    start = max(low, 0.0) if amount >= 0 else 0.0
    start = start if low <= start <= high else low
    bar = _bar(start, amount, ends, "is-total")
    text = show(amount, unit, visit.language).text
    cells = [html.Th(name, scope="row"), html.Td(html.B(text), className="is-number")]
    return html.Tr([*cells, html.Td(bar)], className="is-total")


def _part(visit: Visit, part: Part, start: float, top: Step, ends: tuple[float, float]) -> html.Tr:
    # Of many small parts together nobody says whether that is usual, nor whether it is good.
    tone = "" if part.step is None else tone_of(top, part.amount)
    text = show_difference(part.amount, top.node.unit, visit.language)
    name: list[Component] = []
    if part.step is None:
        name.append(html.Span(visit.say("drivers.bridge.rest", count=part.count)))
    else:
        name += [node_link(visit, part.step.node), html.Small(values_text(visit, part.step))]
    amount: list[Component] = [html.B(text)]
    if part.ordinary:
        amount.append(html.Small(visit.say("drivers.bridge.usual")))
    bar = _bar(start, start + part.amount, ends, tone)
    cells = [html.Th(name, scope="row"), html.Td(amount, className="is-number")]
    return html.Tr([*cells, html.Td(bar)], className="is-usual" if part.ordinary else "")


def values_text(visit: Visit, step: Step) -> str:
    """A figure before and after."""
    before, after = (
        show(value, step.node.unit, visit.language).text for value in (step.before, step.after)
    )
    return f"{before} → {after}"


def _bar(start: float, end: float, ends: tuple[float, float], tone: str) -> html.Div:
    low, high = ends
    first, last = sorted((start, end))
    left = 100 * (first - low) / (high - low)
    width = max(100 * (last - first) / (high - low), 0.3)
    span = html.Span(className=f"is-range {tone}", style={
        "left": f"{left:.2f}%", "width": f"{width:.2f}%"
    })  # fmt: skip
    marks = [span]
    if low < 0 < high:
        zero = {"left": f"{-100 * low / (high - low):.2f}%"}
        marks.insert(0, html.Span(className="is-zero", style=zero))
    return html.Div(marks, className="fc-drivers-bar", **extra({"aria-hidden": "true"}))


def bridge_notes(visit: Visit, bridge: Bridge) -> str:
    """What the parts are, and what they leave out."""
    said = [visit.say("drivers.bridge.how")]
    if bridge.instead_of is not None:
        name = bridge.instead_of.words.say(visit.language)
        said.append(visit.say("drivers.bridge.instead", wanted=name))
    if bridge.left_out:
        said.append(visit.say("drivers.bridge.left_out", count=len(bridge.left_out)))
    return ("" if visit.language == "zh" else " ").join(said)
