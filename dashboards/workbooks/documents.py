"""The workbook of the documents behind a figure."""

from collections.abc import Sequence
from datetime import datetime

from dash.development.base_component import Component

from dashboards.board.documents import ORDER, columns_shown, listing_of, ties
from dashboards.board.narrowed import tile_of
from dashboards.board.path import name_of_step, read_path
from dashboards.format import show_figure, show_period
from dashboards.visit import Visit
from dashboards.workbooks.book import AMOUNT, Book, Sheet, cell
from dashboards.workbooks.page import stamp_of
from metrics.listings import ListedColumn, Listing
from metrics.model.kpi import Kpi

AT_MOST = 20_000


def documents_workbook(visit: Visit, kpi: Kpi, trust: Sequence[Component], made: datetime) -> bytes:
    """The documents of the step that the address names, masked like those on screen.

    Args:
        visit: who looks at what.
        kpi: whose documents.
        trust: line of the page.
        made: the time of making.

    Raises:
        NoSuchStepError: a step of the address leads nowhere.
        QuestionError: the KPI does not rest on documents.
    """
    path = read_path(visit, kpi)
    tile = tile_of(path, kpi)
    listing = listing_of(path, kpi, tile.period, AT_MOST)
    name = visit.words(kpi.name)
    figure = show_figure(tile.figure, visit.language).text
    period = show_period(tile.period, visit.language)
    more = [f"{name} · {period}: {figure}", *ties(visit, path, tile, listing)]
    if path.steps:
        steps = " › ".join(name_of_step(visit, step) for step in path.steps)
        more.insert(0, visit.say("export.at", steps=steps))
    if len(listing.rows) < listing.total:
        counts = {"shown": f"{len(listing.rows):,}", "total": f"{listing.total:,}"}
        more.append(visit.say("export.cut", **counts))
    book = Book(stamp_of(path.narrow, name, trust, made, *more))
    columns = sorted(
        columns_shown(path.narrow, listing), key=lambda column: ORDER.index(column.about)
    )
    _write(visit, book.sheet(visit.words(listing.words)), columns, listing)
    return book.close()


def _write(visit: Visit, sheet: Sheet, columns: Sequence[ListedColumn], listing: Listing) -> None:
    first = sheet.row
    for place, column in enumerate(columns):
        sheet.head(first, place, visit.say(f"documents.group.{column.about}"))
        sheet.head(first + 1, place, visit.words(column.words))
    top, total = first + 2, first + 2 + len(listing.rows)
    for line, row in enumerate(listing.rows, start=top):
        for place, column in enumerate(columns):
            value = row.get(column.name)
            if column.kind == "flag" and value is not None:
                value = visit.say("yes" if value else "no")
            sheet.value(line, place, value)
    if listing.rows and len(listing.rows) == listing.total:
        sheet.text(total, 0, visit.say("export.total"), bold=True)
        for place, column in enumerate(columns):
            if column.name in listing.sums and place:
                cells = f"{cell(top, place)}:{cell(total - 1, place)}"
                whole = listing.sums[column.name]
                sheet.formula(total, place, f"=SUM({cells})", whole, AMOUNT, bold=True)
    sheet.finish(first + 1, total - 1, len(columns))
