"""A table in pages along its watermark, or streamed whole: never many rows at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data_loaders.faults import RefusedError
from data_loaders.sources.database.marks import Kind, Value, bound, earliest, kind_of, latest
from data_loaders.sources.database.statement import Table

Rows = Sequence[sa.Row[Any]]


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a table ends at the moment.

    Attributes:
        kind: What the watermark column holds; None where no row has a value.
        upper: Its highest value that can be true; None where there is none.
        low: The lowest value that is no placeholder; None where any value counts.
        high: The highest value that can be true now; None where any value counts.
    """

    kind: Kind | None
    upper: Value | None
    low: Value | None = None
    high: Value | None = None


def headings_of(connection: sa.Connection, table: Table) -> list[str]:
    """Return the names of a table's columns."""
    nothing = _everything(table).where(sa.false())
    with connection.execute(nothing) as found:
        return list(found.keys())


def find_edge(connection: sa.Connection, table: Table, now: datetime | None) -> Edge:
    """Return where a table ends.

    Args:
        connection: To the database.
        table: The table, with a watermark.
        now: Local time; watermarks more than a day beyond it are slips.

    Raises:
        RefusedError: `watermark_unfit`.
    """
    column = _watermark(table)
    highest = connection.execute(sa.select(sa.func.max(column)).select_from(_of(table))).scalar()
    if highest is None:
        return Edge(None, None)
    kind = kind_of(highest)
    if kind is None:
        raise RefusedError("watermark_unfit", column=table.watermark, value=highest)
    low, high = earliest(kind), latest(now, kind) if now else None
    within = _within(column, kind, low, high)
    upper = connection.execute(
        sa.select(sa.func.max(column)).select_from(_of(table)).where(*within)
    ).scalar()
    return Edge(kind, upper, low, high)


def pages(
    connection: sa.Connection, table: Table, edge: Edge, since: Value | None, rows: int
) -> Iterator[tuple[Rows, Value | None]]:
    """Yield the rows from `since` to the edge, in the order of the watermark.

    Each page is a short transaction of its own. With it comes the watermark up to which,
    inclusive, every row has been handed over; None in the midst of one value's rows.

    Args:
        connection: To the database.
        table: The table.
        edge: Where it ends.
        since: Watermark to begin with, inclusive; None for the beginning.
        rows: Rows of a page. Only rows that share one value can be more, and come in several
            pages then.
    """
    kind, upper = edge.kind, edge.upper
    if kind is None or upper is None:
        return
    column = _watermark(table)
    end = column <= bound(upper, kind)
    start = edge.low if since is None else since
    begin = [] if start is None else [column >= bound(start, kind)]
    while True:
        ask = _everything(table).where(*begin, end).order_by(column).limit(rows)
        with connection.begin():
            found = connection.execute(ask)
            place = list(found.keys()).index(table.watermark)
            page = found.fetchall()
        if len(page) < rows:
            yield page, upper
            return
        last = page[-1][place]
        # Of the last value there may be more rows than the page took.
        whole = [row for row in page if row[place] != last]
        if whole:
            yield whole, whole[-1][place]
            begin = [column >= bound(last, kind)]
            continue
        with connection.begin():
            for block in stream(connection, table, [column == bound(last, kind)], rows):
                yield block, None
        yield [], last
        begin = [column > bound(last, kind)]


def stray(connection: sa.Connection, table: Table, edge: Edge, rows: int) -> Iterator[Rows]:
    """Yield the rows whose watermark is missing, a placeholder or in the future."""
    column = _watermark(table)
    apart: sa.ColumnElement[bool] = column.is_(None)
    if edge.kind is not None:
        if edge.low is not None:
            apart = apart | (column < bound(edge.low, edge.kind))
        if edge.high is not None:
            apart = apart | (column > bound(edge.high, edge.kind))
    with connection.begin():
        yield from stream(connection, table, [apart], rows)


def stream(
    connection: sa.Connection,
    table: Table,
    where: Sequence[sa.ColumnElement[bool]],
    rows: int,
    rest: Callable[[], None] | None = None,
) -> Iterator[Rows]:
    """Yield rows in blocks through a cursor that the server keeps.

    Args:
        connection: To the database.
        table: The table.
        where: Conditions; none for all rows.
        rows: Rows of a block.
        rest: Called after each block.
    """
    options = {"stream_results": True, "max_row_buffer": rows}
    with connection.execute(_everything(table).where(*where), execution_options=options) as found:
        for block in found.partitions(rows):
            yield block
            if rest is not None:
                rest()


def _of(table: Table) -> sa.TableClause:
    return sa.table(table.name, schema=table.schema or None)


def _everything(table: Table) -> sa.Select[Any]:
    return sa.select(sa.literal_column("*")).select_from(_of(table))


def _watermark(table: Table) -> sa.ColumnClause[Any]:
    return sa.column(table.watermark)


def _within(
    column: sa.ColumnClause[Any], kind: Kind, low: Value | None, high: Value | None
) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if low is not None:
        found.append(column >= bound(low, kind))
    if high is not None:
        found.append(column <= bound(high, kind))
    return found
