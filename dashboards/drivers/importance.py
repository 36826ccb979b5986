"""Shares of what drivers account for together, with ties; and what was refused, and why."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.drivers.sentences import refusal_sentence
from dashboards.drivers.told import Told
from dashboards.format import show_share
from dashboards.visit import Visit
from metrics.drivers.result import Refusal, Share


def importance_panel(visit: Visit, told: Told) -> list[Component]:
    """Shares of drivers that passed the gates, ties told; nothing for fewer than two."""
    analysis = told.analysis
    if analysis is None or not told.complete or len(analysis.importance) < 2:
        return []
    rows = [_share(visit, told, share) for share in analysis.importance]
    explained = analysis.diagnostics.within_r_squared if analysis.diagnostics else None
    note = visit.say("drivers.importance.note")
    if explained is not None:
        note = visit.say("drivers.importance.of", share=show_share(explained)) + note
    return [
        html.Section(
            [
                html.Header([html.H2(visit.say("drivers.importance"))]),
                html.Ul(rows, className="fc-drivers-shares"),
                html.P(note, className="fc-muted fc-drivers-how"),
            ],
            className="fc-panel fc-drivers-part",
        )
    ]


def group_name(visit: Visit, told: Told, name: str) -> str:
    """A driver, or the drivers of a group that always move together."""
    names = [told.name_of(each, visit.language) for each in name.split("+")]
    return visit.say("drivers.with").join(names)


def _share(visit: Visit, told: Told, share: Share) -> html.Li:
    text = [html.Span(group_name(visit, told, share.name)), html.B(show_share(share.share))]
    width = f"{100 * min(max(share.share, 0.0), 1.0):.1f}%"
    bar: list[Component] = [html.Span(className="is-share", style={"width": width})]
    if share.ci_low is not None and share.ci_high is not None:
        low, high = 100 * share.ci_low, 100 * share.ci_high
        bar.append(
            html.Span(
                className="is-range", style={"left": f"{low:.1f}%", "width": f"{high - low:.1f}%"}
            )
        )
    parts: list[Component] = [
        html.Div(text, className="fc-drivers-share"),
        html.Div(bar, className="fc-drivers-sharebar"),
    ]
    said = []
    if share.ci_low is not None and share.ci_high is not None:
        ends = {"low": show_share(share.ci_low), "high": show_share(share.ci_high)}
        said.append(visit.say("drivers.importance.range", **ends))
    if share.tied_with:
        names = visit.say("side.joint").join(
            group_name(visit, told, name) for name in share.tied_with
        )
        said.append(visit.say("drivers.importance.tied", names=names))
    if said:
        parts.append(html.Small(visit.say("note.separator").join(said)))
    return html.Li(parts)


def refused_of(told: Told) -> list[tuple[str, tuple[Refusal, ...]]]:
    """Every driver whose direction is not told, with the reasons."""
    analysis = told.analysis
    if analysis is None:
        return []
    found: list[tuple[str, tuple[Refusal, ...]]] = [
        (name, (why,)) for name, why in analysis.refused_drivers.items()
    ]
    if told.complete:
        found += [
            (c.name, tuple(c.held_back))
            for c in analysis.coefficients
            if c.name in told.drivers and not c.shown
        ]
    return found


def refused_panel(visit: Visit, told: Told) -> list[Component]:
    """What was refused and why, each driver in a line."""
    rows = refused_of(told)
    if not rows:
        return []
    language = visit.language

    def name_of(name: str) -> str:
        return told.name_of(name, language)

    items = [
        html.Li(
            [
                html.B(name_of(name)),
                html.Span(why_text(visit, name, reasons, told)),
            ]
        )
        for name, reasons in rows
    ]
    return [
        html.Section(
            [
                html.Header(
                    [
                        html.H2(visit.say("drivers.refused")),
                        html.P(
                            visit.say("drivers.refused.note", count=len(rows)),
                            className="fc-answer",
                        ),
                    ]
                ),
                html.Ul(items, className="fc-drivers-refused"),
            ],
            className="fc-panel fc-drivers-part",
        )
    ]


def why_text(visit: Visit, name: str, reasons: Sequence[Refusal], told: Told) -> str:
    """Why a driver has no direction; a reason without a subject is about the driver itself."""
    if not reasons:
        return visit.say("drivers.refused.plain")
    filled = [r if r.subjects else Refusal(r.reason, (name,), r.numbers) for r in reasons]
    space = "" if visit.language == "zh" else " "
    return space.join(_about(visit, name, reason, told) for reason in filled)


def _about(visit: Visit, name: str, reason: Refusal, told: Told) -> str:
    """A reason without the driver's name in front, which stands beside it."""

    def name_of(each: str) -> str:
        return told.name_of(each, visit.language)

    said = refusal_sentence(visit.language, reason, name_of, told.basis)
    colon = "：" if visit.language == "zh" else ": "
    bare = said.removeprefix(f"{name_of(name)}{colon}")
    return said if bare == said else bare[:1].upper() + bare[1:]
