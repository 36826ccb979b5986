"""What changed beyond ordinary noise, in at most three sentences; none where nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import is_better
from dashboards.board.tiles import Tile
from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.format import show
from dashboards.visit import Visit
from metrics.result import Band, State

AT_MOST = 3
BEYOND = 0.5
"""How far beyond the middle eighty of a hundred, as a part of their width, a change must lie.

Of eighteen figures some four lie outside of the middle eighty each morning by chance alone; beyond
half their width again it is one of a hundred, if they vary as a bell does.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beyond what is ordinary.

    Attributes:
        tile: of the KPI.
        band: what is ordinary.
        size: distance from the nearer edge, in widths of the band.
    """

    tile: Tile
    band: Band
    size: float


def changes_of(tiles: Sequence[Tile]) -> tuple[Change, ...]:
    """The largest changes first, at most ``AT_MOST``; a quarter's score tells no morning news."""
    found = []
    for tile in tiles:
        figure, band = tile.figure, tile.figure.band
        if figure.state is not State.OK or figure.value is None or band is None or tile.is_slow:
            continue
        if figure.missing:
            # A store that is missing changes a total more than anything that happened.
            continue
        width = band.high - band.low
        outside = max(band.low - figure.value, figure.value - band.high)
        if width > 0 and outside > BEYOND * width:
            found.append(Change(tile, band, outside / width))
    found.sort(key=lambda change: -change.size)
    return tuple(found[:AT_MOST])


def changes_panel(visit: Visit, tiles: Sequence[Tile]) -> html.Section | None:
    """The sentences, each a link to the figure."""
    found = changes_of(tiles)
    if not found:
        return None
    return html.Section(
        [
            html.H2(visit.say("morning.changed")),
            html.Ul([html.Li(_sentence(visit, change)) for change in found]),
        ],
        className="fc-panel fc-changed",
    )


def _sentence(visit: Visit, change: Change) -> list[str | Component]:
    kpi, figure, band = change.tile.kpi, change.tile.figure, change.band
    value = figure.value or 0.0
    above = value > band.high

    def text(amount: float) -> str:
        return show(amount, kpi.unit, visit.language).text

    better = is_better(kpi, 1.0 if above else -1.0)
    tone = {True: "is-good", False: "is-bad", None: "is-even"}[better]
    said = visit.say(
        "morning.above" if above else "morning.below",
        value=text(value),
        low=text(band.low),
        high=text(band.high),
    )
    verdict = {True: "good", False: "bad", None: ""}[better]
    link = html.A(
        visit.words(kpi.name),
        href=drill_address(visit, kpi.id),
        **extra({"data-drill": kpi.id}),
    )
    parts: list[str | Component] = [link, " ", html.Span(said)]
    if verdict:
        parts += [" ", html.B(visit.say(f"morning.{verdict}"), className=tone)]
    return parts
