"""The heat map of what has come: tables by day for one store, stores by day for several."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dash import html

from dashboards.components.attributes import extra
from dashboards.format import show_amount, show_day, show_share
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.completeness import Arrived, Level

DAYS_SHOWN = 14
_STORES_SHOWN = 30
_DAY = timedelta(days=1)


def arrived_panel(visit: Visit, report: LoadReport, codes: Sequence[str]) -> html.Section:
    """A cell for each day: received as a part of expected, amber or red where it falls short.

    Args:
        visit: who looks at what.
        report: what is loaded; for the words of tables.
        codes: the stores in view.
    """
    first = visit.as_of - (DAYS_SHOWN - 1) * _DAY
    axis = "table" if len(codes) == 1 else "store"
    cells = visit.arrived.by((axis, "day"), codes, None, first, visit.as_of)
    days = [first + n * _DAY for n in range(DAYS_SHOWN)]
    members = sorted({key[0] for key in cells}, key=lambda name: _rank(cells, name, visit.as_of))
    hint = visit.say("arrived.hint") if cells else visit.say("arrived.nothing")
    if axis == "store" and len(members) > _STORES_SHOWN:
        members = members[:_STORES_SHOWN]
        hint = f"{hint} {visit.say('arrived.worst', count=_STORES_SHOWN)}"
    names = _names(visit, report, axis)
    title = visit.say("arrived.one_store" if axis == "table" else "arrived.stores")
    head = [html.H2(title), html.P(hint, className="fc-answer")]
    table = _table(visit, axis, members, names, days, cells)
    body = [html.Div(table, className="fc-matrix-box")] if cells else []
    return html.Section([html.Header(html.Div(head)), *body], className="fc-panel", id="arrived")


def _table(
    visit: Visit,
    axis: str,
    members: Sequence[str],
    names: Mapping[str, str],
    days: Sequence[date],
    cells: Mapping[tuple[Any, ...], Arrived],
) -> html.Table:
    corner = visit.say("data.table" if axis == "table" else "by.store")
    head = [
        html.Th(corner, scope="col"),
        *(html.Th(f"{day:%m-%d}", scope="col", title=show_day(day)) for day in reversed(days)),
    ]
    rows = [
        html.Tr(
            [
                html.Th(names.get(member, member), scope="row"),
                *(
                    _cell(visit, names.get(member, member), day, cells.get((member, day)))
                    for day in reversed(days)
                ),
            ]
        )
        for member in members
    ]
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="fc-matrix")


def _cell(visit: Visit, what: str, day: date, found: Arrived | None) -> html.Td:
    if found is None:
        return html.Td("–", className="is-empty", title=visit.say("arrived.not_judged"))
    title = visit.say(
        "arrived.cell",
        day=show_day(day),
        what=what,
        received=show_amount(found.received, visit.language),
        expected=show_amount(found.expected, visit.language),
    )
    share = show_share(found.share)
    if not found.is_short:
        return html.Td(share, title=title, className="is-complete")
    # Colour never stands alone: the mark says the same.
    mark = "!!" if found.level is Level.RED else "!"
    said = visit.say(f"arrived.{found.level.value}")
    return html.Td(
        [share, html.B(f" {mark}", **extra({"aria-hidden": "true"}))],
        title=f"{title} · {said}",
        className=f"is-{found.level.value}",
        **extra({"aria-label": f"{title} · {said}"}),
    )


def _rank(cells: Mapping[tuple[Any, ...], Arrived], name: str, newest: date) -> tuple[Any, ...]:
    """Short of documents on the newest day first, then by how little came, then by name."""
    found = cells.get((name, newest))
    if found is None or found.share is None:
        return (2, 0.0, name)
    return (0 if found.is_short else 1, found.share if found.is_short else 0.0, name)


def _names(visit: Visit, report: LoadReport, axis: str) -> Mapping[str, str]:
    if axis == "store":
        return {store.code: store.name for store in visit.open_stores}
    return {name: visit.words(words) for name, words in report.tables.items()}
