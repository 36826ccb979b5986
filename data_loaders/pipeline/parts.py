"""Accepted rows on their way to Parquet: spooled chunk by chunk, stamped at the end.

The time of an extract is often known only after its last row, and every row of a part carries it.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from data_loaders.contract.fields import fields_of
from data_loaders.pipeline.context import PartFile
from warehouse.schema import RECORDS, TABLES, Personal

_LINEAGE = (
    ("source_file", pa.string()),
    ("source_sheet", pa.string()),
    ("source_row", pa.int32()),
    ("extracted_at", pa.timestamp("us")),
)


@cache
def part_schema(table: str) -> pa.Schema:
    """Return the columns of a part: those of the table, lineage, and the time of the extract.

    Each carries its privacy class as metadata, so that a part says by itself what is personal.
    """
    declared = TABLES[table] if table in TABLES else RECORDS[table]
    columns = [(wanted.name, wanted.arrow_type) for wanted in fields_of(declared, {})]
    names = {name for name, _ in columns}
    columns += [each for each in _LINEAGE if each[0] not in names]
    return pa.schema([_classed(declared, name, type_) for name, type_ in columns])


def _classed(declared: sa.Table, name: str, type_: pa.DataType) -> pa.Field:
    known = declared.c[name].info if name in declared.c else {}
    class_: Personal = known.get("personal", Personal.NONE)
    return pa.field(name, type_, metadata={"personal": class_.value})


class PartWriter:
    """Takes the rows of one sheet and writes one part.

    Args:
        table: Table of the warehouse.
        folder: Staging folder.
        name: File name without its ending: <sha256>-<n>.
        sha256: The extract.
        sheet: Name of the sheet.
    """

    def __init__(self, table: str, folder: Path, name: str, sha256: str, sheet: str) -> None:
        self.rows = 0
        self._table = table
        self._schema = part_schema(table)
        self._path = folder / table / f"{name}.parquet"
        self._spool_path = folder / f"{name}.{table}.arrow"
        self._sha256 = sha256
        self._sheet = sheet
        self._first: pa.Table | None = None
        self._spool: pa.RecordBatchFileWriter | None = None

    def add(self, rows: pa.Table) -> None:
        """Take rows with columns of the table and `source_row`; other columns stay empty."""
        if rows.num_rows == 0:
            return
        self.rows += rows.num_rows
        rows = self._complete(rows)
        if self._first is None and self._spool is None:
            self._first = rows
            return
        if self._spool is None:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._spool = pa.ipc.new_file(str(self._spool_path), self._schema, options=options)
            self._spool.write_table(self._first)
            self._first = None
        self._spool.write_table(rows)

    def finish(self, extracted_at: datetime | None) -> PartFile | None:
        """Write the part and return it, or None for no rows.

        Args:
            extracted_at: Time of the extract, put into every row; None where rows bring their own.
        """
        if self.rows == 0:
            return None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        place = self._schema.get_field_index("extracted_at")
        with pq.ParquetWriter(self._path, self._schema, compression="zstd") as writer:
            for block in self._blocks():
                if extracted_at is not None:
                    stamp = pa.repeat(pa.scalar(extracted_at, pa.timestamp("us")), block.num_rows)
                    block = block.set_column(place, self._schema.field(place), stamp)
                writer.write_table(block)
        self._spool_path.unlink(missing_ok=True)
        return PartFile(self._table, self._path, self._sha256, self.rows)

    def discard(self) -> None:
        """Let go of what was spooled."""
        if self._spool is not None:
            self._spool.close()
        self._spool_path.unlink(missing_ok=True)

    def _blocks(self) -> Iterator[pa.Table]:
        if self._spool is None:
            if self._first is not None:
                yield self._first
            return
        self._spool.close()
        # Read through buffers, not mapped: mapped pages would count as memory of the load.
        with pa.OSFile(str(self._spool_path)) as file, pa.ipc.open_file(file) as reader:
            for index in range(reader.num_record_batches):
                yield pa.Table.from_batches([reader.get_batch(index)])

    def _complete(self, rows: pa.Table) -> pa.Table:
        given = {
            "source_file": pa.repeat(pa.scalar(self._sha256), rows.num_rows),
            "source_sheet": pa.repeat(pa.scalar(self._sheet), rows.num_rows),
        }
        columns = []
        for column in self._schema:
            if column.name in rows.column_names:
                columns.append(rows.column(column.name).cast(column.type))
            elif column.name in given:
                columns.append(given[column.name])
            else:
                columns.append(pa.nulls(rows.num_rows, column.type))
        return pa.table(columns, schema=self._schema).combine_chunks()
