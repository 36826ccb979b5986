"""The documents behind a figure and the lines of one of them; personal data arrive masked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from dash import html
from dash.development.base_component import Component

from access import policy
from dashboards.board.path import Path
from dashboards.board.tiles import Tile
from dashboards.charts.steps import packed
from dashboards.components.attributes import extra
from dashboards.components.export import export_link
from dashboards.components.grid import Column, grid
from dashboards.format import show_amount, show_day
from dashboards.query import Step
from dashboards.shell import ids
from dashboards.visit import Visit
from metrics.document_lines import list_lines, number_of
from metrics.document_sums import adds_up, why_not
from metrics.listings import STORE, ListedColumn, Listing, Wanted, list_rows
from metrics.model.facts import Fact
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.records import Mark
from metrics.selection import QuestionError
from metrics.unmasking import can_unmask

AT_MOST = 500
_WIDTHS = {"text": 138, "number": 96, "money": 112, "day": 106, "moment": 140, "flag": 80}
ORDER = ("document", "customer", "money", "adds", "source")
# The name of the column that the script of the browser knows, too.
UNMASK = "unmask"


def documents(visit: Visit, path: Path, tile: Tile) -> html.Section:
    """The grid with its heading; one statement counts and sums, one reads the page.

    Args:
        visit: who looks at what; ``view.fact`` chooses among the kinds of documents.
        path: where he stands.
        tile: the figure of that step.

    Raises:
        QuestionError: the KPI does not rest on such documents.
    """
    listing = listing_of(path, tile.kpi, tile.period, AT_MOST, visit.mark)
    number = next((number_of(f) for f in _facts_of(tile.kpi) if f.name == listing.fact), None)
    said = [_count(visit, listing), *ties(visit, path, tile, listing)]
    said += [visit.say("documents.lines.hint")] if number and listing.rows else []
    marks = _marks(listing)
    said += [visit.say("unmask.hint")] if marks else []
    lines = [html.P(text, className="fc-answer") for text in said]
    title = html.H3(visit.say("drill.documents", what=visit.words(listing.words)))
    tools = html.Div(
        [_facts(visit, listing), export_link(visit, "documents")], className="fc-documents-tools"
    )
    rows = [
        {**_row(visit, listing.columns, row), "step": _step(row, number, place, marks.get(place))}
        for place, row in enumerate(listing.rows)
    ]
    columns = _columns(visit, columns_shown(path.narrow, listing), number)
    if marks:
        columns.append(_unmask_column(visit))
        rows = [{**row, UNMASK: visit.say("unmask.cell")} for row in rows]
    shown = grid(ids.DRILL_TABLE, columns, rows, visit.language, row_id="step")
    return html.Section(
        [html.Header([html.Div([title, *lines]), tools]), shown],
        className="fc-drill-part fc-documents",
    )


def listing_of(
    path: Path, kpi: Kpi, period: Period, limit: int, mark: Mark | None = None
) -> Listing:
    """The documents of a step."""
    here = path.narrow
    wanted = wanted_of(path, limit, mark)
    return list_rows(here.reader, here.scope, kpi, here.select(period), wanted)


def wanted_of(path: Path, limit: int, mark: Mark | None) -> Wanted:
    """Which documents a step lists."""
    return Wanted(path.narrow.view.fact or None, dict(path.members), limit, mark=mark)


def ties(visit: Visit, path: Path, tile: Tile, listing: Listing) -> Iterator[str]:
    """What the documents add up to, and that this is the figure, or why it cannot be."""
    figure = tile.figure
    sides = {"numerator": figure.numerator, "denominator": figure.denominator}
    known = [side for side in listing.sums if sides[side] is not None]
    if not known or not listing.total:
        return
    amounts = visit.say("note.separator").join(
        visit.say(f"documents.{side}", amount=show_amount(listing.sums[side], visit.language))
        for side in known
    )
    apart = [side for side in known if not adds_up(side, listing, figure)]
    yield visit.say("documents.tie" if not apart else "documents.sum", amounts=amounts)
    narrow = bool(path.members)
    reasons = dict.fromkeys(
        why_not(tile.kpi, side, listing, figure, narrowed=narrow) for side in apart
    )
    for reason in reasons:
        yield visit.say(f"documents.reason.{reason.value}" if reason else "documents.differ")


def document_parts(visit: Visit, kpi: Kpi, path: Path, document: Step) -> list[Component]:
    """A document with its lines, a grid for each table that knows it.

    Raises:
        QuestionError: documents behind the KPI have no lines.
        ScopeError: its store is not open to the reader.
    """
    facts = [fact for fact in _facts_of(kpi) if visit.view.fact in ("", fact.name)]
    column = next((name for name in map(number_of, facts) if name), None)
    if column is None:
        raise QuestionError(f"documents behind {kpi.id} have no lines to show")
    found = list_lines(visit.reader, visit.scope, kpi, column, document)
    parts: list[Component] = [html.H2(document[1], className="fc-document-title")]
    if not found:
        said = visit.say("documents.no_such", name=document[1])
        parts.append(html.P(said, className="fc-notice", role="status"))
    for lines in found:
        head = [
            html.H3(visit.words(lines.words)),
            html.P(visit.say("drill.all_rows", total=len(lines.rows)), className="fc-answer"),
        ]
        rows = [_row(visit, lines.columns, row) for row in lines.rows]
        shown = grid(f"lines-{lines.table}", _columns(visit, lines.columns), rows, visit.language)
        parts.append(
            html.Section([html.Header(html.Div(head)), shown], className="fc-drill-part fc-lines")
        )
    return parts


def _facts_of(kpi: Kpi) -> tuple[Fact, ...]:
    found = (*kpi.measures, *kpi.broken_down.measures)
    return tuple({measure.fact.name: measure.fact for measure in found}.values())


def _step(row: Mapping[str, Any], number: str | None, place: int, mark: str | None) -> str:
    """What tells a row of the grid apart: its document, if that has lines, its place, its mark."""
    named = row.get(number) if number else None
    return packed((f"{row[STORE]}:{named}" if named else "", str(place), mark or ""))


def _marks(listing: Listing) -> dict[int, str]:
    """The marks of rows by their place, where these rows can be unmasked; none for who may not."""
    return dict(enumerate(listing.marks)) if can_unmask(listing, policy().unmasking.fields) else {}


def _unmask_column(visit: Visit) -> Column:
    """Leads from a row to the form that asks what its record is to be seen for."""
    return Column(
        UNMASK,
        visit.say("unmask.column"),
        width=96,
        group=visit.say("documents.group.customer"),
        tooltip=visit.say("unmask.column.hint"),
        rules={"fc-cell-link": "true"},
        fixed=True,
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


def _columns(
    visit: Visit, columns: Sequence[ListedColumn], link: str | None = None
) -> list[Column]:
    """In groups: document, customer, money, what is added to the figure, where it came from."""
    ordered = sorted(columns, key=lambda column: ORDER.index(column.about))
    return [_column(visit, column, is_link=column.name == link) for column in ordered]


def _column(visit: Visit, column: ListedColumn, *, is_link: bool) -> Column:
    return Column(
        column.name,
        visit.words(column.words),
        column.kind if column.kind in ("money", "number") else "text",
        width=_WIDTHS.get(column.kind, 110),
        group=visit.say(f"documents.group.{column.about}"),
        tooltip=visit.say("documents.masked") if column.masked else "",
        rules={"fc-cell-link": "true"} if is_link else {},
        fixed=column.masked,
    )


def _row(visit: Visit, columns: Sequence[ListedColumn], row: Mapping[str, Any]) -> dict[str, Any]:
    return {c.name: _cell(visit, c.kind, row.get(c.name)) for c in columns}


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
