"""A chunk of text becomes typed rows and faults, column by column in the engine.

Python sees only distinct odd texts and the few rows that may not be accepted as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.cells import Cell, CellReader, hides_people, shown
from data_loaders.contract.expressions import everyday, literal, sql_type
from data_loaders.contract.fields import Field, Kind
from data_loaders.faults import Fault
from data_loaders.reading.furniture import (
    SUSPICIOUS_KEY,
    is_grand_total,
    kind_of_row,
    words_of,
)
from data_loaders.reading.sheet import Chunk

# Days that lie ahead of the extract say nothing about when it was made.
_AHEAD = (
    "plan", "due", "promis", "expir", "valid_to", "warranty_end", "appt_at", "start_date",
    "end_date",
)  # fmt: skip
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Bound:
    """A field and where its text comes from.

    Attributes:
        field: The field.
        column: 0-based column of the sheet; None where there is none.
        heading: Heading of that column as printed, or the name of the field.
        constant: Value of rows that say nothing.
    """

    field: Field
    column: int | None
    heading: str
    constant: date | str | None = None


@dataclass(slots=True)
class Refused:
    """A row that goes to quarantine."""

    row: int
    faults: list[tuple[Field | None, Fault]]
    content: str


@dataclass(slots=True)
class Converted:
    """What became of a chunk.

    Attributes:
        accepted: Typed columns by field name, and `source_row`.
        refused: Rows for quarantine.
        skipped: (row, rule) of rows that are no data.
        totals: Cells of rows that sum the whole list.
        sums: Sum of each decimal field over the accepted rows.
        newest: Newest day or moment that is no plan.
        lines: Text of signature and title lines.
        unmapped: Count by field, text and first row, of values missing from closed lists.
    """

    accepted: pa.Table
    refused: list[Refused] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    totals: list[Sequence[str]] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)
    newest: datetime | None = None
    lines: list[str] = field(default_factory=list)
    unmapped: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


class Converter:
    """Converts the chunks of one sheet.

    Args:
        connection: A connection of its own; temporary tables are made in it.
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
        self._headings = headings
        self._reader = reader
        self._above = frozenset(words_of(cells) for cells in above) - {()}
        self._repeated = {
            bound.heading: sorted(
                {cells[bound.column].strip() for cells in above if bound.column < len(cells)}
                | {bound.heading}
            )
            for bound in bounds
            if bound.column is not None
        }
        self._read = [i for i, bound in enumerate(bounds) if bound.column is not None]
        self._private = [hides_people(heading) for heading in headings]
        self._stage = self._stage_statement()

    def convert(self, chunk: Chunk) -> Converted:
        """Convert one chunk."""
        self._connection.register("chunk", self._trimmed(chunk))
        self._connection.execute(self._stage)
        maps = self._read_odd_texts()
        self._connection.execute(self._check_statement(maps))
        result = Converted(accepted=pa.table({}))
        excluded = self._judge(chunk, result, sorted(maps))
        self._accept(result, excluded, maps)
        for name in ("chunk", *(f"m{i}" for i in maps)):
            self._connection.unregister(name)
        for row, cells in chunk.overlong:
            result.refused.append(self._overlong(row, cells))
        return result

    def _trimmed(self, chunk: Chunk) -> pa.Table:
        """Return the mapped columns without blanks around the text; Arrow trims fastest."""
        columns = {"source_row": pa.array(chunk.rows)}
        for i in self._read:
            text = pc.utf8_trim_whitespace(chunk.text.column(self._bounds[i].column))
            columns[f"t{i}"] = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
        return pa.table(columns)

    def _stage_statement(self) -> str:
        parts = ["source_row"]
        parts += [f"t{i}, {everyday(self._bounds[i].field, f't{i}')} AS v{i}" for i in self._read]
        return f"CREATE OR REPLACE TEMP TABLE stage AS SELECT {', '.join(parts)} FROM chunk"

    def _read_odd_texts(self) -> dict[int, dict[str, Cell]]:
        """Read each distinct odd text once and register what became of it as table m<i>."""
        if not self._read:
            return {}
        queries = [
            f"SELECT {i}, t{i} FROM stage WHERE t{i} IS NOT NULL AND v{i} IS NULL GROUP BY t{i}"
            for i in self._read
        ]
        found: dict[int, dict[str, Cell]] = {}
        for i, text in self._connection.execute(" UNION ALL ".join(queries)).fetchall():
            found.setdefault(i, {})[text] = self._reader.read(self._bounds[i].field, text)
        for i, cells in found.items():
            type_ = self._bounds[i].field.arrow_type
            table = pa.table(
                {
                    "t": pa.array(list(cells), pa.string()),
                    "v": pa.array([cell.value for cell in cells.values()], type_),
                    "r": pa.array([cell.rule for cell in cells.values()], pa.string()),
                }
            )
            self._connection.register(f"m{i}", table)
        return found

    def _check_statement(self, maps: dict[int, dict[str, Cell]]) -> str:
        columns, joins, odd = ["s.source_row"], [], []
        for i, bound in enumerate(self._bounds):
            value = self._value(i, i in maps)
            columns.append(f'{value} AS "{bound.field.name}"')
            if bound.field.required:
                odd.append(f"{value} IS NULL")
                if bound.column is not None and bound.field.kind in (Kind.CODE, Kind.TEXT):
                    odd.append(f"coalesce(regexp_matches(s.t{i}, '{SUSPICIOUS_KEY}'), false)")
                    printed = ", ".join(map(literal, self._repeated[bound.heading]))
                    odd.append(f"coalesce(s.t{i} IN ({printed}), false)")
            if i in maps:
                columns.append(f"m{i}.r AS r{i}")
                joins.append(f"LEFT JOIN m{i} ON s.v{i} IS NULL AND s.t{i} = m{i}.t")
                if any(cell.rule for cell in maps[i].values()):
                    odd.append(f"m{i}.r IS NOT NULL")
        if self._read:
            # A row without any text in a mapped column: blank, or furniture in the others.
            blank = " AND ".join(f"s.t{i} IS NULL" for i in self._read)
            odd.append(f"({blank})")
        columns.append(f"({' OR '.join(odd) or 'false'}) AS odd")
        return (
            f"CREATE OR REPLACE TEMP TABLE checked AS SELECT {', '.join(columns)} "
            f"FROM stage s {' '.join(joins)}"
        )

    def _value(self, i: int, mapped: bool) -> str:
        bound = self._bounds[i]
        type_ = sql_type(bound.field)
        choices = []
        if bound.column is not None:
            choices.append(f"s.v{i}")
            if mapped:
                choices.append(f"m{i}.v")
        for stand_in in (bound.constant, bound.field.blank):
            if stand_in is not None:
                # A refused text is a fault, never quietly the constant.
                guard = f"m{i}.r IS NULL AND " if mapped else ""
                choices.append(f"CASE WHEN {guard}true THEN {literal(str(stand_in))} END")
        return f"CAST(coalesce({', '.join([*choices, 'NULL'])}) AS {type_})"

    def _judge(self, chunk: Chunk, result: Converted, faults: list[int]) -> list[int]:
        """Sort out the rows that are not plainly good; return those that are not accepted."""
        names = ", ".join(["source_row", *(f"r{i}" for i in faults)])
        rows = self._connection.execute(
            f"SELECT {names}, {self._missing()} FROM checked WHERE odd ORDER BY source_row"
        ).fetchall()
        if not rows:
            return []
        position = {int(row): i for i, row in enumerate(chunk.rows.tolist())}
        taken = chunk.text.take(pa.array([position[row[0]] for row in rows]))
        cells = list(zip(*(column.to_pylist() for column in taken.columns), strict=True))
        excluded: list[int] = []
        for row, texts in zip(rows, cells, strict=True):
            given = [text or "" for text in texts]
            if self._place(row, faults, given, result):
                excluded.append(row[0])
        return excluded

    def _place(
        self, row: tuple[Any, ...], faults: list[int], cells: list[str], result: Converted
    ) -> bool:
        """Put an odd row where it belongs; return False where it is good after all."""
        number = row[0]
        rule = kind_of_row(cells, self._headings, self._above)
        if rule is not None:
            result.skipped.append((number, rule))
            if rule == "total_row" and is_grand_total(cells):
                result.totals.append(cells)
            elif rule in ("signature_row", "repeated_title"):
                result.lines.append(" ".join(cells))
            return True
        found: list[tuple[Field | None, Fault]] = []
        for i, broken in zip(faults, row[1:], strict=False):
            if broken is not None:
                bound = self._bounds[i]
                text = shown(bound.field, cells[bound.column or 0].strip())
                found.append((bound.field, Fault(number, bound.heading, broken, text)))
        named = {wanted.name for wanted, _ in found if wanted is not None}
        for name in (row[-1] or "").split(","):
            if name and name not in named:
                bound = next(b for b in self._bounds if b.field.name == name)
                found.append((bound.field, Fault(number, bound.heading, "missing_key")))
        if not found:
            return False
        result.refused.append(Refused(number, found, self._content(cells)))
        return True

    def _missing(self) -> str:
        required = [bound.field.name for bound in self._bounds if bound.field.required]
        if not required:
            return "''"
        cases = ", ".join(f"CASE WHEN \"{n}\" IS NULL THEN '{n}' END" for n in required)
        return f"concat_ws(',', {cases})"

    def _content(self, cells: Sequence[str]) -> str:
        kinds = {b.column: b.field for b in self._bounds if b.column is not None}
        kept = {}
        for i, cell in enumerate(cells):
            if cell.strip():
                heading = self._headings[i] if i < len(self._headings) else ""
                hidden = i < len(self._private) and self._private[i] and i not in kinds
                kept[heading or f"#{i + 1}"] = "**" if hidden else shown(kinds.get(i), cell)
        text = json.dumps(kept, ensure_ascii=False)
        return text if len(text) <= _KEPT else text[:_KEPT] + "…"

    def _overlong(self, row: int, cells: list[str]) -> Refused:
        surplus = " | ".join(cells[len(self._headings) :])
        fault = Fault(row, "", "too_many_cells", shown(None, surplus))
        return Refused(row, [(None, fault)], self._content(cells))

    def _accept(
        self, result: Converted, excluded: list[int], maps: dict[int, dict[str, Cell]]
    ) -> None:
        names = ", ".join(f'"{bound.field.name}"' for bound in self._bounds)
        self._connection.register("excluded", pa.table({"row": pa.array(excluded, pa.int64())}))
        source = "checked"
        if excluded:
            source = "(SELECT * FROM checked WHERE source_row NOT IN (SELECT row FROM excluded))"
        # Joins may shuffle rows; the same file must give the same bytes again.
        order = "ORDER BY source_row" if excluded or maps else ""
        result.accepted = self._connection.sql(
            f"SELECT {names}, CAST(source_row AS INTEGER) AS source_row FROM {source} {order}"
        ).to_arrow_table()
        self._sum_up(result, source)
        self._connection.unregister("excluded")
        for i, cells in maps.items():
            texts = [text for text, cell in cells.items() if cell.unmapped]
            if texts:
                self._count_unmapped(result, i, texts)

    def _sum_up(self, result: Converted, source: str) -> None:
        sums = [b.field.name for b in self._bounds if b.field.kind is Kind.DECIMAL]
        days = [
            bound.field.name
            for bound in self._bounds
            if bound.field.kind in (Kind.DAY, Kind.MOMENT)
            and not any(word in bound.field.name for word in _AHEAD)
        ]
        newest = [f'CAST(max("{name}") AS TIMESTAMP)' for name in days]
        newest += [
            f"CAST(last_day(strptime(max(\"{bound.field.name}\") || '01', '%Y%m%d')) AS TIMESTAMP)"
            for bound in self._bounds
            if bound.field.kind is Kind.MONTH
        ]
        selected = [f'sum("{name}")' for name in sums]
        selected.append(
            f"greatest({', '.join(newest)})" if newest else "max(CAST(NULL AS TIMESTAMP))"
        )
        row = self._connection.execute(f"SELECT {', '.join(selected)} FROM {source}").fetchone()
        assert row is not None  # an aggregate always gives one row
        result.sums = {
            name: value for name, value in zip(sums, row, strict=False) if value is not None
        }
        result.newest = row[-1]

    def _count_unmapped(self, result: Converted, i: int, texts: list[str]) -> None:
        name = self._bounds[i].field.name
        listed = ", ".join(map(literal, texts))
        rows = self._connection.execute(
            f"SELECT t{i}, count(*), min(source_row) FROM stage WHERE t{i} IN ({listed}) "
            f"GROUP BY t{i}"
        ).fetchall()
        for text, count, first in rows:
            result.unmapped[name, text] = (count, first)
