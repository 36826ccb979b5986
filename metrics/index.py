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


class SnapshotIndex:
    """Stores, coverage, reported figures and currencies of one snapshot, each read when needed."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._running: dict[tuple[str, tuple[str, ...]], Counts] = {}
        self._told: dict[str, dict[str, list[_Told]]] = {}

    @cached_property
    def stores(self) -> tuple[Store, ...]:
        """Every store, ordered by code."""
        return read_directory(self._backend)

    @cached_property
    def currencies(self) -> Mapping[tuple[str, str], str]:
        """Currency of what was reported, by store and metric; empty where it is no money."""
        return read_reported(self._backend)

    def months(self, table: str, asked: Months, stores: tuple[str, ...]) -> Counts:
        """How many of the months asked about hold data, shape (periods, stores)."""
        running, first = self._marks(table, stores)
        length = running.shape[1] - 1
        low = np.clip(asked.first - first, 0, length)
        high = np.clip(asked.last - first + 1, low, length)
        return np.asarray((running[:, high] - running[:, low]).T)

    def _marks(self, table: str, stores: tuple[str, ...]) -> tuple[Counts, int]:
        """Running numbers of months with data, shape (stores, months + 1), and the first month."""
        key = table, stores
        found = self._running.get(key)
        if found is None:
            if len(self._running) > _REMEMBERED:
                self._running.clear()
            by_table = self._coverage[0]
            of_stores = by_table.get(table, {})
            length = next((marks.size for marks in of_stores.values()), 1)
            found = np.zeros((len(stores), length), dtype=np.int64)
            for place, code in enumerate(stores):
                if code in of_stores:
                    found[place] = of_stores[code]
            self._running[key] = found
        return found, self._coverage[1]

    @cached_property
    def _coverage(self) -> tuple[dict[str, dict[str, Counts]], int]:
        """Running numbers of months with data by table and store, and the first month."""
        c = RECORDS["coverage"].c
        statement = sa.select(c.table_name, c.store_code, c.month)
        table = self._backend.arrow(statement)
        names = table.column("table_name").to_pylist()
        codes = table.column("store_code").to_pylist()
        months = [month_number(month) for month in table.column("month").to_pylist()]
        if not months:
            return {}, 0
        first, length = min(months), max(months) - min(months) + 1
        seen: dict[str, dict[str, Counts]] = {}
        for name, code, month in zip(names, codes, months, strict=True):
            marks = seen.setdefault(name, {}).get(code)
            if marks is None:
                marks = seen[name][code] = np.zeros(length + 1, dtype=np.int64)
            marks[month - first + 1] = 1
        for stores in seen.values():
            for marks in stores.values():
                np.cumsum(marks, out=marks)
        return seen, first

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
class _Told:
    """One reported period, summed over its members.

    ``source`` is origin, breakdown and currency: two of them tell the same things twice.
    """

    source: tuple[str, str, str]
    start: date
    end: date
    value: float


# Tables and selections of stores repeat from page to page; this many are kept.
_REMEMBERED = 2_000
