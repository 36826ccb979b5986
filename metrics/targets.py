"""Targets of KPIs: the version in force under the KPI's id, else the threshold that is the default.

A target is stated for a month, or for exactly the day, week, quarter or year that is asked about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from metrics.facts.budgets import STATED
from metrics.model.kpi import Kpi, Rollup
from metrics.model.period import DAY, Period, add_months, first_of_month
from metrics.stored import stored_fact
from metrics.thresholds import DEFAULT_GOALS, DEFAULT_VERSION
from warehouse.engines import Backend


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a store for a period, and the version that states it."""

    value: float
    version: str


@dataclass(slots=True)
class Targets:
    """Targets by metric, store and text of the period."""

    values: dict[tuple[str, str, str], Target]

    def goal(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> float | None:
        """The target of some stores for a period, or for the whole months that it touches.

        Amounts are summed over stores and months; where a store has none, there is none for all,
        since the figure of all would stand against the plan of some. Other targets are those of
        the last month, and there is none for several stores unless they have the same. Without
        any, the default.
        """
        found = self._found(kpi, period, stores)
        if not found:
            return DEFAULT_GOALS.get(kpi.id)
        if kpi.rollup is Rollup.ADDITIVE and not self._all_have_one(kpi, period, stores):
            return None
        if kpi.rollup is Rollup.ADDITIVE:
            return round(sum(target.value for _, target in found), 6)
        last = {target.value for target in _newest(found)}
        return last.pop() if len(last) == 1 else None

    def version(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> str | None:
        """Names of the versions behind the goal of the same question, None where there is none."""
        if self.goal(kpi, period, stores) is None:
            return None
        found = self._found(kpi, period, stores)
        if not found:
            return DEFAULT_VERSION
        counted = found if kpi.rollup is Rollup.ADDITIVE else None
        targets = [target for _, target in counted] if counted else _newest(found)
        return "、".join(sorted({target.version for target in targets}))

    def _all_have_one(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> bool:
        return all(self._found(kpi, period, (store,)) for store in stores)

    def _found(self, kpi: Kpi, period: Period, stores: Sequence[str]) -> list[tuple[str, Target]]:
        """Text of the period and target, store by store: stated for exactly it, else by month."""
        metric, own, months = kpi.target_metric or kpi.id, text_of(period), months_of(period)
        found = []
        for store in stores:
            exact = self.values.get((metric, store, own)) if own else None
            if exact is not None:
                found.append((months[-1], exact))
                continue
            for month in months:
                target = self.values.get((metric, store, month))
                if target is not None:
                    found.append((month, target))
        return found


def _newest(found: Sequence[tuple[str, Target]]) -> list[Target]:
    newest = max(month for month, _ in found)
    return [target for month, target in found if month == newest]


def text_of(period: Period) -> str | None:
    """How plans write a period that is a whole day, week, quarter or year; None for any other."""
    start, end = period.start, period.end
    if start == end:
        return f"{start:%Y%m%d}"
    if start.weekday() == 0 and period.days == 7:
        year, week, _ = start.isocalendar()
        return f"{year}W{week:02d}"
    if period == Period.quarter(start):
        return f"{start.year}Q{(start.month + 2) // 3}"
    return str(start.year) if period == Period.year(start) else None


def months_of(period: Period) -> list[str]:
    """The months that a period touches, as plans write them."""
    months, day = [], first_of_month(period.start)
    while day <= period.end:
        months.append(f"{day:%Y%m}")
        day = add_months(day, 1)
    return months


def period_of(text: str) -> Period | None:
    """The days of a period as plans write it; None for any other text."""
    try:
        if len(text) == 8:
            day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
            return Period(day, day)
        if len(text) == 7 and text[4] == "W":
            monday = date.fromisocalendar(int(text[:4]), int(text[5:]), 1)
            return Period(monday, monday + 6 * DAY)
        if len(text) == 6 and text[4] == "Q":
            return Period.quarter(date(int(text[:4]), int(text[5]) * 3, 1))
        if len(text) == 6:
            return Period.month(date(int(text[:4]), int(text[4:]), 1))
        return Period.year(date(int(text), 1, 1)) if len(text) == 4 else None
    except ValueError:
        return None


def take_targets(
    backend: Backend,
    asked: Mapping[Kpi, Mapping[Period, None]],
    stores: Sequence[str] | None,
    held: frozenset[str] = frozenset(),
) -> Targets:
    """Read the targets of some KPIs; no statement where none is asked for.

    Args:
        backend: the engine.
        asked: KPIs with the periods they are asked for.
        stores: codes; None for every store.
        held: facts that the snapshot holds as tables.
    """
    if not asked:
        return Targets({})
    periods = {period: None for found in asked.values() for period in found}
    metrics = {kpi.target_metric or kpi.id for kpi in asked}
    return read_targets(backend, metrics, periods, stores, held)


def read_targets(
    backend: Backend,
    metrics: Iterable[str],
    periods: Iterable[Period],
    stores: Sequence[str] | None,
    held: frozenset[str] = frozenset(),
) -> Targets:
    """Read the targets in force of some metrics, which need not be KPIs, for some periods."""
    texts: dict[str, None] = {}
    for period in periods:
        own = text_of(period)
        texts.update(dict.fromkeys([*months_of(period), *([own] if own else [])]))
    fact = stored_fact(STATED) if STATED.name in held else STATED
    statement = sa.select(*fact.c).where(
        fact.c.metric_code.in_(sorted(metrics)), fact.c.period.in_(sorted(texts))
    )
    if stores is not None:
        statement = statement.where(fact.store.in_(list(stores)))
    # Departments of a metric add up; of the versions of one line the greatest rank is in force.
    lines: dict[tuple[str, str, str, str], tuple[str, float, str]] = {}
    for row in backend.arrow(statement).to_pylist():
        key = row["metric_code"], row["store_code"], row["period"], row["department"] or ""
        line = row["rank"], float(row["value"]), row["version"] or ""
        lines[key] = max(line, lines.get(key, line))
    taken: dict[tuple[str, str, str], Target] = {}
    for (metric, store, text, _), (_, value, version) in sorted(lines.items()):
        before = taken.get((metric, store, text))
        if before is not None:
            value += before.value
            version = "、".join(sorted({*before.version.split("、"), version}))
        taken[metric, store, text] = Target(value, version)
    return Targets(taken)
