"""How far the data reach: tables by month for one store, stores by table for several."""

from collections.abc import Mapping, Sequence
from datetime import date

from dash import html

from dashboards.board.tiles import MONTHS_SHOWN
from dashboards.format import show_amount, show_month
from dashboards.services import Covered, LoadReport
from dashboards.visit import Visit
from metrics.model.period import add_months, first_of_month

# Tables about the network and not about a store's business say nothing of its deliveries of data.
_LEFT_OUT = frozenset({"dim_store", "dim_calendar", "account_map", "coverage"})


def coverage_panel(visit: Visit, report: LoadReport) -> html.Section:
    """A matrix with a count in each cell; what is missing is empty and marked."""
    found = [c for c in report.coverage if c.table not in _LEFT_OUT]
    stores = sorted({c.store for c in found})
    if len(stores) == 1:
        title, table = visit.say("data.coverage_months"), _by_month(visit, report, found)
    else:
        title, table = visit.say("data.coverage_tables"), _by_table(visit, report, found)
    return html.Section(
        [
            html.Header(
                html.Div(
                    [
                        html.H2(title),
                        html.P(visit.say("data.coverage_hint"), className="fc-answer"),
                    ]
                )
            ),
            html.Div(table, className="fc-matrix-box"),
        ],
        className="fc-panel",
    )


def _by_month(visit: Visit, report: LoadReport, found: Sequence[Covered]) -> html.Table:
    newest = first_of_month(visit.as_of)
    months = [add_months(newest, back - MONTHS_SHOWN + 1) for back in range(MONTHS_SHOWN)]
    counts: dict[tuple[str, date], int] = {}
    for one in found:
        key = one.table, first_of_month(one.month)
        counts[key] = counts.get(key, 0) + one.rows
    heads = [
        show_month(m.strftime("%Y-%m"), visit.language) + (f" {m.year}" if m.month == 1 else "")
        for m in months
    ]
    rows = [
        (_words(visit, report, table), [counts.get((table, month), 0) for month in months])
        for table in _tables(report, found)
    ]
    return _matrix(visit, visit.say("data.table"), heads, rows)


def _by_table(visit: Visit, report: LoadReport, found: Sequence[Covered]) -> html.Table:
    tables = _tables(report, found)
    names = {store.code: store.name for store in visit.open_stores}
    months: dict[tuple[str, str], set[date]] = {}
    for one in found:
        months.setdefault((one.store, one.table), set()).add(first_of_month(one.month))
    stores = sorted({one.store for one in found})
    rows = [
        (
            _words(visit, report, table),
            [len(months.get((store, table), ())) for store in stores],
        )
        for table in tables
    ]
    heads = [names.get(store, store) for store in stores]
    return _matrix(visit, visit.say("data.table"), heads, rows)


def _matrix(
    visit: Visit, corner: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]
) -> html.Table:
    head = [html.Th(corner, scope="col"), *(html.Th(text, scope="col") for text in heads)]
    missing = visit.say("data.no_rows")
    lines = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(
                    html.Td(show_amount(float(count), visit.language))
                    if count
                    else html.Td("–", className="is-empty", title=missing)
                    for count in counts
                ),
            ]
        )
        for name, counts in rows
    ]
    return html.Table([html.Thead(html.Tr(head)), html.Tbody(lines)], className="fc-matrix")


def _tables(report: LoadReport, found: Sequence[Covered]) -> list[str]:
    """The tables that hold something, in the order in which they are declared."""
    held = {one.table for one in found}
    order: Mapping[str, int] = {name: index for index, name in enumerate(report.tables)}
    return sorted(held, key=lambda name: (order.get(name, len(order)), name))


def _words(visit: Visit, report: LoadReport, table: str) -> str:
    words = report.tables.get(table)
    return visit.words(words) if words is not None else table
