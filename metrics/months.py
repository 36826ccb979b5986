"""Taking sums of many months at once: one row for each store and month, added up in process."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from metrics.compiler.monthly import months_statement
from metrics.compiler.slots import Slot
from metrics.frame import month_number
from metrics.model.windows import Ranges
from metrics.places import Values, floats, places_of
from warehouse.engines import Backend

_LARGEST = float(np.iinfo(np.int64).max) / 2
# Whole numbers where these are exact, floats where they would be too large.
Totals = npt.NDArray[Any]


def take_months(
    backend: Backend,
    slots: Collection[Slot],
    stores: Sequence[str],
    asked: Sequence[str] | None,
) -> dict[Slot, Values]:
    """Sums of slots that are whole months, in one statement.

    Args:
        backend: of a snapshot with a monthly roll-up.
        slots: measures of the roll-up over whole months.
        stores: codes, in the order of the arrays.
        asked: the same as a filter, or None where these are all stores there are.

    Returns:
        Arrays of shape (stores,); 0 for a store without a row.
    """
    names = sorted({slot.measure for slot in slots})
    first = min(slot.hull[0] for slot in slots)
    last = max(slot.hull[1] for slot in slots)
    table = backend.arrow(months_statement(names, first, last, asked))
    places = places_of(table, stores)
    begin = month_number(first)
    length = month_number(last) - begin + 1
    days = table.column("month").to_numpy().astype("datetime64[M]").astype(np.int64)
    months = days + 1970 * 12 - begin
    rows = np.flatnonzero(places >= 0)
    totals: dict[str, tuple[Totals, float]] = {}
    for name in names:
        values, scale = _exact(table.column(name))
        held = np.zeros((len(stores), length + 1), dtype=values.dtype)
        held[places[rows], months[rows] + 1] = values[rows]
        totals[name] = np.cumsum(held, axis=1), scale
    return {slot: _over(*totals[slot.measure], slot.ranges, begin) for slot in slots}


def _over(totals: Totals, scale: float, ranges: Ranges, begin: int) -> Values:
    found = np.zeros(totals.shape[0], dtype=totals.dtype)
    for first, last in ranges:
        found += totals[:, month_number(last) - begin + 1] - totals[:, month_number(first) - begin]
    return np.asarray(found / scale, dtype=np.float64)


def _exact(column: pa.ChunkedArray) -> tuple[Totals, float]:
    """Values as whole numbers and what they are to be divided by; as floats where too large."""
    if pa.types.is_decimal128(column.type) and len(column):
        filled = pc.fill_null(column, pa.scalar(0, column.type)).combine_chunks()
        words = np.frombuffer(filled.buffers()[1], dtype="<i8").reshape(-1, 2)
        low, high = words[filled.offset : filled.offset + len(filled)].T
        # The upper word repeats the sign of the lower one where eight bytes suffice.
        if np.array_equal(high, low >> 63) and _adds_up(low):
            return low.copy(), 10.0**column.type.scale
    if pa.types.is_integer(column.type):
        whole = pc.fill_null(column, 0).combine_chunks().to_numpy()
        if _adds_up(whole):
            return np.asarray(whole, dtype=np.int64), 1.0
    return np.nan_to_num(floats(column)), 1.0


def _adds_up(values: npt.NDArray[np.int64]) -> bool:
    """Whether the sum of all stays inside whole numbers of eight bytes."""
    return float(np.abs(values.astype(np.float64)).sum()) < _LARGEST
