"""Percentiles of a page: rows counted once per shape, reduced for each group that is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from metrics.columns import plain
from metrics.compiler.spreads import belonging, shape_of, spread_statement
from metrics.model.formula import Percentile
from metrics.model.kpi import Kpi
from metrics.model.measures import Spread
from metrics.model.period import Period
from metrics.plan import Plan
from metrics.reductions import reduce_rows
from metrics.stored import stored_spread
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
    plan: Plan,
) -> Percentiles:
    """Count the rows behind percentiles: one statement for each shape."""
    as_of = plan.as_of
    taken = Percentiles(as_of, {})
    groups: dict[str, dict[str, Spread]] = {}
    wanted: dict[str, dict[Period, None]] = {}
    for kpi, periods in asked.items():
        spread = stored_spread(spread_of(kpi), plan.held)
        groups.setdefault(shape_of(spread), {})[spread.name] = spread
        cut = (period.until(as_of) for period in periods)
        wanted.setdefault(spread.name, {}).update(dict.fromkeys(p for p in cut if p is not None))
    for by_name in groups.values():
        spreads = [spread for spread in by_name.values() if wanted[spread.name]]
        if not spreads:
            continue
        all_periods = [period for spread in spreads for period in wanted[spread.name]]
        hull = Period(min(p.start for p in all_periods), max(p.end for p in all_periods))
        taken.rows.update({(s.name, p): {} for s in spreads for p in wanted[s.name]})
        table = backend.arrow(spread_statement(spreads, hull, stores))
        which = table.column("spread").to_numpy()
        for place, spread in enumerate(spreads):
            mine = table.filter(pa.array(which == place))
            rows = _rows(mine, ("store", *spread.columns, "n"))
            for period in wanted[spread.name]:
                found = taken.rows[spread.name, period]
                for index in np.flatnonzero(belonging(spread, mine, period)).tolist():
                    found.setdefault(rows[index]["store"], []).append(rows[index])
    return taken


def _rows(table: pa.Table, names: Sequence[str]) -> list[Mapping[str, Any]]:
    """Rows of an answer, with some of its columns only: each is written out for every row."""
    columns = zip(*(plain(table.column(name)) for name in names), strict=True)
    return [dict(zip(names, values, strict=True)) for values in columns]
