"""What if: moves of a driver inside what this store has itself seen, alone and with the others."""

from collections.abc import Sequence
from math import exp

from dash import html
from dash.development.base_component import Component

from dashboards.drivers.sentences import signed_text, within
from dashboards.drivers.told import Told
from dashboards.format import show
from dashboards.visit import Visit
from metrics.drivers.what_if.moves import Company, NotOfferedError, Offer, Scenario, WhatIf

MOVES = (0.0, 0.25, 0.75, 1.0)
"""Places between the lowest and the highest value that are tried, beside the usual one."""


def what_if_panel(visit: Visit, told: Told, driver: str) -> list[Component]:
    """Moves of the driver that is looked at; nothing for several stores.

    Args:
        visit: who looks at what.
        told: the analysis.
        driver: id.
    """
    scenario = told.scenario
    if scenario is None or driver not in {effect.driver for effect in told.shown()}:
        return []
    alone = next((o for o in scenario.offers(Company.ALONE) if o.driver == driver), None)
    if alone is None:
        return []
    values = tried(alone)
    rows = [_row(visit, told, scenario, driver, value) for value in values]
    names = ("value", "alone", "together")
    words = [visit.say(f"drivers.what_if.{name}") for name in names]
    heads = [html.Th(text, scope="col", className="is-text") for text in words]
    name = within(told.drivers[driver].name, visit.language)
    low, high = (_value(told, driver, end, visit.language) for end in (alone.low, alone.high))
    said = visit.say(
        "drivers.what_if.answer",
        driver=name,
        usual=_value(told, driver, alone.usual, visit.language),
        low=low,
        high=high,
    )
    return [
        html.Section(
            [
                html.Header(
                    html.Div(
                        [
                            html.H2(visit.say("drivers.what_if", driver=name)),
                            html.P(said, className="fc-answer"),
                        ]
                    )
                ),
                html.Div(
                    html.Table(
                        [html.Thead(html.Tr(heads)), html.Tbody(rows)],
                        className="fc-sheet fc-what-if",
                    ),
                    className="fc-panel-scroll",
                    tabIndex="0",
                ),
                html.P(_how(visit, told), className="fc-muted fc-drivers-how"),
            ],
            className="fc-panel fc-drivers-part",
            id="drivers-what-if",
        )
    ]


def _how(visit: Visit, told: Told) -> str:
    key = "drivers.what_if.how.month" if told.target.per_month else "drivers.what_if.how"
    return visit.say(key, level=told.level)


def tried(offer: Offer) -> list[float]:
    """Values from the lowest to the highest, without the usual one, at which nothing moves."""
    return [offer.low + place * (offer.high - offer.low) for place in MOVES]


def moves_of(scenario: Scenario, driver: str, value: float) -> list[WhatIf | None]:
    """The move alone and together; None where it is not on offer."""
    found: list[WhatIf | None] = []
    for company in Company:
        try:
            found.append(scenario.move(driver, value, company))
        except NotOfferedError:
            found.append(None)
    return found


def _row(visit: Visit, told: Told, scenario: Scenario, driver: str, value: float) -> html.Tr:
    cells = [_cell(visit, told, driver, move) for move in moves_of(scenario, driver, value)]
    text = _value(told, driver, value, visit.language)
    return html.Tr([html.Th(text, scope="row"), *cells])


def _cell(visit: Visit, told: Told, driver: str, move: WhatIf | None) -> html.Td:
    if move is None:
        return html.Td(visit.say("drivers.what_if.outside"), className="is-text fc-muted")
    target, language = told.target, visit.language
    ends = {
        "low": signed_text(move.ci_low, target, language),
        "high": signed_text(move.ci_high, target, language),
    }
    head = html.B(
        signed_text(move.effect, target, language)
        if move.shown
        else visit.say("drivers.what_if.unknown")
    )
    parts: list[Component] = [head, html.Small(visit.say("drivers.range", **ends))]
    others = _others(visit, told, driver, move)
    if others:
        parts.append(html.Small(others))
    return html.Td(parts, className="is-text")


def _others(visit: Visit, told: Told, driver: str, move: WhatIf) -> str:
    """Where the others go when they move along."""
    said: Sequence[str] = [
        f"{told.name_of(name, visit.language)} {_value(told, name, end, visit.language)}"
        for name, (start, end) in move.moves.items()
        if name != driver and name in told.drivers and start != end
    ]
    return (
        visit.say("drivers.what_if.along", others=visit.say("side.joint").join(said))
        if said
        else ""
    )


def _value(told: Told, driver: str, value: float, language: str) -> str:
    """A value of a driver, also where its logarithm is in the model."""
    named = told.drivers[driver]
    told_of = exp(value) if named.is_log else value
    return show(told_of, named.unit, language, named.currency).text
