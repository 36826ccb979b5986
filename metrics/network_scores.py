"""Figures about figures: the health index of a store, and its gap to the median of its peers.

Such a KPI needs the figures of other KPIs for every store that can be a peer. They are asked for
together with everything else, and only standings come out of them. Groups of stores have none: an
index of several stores could only be an average of indices.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.catalogue import kpi as kpi_of
from metrics.directory import Store
from metrics.figures import Asked, Bucket
from metrics.health_framework import HealthFramework
from metrics.model.formula import AmongPeers, PeerGap
from metrics.model.kpi import Department, Kpi, Unit
from metrics.result import Compared, Figure, Note, State
from metrics.standing import PeerGroups, percentile_rank, standing_of

Answers = Sequence[tuple[Figure, ...]]
Take = Callable[[Sequence[Asked], Sequence[Asked]], tuple[Answers, Answers]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The stores of the snapshot, which of them the reader may see, the framework if any."""

    groups: PeerGroups
    framework: HealthFramework | None


def with_standings(
    asked: Sequence[Asked], take: Take, surroundings: Surroundings
) -> list[tuple[Figure, ...]]:
    """Answer questions, some of whose KPIs stand on others.

    Args:
        asked: the questions.
        take: answers questions whose KPIs stand on nothing else, and such about all possible
            peers; each in order.
        surroundings: of the reader.
    """
    plain = [
        replace(one, kpis=tuple(k for k in one.kpis if not isinstance(k.formula, AmongPeers)))
        for one in asked
    ]
    behind = [_behind(one, surroundings) for one in asked]
    taken, found = take(plain, [one for one in behind if one is not None])
    answers, inputs = list(taken), iter(found)
    for place, one in enumerate(asked):
        known = _Known(surroundings, () if behind[place] is None else next(inputs))
        standing = [k for k in one.kpis if isinstance(k.formula, AmongPeers)]
        if standing:
            made = [f for kpi in standing for f in _figures(kpi, one, known)]
            order = {kpi.id: index for index, kpi in enumerate(one.kpis)}
            answers[place] = tuple(
                sorted([*answers[place], *made], key=lambda figure: order[figure.kpi])
            )
    return answers


def departments_of(kpi: Kpi) -> tuple[Department, ...]:
    """The departments that must be open to a reader of a KPI: a gap tells of its subject, too.

    An index gives away ranks only, and asks for no more than its own department.
    """
    if isinstance(kpi.formula, PeerGap):
        return kpi.department, kpi_of(kpi.formula.subject).department
    return (kpi.department,)


def inputs_of(kpis: Sequence[Kpi], framework: HealthFramework | None) -> tuple[Kpi, ...]:
    """The KPIs on which some of these KPIs stand, each once."""
    found: dict[str, None] = {}
    for kpi in kpis:
        if isinstance(kpi.formula, PeerGap):
            found[kpi.formula.subject] = None
        elif isinstance(kpi.formula, AmongPeers) and framework is not None:
            found.update(dict.fromkeys(part.kpi for part in framework.parts))
    return tuple(kpi_of(name) for name in found)


def _behind(one: Asked, surroundings: Surroundings) -> Asked | None:
    """The question that must be answered first: inputs by store, over all possible peers."""
    inputs = inputs_of(one.kpis, surroundings.framework)
    single = [codes[0] for codes in _groups(one).values() if len(codes) == 1]
    if not inputs or not single:
        return None
    stores = surroundings.groups.candidates(single)
    grain = one.selection.time_grain
    times = tuple(c for c in one.selection.compare if c in ("prior", "year"))
    selection = replace(
        one.selection, stores=(), by=("store", grain) if grain else ("store",), compare=times
    )
    return Asked(selection, inputs, stores, one.buckets)


def _groups(one: Asked) -> Mapping[str, list[str]]:
    grain = one.selection.store_grain
    found: dict[str, list[str]] = {} if grain else {"": []}
    for store in one.stores:
        found.setdefault(_member(store, grain), []).append(store.code)
    return dict(sorted(found.items()))


def _member(store: Store, grain: str | None) -> str:
    return store.member(grain) if grain else ""


class _Known:
    """Figures of inputs by KPI and bucket, at its own time or at one that it is compared with."""

    def __init__(self, surroundings: Surroundings, figures: Sequence[Figure]) -> None:
        self.groups = surroundings.groups
        self.framework = surroundings.framework
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Figure]] = {}
        for figure in figures:
            keys = tuple(sorted((n, m) for n, m in figure.keys.items() if n != "store"))
            self._found.setdefault((figure.kpi, keys), []).append(figure)

    def at(self, kpi: str, bucket: Bucket, when: str | None) -> list[Figure]:
        """A figure for each possible peer."""
        found = self._found.get((kpi, tuple(sorted(bucket.keys.items()))), [])
        if when is None:
            return found
        return [
            f._replace(value=f.compared[when].value, state=f.compared[when].state) for f in found
        ]


def _figures(kpi: Kpi, one: Asked, known: _Known) -> list[Figure]:
    grain = one.selection.store_grain
    made = []
    for bucket in one.buckets:
        for member, codes in _groups(one).items():
            keys = {**({grain: member} if grain else {}), **bucket.keys}
            figure = _figure(kpi, codes, bucket, None, known)
            compared = {}
            for when, period in bucket.compared.items():
                other = _figure(kpi, codes, bucket, when, known)
                compared[when] = replace(_compare(kpi, figure, other), period=period)
            made.append(figure._replace(keys=keys, compared=compared))
    return made


def _figure(
    kpi: Kpi, codes: Sequence[str], bucket: Bucket, when: str | None, known: _Known
) -> Figure:
    is_gap = isinstance(kpi.formula, PeerGap)
    empty = Figure(kpi.id, {}, None, None, None, kpi.unit, State.NOT_APPLICABLE)
    if not is_gap and known.framework is None:
        return empty._replace(note=Note.NO_FRAMEWORK)
    if len(codes) != 1:
        return empty._replace(note=Note.ONE_STORE_ONLY)
    empty = empty._replace(state=State.NO_DATA)
    made = _gap if is_gap else _index
    return made(empty, kpi, codes[0], (bucket, when), known)


def _gap(
    empty: Figure, kpi: Kpi, code: str, at: tuple[Bucket, str | None], known: _Known
) -> Figure:
    assert isinstance(kpi.formula, PeerGap)
    subject = kpi_of(kpi.formula.subject)
    ranking = known.at(subject.id, *at)
    own = next(f for f in ranking if f.keys["store"] == code)
    if own.value is None:
        missing = own.lacking_tables
        return empty._replace(note=own.note, missing=(code,), lacking_tables=missing)
    peers = standing_of(subject, code, ranking, known.groups)
    if peers is None or peers.gap is None:
        return empty._replace(note=Note.FEW_PEERS, stores=1)
    return empty._replace(
        value=peers.gap,
        numerator=peers.gap,
        state=own.state,
        note=own.note,
        stores=1,
        peers=peers,
        currency=own.currency,
    )


def _index(
    empty: Figure, _: Kpi, code: str, at: tuple[Bucket, str | None], known: _Known
) -> Figure:
    assert known.framework is not None
    reached = covered = 0.0
    lacking, alone, failed = [], False, False
    for part in known.framework.parts:
        sound = [f for f in known.at(part.kpi, *at) if f.state is State.OK]
        values = {f.keys["store"]: f.value for f in sound if f.value is not None}
        failed |= any(f.note is Note.RED_LINE and f.keys["store"] == code for f in sound)
        group = known.groups.around(code, values) if code in values else None
        if group is None:
            lacking.append(part.kpi)
            alone |= code in values
            continue
        reached += part.weight * percentile_rank(group[1], code, part.direction)
        covered += part.weight
    figure = empty._replace(
        numerator=round(reached, 9),
        denominator=round(covered, 9),
        lacking=tuple(lacking),
        stores=1,
    )
    if figure.denominator is None or figure.denominator < known.framework.least_coverage:
        few = alone and covered == 0
        return figure._replace(note=Note.FEW_PEERS if few else Note.INPUTS_MISSING)
    note = Note.INPUTS_MISSING if lacking else None
    return figure._replace(
        value=100 * reached / covered,
        state=State.OK,
        note=Note.RED_LINE if failed else note,
    )


def _compare(kpi: Kpi, figure: Figure, other: Figure) -> Compared:
    change = relative = None
    if figure.value is not None and other.value is not None:
        change = figure.value - other.value
        if kpi.unit is not Unit.PERCENT and other.value != 0:
            relative = change / abs(other.value)
    return Compared(other.value, other.numerator, other.denominator, other.state, change, relative)
