"""Reversals that take back nothing that was loaded, each with its file, sheet and row."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.grid import Column, grid
from dashboards.format import show_day
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.reversals import lost, read_reversals

_SHOWN = 1000


def reversals_panel(visit: Visit, report: LoadReport, codes: Sequence[str]) -> list[Component]:
    """How many reversals found their originals, and a grid of those that did not.

    Args:
        visit: who looks at what.
        report: what is loaded; for the words of tables.
        codes: the stores in view; without any there is nothing to show.
    """
    found = read_reversals(visit.reader.backend, codes) if codes else ()
    if not found:
        return []
    open_ = list(lost(found))
    name = "red.hint" if open_ else "red.none"
    said = visit.say(name, total=f"{len(found):,}", found=f"{len(found) - len(open_):,}")
    head = [
        html.H2(visit.say("red.title", count=f"{len(open_):,}")),
        html.P(said, className="fc-answer"),
    ]
    rows = [
        {
            "store": one.store,
            "table": visit.words(report.tables[one.table])
            if one.table in report.tables
            else one.table,
            "number": one.number,
            "day": show_day(one.day),
            "amount": float(one.amount),
            "file": one.file,
            "sheet": one.sheet,
            "row": one.row,
        }
        for one in open_[:_SHOWN]
    ]
    columns = [
        Column("store", visit.say("by.store"), width=90),
        Column("table", visit.say("data.table"), width=140),
        Column("number", visit.say("red.number"), width=150),
        Column("day", visit.say("red.day"), width=100),
        Column("amount", visit.say("red.amount"), "money", width=110),
        Column("file", visit.say("data.file"), width=230),
        Column("sheet", visit.say("data.sheet"), width=90),
        Column("row", visit.say("data.row"), "number", width=80),
    ]
    body = [grid("reversals-grid", columns, rows, visit.language)] if rows else []
    return [
        html.Section([html.Header(html.Div(head)), *body], className="fc-panel", id="reversals")
    ]
