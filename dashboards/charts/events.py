"""Notes on a chart: a numbered line at the month in which something began, named in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.notebook import Written
from dashboards.charts.drawing import LABEL_SIZE, MUTED
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Figure

NUMBERS = "①②③④⑤⑥⑦⑧⑨"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """What notes add to a chart.

    Attributes:
        shapes: a line for each note, a field for one that takes longer than the grain.
        labels: its number on top, with its words to be read by pointing at it.
        said: the same in words, for the sentence of the chart; empty where there is none.
    """

    shapes: Sequence[dict[str, Any]] = ()
    labels: Sequence[dict[str, Any]] = ()
    said: str = ""


def marked(visit: Visit, kpi: Kpi, since: date) -> tuple[Written, ...]:
    """The notes that a chart has room for: the newest nine from a day on, in order."""
    if visit.notebook is None:
        return ()
    codes = [store.code for store in visit.stores()]
    return visit.notebook.notes(visit.scope, codes, kpi.id, since)[-len(NUMBERS) :]


def marks_of(visit: Visit, kpi: Kpi, figures: Sequence[Figure], grain: str) -> Marks:
    """Marks for figures over time.

    Args:
        visit: whose notes and stores.
        kpi: notes on it and on whole stores count.
        figures: oldest first, each with a key ``grain``.
        grain: ``month`` or ``quarter``.
    """
    keys = [figure.keys[grain] for figure in figures]
    places = {key: index for index, key in enumerate(keys)}
    notes = marked(visit, kpi, _first_day(keys[0], grain)) if keys else ()
    shapes, tops = [], dict[int, list[int]]()
    for number, note in enumerate(notes):
        # What began before the chart does is shown from its edge on.
        begins = places.get(_key(note.about.start, grain), 0)
        ends = places.get(_key(note.about.end, grain), len(keys) - 1)
        if _key(note.about.start, grain) > keys[-1]:
            continue
        tops.setdefault(begins, []).append(number)
        shapes.append(_shape(begins, ends))
    labels = [_label(visit, place, own, notes) for place, own in tops.items()]
    shown = [number for own in tops.values() for number in own]
    return Marks(shapes, labels, _said(visit, [(n, notes[n]) for n in sorted(shown)]))


def days_text(note: Written) -> str:
    """The day or the days of a note."""
    start, end = note.about.start, note.about.end
    if start == end:
        return start.isoformat()
    return f"{start.isoformat()} – {end:%m-%d}" if start.year == end.year else f"{start} – {end}"


def _key(day: date, grain: str) -> str:
    return f"{day:%Y-%m}" if grain == "month" else f"{day.year}-Q{(day.month + 2) // 3}"


def _first_day(key: str, grain: str) -> date:
    year, part = int(key[:4]), key[5:]
    return date(year, int(part) if grain == "month" else 3 * int(part[1:]) - 2, 1)


def _shape(begins: int, ends: int) -> dict[str, Any]:
    common = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    if ends > begins:
        field = {"type": "rect", "x0": begins - 0.5, "x1": ends + 0.5, "line": {"width": 0}}
        return common | field | {"fillcolor": "var(--fc-sunken)", "opacity": 0.7}
    line = {"color": MUTED, "width": 1, "dash": "dash"}
    return common | {"type": "line", "x0": begins, "x1": begins, "line": line}


def _label(
    visit: Visit, place: int, own: Sequence[int], notes: Sequence[Written]
) -> dict[str, Any]:
    return {
        "text": "".join(NUMBERS[number] for number in own),
        "hovertext": "<br>".join(_plain(_words(visit, n, notes[n])) for n in own),
        "x": place,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": LABEL_SIZE + 2, "color": MUTED},
    }


def _plain(text: str) -> str:
    """Text for a label that would take tags for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _words(visit: Visit, number: int, note: Written) -> str:
    kind = visit.say(f"event.kind.{note.kind.value}")
    return f"{NUMBERS[number]} {days_text(note)} {kind}: {note.words}"


def _said(visit: Visit, notes: Sequence[tuple[int, Written]]) -> str:
    if not notes:
        return ""
    joint = "; " if visit.language == "en" else "；"
    parts = [_words(visit, number, note) for number, note in notes[-_NAMED:]]
    if len(notes) > _NAMED:
        parts.append(visit.say("event.more", count=len(notes) - _NAMED))
    return visit.say("event.on_chart", notes=joint.join(parts))
