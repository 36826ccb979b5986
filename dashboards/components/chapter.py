"""A chapter of cards: open under its heading, or folded to one line for each figure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from dash import html
from dash.development.base_component import Component

from dashboards.board.judgement import Level
from dashboards.board.tiles import Tile
from dashboards.components.attributes import extra
from dashboards.components.card import card, drill_address
from dashboards.components.state import reason
from dashboards.format import show_figure, show_period
from dashboards.visit import Visit

FOLDED, CARDS = "fc-fold", "fc-cards"
CHAPTER = "chapter"


class AwaitedCards(html.Div):
    """The place of a chapter's cards, made when somebody asks for them: most are never unfolded.

    Args:
        make: the cards.
        count: how many there will be.
        id: of the place.
    """

    def __init__(self, make: Callable[[], list[Component]], count: int, id: dict[str, str]) -> None:
        super().__init__(id=id, className=CARDS)
        self.make = cache(make)
        self.count = count

    @property
    def children(self) -> list[Component]:
        """The cards."""
        return self.make()

    @children.setter
    def children(self, _nothing: object) -> None:
        """Dash says of every component that it has no children yet."""


def chapter_id(title: str) -> dict[str, str]:
    """Id of the place of a chapter's cards; a full stop would end it."""
    return {"type": CHAPTER, "name": title.replace(".", "-")}


def cards_of(visit: Visit, title: str, tiles: Sequence[Tile]) -> html.Section:
    """Cards under a heading; folded where none of them has a value."""
    if tiles and all(tile.figure.value is None for tile in tiles):
        return folded(visit, title, tiles)
    return html.Section([html.H2(title, className="fc-chapter"), _cards(visit, tiles)])


def folded(visit: Visit, title: str, tiles: Sequence[Tile]) -> html.Section:
    """A heading with its counts, and below it each figure in brief until it is unfolded."""
    summary: list[Component] = [
        html.H2(title),
        html.Span(visit.say("chapter.count", count=len(tiles)), className="fc-muted"),
        *_counts(visit, tiles),
    ]
    return html.Section(
        [
            html.Details([html.Summary(summary), _awaited(visit, tiles, title)]),
            _nothing(visit, tiles)
            if all(tile.figure.value is None for tile in tiles)
            else html.Ul([_glance(visit, tile) for tile in tiles], className="fc-glances"),
        ],
        className=FOLDED,
        **extra({"data-chapter": title}),
    )


def without_cards(part: Component, keeps: Callable[[str], bool]) -> Component:
    """A folded chapter with an empty place for each of its cards; anything else as it is.

    Args:
        part: of a page.
        keeps: told the title of a chapter, whether its cards stay.
    """
    title = _title_of(part)
    if title is None or keeps(title):
        return part
    details, *glances = part.children
    summary, cards = details.children
    awaited = html.Div(
        [html.I() for _ in range(cards.count)], id=cards.id, className=cards.className
    )
    return html.Section(
        [html.Details([summary, awaited]), *glances],
        className=FOLDED,
        **extra({"data-chapter": title}),
    )


def cards_by_chapter(parts: Iterable[Component]) -> Mapping[str, tuple[str, AwaitedCards]]:
    """Title and cards of every folded chapter among parts of a page, by the name in its id."""
    found = {}
    for part in parts:
        title = _title_of(part)
        if title is not None:
            cards = part.children[0].children[1]
            found[cards.id["name"]] = title, cards
    return found


def _title_of(part: Component) -> str | None:
    if getattr(part, "className", "") != FOLDED:
        return None
    title: str = getattr(part, "data-chapter")
    return title


def _cards(visit: Visit, tiles: Sequence[Tile]) -> html.Div:
    return html.Div([card(visit, tile) for tile in tiles], className=CARDS)


def _awaited(visit: Visit, tiles: Sequence[Tile], chapter: str) -> AwaitedCards:
    def make() -> list[Component]:
        return [card(visit, tile) for tile in tiles]

    return AwaitedCards(make, len(tiles), chapter_id(chapter))


def _counts(visit: Visit, tiles: Sequence[Tile]) -> list[html.Span]:
    """How many need action, need a look, have no value."""
    levels = [tile.judgement.level for tile in tiles]
    found = (
        ("bad", levels.count(Level.BAD)),
        ("watch", levels.count(Level.WATCH)),
        ("empty", sum(tile.figure.value is None for tile in tiles)),
    )
    return [
        html.Span(visit.say(f"chapter.{name}", count=count), className=f"fc-pill is-{name}")
        for name, count in found
        if count
    ]


def _glance(visit: Visit, tile: Tile) -> html.Li:
    kpi, figure, level = tile.kpi, tile.figure, tile.judgement
    name: list[Component | str] = [visit.words(kpi.name)]
    if tile.is_slow:
        period = show_period(tile.period, visit.language)
        name.append(html.Span(period, className="fc-glance-period"))
    said = [html.Span(name, className="fc-glance-name")]
    if level.level in (Level.BAD, Level.WATCH):
        word = visit.say(f"level.{level.level.value}.{level.basis}")
        said.append(html.Span(word, className="visually-hidden"))
    text = show_figure(figure, visit.language).text
    link = html.A(
        [*said, html.Strong(text)],
        href=drill_address(visit, kpi.id),
        className=f"fc-glance is-{level.level.value} state-{figure.state.value}",
        title=reason(visit, kpi, figure),
        **extra({"data-drill": kpi.id}),
    )
    return html.Li(link)


def _nothing(visit: Visit, tiles: Sequence[Tile]) -> html.P:
    """Said once for all: which figures there are not, and why where they share the reason."""
    joint = visit.say("note.separator")
    names = joint.join(visit.words(tile.kpi.name) for tile in tiles)
    why = {reason(visit, tile.kpi, tile.figure) for tile in tiles}
    shared = why.pop() if len(why) == 1 else ""
    return html.P(
        [
            html.Strong(visit.say("chapter.nothing")),
            html.Span(shared),
            html.Span(names, className="fc-muted"),
        ],
        className="fc-fold-empty",
    )
