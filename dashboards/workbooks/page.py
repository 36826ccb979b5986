"""The workbook of a page: its figures, its tables by store and member, its trends, its grids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from dash.development.base_component import Component

from access import Masking
from dashboards.answering import answer_of
from dashboards.asking import ask_once
from dashboards.charts.members import OF_A_STORE, name_of
from dashboards.components.grid import grids_in
from dashboards.format import show_period
from dashboards.page import Page, SheetRows
from dashboards.services import LoadReport
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.workbooks.book import Book, Sheet, Stamp
from dashboards.workbooks.figures import Members, Row, write_members, write_months, write_page
from dashboards.workbooks.heard import HeardReader
from metrics.comparison import whole_of
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Result, State
from metrics.selection import TIME_GRAINS, Selection

_ROWS = 20_000
_OF_MEMBERS = ("page-grid", "compare-grid")
Heard = Sequence[tuple[Question, Result]]
Table = tuple[Selection, list[Figure]]


def page_workbook(
    visit: Visit, page: Page, report: LoadReport, made: datetime, *, only_table: bool = False
) -> bytes:
    """The workbook.

    Args:
        visit: who looks at what.
        page: what he looks at.
        report: what is loaded.
        made: the time of making.
        only_table: leave out all but the figures of the grid of members.

    Raises:
        ScopeError: the page or a store is not open to the reader.
    """
    reader = HeardReader(visit.reader)
    listening = replace(visit, reader=reader, patient=True)
    answer = answer_of(page, listening, report)
    trust = trust_line(visit, report, answer.missing, page.department)
    book = Book(stamp_of(visit, visit.say(f"page.{page.key}"), trust, made))
    if answer.sheets:
        return _own_sheets(book, answer.sheets)
    heard = tuple(reader.heard)
    kpis = _kpis(heard)
    grids = list(grids_in((*answer.body, *answer.panels, *answer.table, *answer.more)))
    tables = list(_by_members(heard))
    if only_table:
        tables = _of_grid(grids, tables)
        for table in tables:
            _members_sheet(visit, book, kpis, table)
        if tables:
            return book.close()
    rows = page_rows(heard)
    if rows:
        write_page(visit, book.sheet(visit.say("export.figures")), rows)
    for table in tables:
        _members_sheet(visit, book, kpis, table)
    for by, figures in _by_time(heard).items():
        name = visit.say("export.by", by=visit.say(f"export.grain.{by}"))
        write_months(
            visit,
            book.sheet(name),
            by,
            [Row(kpis[f.kpi], f, visit.period) for f in _masked(visit, figures)],
        )
    for grid in grids:
        if grid.rowData and not (tables and grid.id in _OF_MEMBERS):
            write_grid(book.sheet(_title(visit, grid)), grid.columnDefs, grid.rowData[:_ROWS])
    return book.close()


def _of_grid(grids: Sequence[Any], tables: Sequence[Table]) -> list[Table]:
    """The tables of members that the grid of a page shows, with its KPIs only."""
    grid = next((grid for grid in grids if grid.id in _OF_MEMBERS and grid.rowData), None)
    steps = grid.rowData[0].get("at", "") if grid is not None else ""
    by = tuple(unquote(step).partition(":")[0] for step in steps.split("/")[:-1])
    shown = {column["field"] for column in grid.columnDefs} if grid is not None else set()
    found = []
    for selection, figures in tables:
        mine = [figure for figure in figures if figure.kpi in shown]
        if mine and set(selection.by) == set(by):
            found.append((selection, mine))
    return found


def stamp_of(
    visit: Visit, title: str, trust: Sequence[Component], made: datetime, *more: str
) -> Stamp:
    """What stands above each sheet: stores, period, filters, data as of, reader and time, trust."""
    stores = visit.stores() if visit.open_stores else ()
    joint = visit.say("note.separator")
    names = joint.join(store.name for store in stores)
    lines = [
        visit.say("export.stores", stores=names),
        visit.say("export.period.line", period=show_period(visit.period, visit.language)),
    ]
    if visit.view.compare:
        compared = joint.join(visit.say(f"compare.{name}") for name in visit.view.compare)
        lines.append(visit.say("export.compare", names=compared))
    lines += more
    lines.append(" · ".join(text for text in map(text_of, trust) if text))
    told = {"reader": visit.name, "made": made.strftime("%Y-%m-%d %H:%M %Z").strip()}
    lines.append(visit.say("export.reader", **told))
    lines.append(visit.say("export.snapshot", id=visit.reader.snapshot))
    return Stamp(title, tuple(lines), made)


def _kpis(heard: Heard) -> dict[str, Kpi]:
    """The KPIs that were asked for; panels ask for some that are not in the catalogue."""
    return {kpi.id: kpi for question, _ in heard for kpi in question.kpis}


def page_rows(heard: Heard) -> list[Row]:
    """The figures of a page, each KPI and period once; without those that have no value yet.

    A KPI that closes later is asked for several months; like a tile, the newest with a value
    counts, and where none has one, the newest of all, the longest of those that end on one day.
    """
    kpis = _kpis(heard)
    found: dict[str, dict[Period, Row]] = {}
    for question, result in heard:
        if question.selection.by:
            continue
        for figure in result.rows:
            mine = found.setdefault(figure.kpi, {})
            kept = mine.get(result.period)
            # The same figure, asked with fewer comparisons, says less.
            if kept is None or len(figure.compared) > len(kept.figure.compared):
                mine[result.period] = Row(kpis[figure.kpi], figure, result.period)
    rows: list[Row] = []
    for by_period in found.values():
        known = [row for row in by_period.values() if row.figure.value is not None]
        rows += known or [max(by_period.values(), key=_newest)]
    return rows


def _newest(row: Row) -> tuple[bool, date, int]:
    """What closes by month or quarter has a figure of whole ones; before that an estimate."""
    is_whole = row.kpi.cadence is Cadence.DAY or whole_of(row.period) == row.period
    return is_whole, row.period.end, row.period.days


def _by_members(heard: Heard) -> Iterator[Table]:
    """Figures by store or member, with the selection of each; each table once."""
    found: dict[Selection, dict[str, list[Figure]]] = {}
    for question, result in heard:
        selection = replace(question.selection, compare=())
        if not selection.by or selection.time_grain:
            continue
        mine = found.setdefault(selection, {})
        for kpi in dict.fromkeys(figure.kpi for figure in result.rows):
            figures = [f for f in result.of(kpi) if f.state is not State.NOT_APPLICABLE]
            if figures:
                mine[kpi] = figures
    for selection, by_kpi in found.items():
        if by_kpi:
            yield selection, [figure for figures in by_kpi.values() for figure in figures]


def _by_time(heard: Heard) -> dict[str, list[Figure]]:
    found: dict[str, dict[tuple[str, ...], Figure]] = {}
    for question, result in heard:
        grain = question.selection.time_grain
        if grain is None or grain not in TIME_GRAINS:
            continue
        mine = found.setdefault(grain, {})
        for figure in result.rows:
            mine.setdefault((figure.kpi, *figure.keys.values()), figure)
    return {grain: list(figures.values()) for grain, figures in found.items() if figures}


def _members_sheet(visit: Visit, book: Book, known: Mapping[str, Kpi], table: Table) -> None:
    selection, figures = table
    kpis = tuple(known[name] for name in dict.fromkeys(figure.kpi for figure in figures))
    shown = _masked(visit, figures)
    keys = tuple(selection.by)
    names = {
        _key(figure, keys): tuple(name_of(visit, key, figure.keys.get(key, "")) for key in keys)
        for figure in shown
    }
    found = {(figure.kpi, _key(figure, keys)): figure for figure in shown}
    heads = tuple(visit.say(f"by.{key}") for key in keys)
    members = Members(heads, names, found, _totals(visit, selection, kpis), selection.period)
    by = visit.say("note.separator").join(heads)
    period = show_period(selection.period, visit.language)
    note = visit.say("export.period.line", period=period)
    name = visit.say("export.by", by=by)
    if selection.period != visit.period:
        name = f"{name} {period}"
    write_members(visit, book.sheet(name, note), kpis, members)


def _totals(visit: Visit, selection: Selection, kpis: Sequence[Kpi]) -> dict[str, Figure]:
    plain = Selection(selection.period, selection.stores)
    (result,) = ask_once(visit, [Question(plain, tuple(kpis))])
    return {kpi.id: result.figure(kpi.id) for kpi in kpis}


def _key(figure: Figure, keys: Sequence[str]) -> str:
    return "/".join(figure.keys.get(key, "") for key in keys)


def _masked(visit: Visit, figures: Sequence[Figure]) -> list[Figure]:
    """Figures of people by numbers where the reader does not see the codes of staff."""
    if visit.scope.masking is not Masking.HIDDEN:
        return list(figures)
    numbers: dict[tuple[str, str, str], str] = {}
    counts: dict[tuple[str, str], int] = {}
    made = []
    for figure in figures:
        keys = dict(figure.keys)
        for name in OF_A_STORE & keys.keys():
            store = keys.get("store", "")
            if (store, name, keys[name]) not in numbers:
                counts[store, name] = counts.get((store, name), 0) + 1
                numbers[store, name, keys[name]] = str(counts[store, name])
            keys[name] = numbers[store, name, keys[name]]
        made.append(figure._replace(keys=keys))
    return made


def write_grid(
    sheet: Sheet, definitions: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]
) -> None:
    """A grid as it is on screen: numbers as numbers, what has a text of its own as that text."""
    columns = [
        (group.get("headerName", ""), column)
        for group in definitions
        for column in group.get("children", [group])
    ]
    first = sheet.row
    for place, (_, column) in enumerate(columns):
        sheet.head(first, place, column["headerName"])
    for line, row in enumerate(rows, start=first + 1):
        for place, (_, column) in enumerate(columns):
            value = row.get(column["field"])
            if isinstance(value, str | int | float):
                sheet.value(line, place, value)
            elif value is None and row.get(f"{column['field']}_text"):
                sheet.text(line, place, str(row[f"{column['field']}_text"]))
    sheet.finish(first, first + len(rows), len(columns))


def _own_sheets(book: Book, sheets: Sequence[SheetRows]) -> bytes:
    for own in sheets:
        write_rows(book.sheet(own.name, *own.notes), own)
    return book.close()


def write_rows(sheet: Sheet, own: SheetRows) -> None:
    """A table that a page made for its workbook."""
    first = sheet.row
    for place, text in enumerate(own.heads):
        sheet.head(first, place, text)
    for line, row in enumerate(own.rows, start=first + 1):
        for place, value in enumerate(row):
            if value is not None:
                sheet.value(line, place, value)
    sheet.finish(first, first + len(own.rows), len(own.heads))


def _title(visit: Visit, grid: Any) -> str:
    """A name for the sheet of a grid: the heading of its first column."""
    (first, *_) = grid.columnDefs
    return str(first.get("headerName") or visit.say("export.figures"))


def text_of(part: object) -> str:
    """What a component says, without what it looks like."""
    if isinstance(part, Component):
        return text_of(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return "".join(text_of(item) for item in part)
    return "" if part is None else str(part)
