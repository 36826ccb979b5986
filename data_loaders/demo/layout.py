"""How a printed list looks: title, condition row, headings, numbered rows, totals, signatures."""

from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.dialects import TSV, Dialect
from data_loaders.demo.faults import WrongCell
from data_loaders.demo.rendering import as_text
from data_loaders.demo.traits import Traits
from warehouse.schema import TABLES

NUMBER = "序号"
SIGNATURE = "制表:　　　　审核:"


@dataclass(frozen=True)
class Printed:
    """One list as text: lines above, headings, columns, and the lines below.

    ``first_row`` is the 1-based row of the first line of data.
    """

    above: tuple[str, ...]
    headings: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    total: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def first_row(self) -> int:
        """Where the data begin."""
        return len(self.above) + 2


@dataclass(frozen=True)
class Heading:
    """Who prints a list, for which days, and when."""

    traits: Traits
    dialect: Dialect
    first: date
    last: date
    printed_at: datetime


def print_list(name: str, table: pa.Table, heading: Heading, wrong: list[WrongCell]) -> Printed:
    """Return a table as its dialect prints it.

    Args:
        name: canonical name of the table.
        table: its rows.
        heading: what stands above it.
        wrong: cells to spoil, in the middle row.
    """
    traits, dialect = heading.traits, heading.dialect
    about = TABLES[name].info
    names = dialect.columns(name)
    rows = table.num_rows
    columns = [pa.array(range(1, rows + 1)).cast(pa.string())]
    for column in names:
        text = as_text(name, column, table[column], dialect)
        for cell in wrong:
            if cell.column == column and rows:
                middle = rows // 2
                before, after = text.slice(0, middle), text.slice(middle + 1)
                text = pa.concat_arrays([before, pa.array([cell.text]), after])
        columns.append(text)
    title = f"{traits.name} {about['zh']}"
    if dialect.store_in_title:
        title += f" 经销商代码:{traits.code}"
    condition = (
        f"查询条件:{heading.first} 至 {heading.last}    "
        f"打印时间:{heading.printed_at:%Y-%m-%d %H:%M}"
    )
    totals: tuple[str, ...] = ()
    if dialect.total_row and rows:
        totals = _totals(names, table)
    return Printed(
        above=(title, condition),
        headings=(NUMBER, *(dialect.heading(name, column) for column in names)),
        columns=tuple(columns),
        total=totals,
        below=(SIGNATURE,) if dialect.small != TSV else (),
    )


def _totals(names: list[str], table: pa.Table) -> tuple[str, ...]:
    """Return the total row, or nothing where no column is an amount."""
    found = ["合计"]
    for column in names:
        kind = table.schema.field(column).type
        amount = pa.types.is_decimal(kind) and kind.scale == 2
        total = pc.sum(table[column]).as_py() if amount else None
        found.append("" if total is None else str(total))
    return tuple(found) if any(found[1:]) else ()
