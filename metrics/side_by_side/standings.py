"""Stores among their peers: what a reader may know of how far his stores are from the middle.

Figures of stores outside a scope come in, and leave as the median, the quartile, ranks and limits
of a group that holds at least five stores, at least four of them hidden or none. Means and sums
never leave: from two of them a single store could be worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from metrics.catalogue import kpi as kpi_of
from metrics.directory import Store
from metrics.model.formula import AmongPeers, External
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.money import HOME, is_money
from metrics.result import Figure, State
from metrics.side_by_side.errors import by_months, by_trials, variance_per_case
from metrics.side_by_side.gap_money import GapMoney, gap_in_cny
from metrics.side_by_side.noise import Noise, noise_of
from metrics.side_by_side.places import Member, Place, places
from metrics.standing import BASES, PeerGroups

CLOSEST = "closest"
BASES_ON_OFFER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    CLOSEST: BASES,
    "brand": (("brand",),),
    "region": (("region",),),
    "city_tier": (("city_tier",),),
    "size_class": (("size_class",),),
}
"""What peers may be asked to have in common."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of a store, and where it stands.

    Attributes:
        figure: the same as on every other page.
        place: among its peers; None where fewer than five of them have a value.
        basis: what the peers have in common.
        money: the gap to their median in CNY; None where it does not come to money.
    """

    figure: Figure
    place: Place | None = None
    basis: tuple[str, ...] = ()
    money: GapMoney | None = None

    @property
    def store(self) -> str:
        """Code of the store."""
        return self.figure.keys["store"]


@dataclass(frozen=True, slots=True)
class Standings:
    """The stores of a question among their peers.

    Attributes:
        snapshot: that it was read from.
        as_of: newest day of the data.
        rows: KPI by KPI, store by store.
        months: the figures of the stores by month, by KPI and store, oldest first.
        middles: median of the peers of a store by KPI, store and month.
    """

    snapshot: str
    as_of: date
    rows: tuple[Standing, ...]
    months: Mapping[tuple[str, str], Sequence[Figure]] = field(default_factory=dict)
    middles: Mapping[tuple[str, str], Mapping[str, float]] = field(default_factory=dict)

    def of(self, kpi: str) -> tuple[Standing, ...]:
        """Of one KPI, in order of the stores."""
        return tuple(row for row in self.rows if row.figure.kpi == kpi)


def stands(kpi: Kpi) -> bool:
    """Whether stores can stand among others on a KPI: not on what is published or itself a rank."""
    return not isinstance(kpi.formula, External | AmongPeers)


class Ranks:
    """Places of stores for one KPI, worked out once for each group that they belong to.

    Args:
        kpi: the KPI.
        figures: of every store that can be a peer.
        months: of the same stores, by store, oldest first; empty where errors need none.
        groups: of these stores.
        at: the period, cut at the newest day, and that day.
    """

    def __init__(
        self,
        kpi: Kpi,
        figures: Iterable[Figure],
        months: Mapping[str, Sequence[Figure]],
        groups: PeerGroups,
        at: tuple[Period, date],
    ) -> None:
        self._kpi, self._months, self._groups = kpi, months, groups
        self._days, self._as_of = at[0].days, at[1]
        self._figures = {f.keys["store"]: f for f in figures}
        self._known: dict[frozenset[str], dict[str, Place]] = {}

    def standing(self, code: str) -> Standing:
        """Where a store stands."""
        own = self._figures[code]
        found = self._groups.around(code, self._values(own.currency))
        if found is None:
            return Standing(own)
        basis, group = found
        place = self._places(frozenset(group)).get(code) if code in group else None
        money = gap_in_cny(self._kpi, own, place.centre) if place is not None else None
        return Standing(own, place, basis, money)

    def group_of(self, code: str) -> frozenset[str]:
        """The stores among which it stands; empty where they are too few."""
        found = self._groups.around(code, self._values(self._figures[code].currency))
        return frozenset() if found is None else frozenset(found[1])

    def _values(self, currency: str) -> dict[str, float]:
        money = is_money(self._kpi)
        return {
            code: f.value
            for code, f in self._figures.items()
            if f.value is not None and (f.currency == currency or not money)
        }

    def _places(self, group: frozenset[str]) -> dict[str, Place]:
        made = self._known.get(group)
        if made is None:
            figures = {code: self._figures[code] for code in sorted(group)}
            variances = self._variances(figures)
            members = {
                code: Member(f.value or 0.0, variances.get(code), f.state is State.TOO_FEW)
                for code, f in figures.items()
            }
            made = self._known[group] = places(members, self._kpi.direction)
        return made

    def _variances(self, figures: Mapping[str, Figure]) -> dict[str, float]:
        kpi = self._kpi
        if noise_of(kpi) is not Noise.MONTHS:
            values = {code: Member(f.value or 0.0, None) for code, f in figures.items()}
            middle = next(iter(places(values, kpi.direction).values())).centre
            return by_trials(kpi, figures, middle)
        per_case = variance_per_case(kpi, self._months, figures, self._as_of)
        return by_months(kpi, figures, per_case, self._days)


def make_standings(
    periods: Sequence[Period],
    stores: Sequence[Store],
    found: Sequence[Sequence[Figure]],
    groups: PeerGroups,
    at: tuple[str, date],
) -> Standings:
    """Put standings together.

    Args:
        periods: one after another.
        stores: that the reader may see and asked about.
        found: figures of all possible peers for each of the periods, and, last, by month.
        groups: of these stores.
        at: snapshot and newest day.
    """
    snapshot, as_of = at
    months: dict[str, dict[str, list[Figure]]] = {}
    for figure in found[-1]:
        months.setdefault(figure.kpi, {}).setdefault(figure.keys["store"], []).append(figure)
    rows: list[Standing] = []
    own: dict[tuple[str, str], Sequence[Figure]] = {}
    middles: dict[tuple[str, str], Mapping[str, float]] = {}
    for period, figures in zip(periods, found[:-1], strict=True):
        by_kpi: dict[str, list[Figure]] = {}
        for figure in figures:
            by_kpi.setdefault(figure.kpi, []).append(figure)
        for name, of_kpi in by_kpi.items():
            kpi, of_month = kpi_of(name), months.get(name, {})
            past = period.until(as_of) or period
            ranks = Ranks(kpi, of_kpi, of_month, groups, (past, as_of))
            medians: dict[frozenset[str], Mapping[str, float]] = {}
            for store in stores:
                rows.append(ranks.standing(store.code))
                if store.code in of_month:
                    own[name, store.code] = of_month[store.code]
                    group = ranks.group_of(store.code)
                    if group not in medians:
                        medians[group] = _middles(kpi, of_month, group, groups)
                    middles[name, store.code] = medians[group]
    return Standings(snapshot, as_of, tuple(rows), own, middles)


def _middles(
    kpi: Kpi, months: Mapping[str, Sequence[Figure]], group: frozenset[str], groups: PeerGroups
) -> dict[str, float]:
    """Medians of a group by month, where as many stores have a value as a group must have."""
    values: dict[str, dict[str, float]] = {}
    for code in group:
        for figure in months.get(code, ()):
            if figure.value is not None and (figure.currency == HOME or not is_money(kpi)):
                values.setdefault(figure.keys["month"], {})[code] = figure.value
    found = {}
    for month, of_month in sorted(values.items()):
        middle = groups.middle_of(of_month)
        if middle is not None:
            found[month] = middle
    return found
