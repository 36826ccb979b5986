"""From parts per store to figures: groups, states, comparisons, peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles

import numpy as np

from metrics.directory import Store
from metrics.evaluation import Parts, Plan, Sums, divide, parts_of, total
from metrics.model.formula import Percentile
from metrics.model.kpi import Cadence, Direction, Kpi, Rollup, Unit
from metrics.model.period import Period
from metrics.percentiles import Percentiles
from metrics.result import Compared, Figure, Note, Peers, State
from metrics.selection import Selection
from metrics.targets import Targets

PEERS_AT_LEAST = 5
_HOME = "CNY"


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of an answer with the periods that it is compared with."""

    keys: Mapping[str, str]
    period: Period
    compared: Mapping[str, Period]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: stores found, periods cut."""

    selection: Selection
    kpis: tuple[Kpi, ...]
    stores: tuple[Store, ...]
    peers: tuple[Store, ...]
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was taken for a page."""

    plan: Plan
    sums: Sums
    percentiles: Percentiles
    targets: Targets
    currencies: Mapping[str, str]
    min_trials: int


def make_figures(asked: Asked, sources: Sources) -> tuple[Figure, ...]:
    """All figures of a question, KPI by KPI, period by period, group by group."""
    rows: list[Figure] = []
    for kpi in asked.kpis:
        for bucket in asked.buckets:
            rows.extend(_of_bucket(kpi, bucket, asked, sources))
    return tuple(rows)


def _of_bucket(kpi: Kpi, bucket: Bucket, asked: Asked, sources: Sources) -> list[Figure]:
    grain = asked.selection.store_grain
    figures = _groups(kpi, bucket.period, asked.stores, grain, sources)
    against = {
        name: {tuple(f.keys.items()): f for f in _groups(kpi, period, asked.stores, grain, sources)}
        for name, period in bucket.compared.items()
    }
    ranking: list[Figure] = []
    if "peers" in asked.selection.compare and grain in (None, "store"):
        ranking = _groups(kpi, bucket.period, asked.peers, "store", sources)
    made = []
    for figure in figures:
        compared = {
            name: _compare(kpi, figure, found[tuple(figure.keys.items())], bucket.compared[name])
            for name, found in against.items()
        }
        if "target" in asked.selection.compare:
            members = _members(asked.stores, grain).get(next(iter(figure.keys.values()), ""), [])
            goal = sources.targets.goal(kpi, bucket.period, [s.code for s in members])
            if goal is not None:
                compared["target"] = _against(kpi, figure.value, goal, bucket.period)
        standing = None
        if ranking and (grain == "store" or len(asked.stores) == 1):
            code = figure.keys.get("store") or asked.stores[0].code
            standing = _standing(kpi, code, ranking)
        made.append(
            replace(
                figure,
                keys={**figure.keys, **bucket.keys},
                compared=compared,
                peers=standing,
            )
        )
    return made


def _members(stores: Sequence[Store], grain: str | None) -> dict[str, list[Store]]:
    if grain is None:
        return {"": list(stores)}
    groups: dict[str, list[Store]] = {}
    for store in stores:
        groups.setdefault(store.member(grain), []).append(store)
    return dict(sorted(groups.items()))


def _groups(
    kpi: Kpi, period: Period, stores: Sequence[Store], grain: str | None, sources: Sources
) -> list[Figure]:
    parts: Parts | None = None
    if not isinstance(kpi.formula, Percentile):
        parts = parts_of(kpi, period, sources.plan, sources.sums)
    figures = []
    for member, members in _members(stores, grain).items():
        keys = {grain: member} if grain else {}
        if parts is None:
            figure = _percentile(kpi, period, members, keys, sources)
        else:
            figure = _summed(kpi, parts, members, keys, sources)
        figures.append(_state(kpi, period, figure, sources))
    return figures


def _summed(
    kpi: Kpi, parts: Parts, members: Sequence[Store], keys: Mapping[str, str], sources: Sources
) -> Figure:
    position = {code: index for index, code in enumerate(sources.sums.stores)}
    chosen = [position[store.code] for store in members]
    known = ~np.isnan(parts.numerator)
    if parts.denominator is not None:
        known &= ~np.isnan(parts.denominator)
    counting = [index for index in chosen if known[index]]
    currency = _HOME
    if kpi.unit.value.startswith(_HOME):
        currency, counting = _one_currency(parts, counting, sources)
    missing = tuple(s.code for s in members if position[s.code] not in counting)
    foreign = any(known[position[code]] for code in missing)
    empty = Figure(
        kpi.id, keys, None, None, None, kpi.unit, State.NO_DATA, missing=missing, currency=currency
    )
    if not counting:
        short = any(parts.short[index] for index in chosen)
        return replace(empty, note=Note.HISTORY_TOO_SHORT if short else Note.NOTHING_LOADED)
    numerator = total(parts.numerator, counting)
    denominator = None if parts.denominator is None else total(parts.denominator, counting)
    value = divide(kpi, numerator, denominator)
    note = Note.ZERO_DENOMINATOR if value is None else None
    if note is None and any(parts.from_reported[index] for index in counting):
        note = Note.REPORTED
    if note is None and missing:
        note = Note.OTHER_CURRENCY if foreign else Note.STORES_MISSING
    return replace(
        empty,
        value=value,
        numerator=numerator,
        denominator=denominator,
        state=State.NO_DATA if value is None else State.OK,
        note=note,
        stores=len(counting),
    )


def _one_currency(parts: Parts, counting: Sequence[int], sources: Sources) -> tuple[str, list[int]]:
    """The stores whose money may be added: those in CNY, or all where they share another."""
    money: dict[str, list[int]] = {}
    for index in counting:
        reported = parts.from_reported[index]
        code = sources.sums.stores[index]
        name = sources.currencies.get(code, _HOME) if reported else _HOME
        money.setdefault(name, []).append(index)
    if len(money) == 1:
        return next(iter(money.items()))
    return _HOME, money.get(_HOME, [])


def _percentile(
    kpi: Kpi, period: Period, members: Sequence[Store], keys: Mapping[str, str], sources: Sources
) -> Figure:
    codes = [store.code for store in members]
    value, count = sources.percentiles.figure(kpi, period, codes)
    with_rows = sources.percentiles.stores_with_rows(kpi, period)
    missing = tuple(code for code in codes if code not in with_rows)
    return Figure(
        kpi.id,
        keys,
        value,
        None,
        float(count) if count else None,
        kpi.unit,
        State.OK if value is not None else State.NO_DATA,
        note=None if value is not None else Note.NOTHING_LOADED,
        stores=len(codes) - len(missing),
        missing=missing,
    )


def _state(kpi: Kpi, period: Period, figure: Figure, sources: Sources) -> Figure:
    """Say what a figure is worth."""
    as_of = sources.plan.as_of
    past = period.until(as_of)
    if past is None:
        return replace(
            figure,
            value=None,
            numerator=None,
            denominator=None,
            state=State.NO_DATA,
            note=Note.NOT_BEGUN,
        )
    if figure.value is None:
        if kpi.cadence is not Cadence.DAY and figure.note is Note.NOTHING_LOADED:
            return replace(figure, note=Note.PERIOD_NOT_CLOSED)
        return figure
    if kpi.matures_after and (as_of - past.end).days < kpi.matures_after:
        return replace(figure, state=State.PROVISIONAL, note=Note.COHORT_NOT_MATURE)
    trials = figure.denominator
    if kpi.trials and trials is not None and trials < sources.min_trials:
        return replace(figure, state=State.TOO_FEW, note=Note.FEW_TRIALS)
    return figure


def _compare(kpi: Kpi, figure: Figure, other: Figure, period: Period) -> Compared:
    change = relative = None
    if figure.value is not None and other.value is not None:
        change = figure.value - other.value
        if kpi.unit is not Unit.PERCENT and other.value != 0:
            relative = change / abs(other.value)
    return Compared(
        other.value, other.numerator, other.denominator, other.state, change, relative, period
    )


def _against(kpi: Kpi, value: float | None, goal: float, period: Period) -> Compared:
    change = None if value is None else value - goal
    relative = None
    if change is not None and kpi.unit is not Unit.PERCENT and goal != 0:
        relative = change / abs(goal)
    return Compared(goal, None, None, State.OK, change, relative, period)


def _standing(kpi: Kpi, code: str, ranking: Sequence[Figure]) -> Peers | None:
    """Rank among stores that have a value; None below five of them."""
    values = {f.keys["store"]: f.value for f in ranking if f.value is not None}
    if len(values) < PEERS_AT_LEAST:
        return None
    middle = median(values.values())
    if kpi.direction is Direction.BAND or (kpi.rollup is Rollup.ADDITIVE and code not in values):
        return Peers(middle, None, None, len(values))
    quarters = quantiles(values.values(), n=4, method="inclusive")
    best = quarters[2] if kpi.direction is Direction.UP else quarters[0]
    own = values.get(code)
    if own is None:
        return Peers(middle, best, None, len(values))
    ahead = [v for v in values.values() if (v > own if kpi.direction is Direction.UP else v < own)]
    return Peers(middle, best, len(ahead) + 1, len(values))
