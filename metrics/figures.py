"""From parts per store to figures: groups, states, comparisons, peers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median, quantiles

import numpy as np
import numpy.typing as npt

from metrics.directory import Store
from metrics.evaluation import DECIMALS, Parts, Places, Values, divide, parts_of, total, undivided
from metrics.extracts import lacking_tables
from metrics.frame import Frame
from metrics.index import SnapshotIndex
from metrics.model.formula import External, Percentile
from metrics.model.kpi import Cadence, Kpi, Unit
from metrics.model.period import Period
from metrics.money import HOME, is_money, one_currency
from metrics.percentiles import Percentiles
from metrics.published import published_month
from metrics.result import Band, Compared, Figure, Note, State
from metrics.selection import Selection
from metrics.standing import PeerGroups, standing_of
from metrics.sums import Sums
from metrics.targets import Targets

BAND_AT_LEAST = 6
_WITHOUT_DATA = (Note.NOTHING_LOADED, Note.HISTORY_TOO_SHORT)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of an answer with the periods that it is compared with."""

    keys: Mapping[str, str]
    period: Period
    compared: Mapping[str, Period]
    band: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: stores found, periods cut."""

    selection: Selection
    kpis: tuple[Kpi, ...]
    stores: tuple[Store, ...]
    buckets: tuple[Bucket, ...]
    groups: PeerGroups | None = None

    @property
    def wants_peers(self) -> bool:
        """Whether stores of the answer are to be set among their peers."""
        single = self.selection.store_grain is None and len(self.stores) == 1
        return "peers" in self.selection.compare and (
            single or self.selection.store_grain == "store"
        )

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the buckets and of all that they are compared with, each once."""
        found: dict[Period, None] = {}
        for bucket in self.buckets:
            found.update(dict.fromkeys((bucket.period, *bucket.compared.values(), *bucket.band)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that was taken for a page.

    Attributes:
        as_of: newest day of the data.
        sums: of measures.
        percentiles: rows behind percentiles.
        targets: in force.
        index: of the snapshot.
        min_trials: below so many trials a rate says little.
        rankings: figures of all possible peers by KPI and period.
    """

    as_of: date
    sums: Sums
    percentiles: Percentiles
    targets: Targets
    index: SnapshotIndex
    min_trials: int
    rankings: Mapping[tuple[str, Period], Sequence[Figure]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Stores of a question by the group they belong to, with their places in the sums."""

    grain: str | None
    members: Mapping[str, tuple[tuple[str, ...], Places]]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A figure without its keys and comparisons."""

    value: float | None
    numerator: float | None
    denominator: float | None
    state: State
    note: Note | None
    stores: int
    missing: tuple[str, ...] = ()
    currency: str = HOME
    published: str = ""
    lacking_tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """One KPI with its parts for every period of a question; none for a percentile."""

    kpi: Kpi
    rows: Mapping[Period, int]
    parts: Parts | None


def make_figures(asked: Asked, frame: Frame, sources: Sources) -> tuple[Figure, ...]:
    """All figures of a question, KPI by KPI, period by period, group by group.

    Args:
        asked: the question.
        frame: of its periods.
        sources: what was taken for it.
    """
    grain = asked.selection.store_grain
    groups = _grouped(asked.stores, grain, sources)
    rows = {period: row for row, period in enumerate(frame.periods)}
    figures: list[Figure] = []
    for kpi in asked.kpis:
        parts = None
        if not isinstance(kpi.formula, Percentile):
            parts = parts_of(kpi, frame, sources.sums, sources.index)
        evaluated = _Evaluated(kpi, rows, parts)
        taken = _take(evaluated, groups, range(len(rows)), sources)
        for bucket in asked.buckets:
            figures.extend(_of_bucket(evaluated, bucket, asked, (groups, taken), sources))
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


_ByPeriod = Mapping[str, Mapping[int, _Taken]]


def _of_bucket(
    evaluated: _Evaluated,
    bucket: Bucket,
    asked: Asked,
    found: tuple[_Groups, _ByPeriod],
    sources: Sources,
) -> list[Figure]:
    kpi, rows = evaluated.kpi, evaluated.rows
    groups, taken = found
    ranking = sources.rankings.get((kpi.id, bucket.period)) if asked.wants_peers else None
    made = []
    for member, (codes, _) in groups.members.items():
        one = taken[member][rows[bucket.period]]
        compared = {
            name: _compare(kpi, one, taken[member][rows[period]], period)
            for name, period in bucket.compared.items()
        }
        if "target" in asked.selection.compare:
            goal = sources.targets.goal(kpi, bucket.period, codes)
            if goal is not None and not _foreign(kpi, one):
                against = _against(kpi, one.value, goal, bucket.period)
                version = sources.targets.version(kpi, bucket.period, codes)
                compared["target"] = replace(against, version=version)
        standing = None
        if ranking:
            assert asked.groups is not None
            code = member if groups.grain == "store" else asked.stores[0].code
            standing = standing_of(kpi, code, ranking, asked.groups)
        keys = {groups.grain: member, **bucket.keys} if groups.grain else bucket.keys
        made.append(
            Figure(
                kpi.id, keys, one.value, one.numerator, one.denominator, kpi.unit, one.state,
                one.note, one.stores, one.missing, compared, standing, one.currency,
                _band(one, [taken[member][rows[period]] for period in bucket.band]),
                one.published, lacking_tables=one.lacking_tables,
            )
        )  # fmt: skip
    return made


def _take(
    evaluated: _Evaluated, groups: _Groups, rows: Iterable[int], sources: Sources
) -> _ByPeriod:
    """What there is of a KPI for each group, by the row of the period."""
    kpi, parts = evaluated.kpi, evaluated.parts
    periods = list(evaluated.rows)
    found: dict[str, dict[int, _Taken]] = {}
    for member, (codes, places) in groups.members.items():
        if parts is None:
            by_row = {row: _percentile(kpi, periods[row], codes, sources) for row in rows}
        else:
            by_row = _summed(kpi, parts, (codes, places), rows, sources)
        found[member] = {
            row: _judged(kpi, periods[row], taken, codes, sources) for row, taken in by_row.items()
        }
    return found


def _summed(
    kpi: Kpi,
    parts: Parts,
    members: tuple[tuple[str, ...], Places],
    rows: Iterable[int],
    sources: Sources,
) -> dict[int, _Taken]:
    """Sums over the stores of a group, for each period."""
    codes, places = members
    known = parts.known[:, places]
    counts = known.sum(axis=1).tolist()
    above = _totals(parts.numerator[:, places], known)
    below = None if parts.denominator is None else _totals(parts.denominator[:, places], known)
    mixed: list[bool] = np.any(parts.from_reported[:, places], axis=1).tolist()
    found: dict[int, _Taken] = {}
    for row in rows:
        if mixed[row]:
            found[row] = _partly_reported(kpi, parts, members, row, sources)
            continue
        count = counts[row]
        missing: tuple[str, ...] = ()
        if count < len(codes):
            held = known[row].tolist()
            missing = tuple(code for code, there in zip(codes, held, strict=True) if not there)
        if not count:
            found[row] = _nothing(parts, row, places, missing)
            continue
        denominator = None if below is None else below[row]
        value = divide(kpi, above[row], denominator)
        note = Note.STORES_MISSING if missing else None
        state = State.OK
        if value is None:
            state, note = State.NO_DATA, undivided(denominator)
        elif parts.estimated is not None and parts.estimated[row, places][known[row]].any():
            state, note = State.ESTIMATED, Note.BOOKS_STILL_OPEN
        elif parts.crossed is not None and parts.crossed[row, places][known[row]].any():
            note = Note.RED_LINE
        found[row] = _Taken(value, above[row], denominator, state, note, count, missing)
    return found


def _totals(values: Values, known: npt.NDArray[np.bool_]) -> list[float]:
    """Sums over stores that have data, for each period, rounded like the sums themselves."""
    sums: list[float] = np.round(np.where(known, values, 0.0).sum(axis=1), DECIMALS).tolist()
    return sums


def _nothing(parts: Parts, row: int, places: Places, missing: tuple[str, ...]) -> _Taken:
    short = bool(parts.short[row, places].any())
    note = Note.HISTORY_TOO_SHORT if short else Note.NOTHING_LOADED
    return _Taken(None, None, None, State.NO_DATA, note, 0, missing)


def _partly_reported(
    kpi: Kpi,
    parts: Parts,
    members: tuple[tuple[str, ...], Places],
    row: int,
    sources: Sources,
) -> _Taken:
    """A sum in which reported figures take part: only those of one currency are added."""
    codes, places = members
    counting = places[parts.known[row, places]]
    currency, kept = one_currency(
        kpi, parts.from_reported[row], counting.tolist(), sources.sums.stores,
        sources.index.currencies,
    )  # fmt: skip
    foreign = len(kept) < counting.size
    held = set(kept)
    missing = tuple(c for c, p in zip(codes, places.tolist(), strict=True) if p not in held)
    if not kept:
        if foreign:
            why = Note.OTHER_CURRENCY
            return _Taken(None, None, None, State.NO_DATA, why, 0, missing, currency)
        return _nothing(parts, row, places, missing)
    numerator = total(parts.numerator[row], kept)
    denominator = None if parts.denominator is None else total(parts.denominator[row], kept)
    value = divide(kpi, numerator, denominator)
    state = State.OK
    found: Note | None = None
    if value is None:
        state, found = State.NO_DATA, undivided(denominator)
    elif parts.from_reported[row, kept].any():
        found = Note.REPORTED
    elif missing:
        found = Note.OTHER_CURRENCY if foreign else Note.STORES_MISSING
    return _Taken(value, numerator, denominator, state, found, len(kept), missing, currency)


def _percentile(kpi: Kpi, period: Period, codes: Sequence[str], sources: Sources) -> _Taken:
    value, count = sources.percentiles.figure(kpi, period, codes)
    if isinstance(kpi.formula, External):
        note = Note.NOTHING_LOADED if value is None else Note.PUBLISHED_MONTH
        state = State.NO_DATA if value is None else State.OK
        month = "" if value is None else published_month(count)
        stores = 0 if value is None else len(codes)
        return _Taken(value, value, None, state, note, stores, published=month)
    with_rows = sources.percentiles.stores_with_rows(kpi, period)
    missing = tuple(code for code in codes if code not in with_rows)
    return _Taken(
        value,
        None,
        float(count) if count else None,
        State.OK if value is not None else State.NO_DATA,
        None if value is not None else Note.NOTHING_LOADED,
        len(codes) - len(missing),
        missing,
    )


def _judged(
    kpi: Kpi, period: Period, taken: _Taken, codes: Sequence[str], sources: Sources
) -> _Taken:
    """Say what a figure is worth."""
    as_of = sources.as_of
    past = period.until(as_of)
    if past is None:
        return replace(
            taken,
            value=None,
            numerator=None,
            denominator=None,
            state=State.NO_DATA,
            note=Note.NOT_BEGUN,
        )
    if taken.value is None:
        if taken.note in _WITHOUT_DATA:
            lacking = lacking_tables(kpi, codes, sources.index)
            if lacking:
                return replace(taken, note=Note.TABLE_MISSING, lacking_tables=lacking)
        if kpi.cadence is not Cadence.DAY and taken.note is Note.NOTHING_LOADED:
            return replace(taken, note=Note.PERIOD_NOT_CLOSED)
        return taken
    if kpi.matures_after and (as_of - past.end).days < kpi.matures_after:
        return replace(taken, state=State.PROVISIONAL, note=Note.COHORT_NOT_MATURE)
    trials = taken.denominator
    if kpi.trials and trials is not None and trials < sources.min_trials:
        return replace(taken, state=State.TOO_FEW, note=Note.FEW_TRIALS)
    return taken


def _foreign(kpi: Kpi, figure: _Taken) -> bool:
    """Whether a figure is an amount that nothing in CNY can be held against."""
    return is_money(kpi) and figure.currency != HOME


def _compare(kpi: Kpi, figure: _Taken, other: _Taken, period: Period) -> Compared:
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


def _band(one: _Taken, past: Sequence[_Taken]) -> Band | None:
    """What was ordinary; None where too few periods have a value in the same currency."""
    values = [p.value for p in past if p.value is not None and p.currency == one.currency]
    if len(values) < BAND_AT_LEAST:
        return None
    cuts = quantiles(values, n=10, method="inclusive")
    return Band(cuts[0], median(values), cuts[-1], len(values))
