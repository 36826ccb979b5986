"""A comparison in arrow, sign and words, never in colour alone."""

from dash import html

from dashboards.board.judgement import is_better
from dashboards.components.attributes import extra
from dashboards.format import show, show_change
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Compared, Figure

_ARROWS = {True: "▲", False: "▼", None: "▬"}


def change_chip(visit: Visit, kpi: Kpi, name: str, found: Compared | None) -> html.Span:
    """One comparison: with what, how much, and whether it is for the better.

    Args:
        visit: for the language.
        kpi: for unit and direction.
        name: ``prior`` or ``year``.
        found: None where there is nothing to compare with.
    """
    label = html.Span(visit.say(f"compare.{name}.short"), className="fc-chip-label")
    if found is None or found.change is None:
        text = visit.say("compare.none")
        return html.Span([label, html.Span(text, className="fc-muted")], className="fc-chip")
    # A percentage of or to something below zero says nothing.
    base = found.value or 0.0
    relative = found.relative if base > 0 and base + found.change >= 0 else None
    text = show_change(found.change, relative, kpi.unit, visit.language)
    # What rounds to nothing is neither better nor worse.
    change = 0.0 if text.startswith("±") else found.change
    better = is_better(kpi, change)
    tone = {True: "is-good", False: "is-bad", None: "is-even"}[better]
    up = None if change == 0 else change > 0
    said = {True: "change.better", False: "change.worse", None: "change.even"}[better]
    other = show(found.value, kpi.unit, visit.language).text
    title = visit.say(f"compare.{name}.value", value=other)
    return html.Span(
        [
            label,
            html.Span(_ARROWS[up], className="fc-arrow", **extra({"aria-hidden": "true"})),
            html.Span(text),
            html.Span(visit.say(said), className="visually-hidden"),
        ],
        className=f"fc-chip {tone}",
        title=title,
    )


def peers_chip(visit: Visit, figure: Figure) -> html.Span | None:
    """The rank among peers, with their median and best quartile; None where there is none."""
    peers = figure.peers
    if peers is None or peers.rank is None:
        return None
    label = html.Span(visit.say("compare.peers.short"), className="fc-chip-label")
    text = visit.say("compare.rank", rank=peers.rank, of=peers.of)
    said = {
        name: show(value, figure.unit, visit.language, figure.currency).text
        for name, value in (("median", peers.median), ("best", peers.best_quartile))
    }
    title = visit.say("compare.peers.value", **said)
    return html.Span([label, html.Span(text)], className="fc-chip", title=title)


def band_chip(visit: Visit, kpi: Kpi, figure: Figure) -> html.Span | None:
    """Whether a value is ordinary for these stores; None where their past is too short to say."""
    band = figure.band
    if band is None or figure.value is None:
        return None
    side = "inside"
    if figure.value > band.high:
        side = "above"
    elif figure.value < band.low:
        side = "below"
    tone = "is-even"
    if side != "inside":
        better = is_better(kpi, 1.0 if side == "above" else -1.0)
        tone = {True: "is-good", False: "is-bad", None: "is-even"}[better]
    low, high = (
        show(v, kpi.unit, visit.language, figure.currency).text for v in (band.low, band.high)
    )
    return html.Span(
        [
            html.Span(visit.say("compare.band.short"), className="fc-chip-label"),
            html.Span(visit.say(f"compare.band.{side}")),
        ],
        className=f"fc-chip {tone}",
        title=visit.say("compare.band.value", low=low, high=high, count=band.of),
    )
