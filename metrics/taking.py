"""From parts per store to sums of groups: value, numerator, denominator, state and reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from metrics.directory import Store
from metrics.evaluation import DECIMALS, Marks, Parts, Places, Values, divide, total, undivided
from metrics.extracts import lacking_tables
from metrics.index import SnapshotIndex
from metrics.model.formula import External, Ratio
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period
from metrics.money import HOME, one_currency
from metrics.pace.prospects import Prospects
from metrics.percentiles import Percentiles
from metrics.published import published_month
from metrics.result import Figure, Note, State
from metrics.sums import Sums
from metrics.targets import Targets

_WITHOUT_DATA = (Note.NOTHING_LOADED, Note.HISTORY_TOO_SHORT)


class Taken(NamedTuple):
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
    pending: float | None = None


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
        prospects: months under way, where asked for.
        rolled_up: measures of the daily roll-up.
    """

    as_of: date
    sums: Sums
    percentiles: Percentiles
    targets: Targets
    index: SnapshotIndex
    min_trials: int
    rankings: Mapping[tuple[str, Period], Sequence[Figure]] = field(default_factory=dict)
    prospects: Prospects | None = None
    rolled_up: frozenset[str] = frozenset()


class Groups:
    """Stores of a question by the group they belong to, with their places in the sums.

    Args:
        grain: what they are grouped by; None for all together.
        members: codes of the stores of each group.
        stores: codes in the order of the sums.
    """

    def __init__(
        self, grain: str | None, members: Mapping[str, tuple[str, ...]], stores: Sequence[str]
    ) -> None:
        self.grain = grain
        self.members = members
        place = {code: index for index, code in enumerate(stores)}
        self._order = [place[code] for codes in members.values() for code in codes]

    @cached_property
    def order(self) -> Places:
        """Places of the stores, group after group."""
        return np.array(self._order, dtype=np.intp)

    @cached_property
    def starts(self) -> Places:
        """Where each group begins in ``order``."""
        sizes = [len(codes) for codes in self.members.values()]
        return np.cumsum([0, *sizes[:-1]]).astype(np.intp)

    def total(self, values: Values, known: Marks) -> Values:
        """Sums over the stores of each group that have data, (periods, groups), rounded."""
        held = np.where(known, values[:, self.order], 0.0)
        sums: Values = np.add.reduceat(held, self.starts, axis=1)
        return np.round(sums, DECIMALS)

    def any(self, marks: Marks) -> list[list[bool]]:
        """Whether any store of a group is marked, given in ``order``: (periods, groups)."""
        found: list[list[bool]] = np.logical_or.reduceat(marks, self.starts, axis=1).tolist()
        return found


def group(stores: Sequence[Store], grain: str | None, places: Sequence[str]) -> Groups:
    """Groups of stores by a grain, in the order of their members."""
    found: dict[str, list[str]] = {} if grain else {"": []}
    for store in stores:
        found.setdefault(store.member(grain) if grain else "", []).append(store.code)
    members = {member: tuple(codes) for member, codes in sorted(found.items())}
    return Groups(grain, members, places)


def take(
    kpi: Kpi, parts: Parts | None, periods: Sequence[Period], groups: Groups, sources: Sources
) -> list[list[Taken]]:
    """What there is of a KPI, for each period and group.

    Args:
        kpi: the KPI.
        parts: of it for these periods; None for a percentile.
        periods: in order.
        groups: of stores.
        sources: what was taken.
    """
    if parts is None:
        rows = [
            [_percentile(kpi, period, codes, sources) for codes in groups.members.values()]
            for period in periods
        ]
    else:
        rows = list(_summed(kpi, parts, groups, sources))
    return [
        _judged(kpi, period, row, groups, sources)
        for period, row in zip(periods, rows, strict=True)
    ]


def _summed(kpi: Kpi, parts: Parts, groups: Groups, sources: Sources) -> Iterator[list[Taken]]:
    """Sums over the stores of each group, period by period."""
    known = parts.known[:, groups.order]
    counts = np.add.reduceat(known.astype(np.int64), groups.starts, axis=1).tolist()
    above = groups.total(parts.numerator, known)
    below = None if parts.denominator is None else groups.total(parts.denominator, known)
    values, divisible = _divided(kpi, above, below)
    mixed = groups.any(parts.from_reported[:, groups.order])
    estimated, crossed = (
        None if marks is None or not marks.any() else groups.any(marks[:, groups.order] & known)
        for marks in (parts.estimated, parts.crossed)
    )
    pending = None if parts.pending is None else groups.total(parts.pending, known).tolist()
    numerators = above.tolist()
    denominators = None if below is None else below.tolist()
    codes_of, starts = list(groups.members.values()), groups.starts.tolist()
    for row in range(known.shape[0]):
        made: list[Taken] = []
        for place, codes in enumerate(codes_of):
            if mixed[row][place]:
                begin = starts[place]
                places = groups.order[begin : begin + len(codes)]
                made.append(_partly_reported(kpi, parts, (codes, places), row, sources))
                continue
            count: int = counts[row][place]
            missing: tuple[str, ...] = ()
            if count < len(codes):
                begin = starts[place]
                held = known[row, begin : begin + len(codes)].tolist()
                missing = tuple(c for c, there in zip(codes, held, strict=True) if not there)
            if not count:
                places = groups.order[starts[place] : starts[place] + len(codes)]
                made.append(_nothing(parts, row, places, missing))
                continue
            denominator = None if denominators is None else denominators[row][place]
            state, note = State.OK, Note.STORES_MISSING if missing else None
            value: float | None = values[row][place]
            if not divisible[row][place]:
                value, state, note = None, State.NO_DATA, undivided(denominator)
            elif estimated is not None and estimated[row][place]:
                state, note = State.ESTIMATED, Note.BOOKS_STILL_OPEN
            elif crossed is not None and crossed[row][place]:
                note = Note.RED_LINE
            one = Taken(value, numerators[row][place], denominator, state, note, count, missing)
            if pending is not None and value is not None and pending[row][place]:
                one = _unconfirmed(kpi, one, pending[row][place])
            made.append(one)
        yield made


def _unconfirmed(kpi: Kpi, one: Taken, amount: float) -> Taken:
    """A figure that will change: what is not confirmed stands beside it, in its unit."""
    beside = divide(kpi, amount, one.denominator)
    return one._replace(state=State.PROVISIONAL, note=Note.AMOUNTS_PENDING, pending=beside)


def _divided(
    kpi: Kpi, above: Values, below: Values | None
) -> tuple[list[list[float]], list[list[bool]]]:
    """Values, and where there are any; the same arithmetic as ``divide``."""
    if below is None:
        return above.tolist(), np.ones(above.shape, dtype=bool).tolist()
    if not isinstance(kpi.formula, Ratio):
        raise TypeError(f"{kpi.id} divides nothing")
    fit = below != 0
    if kpi.formula.above_zero:
        fit &= below > 0
    by = np.abs(below) if kpi.formula.absolute_denominator else below
    values = kpi.formula.factor * above / np.where(fit, by, 1.0)
    return values.tolist(), fit.tolist()


def _nothing(parts: Parts, row: int, places: Places, missing: tuple[str, ...]) -> Taken:
    short = bool(parts.short[row, places].any())
    note = Note.HISTORY_TOO_SHORT if short else Note.NOTHING_LOADED
    return Taken(None, None, None, State.NO_DATA, note, 0, missing)


def _partly_reported(
    kpi: Kpi,
    parts: Parts,
    members: tuple[tuple[str, ...], Places],
    row: int,
    sources: Sources,
) -> Taken:
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
            return Taken(None, None, None, State.NO_DATA, why, 0, missing, currency)
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
    return Taken(value, numerator, denominator, state, found, len(kept), missing, currency)


def _percentile(kpi: Kpi, period: Period, codes: Sequence[str], sources: Sources) -> Taken:
    value, count = sources.percentiles.figure(kpi, period, codes)
    if isinstance(kpi.formula, External):
        note = Note.NOTHING_LOADED if value is None else Note.PUBLISHED_MONTH
        state = State.NO_DATA if value is None else State.OK
        month = "" if value is None else published_month(count)
        stores = 0 if value is None else len(codes)
        return Taken(value, value, None, state, note, stores, published=month)
    with_rows = sources.percentiles.stores_with_rows(kpi, period)
    missing = tuple(code for code in codes if code not in with_rows)
    return Taken(
        value,
        None,
        float(count) if count else None,
        State.OK if value is not None else State.NO_DATA,
        None if value is not None else Note.NOTHING_LOADED,
        len(codes) - len(missing),
        missing,
    )


def _judged(
    kpi: Kpi, period: Period, row: list[Taken], groups: Groups, sources: Sources
) -> list[Taken]:
    """Say what the figures of a period are worth."""
    past = period.until(sources.as_of)
    if past is None:
        return [
            one._replace(
                value=None,
                numerator=None,
                denominator=None,
                state=State.NO_DATA,
                note=Note.NOT_BEGUN,
            )
            for one in row
        ]
    immature = bool(kpi.matures_after) and (sources.as_of - past.end).days < kpi.matures_after
    least = sources.min_trials if kpi.trials else None
    made = []
    for one, codes in zip(row, groups.members.values(), strict=True):
        if one.value is None:
            made.append(_without_value(kpi, one, codes, sources))
        elif immature:
            made.append(one._replace(state=State.PROVISIONAL, note=Note.COHORT_NOT_MATURE))
        elif least is not None and one.denominator is not None and one.denominator < least:
            made.append(one._replace(state=State.TOO_FEW, note=Note.FEW_TRIALS))
        else:
            made.append(one)
    return made


def _without_value(kpi: Kpi, one: Taken, codes: Sequence[str], sources: Sources) -> Taken:
    if one.note in _WITHOUT_DATA:
        lacking = lacking_tables(kpi, codes, sources.index)
        if lacking:
            return one._replace(note=Note.TABLE_MISSING, lacking_tables=lacking)
    if kpi.cadence is not Cadence.DAY and one.note is Note.NOTHING_LOADED:
        return one._replace(note=Note.PERIOD_NOT_CLOSED)
    return one
