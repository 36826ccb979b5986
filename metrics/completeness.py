"""Whether the documents behind figures are all there: received against expected, and how bad it is.

Read once for a snapshot; what pages, cards and commands ask is counted in process. A day, table or
store without an expectation says nothing and is in no sum.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import sqlalchemy as sa

from warehouse.engines import Backend, QueryFailedError
from warehouse.schema import RECORDS

AMBER, RED = 0.95, 0.80
"""Below these parts of what is expected, documents are missing, or badly so."""

_MISSED_AT_LEAST = 5
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)
_A = RECORDS["arrivals"].c


class Level(StrEnum):
    """How complete something is; ``unknown`` where nothing was expected."""

    UNKNOWN = "unknown"
    COMPLETE = "complete"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Documents received against expected.

    Attributes:
        received: so many came, where some were expected.
        expected: so many come on such days.
        swing: by so many they fall short on the worst of eight such days.
    """

    received: float = 0.0
    expected: float = 0.0
    swing: float = 0.0

    @property
    def share(self) -> float | None:
        """Received as a part of expected; None where nothing was expected."""
        return self.received / self.expected if self.expected > 0 else None

    @property
    def level(self) -> Level:
        """Amber below 95 %, red below 80 %; a day like the worst of the last eight is complete.

        Without the latter a store with few documents a day would be red every third day.
        """
        share = self.share
        if share is None:
            return Level.UNKNOWN
        if share >= AMBER or self.received >= self.expected - self.swing:
            return Level.COMPLETE
        return Level.RED if share < RED else Level.AMBER

    @property
    def is_short(self) -> bool:
        """Whether documents are missing."""
        return self.level in (Level.AMBER, Level.RED)


class Completeness:
    """Documents received and expected by store, table and day.

    Args:
        rows: columns ``store_code``, ``table_name``, ``day``, ``received``, ``expected``, ``least``
            as in the table ``arrivals``; only those with an expectation are kept.
    """

    def __init__(self, rows: pa.Table | None = None) -> None:
        empty: Any = rows if rows is not None else pa.table({name: [] for name in _COLUMNS})
        values = {name: empty.column(name) for name in _COLUMNS}
        expected = _numbers(values["expected"])
        judged = np.nan_to_num(expected, nan=0.0) > 0
        self._stores, self._store = _codes(values["store_code"], judged)
        self._tables, self._table = _codes(values["table_name"], judged)
        days = values["day"].cast(pa.date32()).cast(pa.int32())
        self._day = np.asarray(days.to_numpy(zero_copy_only=False), dtype=np.int32)[judged]
        self._expected = expected[judged]
        self._received = _numbers(values["received"])[judged]
        self._least = np.nan_to_num(_numbers(values["least"])[judged], nan=0.0)

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something was expected, oldest first."""
        return tuple(_EPOCH + int(day) * _DAY for day in np.unique(self._day))

    def total(
        self,
        stores: Collection[str] | None = None,
        tables: Collection[str] | None = None,
        day: date | None = None,
    ) -> Arrived:
        """What came and what was expected of some stores and tables, on a day or on all days."""
        met = self._met(stores, tables, day, day)
        return self._sum(met)

    def by(
        self,
        axes: Sequence[str],
        stores: Collection[str] | None = None,
        tables: Collection[str] | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> Mapping[tuple[Any, ...], Arrived]:
        """The same for each member of some axes.

        Args:
            axes: ``store``, ``table`` or ``day``, in the order of the keys.
            stores: only these.
            tables: only these.
            first: from this day on.
            last: up to this day.
        """
        met = self._met(stores, tables, first, last)
        places = np.flatnonzero(met)
        if not places.size:
            return {}
        columns = {"store": self._store, "table": self._table, "day": self._day}
        keys = np.stack([columns[axis][places] for axis in axes], axis=1)
        unique, group = np.unique(keys, axis=0, return_inverse=True)
        group = group.reshape(-1)
        short = np.maximum(self._expected - self._least, 0.0)
        sums = [
            np.bincount(group, weights=values[places])
            for values in (self._received, self._expected, short * short)
        ]
        return {
            tuple(self._said(axis, int(k)) for axis, k in zip(axes, key, strict=True)): Arrived(
                float(came), float(due), float(np.sqrt(square))
            )
            for key, came, due, square in zip(unique, *sums, strict=True)
        }

    def missed_days(
        self, stores: Collection[str], tables: Collection[str], first: date, last: date
    ) -> Mapping[str, tuple[date, ...]]:
        """By table the days on which a store sent nothing though it sends some every such day."""
        met = self._met(stores, tables, first, last) & (self._received == 0)
        met &= (self._least > 0) & (self._expected >= _MISSED_AT_LEAST)
        found: dict[str, set[date]] = {}
        for place in np.flatnonzero(met):
            table = self._tables[int(self._table[place])]
            found.setdefault(table, set()).add(_EPOCH + int(self._day[place]) * _DAY)
        return {table: tuple(sorted(days)) for table, days in found.items()}

    def _met(
        self,
        stores: Collection[str] | None,
        tables: Collection[str] | None,
        first: date | None,
        last: date | None,
    ) -> Any:
        met = np.ones(len(self._day), dtype=bool)
        for wanted, known, column in (
            (stores, self._stores, self._store),
            (tables, self._tables, self._table),
        ):
            if wanted is not None:
                asked = set(wanted)
                met &= np.isin(column, [i for i, code in enumerate(known) if code in asked])
        if first is not None:
            met &= self._day >= (first - _EPOCH).days
        if last is not None:
            met &= self._day <= (last - _EPOCH).days
        return met

    def _sum(self, met: Any) -> Arrived:
        short = np.maximum(self._expected[met] - self._least[met], 0.0)
        return Arrived(
            float(self._received[met].sum()),
            float(self._expected[met].sum()),
            float(np.sqrt((short * short).sum())),
        )

    def _said(self, axis: str, key: int) -> str | date:
        if axis == "day":
            return _EPOCH + key * _DAY
        return self._stores[key] if axis == "store" else self._tables[key]


_COLUMNS = ("store_code", "table_name", "day", "received", "expected", "least")


def read_completeness(backend: Backend) -> Completeness:
    """Read what a snapshot says of its documents; one statement.

    Nothing for one that a version built which did not count them, until it is built anew.
    """
    columns = [_A[name] for name in _COLUMNS]
    try:
        return Completeness(backend.arrow(sa.select(*columns).where(_A.expected > 0)))
    except QueryFailedError:
        return Completeness()


def _numbers(column: pa.ChunkedArray) -> Any:
    return np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _codes(column: pa.ChunkedArray, kept: Any) -> tuple[list[str], Any]:
    encoded = column.cast(pa.string()).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    places = encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)
    return encoded.dictionary.to_pylist(), np.asarray(places, dtype=np.int32)[kept]
