"""Load reports and refused rows, cut down to what a reader may see."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import html

from access import policy
from dashboards.components.grid import Column, grid
from dashboards.services import LoadReport, RejectedRow
from dashboards.visit import Visit
from dashboards.web.refused_rows import ADDRESS as REFUSED_ROWS
from metrics.masking import mask_refused

_STATES = ("loaded", "duplicate", "refused", "partly", "skipped")


def loads_within(visit: Visit, report: LoadReport) -> LoadReport:
    """The part of a report about stores in view and tables of departments that are open.

    An administrator of loading sees all of it.
    """
    is_open = _opened(visit)
    if is_open is None:
        return report
    return replace(
        report,
        files=[f for f in report.files if is_open(f.store, f.table)],
        rejected=[r for r in report.rejected if is_open(r.store, r.table)],
        coverage=[c for c in report.coverage if is_open(c.store, c.table)],
        refused=_refused(report, is_open),
    )


def refused_within(visit: Visit, report: LoadReport) -> int:
    """How many rows were refused of what a reader may see: as many as the page of data lists."""
    is_open = _opened(visit)
    return sum((report.refused if is_open is None else _refused(report, is_open)).values())


def _refused(report: LoadReport, is_open: Callable[[str, str], bool]) -> dict[tuple[str, str], int]:
    return {of: count for of, count in report.refused.items() if is_open(*of)}


def _opened(visit: Visit) -> Callable[[str, str], bool] | None:
    """Tells of a store and a table whether they are open; None where everything is."""
    if visit.is_admin and not visit.view.stores:
        return None
    codes = set(stores_in_view(visit))
    tables = policy().open_tables(visit.scope)
    return lambda store, table: store in codes and (tables is None or table in tables)


def stores_in_view(visit: Visit) -> tuple[str, ...]:
    """Codes of the stores in view; none for an administrator of loading without a grant."""
    return tuple(store.code for store in visit.stores()) if visit.open_stores else ()


def totals(visit: Visit, report: LoadReport) -> html.Dl:
    """Rows read, loaded, quarantined and skipped; the counts add up."""
    counts = {
        "files": len({f.file for f in report.files}),
        "read": sum(f.read for f in report.files),
        "loaded": sum(f.loaded for f in report.files),
        "quarantined": sum(f.quarantined for f in report.files),
        "skipped": sum(f.skipped for f in report.files),
    }
    return html.Dl(
        [
            html.Div(
                [html.Dt(visit.say(f"data.{name}")), html.Dd(f"{count:,}")],
                className="is-warning" if name == "quarantined" and count else "",
            )
            for name, count in counts.items()
        ],
        className="fc-panel fc-totals",
    )


def rejected_panel(visit: Visit, report: LoadReport) -> html.Section:
    """Every refused row with file, sheet, row, column, reason and value."""
    count = sum(report.refused.values())
    rows = [_rejected(visit, report, row) for row in report.rejected]
    columns = [
        Column("file", visit.say("data.file"), width=200),
        Column("sheet", visit.say("data.sheet"), width=90),
        Column("row", visit.say("data.row"), "number", width=80),
        Column("column", visit.say("data.column"), width=120),
        Column("reason", visit.say("data.reason"), width=260),
        Column("value", visit.say("data.value"), width=140),
        Column("table", visit.say("data.table"), width=130),
        Column("store", visit.say("by.store"), width=110),
    ]
    hint = visit.say("data.rejected_hint") if count else visit.say("data.nothing_rejected")
    title = html.H2(visit.say("data.rejected", count=f"{count:,}"))
    header = html.Header(
        html.Div([title, html.P([hint, *_download(visit, count)], className="fc-answer")])
    )
    body = [grid("rejected-grid", columns, rows, visit.language)] if rows else []
    return html.Section([header, *body], className="fc-panel", id="rejected")


def _download(visit: Visit, count: int) -> list[str | html.A]:
    """A way to the workbook of the refused rows in view; none where there are none."""
    if not count:
        return []
    address = visit.view.address(REFUSED_ROWS)
    return [" ", html.A(visit.say("data.download"), href=address, id="refused-rows-download")]


def files_panel(visit: Visit, report: LoadReport) -> html.Section:
    """One line for each sheet that was read."""
    rows: list[dict[str, Any]] = [
        {
            "file": f.file,
            "sheet": f.sheet,
            "table": _table(visit, report, f.table),
            "store": f.store,
            "state": visit.say(f"load.{f.state}") if f.state in _STATES else f.state,
            "read": f.read,
            "loaded": f.loaded,
            "quarantined": f.quarantined,
            "skipped": f.skipped,
            "at": f.loaded_at.strftime("%Y-%m-%d %H:%M") if f.loaded_at else "",
            "message": f.message,
        }
        for f in report.files
    ]
    counted = ("read", "loaded", "quarantined", "skipped")
    columns = [
        Column("file", visit.say("data.file"), width=230),
        Column("sheet", visit.say("data.sheet"), width=90),
        Column("table", visit.say("data.table"), width=130),
        Column("store", visit.say("by.store"), width=100),
        Column("state", visit.say("data.state"), width=90),
        *(Column(name, visit.say(f"data.{name}"), "number", width=90) for name in counted),
        Column("at", visit.say("data.at"), width=140),
        Column("message", visit.say("data.message"), width=220),
    ]
    title = html.H2(visit.say("data.loads", count=f"{len(rows):,}"))
    hint = html.P(visit.say("data.loads_hint"), className="fc-answer")
    table = grid("files-grid", columns, rows, visit.language)
    return html.Section([html.Header(html.Div([title, hint])), table], className="fc-panel")


def _rejected(visit: Visit, report: LoadReport, row: RejectedRow) -> dict[str, Any]:
    shown = mask_refused(row.value, row.privacy, visit.scope.masking)
    return {
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "column": row.column,
        # A reason tells the value, too.
        "reason": (row.reason.replace(row.value, shown) if row.value else row.reason) or row.rule,
        "value": shown,
        "table": _table(visit, report, row.table),
        "store": row.store,
    }


def _table(visit: Visit, report: LoadReport, name: str) -> str:
    words = report.tables.get(name)
    return visit.words(words) if words is not None else name
