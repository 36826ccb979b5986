"""What goes to a browser for a question about a page: everything anew, or some parts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import html, no_update
from dash.development.base_component import Component

from dashboards.page import Answer, Page
from dashboards.shell import ids
from dashboards.shell.slots import chapters_in, chapters_of, content
from dashboards.visit import Visit
from dashboards.wanted import CHARTS, MORE, PARTS, REST, Wanted

PLACES = (ids.BODY, *(ids.SLOTS[name] for name in PARTS), ids.TRUST)
"""Whose children are sent, in order; a chart has to be in its place before it is drawn."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent; what is not stays as it is.

    Attributes:
        places: children by id of the place.
        chapters: cards of chapters that are on screen, by the name in their id.
        figures: of the charts; None to leave them.
        shown: the snapshot, and which question this answers.
    """

    places: Mapping[str, Sequence[Component]]
    chapters: Mapping[str, Sequence[Component]] = field(default_factory=dict)
    figures: Mapping[str, Any] | None = None
    shown: Mapping[str, object] = field(default_factory=dict)

    def outputs(self, chapters: object) -> tuple[object, ...]:
        """In the order of the callback.

        Args:
            chapters: ids of those on screen, as the browser tells them.
        """
        ids_told = chapters if isinstance(chapters, list) else []
        names = [one.get("name") if isinstance(one, dict) else None for one in ids_told]
        return (
            *(self.places.get(place, no_update) for place in PLACES),
            no_update if self.figures is None else self.figures,
            self.shown,
            [self.chapters.get(str(name), no_update) for name in names],
        )


def whole_of(
    visit: Visit, page: Page, answer: Answer, wanted: Wanted, trust: Sequence[Component]
) -> Sent:
    """The first cards, the trust line and the parts in view; the others are to be awaited."""
    places = {ids.SLOTS[name]: content(visit, page, answer, name, wanted) for name in PARTS}
    draws = CHARTS in wanted.parts
    stays = answer.drawings or not page.comes_later
    if draws and wanted.has_frames and stays:
        # A chart that stays in its place turns into the next one without a gap.
        del places[ids.CHARTS]
    places |= {ids.BODY: chapters_in(answer.body, wanted), ids.TRUST: list(trust)}
    return Sent(
        places,
        figures=answer.figures() if draws else {},
        shown=_shown(visit.reader.snapshot, wanted),
    )


def parts_of(visit: Visit, page: Page, answer: Answer, wanted: Wanted) -> Sent:
    """Parts that have come into view, and cards of chapters that have been unfolded."""
    places = {ids.SLOTS[name]: content(visit, page, answer, name, wanted) for name in wanted.parts}
    return Sent(
        places,
        # Those of a part that is sent are in it.
        chapters={} if wanted.parts & {MORE, REST} else chapters_of(answer, wanted),
        figures=answer.figures() if CHARTS in wanted.parts else None,
        shown=_shown(visit.reader.snapshot, wanted),
    )


def nothing_but(text: Component, wanted: Wanted) -> Sent:
    """A notice in place of a page; nothing more is to come."""
    places: dict[str, Sequence[Component]] = {
        ids.SLOTS[name]: [html.Span(hidden=True)] for name in PARTS
    }
    places |= {ids.BODY: [text], ids.TRUST: []}
    return Sent(places, figures={}, shown=_shown("", wanted))


def _shown(snapshot: str, wanted: Wanted) -> dict[str, object]:
    return {"snapshot": snapshot, "at": wanted.at}
