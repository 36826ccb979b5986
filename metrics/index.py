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

from metrics.compiler.slots import CoverageSlot
from metrics.directory import Store, read_directory, read_reported
from metrics.model.windows import Ranges
from warehouse.engines import Backend
from warehouse.schema import RECORDS

Values = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


KEPT_MONTHS = 12
"""Months without an entry after which a register no longer counts as kept."""


def month_number(day: date) -> int:
    """Months since the year zero."""
    return day.year * 12 + day.month - 1


class SnapshotIndex:
    """Stores, coverage, reported figures and currencies of one snapshot, each read when needed."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._months: dict[tuple[CoverageSlot, tuple[str, ...]], Counts] = {}
        self._told: dict[str, dict[str, list[_Told]]] = {}
        self._registers: dict[str, dict[str, Counts]] = {}

    @cached_property
    def stores(self) -> tuple[Store, ...]:
        """Every store, ordered by code."""
        return read_directory(self._backend)

    @cached_property
    def currencies(self) -> Mapping[tuple[str, str], str]:
        """Currency of what was reported, by store and metric; empty where it is no money."""
        return read_reported(self._backend)

    def months(self, asked: CoverageSlot, stores: tuple[str, ...]) -> Counts:
        """How many of the months asked about hold data, for each store, shape (stores,).

        A month holds data of a table if some row of it falls in that month. A register also holds
        a month without a row, in which then nothing happened, if it was kept: it has a row in one
        of the ``KEPT_MONTHS`` before, and either a row in a later month or an extract taken in
        that month or later. A store that never wrote an entry, or stopped to, or did not send the
        register again has none.
        """
        key = (asked, stores)
        found = self._months.get(key)
        if found is None:
            if len(self._months) > _REMEMBERED:
                self._months.clear()
            found = self._months[key] = self._count(asked, stores)
        return found

    def _count(self, asked: CoverageSlot, stores: tuple[str, ...]) -> Counts:
        counted = np.zeros(len(stores), dtype=np.int64)
        running, first = self._coverage
        table = self._kept(asked.table) if asked.register else running.get(asked.table)
        if table is None:
            return counted
        length = next(iter(table.values())).size - 1
        low = min(max(month_number(asked.first) - first, 0), length)
        high = min(max(month_number(asked.last) - first + 1, low), length)
        for place, code in enumerate(stores):
            months = table.get(code)
            if months is not None:
                counted[place] = months[high] - months[low]
        return counted

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

    def _kept(self, table: str) -> Mapping[str, Counts] | None:
        """Running numbers of months in which a register was kept, by store."""
        running, first = self._coverage
        rows = running.get(table)
        if rows is None:
            return None
        found = self._registers.get(table)
        if found is None:
            taken = self._extracts
            found = self._registers[table] = {}
            for code, marks in rows.items():
                last = taken.get((table, code), taken.get((table, "")))
                found[code] = months_kept(marks, -1 if last is None else month_number(last) - first)
        return found

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


# Questions about coverage repeat from page to page; this many answers are kept.
_REMEMBERED = 50_000
