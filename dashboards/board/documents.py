"""The documents behind a figure, in a grid; personal data arrive masked."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dash import html

from dashboards.components.attributes import extra
from dashboards.components.grid import Column, grid
from dashboards.format import show_day
from dashboards.shell import ids
from dashboards.visit import Visit
from metrics.listings import STORE, ListedColumn, Listing, Wanted, list_rows
from metrics.model.kpi import Kpi
from metrics.model.period import Period

AT_MOST = 500
_WIDTHS = {"text": 138, "number": 96, "money": 112, "day": 106, "moment": 140, "flag": 80}


def documents(visit: Visit, kpi: Kpi, period: Period) -> html.Section:
    """The grid with its heading; one statement counts, one reads the page.

    Args:
        visit: who looks at what; ``view.fact`` chooses among the kinds of documents.
        kpi: whose documents.
        period: of the figure.

    Raises:
        QuestionError: the KPI does not rest on such documents.
    """
    wanted = Wanted(fact=visit.view.fact or None, limit=AT_MOST)
    listing = list_rows(visit.reader, visit.scope, kpi, visit.select(period), wanted)
    return html.Section(
        [
            html.Header(
                [
                    html.Div(
                        [
                            html.H3(visit.say("drill.documents", what=visit.words(listing.words))),
                            html.P(_count(visit, listing), className="fc-answer"),
                        ]
                    ),
                    _facts(visit, listing),
                ]
            ),
            grid(
                ids.DRILL_TABLE,
                [_column(visit, column) for column in columns_shown(visit, listing)],
                [_row(visit, listing, row) for row in listing.rows],
                visit.language,
            ),
        ],
        className="fc-drill-part fc-documents",
    )


def columns_shown(visit: Visit, listing: Listing) -> list[ListedColumn]:
    """All columns, but the store's where there is only one."""
    several = len(visit.stores()) > 1
    return [column for column in listing.columns if several or column.name != STORE]


def _count(visit: Visit, listing: Listing) -> str:
    shown, total = len(listing.rows), f"{listing.total:,}"
    if shown < listing.total:
        return visit.say("drill.some_rows", shown=f"{shown:,}", total=total)
    return visit.say("drill.all_rows", total=total)


def _facts(visit: Visit, listing: Listing) -> html.Nav | str:
    """A switch between the kinds of documents that a figure rests on."""
    if not listing.others:
        return ""
    kinds = [(listing.fact, listing.words), *listing.others.items()]
    return html.Nav(
        [
            html.A(
                visit.words(words),
                href=visit.view.address(visit.path, fact=name),
                className="is-current" if name == listing.fact else "",
                **extra({"data-drill-fact": name}),
            )
            for name, words in sorted(kinds, key=lambda kind: kind[0])
        ],
        className="fc-segments",
        **extra({"aria-label": visit.say("drill.kinds")}),
    )


def _column(visit: Visit, column: ListedColumn) -> Column:
    kind = column.kind if column.kind in ("money", "number") else "text"
    width = _WIDTHS.get(column.kind, 110)
    return Column(column.name, visit.words(column.words), kind, width=width)


def _row(visit: Visit, listing: Listing, row: Mapping[str, Any]) -> dict[str, Any]:
    return {c.name: _cell(visit, c.kind, row.get(c.name)) for c in listing.columns}


def _cell(visit: Visit, kind: str, value: Any) -> Any:
    match value:
        case None:
            return None
        case bool():
            return visit.say("yes" if value else "no")
        case Decimal():
            return float(value)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case date():
            return show_day(value)
        case _ if kind == "flag":
            return visit.say("yes" if value else "no")
        case _:
            return value
