"""What is read once per snapshot: its stores, which months they have sent, what they reported.

These are small, are needed for every figure, and say nothing by themselves: a reader shows of them
only what lies inside a scope.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from metrics.directory import Store, read_directory, read_reported
from metrics.frame import Months, month_number
from metrics.model.windows import Ranges
from warehouse.engines import Backend
from warehouse.schema import RECORDS

Values = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


KEPT_MONTHS = 12
"""Months without an entry after which a register no longer counts as kept."""


class SnapshotIndex:
    """Stores, coverage, reported figures and currencies of one snapshot, each read when needed."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._running: dict[tuple[str, tuple[str, ...], bool], Counts] = {}
        self._told: dict[str, dict[str, list[_Told]]] = {}
        self._never: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}

    @cached_property
    def stores(self) -> tuple[Store, ...]:
        """Every store, ordered by code."""
        return read_directory(self._backend)

    @cached_property
    def currencies(self) -> Mapping[tuple[str, str], str]:
        """Currency of what was reported, by store and metric; empty where it is no money."""
        return read_reported(self._backend)

    def months(
        self, table: str, asked: Months, stores: tuple[str, ...], *, register: bool = False
    ) -> Counts:
        """How many of the months asked about hold data, shape (periods, stores).

        A month holds data of a table if some row of it falls in that month. A register also holds
        a month without a row, in which then nothing happened, if it was kept: it has a row in one
        of the ``KEPT_MONTHS`` before, and either a row in a later month or an extract taken in
        that month or later. A store that never wrote an entry, or stopped to, or did not send the
        register again has none.
        """
        running, first = self._marks(table, stores, register)
        length = running.shape[1] - 1
        low = np.clip(asked.first - first, 0, length)
        high = np.clip(asked.last - first + 1, low, length)
        return np.asarray((running[:, high] - running[:, low]).T)

    def newest_month(self, table: str, stores: tuple[str, ...]) -> Counts:
        """Number of the newest month of which a table holds data, shape (stores,); 0 for none."""
        running, first = self._marks(table, stores, False)
        held = np.diff(running, axis=1) > 0
        if not held.shape[1]:
            return np.zeros(len(stores), dtype=np.int64)
        newest = held.shape[1] - 1 - np.argmax(held[:, ::-1], axis=1)
        return np.where(held.any(axis=1), newest + first, 0)

    def never_loaded(self, tables: tuple[str, ...], stores: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some tables of which none of these stores has data for any month."""
        key = tables, stores
        found = self._never.get(key)
        if found is None:
            if len(self._never) > _REMEMBERED:
                self._never.clear()
            held = self._coverage
            rows = [held.stores[code] for code in stores if code in held.stores]
            found = self._never[key] = tuple(
                table
                for table in tables
                if table not in held.tables or not held.running[held.tables[table], rows, -1].any()
            )
        return found

    def _marks(self, table: str, stores: tuple[str, ...], register: bool) -> tuple[Counts, int]:
        """Running numbers of months with data, shape (stores, months + 1), and the first month."""
        key = table, stores, register
        found = self._running.get(key)
        if found is None:
            if len(self._running) > _REMEMBERED:
                self._running.clear()
            held = self._coverage
            found = np.zeros((len(stores), held.running.shape[2]), dtype=np.int64)
            of_table = held.tables.get(table)
            if of_table is not None:
                for place, code in enumerate(stores):
                    of_store = held.stores.get(code)
                    if of_store is not None:
                        found[place] = held.running[of_table, of_store]
                        if register:
                            extract = self._extract(table, code)
                            found[place] = months_kept(found[place], extract)
            self._running[key] = found
        return found, self._coverage.first

    def _extract(self, table: str, code: str) -> int:
        """Place of the month in which the newest extract of a table was taken; -1 if not known."""
        taken = self._extracts
        last = taken.get((table, code), taken.get((table, "")))
        return -1 if last is None else month_number(last) - self._coverage.first

    @cached_property
    def _coverage(self) -> "_Coverage":
        """Months with data by table and store."""
        c = RECORDS["coverage"].c
        held = self._backend.arrow(sa.select(c.table_name, c.store_code, c.month))
        if not held.num_rows:
            return _Coverage({}, {}, np.zeros((0, 0, 1), dtype=np.int64), 0)
        tables, stores = (
            held.column(name).combine_chunks().dictionary_encode()
            for name in ("table_name", "store_code")
        )
        days = held.column("month").to_numpy().astype("datetime64[M]").astype(np.int64)
        months = days + 1970 * 12
        first, length = int(months.min()), int(months.max() - months.min()) + 1
        shape = len(tables.dictionary), len(stores.dictionary), length + 1
        running = np.zeros(shape, dtype=np.int64)
        running[tables.indices.to_numpy(), stores.indices.to_numpy(), months - first + 1] = 1
        return _Coverage(
            {name: place for place, name in enumerate(tables.dictionary.to_pylist())},
            {code: place for place, code in enumerate(stores.dictionary.to_pylist())},
            np.cumsum(running, axis=2),
            first,
        )

    @cached_property
    def _extracts(self) -> Mapping[tuple[str, str], date]:
        """Day of the newest extract by table and store; "" where a file holds several stores."""
        c = RECORDS["load_log"].c
        statement = (
            sa.select(c.table_name, c.store_code, sa.func.max(c.extracted_at).label("newest"))
            .where(c.extracted_at.is_not(None), c.rows_loaded > 0)
            .group_by(c.table_name, c.store_code)
        )
        return {
            (row["table_name"], row["store_code"] or ""): row["newest"].date()
            for row in self._backend.arrow(statement).to_pylist()
        }

    def reported(self, metric: str, ranges: Ranges, stores: Sequence[str]) -> Values:
        """What was reported for the ranges; NaN where that is not all of them, or not one source.

        Args:
            metric: name in ``reported_figures``.
            ranges: days that the figure is about; the reported periods must fill them exactly.
            stores: codes, in order.
        """
        told = np.full(len(stores), np.nan)
        wanted = sum((end - start).days + 1 for start, end in ranges)
        for place, code in enumerate(stores):
            inside = [
                figure
                for figure in self._figures(metric).get(code, ())
                if any(a <= figure.start and figure.end <= b for a, b in ranges)
            ]
            days = sum((figure.end - figure.start).days + 1 for figure in inside)
            if inside and days == wanted and len({figure.source for figure in inside}) == 1:
                told[place] = sum(figure.value for figure in inside)
        return told

    @cached_property
    def reports_anything(self) -> bool:
        """Whether anything was reported at all."""
        return bool(self.currencies)

    def reports(self, metric: str) -> bool:
        """Whether any store reported this metric."""
        return metric in self._metrics

    def _figures(self, metric: str) -> Mapping[str, list["_Told"]]:
        found = self._told.get(metric)
        if found is None:
            c = RECORDS["reported_figures"].c
            source = (c.origin, c.dimension, c.currency)
            keys = (c.store_code, c.period_start, c.period_end, *source)
            statement = (
                sa.select(*keys, sa.func.sum(c.value).label("value"))
                .where(c.metric == metric)
                .group_by(*keys)
            )
            found = {}
            for row in self._backend.arrow(statement).to_pylist():
                if row["value"] is not None:
                    told = _Told(
                        (row["origin"], row["dimension"] or "", row["currency"] or ""),
                        row["period_start"],
                        row["period_end"],
                        float(row["value"]),
                    )
                    found.setdefault(row["store_code"], []).append(told)
            self._told[metric] = found
        return found

    @cached_property
    def _metrics(self) -> frozenset[str]:
        """Metrics that anybody reported."""
        return frozenset(metric for _, metric in self.currencies)


@dataclass(frozen=True, slots=True)
class _Coverage:
    """Running numbers of months with data, shape (tables, stores, months + 1)."""

    tables: Mapping[str, int]
    stores: Mapping[str, int]
    running: Counts
    first: int


@dataclass(frozen=True, slots=True)
class _Told:
    """One reported period, summed over its members.

    ``source`` is origin, breakdown and currency: two of them tell the same things twice.
    """

    source: tuple[str, str, str]
    start: date
    end: date
    value: float


def months_kept(marks: Counts, extract: int) -> Counts:
    """Running numbers of months in which a register was kept, from those of months with a row.

    Args:
        marks: running numbers, one more than there are months.
        extract: place of the month in which the newest extract was taken; -1 if not known.
    """
    months = np.arange(marks.size - 1)
    before = marks[months] - marks[np.maximum(months - KEPT_MONTHS, 0)]
    goes_on = (marks[-1] > marks[1:]) | (months <= extract)
    kept = (marks[1:] > marks[:-1]) | ((before > 0) & goes_on)
    return np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)


# Tables and selections of stores repeat from page to page; this many are kept.
_REMEMBERED = 2_000
