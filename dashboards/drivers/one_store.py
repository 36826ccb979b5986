"""One store beside the network: what its own months say, and what they say held back towards it."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboards.drivers.sentences import (
    Effect,
    effect_sentence,
    in_model,
    named_step,
    refusal_sentence,
    signed_text,
)
from dashboards.drivers.told import Told
from dashboards.format import NO_VALUE, show_share
from dashboards.visit import Visit
from metrics.drivers.one_store.result import StoreEffect


def store_panel(visit: Visit, told: Told) -> list[Component]:
    """A row for each driver that is shown; nothing for several stores and without any driver."""
    shown, found = told.shown(), told.beside
    if found is None or not shown:
        return []
    effects = [(effect, found.effects.get(effect.driver)) for effect in shown]
    rows = [_row(visit, told, effect, own) for effect, own in effects if own is not None]
    if not rows:
        return []
    names = ("driver", "network", "own", "weight", "leaning")
    heads = [
        html.Th(
            visit.say(f"drivers.store.{name}"), scope="col", className="" if n == 0 else "is-number"
        )
        for n, name in enumerate(names)
    ]
    counted = told.basis.words(visit.language) | {"periods": found.months}
    notes = [visit.say("drivers.store.how", **counted)]
    notes += dict.fromkeys(
        refusal_sentence(visit.language, replace(refusal, subjects=()), str, told.basis)
        for name, refusal in found.own_refused.items()
        if name in found.effects and "needed" in refusal.numbers
    )
    space = "" if visit.language == "zh" else " "
    return [
        html.Section(
            [
                html.Header(html.H2(visit.say("drivers.store"))),
                html.Div(
                    html.Table(
                        [html.Thead(html.Tr(heads)), html.Tbody(rows)], className="fc-sheet"
                    ),
                    className="fc-panel-scroll",
                    tabIndex="0",
                ),
                html.P(space.join(notes), className="fc-muted fc-drivers-how"),
            ],
            className="fc-panel fc-drivers-part",
        )
    ]


def leaning_effect(told: Told, network: Effect, own: StoreEffect) -> Effect:
    """The effect of this store, held back towards the network's, for the network's step."""
    factor = _factor(told, network)
    low, high = sorted((own.ci_low * factor, own.ci_high * factor))
    return Effect(
        network.driver, network.step, own.estimate * factor, low, high, low > 0 or high < 0
    )


def _factor(told: Told, effect: Effect) -> float:
    return in_model(effect.step, is_log=told.drivers[effect.driver].is_log) * told.scale


def _row(visit: Visit, told: Told, effect: Effect, own: StoreEffect) -> html.Tr:
    driver, language = told.drivers[effect.driver], visit.language
    factor = _factor(told, effect)
    leaning = leaning_effect(told, effect, own)
    alone = NO_VALUE if own.own is None else signed_text(own.own * factor, told.target, language)
    basis = replace(told.basis, estimate="shrunk")
    sentence = effect_sentence(language, driver, told.target, leaning, basis)
    step = named_step(effect.step, driver, language)
    cells = [
        signed_text(effect.amount, told.target, language),
        alone,
        show_share(own.weight),
        signed_text(leaning.amount, told.target, language)
        if leaning.shown
        else visit.say("drivers.what_if.unknown"),
    ]
    name = html.Th(
        [
            f"{driver.name.say(language)} · {visit.say('drivers.per', step=step)}",
            html.Small(sentence),
        ],
        scope="row",
        className="is-text is-long",
    )
    return html.Tr([name, *map(html.Td, cells)])
