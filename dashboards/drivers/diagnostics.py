"""What a statistician asks, behind one click: model, errors, tests, every coefficient."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.drivers.told import Told
from dashboards.format import NO_VALUE, show_share
from dashboards.visit import Visit
from metrics.drivers.result import Coefficient, Diagnostics

Line = tuple[str, str]


def diagnostics_panel(visit: Visit, told: Told) -> list[Component]:
    """Folded; nothing where nothing was fitted."""
    analysis = told.analysis
    if analysis is None or analysis.diagnostics is None:
        return []
    lines = facts_of(visit, told, analysis.diagnostics)
    pairs = [cell for name, value in lines for cell in (html.Dt(name), html.Dd(value))]
    head, rows = coefficients_of(visit, told)
    table = html.Div(
        html.Table(
            [
                html.Thead(html.Tr([html.Th(text, scope="col") for text in head])),
                html.Tbody(
                    [
                        html.Tr([html.Th(row[0], scope="row"), *map(html.Td, row[1:])])
                        for row in rows
                    ]
                ),
            ],
            className="fc-sheet fc-drivers-sheet",
        ),
        className="fc-panel-scroll",
        tabIndex="0",
        **extra({"role": "region", "aria-label": visit.say("drivers.coefficients")}),
    )
    return [
        html.Section(
            html.Details(
                [
                    html.Summary(html.H2(visit.say("drivers.diagnostics"))),
                    html.P(visit.say("drivers.diagnostics.note"), className="fc-muted"),
                    html.Dl(pairs, className="fc-drivers-facts"),
                    table,
                ]
            ),
            className="fc-panel fc-drivers-part fc-drivers-diagnostics",
        )
    ]


def facts_of(visit: Visit, told: Told, found: Diagnostics) -> list[Line]:
    """Name and value of everything that is known of the fit."""
    analysis, words = told.analysis, told.basis.words(visit.language)

    def say(key: str, **values: object) -> str:
        return visit.say(key, **words | values)

    joint = say("note.separator")
    effects = joint.join(say(f"drivers.effects.{name}") for name in found.effects)
    lines = [
        (say("drivers.fact.rows"), f"{analysis.n if analysis else 0:,}"),
        (say("drivers.fact.stores"), f"{found.entities:,}"),
        (say("drivers.fact.periods"), f"{found.periods:,}"),
        (say("drivers.fact.effects"), effects or NO_VALUE),
        (say("drivers.fact.inference"), _inference(visit, found)),
        (say("drivers.fact.level"), _level(visit, told)),
        (say("drivers.fact.r_squared"), _plain(analysis.r_squared if analysis else None)),
        (say("drivers.fact.within_r_squared"), _plain(found.within_r_squared)),
        (say("drivers.fact.condition_index"), _plain(found.condition_index, 1)),
    ]
    for kind, (mean, error) in found.held_out.items():
        name = say(f"drivers.fact.held_out.{kind}")
        lines.append((name, say("drivers.fact.gain", mean=_percent(mean), error=_percent(error))))
    if found.false_discovery is not None:
        procedure, level = found.false_discovery
        told_q = say(
            "drivers.fact.false_discovery.value",
            procedure=_procedure(visit, procedure),
            level=f"{level:g}",
            family=found.family if found.family is not None else NO_VALUE,
        )
        lines.append((say("drivers.fact.false_discovery"), told_q))
    for name, count in found.left_out.items():
        key = f"drivers.fact.left_out.{name}"
        lines.append((say(key), f"{count:,}"))
    return lines


def coefficients_of(visit: Visit, told: Told) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the table of coefficients, as texts."""
    analysis, words = told.analysis, told.basis.words(visit.language)
    names = ("name", "lag", "estimate", "error", "low", "high", "p", "q", "spread", "vif", "lead")
    head = [visit.say(f"drivers.coefficient.{name}", **words) for name in names]
    if analysis is None or analysis.diagnostics is None:
        return head, []
    rows = [_coefficient(visit, told, c, analysis.diagnostics) for c in analysis.coefficients]
    return head, rows


def _coefficient(visit: Visit, told: Told, one: Coefficient, found: Diagnostics) -> list[str]:
    lag = found.lags.get(one.name)
    intervals: Sequence[float | None] = (one.ci_low, one.ci_high, one.p_value)
    if not told.complete:
        intervals = (None, None, None)
    low, high, p = intervals
    return [
        visit.say("drivers.intercept")
        if one.name == "intercept"
        else told.name_of(one.name, visit.language),
        NO_VALUE if lag is None else (f"{lag[0]}" if lag[0] == lag[1] else f"{lag[0]}–{lag[1]}"),
        _plain(one.estimate),
        _plain(one.std_error if told.complete else None),
        _plain(low),
        _plain(high),
        _plain(p, 3),
        _plain(one.q_value if told.complete else None, 3),
        _plain(one.spread),
        _plain(found.vif.get(one.name), 2),
        _plain(found.lead_p_values.get(one.name), 3),
    ]


def _inference(visit: Visit, found: Diagnostics) -> str:
    draws = found.draws.get("wild_cluster_bootstrap", 0)
    key = f"drivers.inference.{found.inference}"
    return visit.say(key, clusters=f"{found.clusters:,}", draws=f"{draws:,}")


def _level(visit: Visit, told: Told) -> str:
    key = "drivers.fact.level.wider" if told.is_wider else "drivers.fact.level.usual"
    return visit.say(key, level=told.level)


def _procedure(visit: Visit, name: str) -> str:
    known = ("benjamini_yekutieli", "simulated")
    return visit.say(f"drivers.procedure.{name}") if name in known else name.replace("_", " ")


def _plain(value: float | None, decimals: int | None = None) -> str:
    if value is None or value != value:
        return NO_VALUE
    return f"{value:,.5g}" if decimals is None else f"{value:,.{decimals}f}"


def _percent(value: float) -> str:
    return show_share(value) if abs(value) >= 0.1 else f"{100 * value:.1f}%"
