"""A network written as its dealers would hand it in: one folder for each store, lists inside."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.days import make_span
from data_loaders.demo.dialects import DIALECTS, TSV, XLSX, Dialect, dialect_of
from data_loaders.demo.faults import OLDER_EXPORT, days_missing, older_export, spoil, wrong_cells
from data_loaders.demo.layout import Heading, Printed, print_list
from data_loaders.demo.network import shared_tables
from data_loaders.demo.plan import Plan, Say
from data_loaders.demo.site import Site, make_site
from data_loaders.demo.spreadsheets import write_workbook
from data_loaders.demo.store import simulate_store
from data_loaders.demo.text_files import write_text
from data_loaders.demo.traits import Traits, make_traits
from warehouse.schema import TABLES

SHARED_FOLDER = "集团公共数据"
# Lists longer than this are printed year by year.
YEARLY_ROWS = 9000
# A workbook is slow to write: only short lists are handed in as one.
WORKBOOK_CELLS = 4000
MORNING = time(7, 10)


@dataclass(frozen=True)
class Planted:
    """Where a wrong cell stands: file, 1-based row, canonical column."""

    file: Path
    row: int
    table: str
    column: str
    refused: bool


@dataclass(frozen=True)
class Written:
    """What was written; ``rows`` counts rows of all tables."""

    files: int
    rows: int
    planted: tuple[Planted, ...]


def write_extracts(folder: Path, plan: Plan, say: Say) -> Written:
    """Write the extracts of a network.

    Args:
        folder: where; it must be empty or not exist.
        plan: what to simulate.
        say: receives one line of progress now and then.
    """
    files, rows, planted = 0, 0, list[Planted]()
    for number in range(1, plan.stores + 1):
        site = make_site(plan, number, days_missing(number))
        tables = spoil(site, simulate_store(site))
        home = folder / site.traits.folder
        home.mkdir(parents=True)
        for name, table in tables.items():
            for path, part in _parts(home, name, table, site):
                found = _write(path, name, part, site)
                files += 1
                planted += found
            rows += table.num_rows
        if number == OLDER_EXPORT:
            _write_older(home, site, tables["repair_orders"])
            files += 1
        if number % 6 == 0 or number == plan.stores:
            say(f"{number} of {plan.stores} stores, {rows:,} rows · 已生成 {number} 家门店")
    shared = folder / SHARED_FOLDER
    shared.mkdir(parents=True)
    cities = [make_traits(plan, number).city for number in range(1, plan.stores + 1)]
    span = make_span(plan.until, plan.months)
    for name, table in shared_tables(plan, span.months, cities).items():
        at = datetime.combine(_day(span.until + 1), MORNING)
        heading = Heading(_group(plan), DIALECTS[0], _day(span.start), _day(span.until), at)
        printed = print_list(name, table, heading, [])
        write_text(shared / f"{_title(name)}.csv", printed, ",", "utf-8-sig")
        files, rows = files + 1, rows + table.num_rows
    return Written(files, rows, tuple(planted))


def _group(plan: Plan) -> Traits:
    """Return a stand-in whose name heads the lists that belong to no store."""
    return replace(make_traits(plan, 1), name="示范汽车集团", code="GROUP")


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def _title(name: str) -> str:
    """Return a file name from the Chinese name of a table."""
    return str(TABLES[name].info["zh"]).replace("/", "与")


def _printed_at(site: Site) -> datetime:
    minute = timedelta(minutes=site.traits.number % 40)
    return datetime.combine(_day(site.last_day + 1), MORNING) + minute


def _parts(home: Path, name: str, table: pa.Table, site: Site) -> Iterator[tuple[Path, pa.Table]]:
    """Return the files of a table; long lists are printed year by year."""
    dialect = dialect_of(site.traits.number)
    ending = _ending(dialect, table)
    stem = _title(name) if not dialect.store_in_title else f"{site.traits.code}_{_title(name)}"
    dated = TABLES[name].info["dated_by"]
    kind = table.schema.field(dated).type if dated else None
    by_year = kind is not None and (pa.types.is_temporal(kind)) and table.num_rows > YEARLY_ROWS
    if not by_year:
        yield home / f"{stem}.{ending}", table
        return
    years = pc.fill_null(pc.year(table[dated]), _day(site.last_day).year)
    for year in sorted(set(np.asarray(years).tolist())):
        part = table.filter(pc.equal(years, year))
        yield home / f"{stem}_{year}.{ending}", part


def _ending(dialect: Dialect, table: pa.Table) -> str:
    cells = table.num_rows * table.num_columns
    return dialect.small if cells <= WORKBOOK_CELLS else dialect.large


def _write(path: Path, name: str, table: pa.Table, site: Site) -> list[Planted]:
    dialect = dialect_of(site.traits.number)
    first = _day(site.span.start)
    # Of a list printed year by year the first file is spoilt.
    later = path.stem[-5:] in {f"_{first.year + n}" for n in range(1, 9)}
    wrong = [] if later else wrong_cells(site.traits.number, name)
    heading = Heading(site.traits, dialect, first, _day(site.last_day), _printed_at(site))
    printed = print_list(name, table, heading, wrong)
    _save(path, printed, name, table, dialect)
    row = printed.first_row + table.num_rows // 2
    return [Planted(path, row, name, cell.column, cell.refused) for cell in wrong]


def _save(path: Path, printed: Printed, name: str, table: pa.Table, dialect: Dialect) -> None:
    if path.suffix == f".{XLSX}":
        numeric = {
            place + 1
            for place, column in enumerate(dialect.columns(name))
            if _numeric(table.schema.field(column).type)
        }
        write_workbook(path, printed, _title(name), numeric | {0})
    else:
        tabs = path.suffix == f".{TSV}"
        write_text(path, printed, "\t" if tabs else ",", dialect.encoding)


def _numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(kind) or pa.types.is_integer(kind))


def _write_older(home: Path, site: Site, orders: pa.Table) -> None:
    """Write last week's repair orders as they were printed a day earlier."""
    dialect = dialect_of(site.traits.number)
    table = older_export(site, orders)
    first, last = _day(site.last_day - 7), _day(site.last_day - 1)
    at = _printed_at(site) - timedelta(days=1)
    heading = Heading(site.traits, dialect, first, last, at)
    printed = print_list("repair_orders", table, heading, [])
    path = home / f"{_title('repair_orders')}_补打.{dialect.large}"
    _save(path, printed, "repair_orders", table, dialect)
