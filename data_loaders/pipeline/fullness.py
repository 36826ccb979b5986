"""Whether a sheet holds every row of a period, so that rows that it lacks have ended.

That is believed only where it is said: by the source profile, or by the condition row, as in
导出方式:全量. The period must be one of a date column that the table has; a sheet of which rows
were refused, or whose printed totals differ, ends nothing.
"""

from collections.abc import Collection
from datetime import date

import pyarrow as pa
import sqlalchemy as sa

from data_loaders.pipeline.tallies import Tally
from data_loaders.profiles.headings import normal
from data_loaders.profiles.matching import Match
from data_loaders.reading.surroundings import Surroundings
from data_loaders.report import FileReport
from data_loaders.values.dates import month_end
from warehouse.schema import TABLES

_COLUMNS = pa.schema(
    [
        ("file_sha256", pa.string()),
        ("sheet", pa.string()),
        ("table_name", pa.string()),
        ("store_code", pa.string()),
        ("date_column", pa.string()),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("source_row", pa.int32()),
    ]
)
_NOTHING = _COLUMNS.empty_table()


def what_ends(
    match: Match,
    around: Surroundings,
    report: FileReport,
    stores: Collection[str],
    tally: Tally,
) -> pa.Table:
    """Return the rows of `full_extracts` that a sheet gives, and say in the report what follows.

    Args:
        match: the table that the sheet fills.
        around: what its title and condition row say.
        report: of the sheet, with its counts.
        stores: whose rows it holds; of others it says nothing.
        tally: takes what is to be told.
    """
    table = TABLES.get(match.target.table)
    declared = match.target.full_by
    if table is None or "store_code" not in table.c or not (around.is_full or declared is not None):
        return _NOTHING
    column = _column(match, around, table) if declared is None else declared
    period = None if column == "" else _period(around)
    if column is None or (column and period is None):
        said = f"{around.range_word} {around.range_start or ''}".strip()
        tally.tell("full_unclear", value=said)
        return _NOTHING
    if report.quarantined or tally.has_warned("total_mismatch"):
        tally.tell("full_not_applied")
        return _NOTHING
    first, last = period or (None, None)
    named = table.c[column].info["zh"] if column else ""
    tally.tell("full_extract", what=f"{named} {first} ~ {last}" if column else table.info["zh"])
    rows = [
        {
            "file_sha256": report.sha256,
            "sheet": report.sheet,
            "table_name": str(table.name),
            "store_code": store,
            "date_column": column,
            "first_day": first,
            "last_day": last,
            "source_row": 0,
        }
        for store in sorted(stores)
    ]
    return pa.Table.from_pylist(rows, schema=_COLUMNS)


def _column(match: Match, around: Surroundings, table: sa.Table) -> str | None:
    """The date column that the condition row names; empty text for a register asked for whole."""
    if around.range_start is None:
        return "" if table.info["dated_by"] is None else None
    name = match.target.headings.get(normal(around.range_word))
    if name is None or name not in table.c:
        return None
    return name if isinstance(table.c[name].type, sa.Date | sa.DateTime) else None


def _period(around: Surroundings) -> tuple[date, date] | None:
    if around.range_start is not None and around.range_end is not None:
        return around.range_start, around.range_end
    if around.month is None:
        return None
    year, month = int(around.month[:4]), int(around.month[4:])
    return date(year, month, 1), month_end(year, month)
