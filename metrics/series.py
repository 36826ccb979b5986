"""Taking many sums at once: daily values of some stores, added up in process.

A page needs hundreds of sums, most of them over the same days. The roll-up keeps the daily values
of each store and measure together in one row, so that a plain statement brings them all.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from metrics.compiler.daily import series_statement
from metrics.compiler.slots import Slot
from metrics.packing import unpack
from metrics.plan import Plan
from metrics.sums import Running, Sums, take_sums
from warehouse.engines import Backend

_FEW_SLOTS = 6
_ROWS_AT_MOST = 4_000
_LARGEST = float(np.iinfo(np.int64).max)
_WIDEST = 8


def series_pays(daily: Collection[Slot], stores: int) -> bool:
    """Whether daily values are the cheaper way: more than a few slots, not too many rows."""
    if len(daily) <= _FEW_SLOTS:
        return False
    return stores * len({slot.measure for slot in daily}) <= _ROWS_AT_MOST


def take_series(
    backend: Backend,
    plan: Plan,
    stores: tuple[str, ...],
    asked: Sequence[str] | None,
    daily: Collection[Slot],
) -> Sums:
    """Answer a plan from daily values, and what has none from details; as ``take_sums`` does.

    Args:
        backend: the engine.
        plan: the slots.
        stores: the stores in question, in order.
        asked: the same as a filter, or None where these are all stores there are.
        daily: the slots that the daily roll-up answers.
    """
    rest = plan.only({slot: None for slot in plan.slots if slot not in daily})
    sums = take_sums(backend, rest, stores, asked, frozenset())
    names = sorted({slot.measure for slot in daily})
    cut = frozenset(slot.measure for slot in rest.slots).intersection(names)
    return replace(sums, running=take_running(backend, names, stores, asked), cut=cut)


def take_running(
    backend: Backend,
    measures: Sequence[str],
    stores: Sequence[str],
    asked: Sequence[str] | None,
) -> dict[str, Running]:
    """Daily values of measures, added up, in one statement.

    Args:
        backend: of a snapshot with a daily roll-up.
        measures: names that the roll-up holds.
        stores: codes, in the order of the arrays.
        asked: the same as a filter, or None where these are all stores there are.
    """
    return _running(backend.arrow(series_statement(measures, asked)), stores, measures)


def _running(table: pa.Table, stores: Sequence[str], names: Sequence[str]) -> dict[str, Running]:
    """Daily values of each measure, added up, by the name of the measure."""
    if not table.num_rows:
        empty = np.zeros((len(stores), 1), dtype=np.int64)
        return {name: Running(1, empty, 1.0) for name in names}
    widths = table.column("width").to_pylist()
    packed = zip(widths, table.column("packed").to_pylist(), strict=True)
    daily = [unpack(width, content) for width, content in packed]
    whole = all(_fits(values) for values in daily)
    totals = np.zeros((len(daily) + 1, daily[0].size + 1), np.int64 if whole else np.float64)
    for row, values in enumerate(daily):
        np.cumsum(values, dtype=totals.dtype, out=totals[row, 1:])
    # A store without a row of a measure has the empty last one.
    rows = np.full((len(names), len(stores)), len(daily))
    place = {code: index for index, code in enumerate(stores)}
    which = {name: index for index, name in enumerate(names)}
    scales = [0] * len(names)
    columns = (table.column(name).to_pylist() for name in ("store", "measure", "scale"))
    for row, (code, name, scale) in enumerate(zip(*columns, strict=True)):
        scales[which[name]] = scale
        if code in place:
            rows[which[name], place[code]] = row
    first = table.column("first_day")[0].as_py().toordinal()
    return {
        name: Running(first, totals[rows[index]], 10.0 ** scales[index])
        for name, index in which.items()
    }


def _fits(daily: npt.NDArray[Any]) -> bool:
    """Whether running totals stay inside whole numbers of eight bytes."""
    if daily.dtype.itemsize < _WIDEST:
        return True
    largest = max(float(daily.max(initial=0)), -float(daily.min(initial=0)))
    return bool(largest * daily.size < _LARGEST / 2)
