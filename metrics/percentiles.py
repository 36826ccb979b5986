"""Percentiles of a page: rows counted once per shape, reduced for each group that is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.compiler.spreads import shape_of, spread_statement
from metrics.model.formula import Percentile
from metrics.model.kpi import Kpi
from metrics.model.measures import Spread
from metrics.model.period import Period
from metrics.reductions import reduce_rows
from warehouse.engines import Backend

Rows = dict[str, list[Mapping[str, Any]]]


@dataclass(slots=True)
class Percentiles:
    """Counted rows by measure, period and store."""

    as_of: date
    rows: dict[tuple[str, Period], Rows]

    def figure(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> tuple[float | None, int]:
        """The percentile over some stores, and the number of rows behind it."""
        formula = formula_of(kpi)
        past = period.until(self.as_of)
        if past is None:
            return None, 0
        found = self.rows.get((formula.spread.name, past), {})
        chosen = [row for code in stores for row in found.get(code, ())]
        value, count = reduce_rows(formula.spread.reduction, chosen, past.end, self.as_of)
        return None if value is None else value * formula.factor, count

    def stores_with_rows(self, kpi: Kpi, period: Period) -> Collection[str]:
        """Stores that have at least one row."""
        past = period.until(self.as_of)
        return self.rows.get((spread_of(kpi).name, past), {}).keys() if past else ()


def formula_of(kpi: Kpi) -> Percentile:
    """The formula of a percentile KPI."""
    if not isinstance(kpi.formula, Percentile):
        raise TypeError(f"{kpi.id} is no percentile")
    return kpi.formula


def spread_of(kpi: Kpi) -> Spread:
    """The spread of a percentile KPI."""
    return formula_of(kpi).spread


def take_percentiles(
    backend: Backend,
    asked: Mapping[Kpi, Mapping[Period, None]],
    stores: Sequence[str] | None,
    as_of: date,
) -> Percentiles:
    """Count the rows behind percentiles: one statement for each shape and set of periods."""
    taken = Percentiles(as_of, {})
    groups: dict[tuple[tuple[str, ...], tuple[Period, ...]], dict[str, Spread]] = {}
    for kpi, periods in asked.items():
        past = dict.fromkeys(p for p in (q.until(as_of) for q in periods) if p is not None)
        spread = spread_of(kpi)
        if past:
            groups.setdefault((shape_of(spread), tuple(past)), {})[spread.name] = spread
    for (_, cut), by_name in groups.items():
        spreads = list(by_name.values())
        for spread in spreads:
            for period in cut:
                taken.rows[spread.name, period] = {}
        for row in backend.arrow(spread_statement(spreads, cut, stores)).to_pylist():
            key = spreads[row["spread"]].name, cut[row["period"]]
            taken.rows[key].setdefault(row["store"], []).append(row)
    return taken
