"""From parts per store to figures: groups, states, comparisons, peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median, quantiles

import numpy as np

from metrics.directory import Store
from metrics.evaluation import Parts, PartsRow, Places, Sums, divide, parts_of, total
from metrics.index import SnapshotIndex
from metrics.model.formula import Percentile
from metrics.model.kpi import Cadence, Direction, Kpi, Rollup, Unit
from metrics.model.period import Period
from metrics.money import HOME, is_money, one_currency
from metrics.percentiles import Percentiles
from metrics.result import Compared, Figure, Note, Peers, State
from metrics.selection import Selection
from metrics.targets import Targets

PEERS_AT_LEAST = 5


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

    as_of: date
    sums: Sums
    percentiles: Percentiles
    targets: Targets
    index: SnapshotIndex
    min_trials: int


@dataclass(frozen=True, slots=True)
class _Groups:
    """Stores of a question by the group they belong to, with their places in the sums."""

    grain: str | None
    members: Mapping[str, tuple[tuple[str, ...], Places]]


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """One KPI with its parts for every period of a question; none for a percentile."""

    kpi: Kpi
    rows: Mapping[Period, int]
    parts: Parts | None


def make_figures(asked: Asked, sources: Sources) -> tuple[Figure, ...]:
    """All figures of a question, KPI by KPI, period by period, group by group."""
    grain = asked.selection.store_grain
    groups = _grouped(asked.stores, grain, sources)
    ranked: _Groups | None = None
    if "peers" in asked.selection.compare and grain in (None, "store"):
        ranked = _grouped(asked.peers, "store", sources)
    periods: dict[Period, None] = {}
    for bucket in asked.buckets:
        periods.update(dict.fromkeys((bucket.period, *bucket.compared.values())))
    rows = {period: row for row, period in enumerate(periods)}
    figures: list[Figure] = []
    for kpi in asked.kpis:
        parts = None
        if not isinstance(kpi.formula, Percentile):
            parts = parts_of(kpi, list(periods), sources.as_of, sources.sums, sources.index)
        evaluated = _Evaluated(kpi, rows, parts)
        for bucket in asked.buckets:
            figures.extend(_of_bucket(evaluated, bucket, asked, (groups, ranked), sources))
    return tuple(figures)


def _grouped(stores: Sequence[Store], grain: str | None, sources: Sources) -> _Groups:
    found: dict[str, list[str]] = {} if grain else {"": []}
    for store in stores:
        found.setdefault(store.member(grain) if grain else "", []).append(store.code)
    place = {code: index for index, code in enumerate(sources.sums.stores)}
    return _Groups(
        grain,
        {
            member: (tuple(codes), np.array([place[code] for code in codes], dtype=np.intp))
            for member, codes in sorted(found.items())
        },
    )


def _of_bucket(
    evaluated: _Evaluated,
    bucket: Bucket,
    asked: Asked,
    grouped: tuple[_Groups, _Groups | None],
    sources: Sources,
) -> list[Figure]:
    kpi = evaluated.kpi
    groups, ranked = grouped
    figures = _figures(evaluated, bucket.period, groups, sources)
    compared: dict[str, dict[str, Compared]] = {member: {} for member in figures}
    for name, period in bucket.compared.items():
        for member, other in _figures(evaluated, period, groups, sources).items():
            compared[member][name] = _compare(kpi, figures[member], other, period)
    if "target" in asked.selection.compare:
        for member, (codes, _) in groups.members.items():
            goal = sources.targets.goal(kpi, bucket.period, codes)
            if goal is not None and not _foreign(kpi, figures[member]):
                against = _against(kpi, figures[member].value, goal, bucket.period)
                version = sources.targets.version(kpi, bucket.period, codes)
                compared[member]["target"] = replace(against, version=version)
    ranking = [] if ranked is None else _figures(evaluated, bucket.period, ranked, sources).values()
    made = []
    for member, figure in figures.items():
        standing = None
        if ranking and (groups.grain == "store" or len(asked.stores) == 1):
            code = figure.keys.get("store") or asked.stores[0].code
            standing = _standing(kpi, code, list(ranking))
        keys = {**figure.keys, **bucket.keys}
        made.append(replace(figure, keys=keys, compared=compared[member], peers=standing))
    return made


def _figures(
    evaluated: _Evaluated, period: Period, groups: _Groups, sources: Sources
) -> dict[str, Figure]:
    """The figures of all groups for one period, by member."""
    kpi, found = evaluated.kpi, {}
    parts = None if evaluated.parts is None else evaluated.parts.row(evaluated.rows[period])
    for member, (codes, places) in groups.members.items():
        keys = {groups.grain: member} if groups.grain else {}
        if parts is None:
            figure = _percentile(kpi, period, codes, keys, sources)
        else:
            figure = _summed(kpi, parts, (codes, places), keys, sources)
        found[member] = _state(kpi, period, figure, sources)
    return found


def _summed(
    kpi: Kpi,
    parts: PartsRow,
    members: tuple[tuple[str, ...], Places],
    keys: Mapping[str, str],
    sources: Sources,
) -> Figure:
    codes, places = members
    known = parts.known[places]
    counting = places[known]
    currency = HOME
    if parts.from_reported.any():
        index = sources.index
        currency, kept = one_currency(
            kpi, parts.from_reported, list(counting), sources.sums.stores, index.currencies
        )
        counting = np.array(kept, dtype=np.intp)
    missing: tuple[str, ...] = ()
    foreign = False
    if counting.size < places.size:
        held = set(counting.tolist())
        missing = tuple(c for c, p in zip(codes, places.tolist(), strict=True) if p not in held)
        foreign = bool(known.sum() > counting.size)
    if not counting.size:
        short = bool(parts.short[places].any())
        why = Note.HISTORY_TOO_SHORT if short else Note.NOTHING_LOADED
        why = Note.OTHER_CURRENCY if foreign else why
        return Figure(
            kpi.id, keys, None, None, None, kpi.unit, State.NO_DATA, why, 0, missing,
            currency=currency,
        )  # fmt: skip
    numerator = total(parts.numerator, counting)
    denominator = None if parts.denominator is None else total(parts.denominator, counting)
    value = divide(kpi, numerator, denominator)
    note = Note.ZERO_DENOMINATOR if value is None else None
    if note is None and parts.from_reported[counting].any():
        note = Note.REPORTED
    if note is None and missing:
        note = Note.OTHER_CURRENCY if foreign else Note.STORES_MISSING
    state = State.NO_DATA if value is None else State.OK
    return Figure(
        kpi.id, keys, value, numerator, denominator, kpi.unit, state, note, int(counting.size),
        missing, currency=currency,
    )  # fmt: skip


def _percentile(
    kpi: Kpi, period: Period, codes: Sequence[str], keys: Mapping[str, str], sources: Sources
) -> Figure:
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
    as_of = sources.as_of
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


def _foreign(kpi: Kpi, figure: Figure) -> bool:
    """Whether a figure is an amount that nothing in CNY can be held against."""
    return is_money(kpi) and figure.currency != HOME


def _compare(kpi: Kpi, figure: Figure, other: Figure, period: Period) -> Compared:
    if is_money(kpi) and figure.currency != other.currency:
        return Compared(None, None, None, State.NO_DATA, None, None, period)
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
    """Rank among stores that have a value, in the same currency; None below five of them."""
    currency = next((f.currency for f in ranking if f.keys["store"] == code), HOME)
    fit = [f for f in ranking if f.currency == currency or not is_money(kpi)]
    values = {f.keys["store"]: f.value for f in fit if f.value is not None}
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
