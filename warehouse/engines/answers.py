"""One Arrow schema for every engine's answer.

Whole numbers are int64, exact numbers decimal128(38, scale), others float64, days date32,
moments timestamp[us] without zone, texts string, truth values bool, contents binary.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

_MOMENT = pa.timestamp("us")


def normalise(answer: pa.Table, expected: Sequence[sa.types.TypeEngine[Any]]) -> pa.Table:
    """Return the answer with the types of this module's first lines.

    Args:
        answer: as the engine gave it.
        expected: SQLAlchemy type of every column, in order; consulted only where an engine's own
            type says too little (a truth value sent as a small number, a text sent as bytes, a
            column of nothing).
    """
    if len(expected) != answer.num_columns:
        expected = [sa.types.NullType()] * answer.num_columns
    fields = [
        pa.field(field.name, _target(field.type, wanted))
        for field, wanted in zip(answer.schema, expected, strict=True)
    ]
    schema = pa.schema(fields)
    if answer.schema.equals(schema):
        return answer
    columns = [
        column if column.type == field.type else _cast(column, field.type)
        for column, field in zip(answer.columns, fields, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _cast(column: pa.ChunkedArray, target: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        # A zone is only an engine's way to keep local time as it is; the clock face stays.
        return column.cast(pa.timestamp(column.type.unit, "UTC")).cast(target, safe=False)
    return column.cast(target)


def _target(given: pa.DataType, wanted: sa.types.TypeEngine[Any]) -> pa.DataType:
    if pa.types.is_null(given):
        return _wanted(wanted)
    if pa.types.is_boolean(given):
        return pa.bool_()
    if pa.types.is_uint8(given) and isinstance(wanted, sa.Boolean):
        return pa.bool_()
    if pa.types.is_integer(given):
        return pa.int64()
    if pa.types.is_decimal(given):
        return pa.int64() if given.scale == 0 else pa.decimal128(38, given.scale)
    if pa.types.is_floating(given):
        return pa.float64()
    if pa.types.is_date(given):
        return pa.date32()
    if pa.types.is_timestamp(given):
        return _MOMENT
    if isinstance(wanted, sa.LargeBinary):
        return pa.binary()
    return pa.string()


def _wanted(wanted: sa.types.TypeEngine[Any]) -> pa.DataType:
    """Return the type of a column in which there is nothing."""
    known: tuple[tuple[type[sa.types.TypeEngine[Any]], pa.DataType], ...] = (
        (sa.Boolean, pa.bool_()),
        (sa.Integer, pa.int64()),
        (sa.Date, pa.date32()),
        (sa.DateTime, _MOMENT),
        (sa.String, pa.string()),
        (sa.Float, pa.float64()),
    )
    for kind, target in known:
        if isinstance(wanted, kind):
            return target
    if isinstance(wanted, sa.Numeric):
        return pa.decimal128(38, wanted.scale or 2)
    return pa.int64()
