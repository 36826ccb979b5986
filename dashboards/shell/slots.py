"""The places of a page below its first cards, and what stands in them."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboards.components.chapter import CARDS, cards_by_chapter, without_cards
from dashboards.components.grid import rows_shown
from dashboards.page import Answer, Page
from dashboards.shell import ids
from dashboards.shell.chart_frames import chart_frames
from dashboards.visit import Visit
from dashboards.wanted import CHARTS, MORE, PANELS, PARTS, REST, TABLE, Wanted

_CLASSES = {PANELS: "", CHARTS: "fc-charts", TABLE: "", MORE: "fc-chapters", REST: "fc-chapters"}
# How many stand side by side on a wide screen, and how many lines of text a card is high.
_GLANCES, _CARDS, _CARD, _HEADING, _PANEL = 4, 4, 9, 2, 12
# Lines of text that a row of a grid and of a table is high; on a phone cards stand in pairs.
_GRID_ROW, _ROW, _PAIR = 1.55, 1.9, 2
# Pixels of a frame around its chart.
_FRAME = 126


def slots(visit: Visit, page: Page, answer: Answer, wanted: Wanted) -> list[html.Div]:
    """Every place in order; what is not wanted yet is awaited in a place of about its height."""
    return [
        html.Div(
            content(visit, page, answer, name, wanted),
            id=ids.SLOTS[name],
            className=f"{_CLASSES[name]} fc-slot{' fc-later' if page.comes_later else ''}".strip(),
            style=_heights(answer, name) if page.comes_later else None,
            **_told(visit, page, name),
        )
        for name in PARTS
    ]


def _told(visit: Visit, page: Page, name: str) -> dict[str, Any]:
    if not page.comes_later:
        return {}
    return {"data-part": name, "data-unprinted": visit.say("later.unprinted")}


def content(
    visit: Visit, page: Page, answer: Answer, name: str, wanted: Wanted
) -> Sequence[Component]:
    """What stands in a place: nothing while it is awaited."""
    made = _made(visit, page, answer, name)
    if not page.comes_later:
        return made
    if not made:
        # An empty place is one whose content is still to come.
        return [html.Span(hidden=True)]
    if name not in wanted.parts:
        return []
    return chapters_in(made, wanted)


def chapters_in(parts: Sequence[Component], wanted: Wanted) -> list[Component]:
    """Components with those chapters folded away whose cards are not asked for."""
    return [without_cards(part, wanted.has_chapter) for part in parts]


def chapters_of(answer: Answer, wanted: Wanted) -> Mapping[str, Sequence[Component]]:
    """The cards of the chapters that are asked for, by the name in their id."""
    found = cards_by_chapter([*answer.body, *answer.more])
    wants = wanted.has_chapter
    return {name: cards.children for name, (title, cards) in found.items() if wants(title)}


def _made(visit: Visit, page: Page, answer: Answer, name: str) -> list[Component]:
    if name == CHARTS:
        needless = page.comes_later and not answer.drawings
        return [] if needless else [*chart_frames(visit, page, answer)]
    return list({PANELS: answer.panels, TABLE: answer.table}.get(name) or _below(answer, name))


def _below(answer: Answer, name: str) -> Sequence[Component]:
    """What stands below the grid; the first of it by itself: it may be in view from the start."""
    alone = 0 if answer.more and isinstance(answer.more[0], html.Header) else 1
    return {MORE: answer.more[:alone], REST: answer.more[alone:]}.get(name, ())


def _heights(answer: Answer, name: str) -> dict[str, int]:
    """How much there is to come, by which its place is given a height; on a phone, too."""
    return {
        "--fc-count": _count(answer, name),
        "--fc-phone": _count(answer, name, is_phone=True),
    }


def _count(answer: Answer, name: str, *, is_phone: bool = False) -> int:
    if name == CHARTS:
        heights = [int(drawing.layout.get("height", 0)) for drawing in answer.drawings.values()]
        beside = 1 if is_phone else 2
        rows = range(0, len(heights), beside)
        return sum(max(heights[i : i + beside]) + _FRAME for i in rows)
    if name == TABLE:
        return _PANEL // 4 + rows_shown(answer.table)
    if name == PANELS:
        return len(answer.panels)
    return sum(_lines(part, is_phone=is_phone) for part in _below(answer, name))


def _lines(part: Component, *, is_phone: bool) -> int:
    """How many lines of text a piece is about as high as."""
    for _, folded in cards_by_chapter([part]).values():
        return _HEADING + ceil(folded.count / (1 if is_phone else _GLANCES))
    if isinstance(part, html.Header):
        return 1
    inside = part.children if isinstance(part.children, list) else []
    cards = next((c.children for c in inside if getattr(c, "className", "") == CARDS), ())
    if cards:
        return _HEADING + _CARD * ceil(len(cards) / (_PAIR if is_phone else _CARDS))
    rows = rows_shown([part]) * _GRID_ROW or _table_rows(part) * _ROW * (1.5 if is_phone else 1)
    return _HEADING + 1 + ceil(rows) if rows else _PANEL


def _table_rows(part: object) -> int:
    if isinstance(part, html.Tr):
        return 1
    inside = part if isinstance(part, list | tuple) else [getattr(part, "children", None)]
    return sum(map(_table_rows, inside)) if part is not None and inside != [None] else 0
