"""A comparison in arrow, sign and words, never in colour alone."""

from dash import html

from dashboards.board.judgement import is_better
from dashboards.components.attributes import extra
from dashboards.format import show, show_change, show_difference
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Compared, Figure

_MANYFOLD = 5
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
    # Six times as much is told by the amount: a percentage of hundreds is read as a mistake.
    relative = None if relative is not None and relative >= _MANYFOLD else relative
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


def peers_chip(visit: Visit, kpi: Kpi, figure: Figure) -> html.Span | None:
    """The rank among peers and the gap to their median; only that where there is no good side.

    None where fewer peers than it takes have a value, and for several stores at once.
    """
    peers = figure.peers
    if peers is None or figure.value is None:
        return None
    language, currency = visit.language, figure.currency
    said = {
        name: show(value, figure.unit, language, currency).text
        for name, value in (("median", peers.median), ("best", peers.best_quartile))
    }
    title, tone = visit.say("compare.peers.value", **said), "is-even"
    if peers.basis:
        shared = visit.say("note.separator").join(
            visit.say(f"side.basis.{name}") for name in peers.basis
        )
        title = visit.say("compare.peers.basis", said=title, basis=shared)
    word = "compare.group" if peers.rank is None else "compare.peers.short"
    label = html.Span(visit.say(word), className="fc-chip-label")
    if peers.rank is None:
        text = html.Span(visit.say("compare.median", median=said["median"]))
        return html.Span([label, text], className=f"fc-chip {tone}", title=title)
    parts = [label, html.Span(visit.say("compare.rank", rank=peers.rank, of=peers.of))]
    if peers.gap:
        side = "better" if peers.gap > 0 else "worse"
        tone = "is-good" if peers.gap > 0 else "is-bad"
        size = show_difference(abs(peers.gap), kpi.unit, language).removeprefix("+")
        if any(digit in "123456789" for digit in size):
            parts.append(html.Span(visit.say(f"compare.gap.{side}", gap=size), className="fc-gap"))
    return html.Span(parts, className=f"fc-chip {tone}", title=title)


def band_chip(visit: Visit, kpi: Kpi, figure: Figure) -> html.Span | None:
    """Whether a value is ordinary for these stores, or that their past is too short to say.

    None where there is no value.
    """
    band = figure.band
    if figure.value is None:
        return None
    label = html.Span(visit.say("compare.band.short"), className="fc-chip-label")
    if band is None:
        text = html.Span(visit.say("compare.band.none"), className="fc-muted")
        return html.Span([label, text], className="fc-chip")
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
            label,
            html.Span(visit.say(f"compare.band.{side}")),
        ],
        className=f"fc-chip {tone}",
        title=visit.say("compare.band.value", low=low, high=high, count=band.of),
    )


def comparison_chips(visit: Visit, kpi: Kpi, figure: Figure) -> list[html.Span]:
    """The comparisons that the reader asked for; none where there is no value to compare."""
    if figure.value is None:
        return []
    asked = visit.view.compare
    if figure.pending:
        # Beside months that are confirmed it could only look bad.
        label = html.Span(visit.say("compare.pending"), className="fc-muted")
        return [html.Span([label], className="fc-chip")]
    chips: list[html.Span | None] = [
        change_chip(visit, kpi, name, figure.compared.get(name))
        for name in ("prior", "year")
        if name in asked
    ]
    chips.append(peers_chip(visit, kpi, figure) if "peers" in asked else None)
    chips.append(band_chip(visit, kpi, figure) if "band" in asked else None)
    return [chip for chip in chips if chip is not None]
