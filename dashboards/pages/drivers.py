"""Drivers: which operating KPIs go with a profit figure, and how sure that is."""

from time import monotonic

from dash import html
from dash.development.base_component import Component

from dashboards.drivers.asked import begin, tell
from dashboards.drivers.bridge import bridge_panel
from dashboards.drivers.bridge_asked import ask_bridge
from dashboards.drivers.choices import Choices, choices_of
from dashboards.drivers.controls import target_switch
from dashboards.drivers.declared import fault_notice, fault_of
from dashboards.drivers.diagnostics import diagnostics_panel
from dashboards.drivers.exact import Exact
from dashboards.drivers.gaps import ask_gaps, gaps_panel
from dashboards.drivers.importance import importance_panel, refused_panel
from dashboards.drivers.one_store import store_panel
from dashboards.drivers.points import draw_relation
from dashboards.drivers.ranking import ranking_panel
from dashboards.drivers.sheets import sheets_of
from dashboards.drivers.told import Told
from dashboards.drivers.tree import tree_panel
from dashboards.drivers.waiting import ticking
from dashboards.drivers.what_if import what_if_panel
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit

RELATION = "drivers.relation"


def answer(visit: Visit, report: LoadReport) -> Answer:
    """The answer in a sentence, the ranking, and what it rests on."""
    chosen = choices_of(visit)
    if chosen is None:
        text = html.P(visit.say("drivers.nothing_open"), className="fc-panel fc-notice")
        return Answer(body=[text])
    begun = monotonic()
    begin(visit, chosen)
    exact = Exact(ask_bridge(visit, chosen), ask_gaps(visit, chosen))
    told, key = tell(visit, chosen, monotonic() - begun)
    return parts(visit, chosen, told, key, exact)


def parts(visit: Visit, chosen: Choices, told: Told, key: str, exact: Exact) -> Answer:
    """The page of what is told so far.

    One store alone opens on the change of its own figure; for several the network's answer is
    first.

    Args:
        visit: who looks at what.
        chosen: what he looks at.
        told: as far as it is worked out.
        key: of the question, by which the page asks whether there is more.
        exact: what is arithmetic: the change of the target, the gaps to peers.
    """
    driver = driver_of(chosen, told)
    bridge = exact.change.bridge
    change: list[Component] = [bridge_panel(visit, exact.change)]
    change += gaps_panel(visit, chosen, exact.gaps)
    tree = [] if bridge is None else [tree_panel(visit, bridge, told)]
    body: list[Component] = [target_switch(visit, chosen), *fault_notice(visit)]
    body += change if chosen.store else []
    body += [ranking_panel(visit, told, driver), *ticking(told, key)]
    drawings = {RELATION: draw_relation(visit, told, driver)} if driver in told.relations else {}
    behind = [
        *store_panel(visit, told),
        *importance_panel(visit, told),
        *refused_panel(visit, told),
        *_hidden(visit, chosen),
        *diagnostics_panel(visit, told),
    ]
    more = [*([] if chosen.store else change), *tree, *what_if_panel(visit, told, driver)]
    return Answer(
        body=body,
        drawings=drawings,
        table=behind,
        more=more,
        sheets=sheets_of(visit, told, exact),
        lasting=told.complete,
    )


def _hidden(visit: Visit, chosen: Choices) -> list[Component]:
    if not chosen.hidden:
        return []
    text = visit.say("drivers.hidden", count=chosen.hidden)
    return [html.P(text, className="fc-muted fc-drivers-how")]


def driver_of(chosen: Choices, told: Told) -> str:
    """The driver that is looked at: the one of the address, else the first of the ranking."""
    if chosen.driver in told.relations:
        return chosen.driver
    return next((effect.driver for effect in told.effects()), chosen.driver)


PAGE = Page(
    "/drivers",
    "drivers",
    answer,
    (RELATION,),
    filters=("period",),
    group="tools",
    rests_on=lambda visit: fault_of(visit) or tuple(visit.changes()),
)
