"""Drivers: which operating KPIs go with a profit figure, and how sure that is."""

from dash import html
from dash.development.base_component import Component

from dashboards.drivers.asked import tell
from dashboards.drivers.choices import Choices, choices_of
from dashboards.drivers.controls import target_switch
from dashboards.drivers.diagnostics import diagnostics_panel
from dashboards.drivers.importance import importance_panel, refused_panel
from dashboards.drivers.points import draw_relation
from dashboards.drivers.ranking import ranking_panel
from dashboards.drivers.told import Told
from dashboards.drivers.waiting import ticking
from dashboards.page import Answer, Page
from dashboards.services import LoadReport
from dashboards.visit import Visit

RELATION = "drivers.relation"


def answer(visit: Visit, report: LoadReport) -> Answer:
    """The answer in a sentence, the ranking, and what it rests on."""
    chosen = choices_of(visit)
    if chosen is None:
        return Answer(body=[html.P(visit.say("drivers.nothing_open"), className="fc-panel")])
    told, key = tell(visit, chosen)
    return parts(visit, chosen, told, key)


def parts(visit: Visit, chosen: Choices, told: Told, key: str) -> Answer:
    """The page of what is told so far.

    Args:
        visit: who looks at what.
        chosen: what he looks at.
        told: as far as it is worked out.
        key: of the question, by which the page asks whether there is more.
    """
    driver = driver_of(chosen, told)
    body: list[Component] = [target_switch(visit, chosen), ranking_panel(visit, told, driver)]
    body += ticking(told, key)
    drawings = {RELATION: draw_relation(visit, told, driver)} if driver in told.relations else {}
    hidden = []
    if chosen.hidden:
        text = visit.say("drivers.hidden", count=chosen.hidden)
        hidden = [html.P(text, className="fc-muted fc-drivers-how")]
    behind = [
        *importance_panel(visit, told),
        *refused_panel(visit, told),
        *hidden,
        *diagnostics_panel(visit, told),
    ]
    return Answer(body=body, drawings=drawings, table=behind, lasting=not told.is_working)


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
)
