"""From sums of groups to figures: comparisons, targets, peers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median, quantiles

from metrics.directory import Store
from metrics.evaluation import parts_of
from metrics.frame import Frame
from metrics.model.formula import Percentile
from metrics.model.kpi import Kpi, Unit
from metrics.model.period import Period, last_of_month
from metrics.money import HOME, is_money
from metrics.pace.outlook import Ahead
from metrics.pace.prospects import day_of
from metrics.result import NOTHING, Band, Compared, Figure, Note, State
from metrics.selection import Selection
from metrics.standing import PeerGroups, standing_of
from metrics.taking import Groups, Sources, Taken, group, take

BAND_AT_LEAST = 6


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period of an answer with the periods that it is compared with."""

    keys: Mapping[str, str]
    period: Period
    compared: Mapping[str, Period]
    band: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: stores found, periods cut.

    Attributes:
        selection: as asked.
        kpis: as asked.
        stores: of the selection inside the scope, or possible peers.
        buckets: periods, with those that they are compared with.
        groups: by which peers are told.
        asker: the whole scope; empty where nobody's own is asked about, as of peers.
    """

    selection: Selection
    kpis: tuple[Kpi, ...]
    stores: tuple[Store, ...]
    buckets: tuple[Bucket, ...]
    groups: PeerGroups | None = None
    asker: str = ""

    @property
    def wants_peers(self) -> bool:
        """Whether stores of the answer are to be set among their peers."""
        single = self.selection.store_grain is None and len(self.stores) == 1
        return "peers" in self.selection.compare and (
            single or self.selection.store_grain == "store"
        )

    @property
    def wants_pace(self) -> bool:
        """Whether months under way are to be seen to their end."""
        return "pace" in self.selection.compare

    def day_of(
        self, kpi: Kpi, bucket: Bucket, as_of: date, rolled_up: frozenset[str]
    ) -> date | None:
        """As of which day a period of the question is a month to be seen to its end."""
        grain = self.selection.time_grain
        if grain not in (None, "month"):
            return None
        day = day_of(kpi, bucket.period, as_of, rolled_up)
        # Of a row of months all but the last are over.
        closed = day is not None and day == last_of_month(day)
        return None if closed and grain is not None else day

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the buckets and of all that they are compared with, each once."""
        found: dict[Period, None] = {}
        for bucket in self.buckets:
            found.update(dict.fromkeys((bucket.period, *bucket.compared.values(), *bucket.band)))
        return tuple(found)


def make_figures(asked: Asked, frame: Frame, sources: Sources) -> tuple[Figure, ...]:
    """All figures of a question, KPI by KPI, period by period, group by group.

    Args:
        asked: the question.
        frame: of its periods.
        sources: what was taken for it.
    """
    groups = group(asked.stores, asked.selection.store_grain, sources.sums.stores)
    rows = {period: row for row, period in enumerate(frame.periods)}
    figures: list[Figure] = []
    for kpi in asked.kpis:
        parts = None
        if not isinstance(kpi.formula, Percentile):
            parts = parts_of(kpi, frame, sources.sums, sources.index)
        taken = take(kpi, parts, frame.periods, groups, sources)
        for bucket in asked.buckets:
            figures.extend(_of_bucket(kpi, bucket, asked, (groups, rows, taken), sources))
    return tuple(figures)


def _of_bucket(
    kpi: Kpi,
    bucket: Bucket,
    asked: Asked,
    found: tuple[Groups, Mapping[Period, int], Sequence[Sequence[Taken]]],
    sources: Sources,
) -> list[Figure]:
    groups, rows, taken = found
    own = taken[rows[bucket.period]]
    others = {name: (taken[rows[p]], p) for name, p in bucket.compared.items()}
    past = [taken[rows[period]] for period in bucket.band]
    ranking = sources.rankings.get((kpi.id, bucket.period)) if asked.wants_peers else None
    day = None
    if asked.wants_pace and sources.prospects is not None:
        day = asked.day_of(kpi, bucket, sources.as_of, sources.rolled_up)
    is_compared = bool(others) or "target" in asked.selection.compare
    made = []
    for place, (member, codes) in enumerate(groups.members.items()):
        one = own[place]
        compared: Mapping[str, Compared] = NOTHING
        if is_compared:
            beside = {name: (row[place], period) for name, (row, period) in others.items()}
            compared = _compared(kpi, one, beside, codes, bucket.period, asked, sources)
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
                _band(one, [row[place] for row in past]) if past else None,
                one.published, (), one.lacking_tables,
                None if day is None else _ahead(kpi, one, codes, (bucket.period, day), sources),
                one.pending,
            )
        )  # fmt: skip
    return made


def _compared(  # noqa: PLR0913 - one figure and all that it is set against
    kpi: Kpi,
    one: Taken,
    beside: Mapping[str, tuple[Taken, Period]],
    codes: Sequence[str],
    period: Period,
    asked: Asked,
    sources: Sources,
) -> dict[str, Compared]:
    compared = {name: _compare(kpi, one, other, at) for name, (other, at) in beside.items()}
    if "target" in asked.selection.compare:
        goal = sources.targets.goal(kpi, period, codes)
        if goal is not None and not _foreign(kpi, one):
            against = _against(kpi, one.value, goal, period)
            version = sources.targets.version(kpi, period, codes)
            compared["target"] = replace(against, version=version)
    return compared


def _ahead(
    kpi: Kpi, one: Taken, codes: Sequence[str], at: tuple[Period, date], sources: Sources
) -> Ahead | None:
    """The month under way to its end; None where part of the figure is not known day by day."""
    assert sources.prospects is not None  # there is a day
    period, day = at
    whole = one.value is not None and not one.missing and one.note is not Note.REPORTED
    if not whole or one.currency != HOME:
        return None
    goals = [sources.targets.goal(kpi, period, (code,)) for code in codes]
    known = [goal for goal in goals if goal is not None]
    return sources.prospects.of(kpi, day, codes, known if len(known) == len(goals) else ())


def _foreign(kpi: Kpi, figure: Taken) -> bool:
    """Whether a figure is an amount that nothing in CNY can be held against."""
    return is_money(kpi) and figure.currency != HOME


def _compare(kpi: Kpi, figure: Taken, other: Taken, period: Period) -> Compared:
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


def _band(one: Taken, past: Sequence[Taken]) -> Band | None:
    """What was ordinary; None where too few periods have a value in the same currency."""
    values = [p.value for p in past if p.value is not None and p.currency == one.currency]
    if len(values) < BAND_AT_LEAST:
        return None
    cuts = quantiles(values, n=10, method="inclusive")
    return Band(cuts[0], median(values), cuts[-1], len(values))
