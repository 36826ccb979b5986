"""A chunk of text becomes typed rows and faults, column by column.

The engine reads everyday texts in one statement; Python sees distinct odd texts only, and the few
rows that may not be accepted as they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from types import MappingProxyType

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.cells import CellReader
from data_loaders.contract.columns import ColumnValues, Mask, read_column
from data_loaders.contract.converted import Bound, Converted
from data_loaders.contract.expressions import everyday, literal
from data_loaders.contract.fields import Kind
from data_loaders.contract.judging import Judge, broken_rules
from data_loaders.contract.texts import Texts, padded, texts_of
from data_loaders.reading.furniture import SUSPICIOUS_KEY
from data_loaders.reading.sheet import Chunk
from data_loaders.values.dates import month_end

# Days that lie ahead of the extract say nothing about when it was made.
_AHEAD = (
    "plan", "due", "promis", "expir", "valid_to", "warranty_end", "appt_at", "start_date",
    "end_date", "effective_from",
)  # fmt: skip


class Converter:
    """Converts the chunks of one sheet.

    Args:
        connection: An engine; nothing is stored in it.
        bounds: The fields and their columns.
        headings: All headings of the sheet, as printed.
        reader: Reads odd texts.
        above: The rows above the first row of data.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        bounds: Sequence[Bound],
        headings: Sequence[str],
        reader: CellReader,
        above: Sequence[Sequence[str]] = (),
    ) -> None:
        self._connection = connection
        self._bounds = bounds
        self._reader = reader
        self._judge = Judge(bounds, headings, above)
        self._expressions = _expressions(bounds, above)

    def convert(
        self, chunk: Chunk, apart: Mapping[int, tuple[list[str], str]] = MappingProxyType({})
    ) -> Converted:
        """Convert one chunk.

        Args:
            chunk: Its rows.
            apart: Cells and rule, by row number, of rows that may not be read.
        """
        rows = pa.array(chunk.rows)
        texts = texts_of(chunk, self._bounds)
        columns, suspicious = self._read(texts, rows)
        odd = _odd_rows(columns, suspicious, texts)
        result = Converted(accepted=pa.table({}))
        excluded = self._place(chunk, odd, columns, result)
        for row, (cells, rule) in apart.items():
            self._judge.apart(row, cells, rule, result)
        accepted = pa.table(
            {
                **{column.bound.field.name: column.values for column in columns},
                "source_row": rows.cast(pa.int32()),
            }
        )
        if excluded.any():
            accepted = accepted.filter(pa.array(~excluded))
        result.accepted = accepted
        for column in columns:
            for text, found in column.unmapped.items():
                taken = found
                if excluded.any():
                    taken = found.filter(
                        pc.invert(pc.is_in(found, value_set=rows.filter(pa.array(excluded))))
                    )
                if len(taken):
                    result.unmapped[column.bound.heading, text] = (len(taken), taken[0].as_py())
        _sum_up(result, self._bounds)
        return result

    def _read(self, texts: dict[int, Texts], rows: pa.Array) -> tuple[list[ColumnValues], Mask]:
        """Read every column; tell the rows whose key sounds like a total or a heading."""
        suspicious = np.zeros(len(rows), np.bool_)
        read: dict[int, pa.Array] = {}
        few = {i: each for i, each in texts.items() if each.place is not None}
        for some in (few, {i: each for i, each in texts.items() if i not in few}):
            if some:
                made = self._ask(some)
                for i, each in some.items():
                    read[i] = made[f"v{i}"].slice(0, len(each.distinct))
                    if f"s{i}" in made:
                        told = made[f"s{i}"].slice(0, len(each.distinct))
                        if pc.any(told).as_py():
                            every = each.spread(told).fill_null(False)
                            suspicious |= every.to_numpy(zero_copy_only=False)
        columns = [
            read_column(bound, texts.get(i), read.get(i), rows, self._reader)
            for i, bound in enumerate(self._bounds)
        ]
        return columns, suspicious.astype(np.bool_)

    def _ask(self, texts: dict[int, Texts]) -> dict[str, pa.Array]:
        """What the engine makes of texts: values and, of keys, whether they sound suspicious."""
        wanted = ", ".join(self._expressions[i] for i in texts)
        self._connection.register("chunk", padded(texts))
        made = self._connection.sql(f"SELECT {wanted} FROM chunk").to_arrow_table().combine_chunks()
        self._connection.unregister("chunk")
        return {name: _array(made.column(name)) for name in made.column_names}

    def _place(
        self, chunk: Chunk, odd: Mask, columns: Sequence[ColumnValues], result: Converted
    ) -> Mask:
        """Sort out the rows that are not plainly good; tell those that are not accepted."""
        excluded = np.zeros(len(odd), np.bool_)
        places = np.flatnonzero(odd)
        if len(places) == 0:
            return excluded
        taken = chunk.text.take(pa.array(places))
        texts = zip(*(column.to_pylist() for column in taken.columns), strict=True)
        broken = broken_rules(columns, pa.array(places))
        for at, cells, rules in zip(places.tolist(), texts, broken, strict=True):
            given = [text or "" for text in cells]
            excluded[at] = self._judge.place(int(chunk.rows[at]), given, rules, result)
        return excluded


def _expressions(bounds: Sequence[Bound], above: Sequence[Sequence[str]]) -> dict[int, str]:
    """The select list of each mapped column: its value, and of a key whether it is suspicious."""
    found = {}
    for i, bound in enumerate(bounds):
        if bound.column is None:
            continue
        found[i] = f"{everyday(bound.field, f't{i}')} AS v{i}"
        if bound.field.required and bound.field.kind in (Kind.CODE, Kind.TEXT):
            printed = {cells[bound.column].strip() for cells in above if bound.column < len(cells)}
            listed = ", ".join(map(literal, sorted(printed | {bound.heading})))
            told = f"regexp_matches(t{i}, '{SUSPICIOUS_KEY}') OR t{i} IN ({listed})"
            found[i] += f", ({told}) AS s{i}"
    return found


def _odd_rows(columns: Sequence[ColumnValues], suspicious: Mask, texts: dict[int, Texts]) -> Mask:
    odd = suspicious.copy()
    for column in columns:
        odd |= column.faulty
        wanted = column.bound.field
        if (wanted.required or wanted.carries) and column.values.null_count:
            odd |= column.values.is_null().to_numpy(zero_copy_only=False)
    # A row without any text in a mapped column: blank, or furniture in the others.
    blank = np.ones(len(odd), np.bool_)
    for text in texts.values():
        if text.distinct.null_count == 0 and (text.place is None or text.place.null_count == 0):
            return odd
        blank &= text.every.is_null().to_numpy(zero_copy_only=False)
    return odd | blank


def _sum_up(result: Converted, bounds: Sequence[Bound]) -> None:
    for bound in bounds:
        name, kind = bound.field.name, bound.field.kind
        column = result.accepted.column(name)
        if kind is Kind.DECIMAL:
            total = pc.sum(column).as_py()
            if total is not None:
                result.sums[name] = total
        elif kind in (Kind.DAY, Kind.MOMENT) and not any(word in name for word in _AHEAD):
            latest = pc.max(column.cast(pa.timestamp("us"))).as_py()
            result.newest = max(filter(None, (result.newest, latest)), default=None)
        elif kind is Kind.MONTH:
            result.newest = max(
                filter(None, (result.newest, _end_of(pc.max(column).as_py()))), default=None
            )


def _end_of(month: str | None) -> datetime | None:
    if month is None:
        return None
    return datetime.combine(month_end(int(month[:4]), int(month[4:])), time())


def _array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
