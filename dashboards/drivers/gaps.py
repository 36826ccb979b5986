"""The gaps of one store to its peers, each at its price; the prices add up to the whole."""

from dash import html
from dash.development.base_component import Component

from access import ScopeError
from dashboards.components.segments import segment, segments
from dashboards.drivers.choices import Choices
from dashboards.drivers.nodes import department_path
from dashboards.drivers.steps import rounded
from dashboards.format import show, show_period
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.model.kpi import Unit
from metrics.opportunities.listing import (
    Goal,
    Opportunities,
    Opportunity,
    opportunities,
    usual_period,
)
from metrics.selection import QuestionError


def ask_gaps(visit: Visit, chosen: Choices) -> Opportunities | None:
    """The list of the one store in view; None for several, or where nothing is known."""
    if not chosen.store:
        return None
    named = visit.view.period is not None
    period = closed_months(visit.period, visit.as_of) if named else usual_period(visit.reader)
    try:
        return opportunities(visit.reader, visit.scope, chosen.store, period, goal_of(visit))
    except (QuestionError, ScopeError):
        return None


def goal_of(visit: Visit) -> Goal:
    """The goal of the address; the median where it names none."""
    known = {goal.value: goal for goal in Goal}
    return known.get(visit.view.show, Goal.MEDIAN)


def gaps_panel(visit: Visit, chosen: Choices, found: Opportunities | None) -> list[Component]:
    """The list; nothing for several stores."""
    if not chosen.store:
        return []
    said = html.P(gaps_answer(visit, found), className="fc-answer")
    title = html.Div([html.H2(visit.say("drivers.gaps")), said])
    parts: list[Component] = [html.Header([title, _switch(visit)])]
    if found is not None and found.items:
        parts.append(html.Div(_table(visit, found), className="fc-panel-scroll", tabIndex="0"))
        parts.append(html.P(visit.say("drivers.gaps.how"), className="fc-muted fc-drivers-how"))
    look = "fc-panel fc-drivers-part fc-bridge"
    return [html.Section(parts, className=look, id="drivers-gaps")]


def gaps_answer(visit: Visit, found: Opportunities | None) -> str:
    """The list in a sentence."""
    if found is None or (not found.items and not found.level):
        return visit.say("drivers.gaps.unknown")
    told = {
        "period": show_period(found.period, visit.language),
        "goal": visit.say(f"drivers.gaps.{found.goal.value}"),
    }
    if not found.items:
        return visit.say("drivers.gaps.none", **told)
    total = _money(visit, found.total)
    if all(item.beyond_noise is None for item in found.items):
        return visit.say("drivers.gaps.answer.unjudged", total=total, **told)
    if not found.beyond_noise:
        return visit.say("drivers.gaps.answer.chance", total=total, **told)
    beyond = _money(visit, found.beyond_noise)
    return visit.say("drivers.gaps.answer", total=total, beyond=beyond, **told)


def _switch(visit: Visit) -> html.Nav:
    own = goal_of(visit)
    links = [
        segment(
            visit.say(f"drivers.gaps.{goal.value}"),
            ("show", goal.value),
            visit.view.address(visit.path, show=goal.value),
            is_current=goal is own,
        )
        for goal in Goal
    ]
    return segments(links, visit.say("drivers.gaps.goal"))


def _table(visit: Visit, found: Opportunities) -> html.Table:
    names = ("kpi", "value", "aim", "money")
    words = [visit.say(f"drivers.gaps.{name}") for name in names]
    heads = [
        html.Th(text, scope="col", className="is-number" if place else "is-text")
        for place, text in enumerate(words)
    ]
    rows = [_row(visit, item) for item in found.items]
    total = html.Tr(
        [
            html.Th(visit.say("drivers.gaps.total"), scope="row", className="is-text"),
            html.Td(""),
            html.Td(""),
            html.Td(html.B(_money(visit, found.total))),
        ],
        className="is-total",
    )
    return html.Table(
        [html.Thead(html.Tr(heads)), html.Tbody([*rows, total])], className="fc-sheet"
    )


def _row(visit: Visit, item: Opportunity) -> html.Tr:
    kpi, language = item.kpi, visit.language
    changes = {"target": "", "driver": "", "show": "", "by": "", "kpis": (kpi.id,)}
    link = html.A(
        kpi.name.say(language),
        href=visit.view.address(department_path(item.department), **changes),
        className="fc-drivers-name",
    )
    money: list[Component] = [html.B(_money(visit, item.per_month))]
    chance = chance_text(visit, item)
    if chance:
        money.append(html.Small(chance))
    goal = [
        html.Span(show(item.goal, kpi.unit, language).text),
        html.Small(visit.say("drivers.gaps.peers", of=item.of)),
    ]
    return html.Tr(
        [
            html.Th(link, scope="row", className="is-text"),
            html.Td(show(item.value, kpi.unit, language).text),
            html.Td(goal),
            html.Td(money),
        ],
        className="is-usual" if item.beyond_noise is False else "",
    )


def chance_text(visit: Visit, item: Opportunity) -> str:
    """Whether a gap may be chance; empty where it is more than that."""
    if item.beyond_noise is None:
        return visit.say("drivers.gaps.unjudged")
    return "" if item.beyond_noise else visit.say("drivers.gaps.chance")


def _money(visit: Visit, amount: float) -> str:
    return show(rounded(amount, 3), Unit.CNY, visit.language).text
