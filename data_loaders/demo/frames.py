"""From simulated numbers to typed columns of a canonical table, as of the morning of the extract.

What happens after the cutoff is not known yet and becomes null. Nothing is drawn or written here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints, month_of
from warehouse.schema import LINEAGE, TABLES


def frame(table: str, store_code: str, columns: Mapping[str, Any]) -> pa.Table:
    """Return a table with exactly the canonical columns of ``table``, lineage left out.

    Args:
        table: canonical name.
        store_code: fills the column ``store_code`` where the table has one.
        columns: numpy arrays (NaN is null), arrow arrays, or one value for all rows.

    Raises:
        ValueError: If a column is missing or not known.
    """
    wanted = [column for column in TABLES[table].columns if column.name not in LINEAGE]
    names = {column.name for column in wanted} - {"store_code"}
    if names != set(columns) - {"store_code"}:
        raise ValueError(f"{table}: columns differ: {sorted(names ^ set(columns))}")
    rows = next(len(v) for v in columns.values() if isinstance(v, np.ndarray | pa.Array))
    made = {}
    for column in wanted:
        value = columns.get(column.name, store_code)
        made[column.name] = _typed(column.type, value, rows)
    return pa.table(made)


def _typed(kind: sa.types.TypeEngine[Any], value: Any, rows: int) -> pa.Array:
    target = arrow_type(kind)
    if isinstance(value, pa.Array):
        return value
    if value is None:
        return pa.nulls(rows, target)
    if not isinstance(value, np.ndarray):
        return pa.array([value] * rows, target)
    if pa.types.is_decimal(target):
        return decimals(value.astype(np.float64), target.scale)
    if pa.types.is_integer(target) and value.dtype.kind == "f":
        return pa.array(np.where(np.isnan(value), 0, value).astype(np.int64), mask=np.isnan(value))
    return pa.array(value, target)


def arrow_type(kind: sa.types.TypeEngine[Any]) -> pa.DataType:
    """Return the arrow type of a column type of the warehouse."""
    if isinstance(kind, sa.Numeric):
        return pa.decimal128(18, kind.scale or 0)
    if isinstance(kind, sa.Integer):
        return pa.int64()
    if isinstance(kind, sa.Boolean):
        return pa.bool_()
    if isinstance(kind, sa.DateTime):
        return pa.timestamp("s")
    if isinstance(kind, sa.Date):
        return pa.date32()
    return pa.string()


def decimals(values: Floats, scale: int) -> pa.Array:
    """Return exact decimals of 18 digits from amounts; NaN becomes null."""
    empty = np.isnan(values)
    units = np.rint(np.where(empty, 0.0, values) * 10.0**scale).astype(np.int64)
    words = np.stack([units, units >> 63], axis=1)
    valid = pa.array(~empty).buffers()[1] if empty.any() else None
    return pa.Array.from_buffers(
        pa.decimal128(18, scale), len(values), [valid, pa.py_buffer(words.tobytes())]
    )


def moments(minutes: Ints, cutoff: int = NEVER - 1) -> pa.Array:
    """Return timestamps; what lies after ``cutoff`` (a minute) is null."""
    unknown = minutes > cutoff
    return pa.array(np.where(unknown, 0, minutes) * 60, pa.timestamp("s"), mask=unknown)


def dates(days: Ints, cutoff: int = NEVER - 1) -> pa.Array:
    """Return dates of day numbers; what lies after ``cutoff`` (a day) is null."""
    unknown = days > cutoff
    return pa.array(np.where(unknown, 0, days).astype(np.int32), mask=unknown).cast(pa.date32())


def dates_of(minutes: Ints, cutoff: int = NEVER - 1) -> pa.Array:
    """Return the dates of minutes; what lies after ``cutoff`` (a minute) is null."""
    return dates(np.where(minutes > cutoff, NEVER, minutes // MINUTES_A_DAY))


def labels(words: Sequence[str], index: Ints) -> pa.Array:
    """Return ``words[index]``; a negative index is null."""
    return pa.array(list(words), pa.string()).take(pa.array(index, mask=index < 0))


def only(where: Bools, values: pa.Array) -> pa.Array:
    """Return ``values`` where the condition holds, else null."""
    return pc.if_else(pa.array(where), values, pa.scalar(None, values.type))


def codes(prefix: str, numbers: Ints, width: int = 6) -> pa.Array:
    """Return codes such as ``P000123``; a negative number is null."""
    text = pc.utf8_lpad(pa.array(np.maximum(numbers, 0)).cast(pa.string()), width, "0")
    return only(numbers >= 0, pc.binary_join_element_wise(prefix, text, ""))


def document_numbers(prefix: str, days: Ints, numbers: Ints, suffix: str = "") -> pa.Array:
    """Return document numbers such as ``RO2410000123``: prefix, year, month, running number.

    A negative number is null.
    """
    month = month_of(np.where(numbers >= 0, days, days.max() if len(days) else 0))
    first = int(month.min()) if len(month) else 0
    known = range(first, (int(month.max()) if len(month) else 0) + 1)
    stamps = [f"{(1970 + number // 12) % 100:02d}{number % 12 + 1:02d}" for number in known]
    text = pc.utf8_lpad(pa.array(np.maximum(numbers, 0)).cast(pa.string()), 6, "0")
    made = pc.binary_join_element_wise(prefix, labels(stamps, month - first), text, suffix, "")
    return only(numbers >= 0, made)
