"""The notes on a KPI and on the stores in view, numbered as on the chart, and the way to write."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from access.notebook import Written, may_remove
from dashboards.board.drawer.actions import form_address
from dashboards.board.tiles import MONTHS_SHOWN
from dashboards.charts.events import NUMBERS, days_text, marked
from dashboards.periods import months_back
from dashboards.visit import Visit
from metrics.model.kpi import Kpi

EARLIER_SHOWN = 20


def notes_part(visit: Visit, kpi: Kpi) -> list[Component]:
    """The section; nothing where nothing is kept."""
    if visit.notebook is None:
        return []
    codes = [store.code for store in visit.stores()]
    every = visit.notebook.notes(visit.scope, codes, kpi.id)
    first: date = months_back(visit.period, visit.as_of, MONTHS_SHOWN).start
    on_chart = {note.id: NUMBERS[n] for n, note in enumerate(marked(visit, kpi, first))}
    shown = sorted(every, key=lambda note: note.id not in on_chart)
    head = html.Header(
        [
            html.H3(visit.say("event.title")),
            html.A(
                visit.say("event.new"),
                href=form_address(visit, "/notes/new"),
                className="fc-act",
            ),
        ]
    )
    listed = shown[: len(on_chart) + EARLIER_SHOWN]
    lines = [_line(visit, note, on_chart.get(note.id, "")) for note in listed]
    body: list[Component] = [
        html.Ul(lines, className="fc-notes")
        if lines
        else html.P(visit.say("event.none"), className="fc-muted")
    ]
    return [html.Section([head, *body], className="fc-drill-part", id="drill-notes")]


def _line(visit: Visit, note: Written, number: str) -> html.Li:
    names = {store.code: store.name for store in visit.open_stores}
    about = [visit.say(f"event.kind.{note.kind.value}"), days_text(note)]
    if len(visit.stores()) > 1:
        about.append(names.get(note.about.store, note.about.store))
    if not note.about.kpi:
        about.append(visit.say("event.whole"))
    about.append(visit.say("event.by", who=note.written_by))
    parts: list[Component] = [
        html.Span(number, className="fc-note-number"),
        html.Div([html.P(note.words), html.Small(" · ".join(about))]),
    ]
    if may_remove(visit.scope, note):
        href = form_address(visit, f"/notes/{note.id}")
        parts.append(html.A(visit.say("event.remove"), href=href, className="fc-note-remove"))
    return html.Li(parts)
