"""The tree of a figure: solid lines are arithmetic, dashed ones are estimated."""

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.drivers.bridge import tone_of, values_text
from dashboards.drivers.nodes import node_link
from dashboards.drivers.sentences import Effect, named_step, signed_text
from dashboards.drivers.told import Told
from dashboards.format import show_difference
from dashboards.visit import Visit
from metrics.bridge.bridging import Bridge, Step

_OPEN = 2
"""Levels that are unfolded at first."""


def tree_panel(visit: Visit, bridge: Bridge, told: Told) -> html.Section:
    """The tree with exact parts, and below its target what goes with it by estimate.

    The legend names what is there: dashed lines only where something is estimated.
    """
    top = html.Ul([_node(visit, bridge.top, told, bridge.top, 0)], className="fc-tree")
    is_target = any(step.node.name == told.target.id for step in bridge.top.walk())
    is_estimated = is_target and bool(told.shown())
    hidden = extra({"aria-hidden": "true"})
    solid = html.I(className="is-solid", **hidden), visit.say("drivers.tree.solid")
    dashed = (
        html.I(className="is-dashed", **hidden),
        visit.say("drivers.tree.dashed", level=told.level),
    )
    legend = html.P(
        [html.Span(list(solid)), *([html.Span(list(dashed))] if is_estimated else [])],
        className="fc-tree-legend fc-muted",
    )
    head = html.Header([html.H2(visit.say("drivers.tree")), legend])
    box = html.Div(
        top,
        className="fc-panel-scroll",
        tabIndex="0",
        **extra({"role": "region", "aria-label": visit.say("drivers.tree")}),
    )
    return html.Section([head, box], className="fc-panel fc-drivers-part", id="drivers-tree")


def _node(visit: Visit, step: Step, told: Told, top: Step, level: int) -> html.Li:
    tone = "is-usual" if step.ordinary else tone_of(top, step.part)
    amount = show_difference(step.part, top.node.unit, visit.language)
    said: list[Component] = [
        node_link(visit, step.node),
        html.B(amount, className=tone),
        html.Small(values_text(visit, step)),
    ]
    if step.ordinary:
        said.append(html.Small(visit.say("drivers.bridge.usual")))
    below = [_node(visit, child, told, top, level + 1) for child in step.steps]
    if step.node.name == told.target.id:
        below += [_estimated(visit, told, effect) for effect in told.shown()]
    head = html.Div(said, className="fc-tree-node")
    if not below:
        return html.Li(head)
    branch = html.Ul(below)
    if level < _OPEN:
        return html.Li([head, branch])
    more = html.Summary(visit.say("drivers.tree.more", count=len(below)))
    return html.Li([head, html.Details([more, branch])])


def _estimated(visit: Visit, told: Told, effect: Effect) -> html.Li:
    driver, language = told.drivers[effect.driver], visit.language
    step = named_step(effect.step, driver, language)
    low, high = (
        signed_text(end or 0.0, told.target, language) for end in (effect.low, effect.high)
    )
    marks = {"data-side-set": "driver", "data-side-value": driver.id}
    said: list[Component] = [
        html.A(
            driver.name.say(language),
            href=visit.view.address(visit.path, driver=driver.id),
            className="fc-drivers-name",
            **extra(marks),
        ),
        html.B(signed_text(effect.amount, told.target, language)),
        html.Small(visit.say("drivers.per", step=step)),
        html.Small(visit.say("drivers.range", low=low, high=high)),
    ]
    return html.Li(html.Div(said, className="fc-tree-node"), className="is-estimated")
