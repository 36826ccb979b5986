"""Monthly sums of the tables that were written, so that the books agree with the documents."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Months:
    """Sums over months ``first`` to ``first + count - 1`` (months since January 1970)."""

    first: int
    count: int

    def places(self, dates: pa.ChunkedArray) -> Ints:
        """Return the place of the month of each date, -1 where it is null or outside."""
        days = dates.cast(pa.date32()).cast(pa.int32())
        number = np.asarray(pc.fill_null(days, -(10**6)), dtype=np.int64)
        month = number.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - self.first
        return np.where((month >= 0) & (month < self.count), month, -1)

    def sum(
        self, table: pa.Table, date: str, amount: str | Floats, where: Bools | None = None
    ) -> Floats:
        """Return the sum of a column (or of one value a row) for each month, to the cent."""
        place = self.places(table[date])
        value = floats(table, amount) if isinstance(amount, str) else amount
        keep = place >= 0 if where is None else (place >= 0) & where
        return np.round(np.bincount(place[keep], value[keep], self.count), 2)


def floats(table: pa.Table, column: str) -> Floats:
    """Return a column of amounts; null counts as zero."""
    return np.asarray(pc.fill_null(table[column].cast(pa.float64()), 0.0), dtype=np.float64)


def among(table: pa.Table, column: str, *values: str) -> Bools:
    """Tell rows whose column has one of the values."""
    found = pc.is_in(table[column], pa.array(values))
    return np.asarray(pc.fill_null(found, False))
