"""The answer and the ranking: each driver with its effect and interval on one common axis."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.drivers.sentences import (
    Effect,
    amount_text,
    effect_sentence,
    named_step,
    refusal_sentence,
    signed_text,
    within,
)
from dashboards.drivers.told import Told
from dashboards.visit import Visit
from metrics.drivers.hypotheses.registry import hypothesis_of, measured
from metrics.drivers.tautology.guard import shares_denominator

_ROOM = 0.06
_BESIDE = 0.33


def answer_text(visit: Visit, told: Told) -> str:
    """The page in one sentence."""
    target = within(told.target.name, visit.language)
    if told.undeclared:
        return visit.say("drivers.undeclared")
    if told.busy:
        return visit.say("drivers.busy")
    if told.failed and not told.effects():
        return visit.say("drivers.failed")
    if not told.drivers:
        return visit.say("drivers.answer.no_pairs", target=target)
    if told.analysis is None:
        return visit.say(
            "drivers.answer.alone" if told.complete else "drivers.working", target=target
        )
    if told.complete and told.analysis.refused is not None:
        why = refusal_sentence(
            visit.language,
            told.analysis.refused,
            lambda name: told.name_of(name, visit.language),
            told.basis,
        )
        shown = told.shown()
        if not shown:
            return visit.say("drivers.answer.refused", target=target, why=why)
        counted = {"count": len(shown), "tested": len(told.effects())}
        return visit.say("drivers.answer.unranked", target=target, why=why, **counted)
    if not told.complete:
        return visit.say("drivers.failed" if told.failed else "drivers.working.fit", target=target)
    shown, tested = told.shown(), len(told.effects())
    basis = {"stores": told.basis.stores, "tested": tested, **told.basis.words(visit.language)}
    if not shown:
        return visit.say("drivers.answer.none", target=target, **basis)
    first = shown[0]
    driver = told.drivers[first.driver]
    return visit.say(
        "drivers.answer",
        target=target,
        count=len(shown),
        driver=within(driver.name, visit.language),
        step=named_step(first.step, driver, visit.language),
        amount=amount_text(first.amount, told.target, visit.language),
        way=visit.say(f"drivers.way.{'higher' if first.amount > 0 else 'lower'}"),
        **basis,
    )


def ranking_panel(visit: Visit, told: Told, chosen: str) -> html.Section:
    """The answer, then a row for each driver whose direction may be said.

    Args:
        visit: who looks at what.
        told: the analysis.
        chosen: the driver that is looked at.
    """
    title = visit.say("drivers.ranking", target=within(told.target.name, visit.language))
    said = html.P(answer_text(visit, told), className="fc-answer", **extra({"role": "status"}))
    head = html.Header(html.Div([html.H2(title), said]))
    rows = told.shown() if told.complete else told.effects()
    parts: list[Component] = [head]
    if rows:
        parts.append(_table(visit, told, rows, chosen))
    if rows and told.complete:
        parts.append(html.P(_how(visit, told), className="fc-muted fc-drivers-how"))
    if told.is_working and not rows:
        parts.append(_skeleton())
    return html.Section(parts, className="fc-panel fc-drivers-ranking", id="drivers-ranking")


def _how(visit: Visit, told: Told) -> str:
    """How to read the ranking, and why its intervals are wider than usual where they are."""
    said = [visit.say("drivers.ranking.how", level=told.level)]
    if told.is_wider:
        said.append(visit.say("drivers.ranking.wider", level=told.level))
    return ("" if visit.language == "zh" else " ").join(said)


def _skeleton() -> html.Div:
    lines = [html.I() for _ in range(4)]
    return html.Div(lines, className="fc-drivers-skeleton", **extra({"aria-hidden": "true"}))


def _table(visit: Visit, told: Told, rows: Sequence[Effect], chosen: str) -> html.Table:
    low, high = axis_of(rows)
    unit = visit.say(
        "drivers.axis.month" if told.target.per_month else "drivers.axis",
        target=told.target.name.say(visit.language),
        level=told.level,
    )
    ends = [signed_text(end, told.target, visit.language) for end in (low, high)]
    # On a phone the amount at an end would run into the zero beside it.
    place = -low / (high - low)
    ends = [ends[0] if place > _BESIDE else "", ends[1] if place < 1 - _BESIDE else ""]
    axis = html.Div(
        [
            html.Span(ends[0], className="is-low"),
            html.Span("0", style={"left": _place(0.0, low, high)}, className="is-zero"),
            html.Span(ends[1], className="is-high"),
        ],
        className="fc-drivers-ends",
        **extra({"aria-hidden": "true"}),
    )
    heads = [
        html.Th(visit.say("drivers.column.driver"), scope="col"),
        html.Th(visit.say("drivers.column.effect"), scope="col", className="is-number"),
        html.Th([html.Span(unit), axis], scope="col", className="fc-drivers-axis-head"),
    ]
    body = [_row(visit, told, effect, (low, high), effect.driver == chosen) for effect in rows]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], className="fc-drivers-table")


def _row(
    visit: Visit, told: Told, effect: Effect, ends: tuple[float, float], is_chosen: bool
) -> html.Tr:
    driver, language = told.drivers[effect.driver], visit.language
    step = named_step(effect.step, driver, language)
    marks = {"data-side-set": "driver", "data-side-value": driver.id}
    if is_chosen:
        marks["aria-current"] = "true"
    link = html.A(
        driver.name.say(language),
        href=visit.view.address(visit.path, driver=driver.id),
        className="fc-drivers-name",
        title=visit.say("drivers.choose"),
        **extra(marks),
    )
    sentence = effect_sentence(language, driver, told.target, effect, told.basis)
    said_of_it = [html.Small(sentence)]
    pair = hypothesis_of(told.target.id, effect.driver)
    if effect.shown and pair.is_contradicted_by(effect.amount):
        said_of_it.append(html.Small(visit.say("drivers.unexpected"), className="fc-drivers-odd"))
    if effect.shown and shares_denominator(measured(told.target.id), measured(driver.id)):
        said_of_it.append(html.Small(visit.say("drivers.same_divisor")))
    name = html.Th([link, *said_of_it], scope="row")
    amount = [html.B(signed_text(effect.amount, told.target, language))] if effect.shown else []
    per = html.Small(visit.say("drivers.per", step=step))
    said = "" if effect.low is None else _range_text(visit, told, effect)
    bar = html.Div(
        _marks(effect, *ends),
        className="fc-drivers-bar",
        role="img",
        **extra({"aria-label": said or visit.say("drivers.range.working")}),
    )
    look = "is-current" if is_chosen else ""
    return html.Tr(
        [name, html.Td([*amount, per], className="is-number"), html.Td(bar)], className=look
    )


def _range_text(visit: Visit, told: Told, effect: Effect) -> str:
    low, high = effect.low or 0.0, effect.high or 0.0
    return visit.say(
        "drivers.range",
        low=signed_text(low, told.target, visit.language),
        high=signed_text(high, told.target, visit.language),
    )


def axis_of(rows: Sequence[Effect]) -> tuple[float, float]:
    """The ends of the axis that all rows share; zero is always on it."""
    values = [0.0]
    for row in rows:
        values += [end for end in (row.low, row.high, row.amount) if end is not None]
    low, high = min(values), max(values)
    room = _ROOM * ((high - low) or 1.0)
    return low - room, high + room


def _marks(effect: Effect, low: float, high: float) -> list[html.Span]:
    made = [html.Span(className="is-zero", style={"left": _place(0.0, low, high)})]
    if effect.low is not None and effect.high is not None:
        left, right = _place(effect.low, low, high), _place(effect.high, low, high)
        width = f"calc({right} - {left})"
        tone = "is-above" if effect.amount > 0 else "is-below"
        made.append(html.Span(className=f"is-range {tone}", style={"left": left, "width": width}))
    look = "is-dot" if effect.low is not None else "is-dot is-working"
    made.append(html.Span(className=look, style={"left": _place(effect.amount, low, high)}))
    return made


def _place(value: float, low: float, high: float) -> str:
    return f"{100 * (value - low) / (high - low):.2f}%"
