"""The page as sheets of a workbook: the numbers of the screen, in full digits."""

from dashboards.drivers.bridge import bridge_answer, bridge_notes
from dashboards.drivers.bridge_asked import Bridged
from dashboards.drivers.diagnostics import coefficients_of, facts_of
from dashboards.drivers.exact import Exact
from dashboards.drivers.gaps import chance_text, gaps_answer
from dashboards.drivers.importance import group_name, refused_of, why_text
from dashboards.drivers.ranking import answer_text
from dashboards.drivers.sentences import (
    effect_sentence,
    named_step,
    told_value,
    within,
)
from dashboards.drivers.told import USUAL_LEVEL, Told
from dashboards.format import show_period, show_unit
from dashboards.page import SheetRows
from dashboards.visit import Visit
from metrics.opportunities.listing import Opportunities


def sheets_of(visit: Visit, told: Told, exact: Exact) -> list[SheetRows]:
    """Ranking, change, gaps, shares, what is not told, statistics; each where there is any."""
    return [
        sheet
        for sheet in (
            _ranking(visit, told),
            _change(visit, exact.change),
            _gaps(visit, exact.gaps),
            _shares(visit, told),
            _refused(visit, told),
            _facts(visit, told),
            _coefficients(visit, told),
        )
        if sheet is not None
    ]


def _heads(visit: Visit, *names: str) -> list[str]:
    return [visit.say(f"drivers.sheet.{name}") for name in names]


def _ranking(visit: Visit, told: Told) -> SheetRows:
    """Also where nothing is shown: the answer stands above."""
    language = visit.language
    heads = _heads(visit, "driver", "step", "amount")
    heads += [visit.say(f"drivers.sheet.{end}", level=told.level) for end in ("low", "high")]
    heads += _heads(visit, "sentence")
    rows: list[list[str | float | None]] = []
    for effect in told.shown():
        driver = told.drivers[effect.driver]
        numbers = (effect.amount, effect.low, effect.high)
        rows.append(
            [
                driver.name.say(language),
                named_step(effect.step, driver, language),
                *(told_value(each or 0.0, told.target) for each in numbers),
                effect_sentence(language, driver, told.target, effect, told.basis),
            ]
        )
    name = visit.say("drivers.sheet.ranking")
    return SheetRows(name, heads, rows, (answer_text(visit, told),))


def _change(visit: Visit, bridged: Bridged) -> SheetRows | None:
    """Every part, also those that the screen shows as one; their sum is the change."""
    bridge = bridged.bridge
    if bridge is None:
        return None
    language = visit.language
    before, after = (show_period(p, language) for p in (bridged.before, bridged.after))
    heads = [*_heads(visit, "figure"), before, after, *_heads(visit, "unit", "part", "usual")]
    rows: list[list[str | float | None]] = [
        [
            step.node.words.say(language),
            step.before,
            step.after,
            show_unit(step.node.unit, language),
            step.part,
            _usual(visit, step.ordinary),
        ]
        for step in bridge.top.leaves()
    ]
    top = bridge.top
    unit = show_unit(top.node.unit, language)
    usual = _usual(visit, top.ordinary)
    rows.append([top.node.words.say(language), top.before, top.after, unit, top.part, usual])
    name = visit.say("drivers.bridge", target=within(bridged.name, language))
    notes = (
        bridge_answer(visit, bridged),
        visit.say("drivers.sheet.part.unit", unit=unit),
        bridge_notes(visit, bridge),
    )
    return SheetRows(name, heads, rows, notes)


def _usual(visit: Visit, ordinary: bool | None) -> str | None:
    """What is to be noted of a change; nothing of one beyond the usual, which is the news."""
    if ordinary is None:
        return visit.say("drivers.bridge.unknown")
    return visit.say("drivers.bridge.usual") if ordinary else None


def _gaps(visit: Visit, found: Opportunities | None) -> SheetRows | None:
    """Every gap; their amounts add up to the total."""
    if found is None or not found.items:
        return None
    language = visit.language
    rows: list[list[str | float | None]] = [
        [
            item.kpi.name.say(language),
            item.value,
            item.goal,
            show_unit(item.kpi.unit, language),
            item.per_month,
            chance_text(visit, item) or None,
        ]
        for item in found.items
    ]
    rows.append([visit.say("drivers.gaps.total"), None, None, None, found.total, None])
    words = [visit.say(f"drivers.gaps.{name}") for name in ("kpi", "value", "aim")]
    heads = [*words, *_heads(visit, "unit"), visit.say("drivers.gaps.money")]
    heads += _heads(visit, "usual")
    return SheetRows(
        visit.say("drivers.gaps"),
        heads,
        rows,
        (gaps_answer(visit, found), visit.say("drivers.gaps.how")),
    )


def _shares(visit: Visit, told: Told) -> SheetRows | None:
    analysis = told.analysis
    if analysis is None or not told.complete or not analysis.importance:
        return None
    joint = visit.say("side.joint")
    rows = [
        [
            group_name(visit, told, share.name),
            share.share,
            share.ci_low,
            share.ci_high,
            joint.join(group_name(visit, told, name) for name in share.tied_with),
        ]
        for share in analysis.importance
    ]
    usual = f"{100 * USUAL_LEVEL:.4g}"
    heads = _heads(visit, "driver", "share")
    heads += [visit.say(f"drivers.sheet.{end}", level=usual) for end in ("low", "high")]
    heads += _heads(visit, "tied")
    return SheetRows(visit.say("drivers.importance"), heads, rows)


def _refused(visit: Visit, told: Told) -> SheetRows | None:
    rows = [
        [
            told.name_of(name, visit.language),
            why_text(visit, name, reasons, told),
        ]
        for name, reasons in refused_of(told)
    ]
    if not rows:
        return None
    return SheetRows(visit.say("drivers.sheet.refused"), _heads(visit, "driver", "why"), rows)


def _facts(visit: Visit, told: Told) -> SheetRows | None:
    analysis = told.analysis
    if analysis is None or analysis.diagnostics is None:
        return None
    rows = [[name, value] for name, value in facts_of(visit, told, analysis.diagnostics)]
    return SheetRows(visit.say("drivers.diagnostics"), _heads(visit, "fact", "value"), rows)


def _coefficients(visit: Visit, told: Told) -> SheetRows | None:
    """Numbers as numbers: estimates and errors in full digits."""
    analysis = told.analysis
    if analysis is None or analysis.diagnostics is None or not told.complete:
        return None
    head, texts = coefficients_of(visit, told)
    vif, leads = analysis.diagnostics.vif, analysis.diagnostics.lead_p_values
    rows: list[list[str | float | None]] = []
    for text, one in zip(texts, analysis.coefficients, strict=True):
        rows.append(
            [
                *text[:2],
                one.estimate,
                one.std_error,
                one.ci_low,
                one.ci_high,
                one.p_value,
                one.q_value,
                one.spread,
                vif.get(one.name),
                leads.get(one.name),
            ]
        )
    return SheetRows(visit.say("drivers.coefficients"), head, rows)
