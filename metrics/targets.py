"""Targets of KPIs, as the budget in force states them under the KPI's id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from metrics.facts.budgets import BUDGETS
from metrics.model.kpi import Kpi, Rollup
from metrics.model.period import Period, first_of_month, last_of_month
from warehouse.engines import Backend


@dataclass(slots=True)
class Targets:
    """Target values by metric, store and month."""

    values: dict[tuple[str, str, date], float]

    def goal(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> float | None:
        """The target for whole months of the period and some stores.

        Amounts are summed over stores and months. Other targets are those of the last month, and
        there is none for several stores unless they have the same.
        """
        metric = kpi.target_metric or kpi.id
        found = [
            (store, month, value)
            for (name, store, month), value in self.values.items()
            if name == metric
            and store in stores
            and first_of_month(period.start) <= month <= period.end
        ]
        if not found:
            return None
        if kpi.rollup is Rollup.ADDITIVE:
            return round(sum(value for _, _, value in found), 6)
        newest = max(month for _, month, _ in found)
        last = {value for _, month, value in found if month == newest}
        return last.pop() if len(last) == 1 else None


def take_targets(
    backend: Backend,
    asked: Mapping[Kpi, Mapping[Period, None]],
    stores: Sequence[str] | None,
) -> Targets:
    """Read the targets of some KPIs; no statement where none is asked for."""
    taken = Targets({})
    if not asked:
        return taken
    periods = [period for found in asked.values() for period in found]
    first = first_of_month(min(p.start for p in periods))
    last = last_of_month(max(p.end for p in periods))
    c = BUDGETS.c
    statement = (
        sa.select(c.metric_code, c.store_code, c.month, sa.func.sum(c.value).label("value"))
        .where(c.metric_code.in_(sorted({k.target_metric or k.id for k in asked})))
        .where(c.month.between(sa.literal(first, sa.Date()), sa.literal(last, sa.Date())))
        .group_by(c.metric_code, c.store_code, c.month)
    )
    if stores is not None:
        statement = statement.where(c.store_code.in_(list(stores)))
    for row in backend.arrow(statement).to_pylist():
        if row["value"] is not None:
            key = row["metric_code"], row["store_code"], row["month"]
            taken.values[key] = float(row["value"])
    return taken
