"""One column of a chunk: everyday texts as the engine read them, odd ones read one by one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.cells import CellReader
from data_loaders.contract.converted import Bound
from data_loaders.contract.fields import Field, Kind
from data_loaders.contract.texts import Texts
from data_loaders.values.dates import EARLIEST, END

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class ColumnValues:
    """The values of a field in a chunk.

    Attributes:
        bound: The field and its column.
        values: Typed values.
        rules: The broken rule of each row; None where no row breaks one.
        faulty: Rows that break a rule.
        unmapped: Rows by text, of values missing from the closed list.
    """

    bound: Bound
    values: pa.Array
    rules: pa.Array | None
    faulty: Mask
    unmapped: dict[str, pa.Array]


def read_column(
    bound: Bound, text: Texts | None, read: pa.Array | None, rows: pa.Array, reader: CellReader
) -> ColumnValues:
    """Return the values of a field: texts the engine did not read are read once each.

    Args:
        bound: The field.
        text: Its texts; None where the sheet has no such column.
        read: What the engine made of the distinct ones, null where it could not.
        rows: Row numbers.
        reader: Reads odd texts.
    """
    type_ = bound.field.arrow_type
    clean = np.zeros(len(rows), np.bool_)
    if text is None or read is None:
        found = ColumnValues(bound, pa.nulls(len(rows), type_), None, clean, {})
    else:
        read = only_business_days(bound.field, read.cast(type_))
        odd = pc.and_(pc.is_valid(text.distinct), pc.is_null(read))
        found = ColumnValues(bound, text.spread(read), None, clean, {})
        if pc.any(odd).as_py():
            every = text.spread(odd).fill_null(False)
            _read_odd(found, text.every, every, rows, reader)
    _stand_in(found)
    return found


def only_business_days(wanted: Field, read: pa.Array) -> pa.Array:
    """Return days and moments with those null that lie outside the years of business."""
    if wanted.kind not in (Kind.DAY, Kind.MOMENT):
        return read
    first, end = (pa.scalar(bound, pa.timestamp("us")).cast(read.type) for bound in (EARLIEST, END))
    within = pc.and_(pc.greater_equal(read, first), pc.less(read, end))
    return pc.if_else(within, read, _nothing(read.type))


def _read_odd(
    found: ColumnValues, text: pa.Array, odd: pa.Array, rows: pa.Array, reader: CellReader
) -> None:
    wanted = found.bound.field
    texts = pc.unique(text.filter(odd))
    cells = [reader.read(wanted, each) for each in texts.to_pylist()]
    place = pc.index_in(pc.if_else(odd, text, _nothing(pa.string())), value_set=texts)
    values = pa.array([cell.value for cell in cells], wanted.arrow_type)
    found.values = pc.if_else(odd, values.take(place), found.values)
    if any(cell.rule for cell in cells):
        rules = pa.array([cell.rule for cell in cells], pa.string())
        found.rules = rules.take(place)
        found.faulty = found.rules.is_valid().to_numpy(zero_copy_only=False)
    for number, cell in enumerate(cells):
        if cell.unmapped:
            found.unmapped[texts[number].as_py()] = rows.filter(pc.equal(place, number))


def _stand_in(found: ColumnValues) -> None:
    """Fill in what rows leave unsaid; a refused text is a fault, never quietly the constant."""
    wanted = found.bound.field
    for constant in (found.bound.constant, wanted.blank):
        if constant is not None:
            filled = found.values.fill_null(pa.scalar(constant, wanted.arrow_type))
            if found.rules is not None:
                filled = pc.if_else(found.rules.is_valid(), _nothing(wanted.arrow_type), filled)
            found.values = filled
            return


def _nothing(type_: Any) -> pa.Scalar:
    return pa.scalar(None, type_)
