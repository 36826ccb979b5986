"""Where a store stands among its peers: who they are, median, best quartile, rank and gap.

Peers share brand, kind of city and size with the store; where fewer than five of them have a
value, brand and kind of city; then the brand alone; still fewer give no standing. A group of a
dozen stores is not widened, however few of them have a value. They are looked for among all stores
of the snapshot, so that a store is not compared with its owner's only.

What others reach leaves this module as median, quartile and rank only. A reader who sees nearly
all of a group could subtract what he sees from these: stores outside his scope count where there
are at least four of them, and else not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from metrics.directory import Store
from metrics.model.formula import External
from metrics.model.kpi import Direction, Kpi, Rollup
from metrics.money import HOME, is_money
from metrics.result import Figure, Peers

PEERS_AT_LEAST = 5
"""Fewer stores are noise, and say too much of each."""

HIDDEN_AT_LEAST = PEERS_AT_LEAST - 1

GROUP_IS_LARGE = 12
"""So many stores are peers enough: what fewer than five of them have is no measure among peers."""

Bases = tuple[tuple[str, ...], ...]

BASES: Bases = (("brand", "city_tier", "size_class"), ("brand", "city_tier"), ("brand",))
"""What peers have in common, the closest first."""


@dataclass(frozen=True, slots=True)
class PeerGroups:
    """All stores that can be peers, which of them the reader may see, what peers have in common."""

    stores: Mapping[str, Store]
    visible: frozenset[str]
    bases: Bases = BASES
    _known: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = field(default_factory=dict)
    _by_basis: dict[tuple[str, ...], Mapping[tuple[str, ...], frozenset[str]]] = field(
        default_factory=dict
    )

    def candidates(self, codes: Iterable[str]) -> tuple[Store, ...]:
        """Every store that may be a peer of one of these, themselves included, by code."""
        wanted = set(codes)
        for code in tuple(wanted):
            for _, alike in self._groups(code):
                wanted |= alike
        return tuple(store for code, store in sorted(self.stores.items()) if code in wanted)

    def _groups(self, code: str) -> list[tuple[tuple[str, ...], frozenset[str]]]:
        """The groups of a store, the closest first, up to one that is large enough."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = []
            for basis in self.bases:
                wanted = _in_common(self.stores[code], basis)
                # Stores of which something is unknown are not alike in it.
                if all(wanted):
                    alike = self._alike(basis)[wanted]
                    found.append((basis, alike))
                    if len(alike) >= GROUP_IS_LARGE:
                        break
        return found

    def _alike(self, basis: tuple[str, ...]) -> Mapping[tuple[str, ...], frozenset[str]]:
        """The stores by what they have in common."""
        found = self._by_basis.get(basis)
        if found is None:
            members: dict[tuple[str, ...], set[str]] = {}
            for code, store in self.stores.items():
                members.setdefault(_in_common(store, basis), set()).add(code)
            found = {wanted: frozenset(codes) for wanted, codes in members.items()}
            self._by_basis[basis] = found
        return found

    def around(
        self, code: str, values: Mapping[str, float]
    ) -> tuple[tuple[str, ...], Mapping[str, float]] | None:
        """The closest group of a store in which enough stores have a value.

        Args:
            code: the store; it belongs to its own group.
            values: by store, those that have one.

        Returns:
            What the group has in common and its values, or None where every group is too small.
        """
        for basis, alike in self._groups(code):
            group = self._told({other: values[other] for other in alike if other in values})
            if len(group) >= PEERS_AT_LEAST:
                return basis, group
        return None

    def middle_of(self, values: Mapping[str, float]) -> float | None:
        """The median of some stores of one group; None where they are too few to be told of."""
        group = self._told(values)
        return median(group.values()) if len(group) >= PEERS_AT_LEAST else None

    def _told(self, values: Mapping[str, float]) -> Mapping[str, float]:
        """Those that count: stores out of sight only where there are enough of them."""
        hidden = values.keys() - self.visible
        if len(hidden) >= HIDDEN_AT_LEAST:
            return values
        return {code: value for code, value in values.items() if code not in hidden}


def _in_common(store: Store, basis: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(getattr(store, name) for name in basis)


def standing_of(kpi: Kpi, code: str, ranking: Sequence[Figure], groups: PeerGroups) -> Peers | None:
    """Standing among the peers that have a value, in the same currency; None below five of them.

    Args:
        kpi: the KPI; what is published is the same for all and has no standing.
        code: the store.
        ranking: a figure for each store that can be a peer.
        groups: of these stores.
    """
    if isinstance(kpi.formula, External):
        return None
    currency = next((f.currency for f in ranking if f.keys["store"] == code), HOME)
    fit = [f for f in ranking if f.currency == currency or not is_money(kpi)]
    found = groups.around(code, {f.keys["store"]: f.value for f in fit if f.value is not None})
    if found is None:
        return None
    basis, values = found
    middle = median(values.values())
    of = len(values)
    if kpi.direction is Direction.BAND or (kpi.rollup is Rollup.ADDITIVE and code not in values):
        return Peers(middle, None, None, of, basis=basis)
    quarters = quantiles(values.values(), n=4, method="inclusive")
    best = quarters[2] if kpi.direction is Direction.UP else quarters[0]
    own = values.get(code)
    if own is None:
        return Peers(middle, best, None, of, basis=basis)
    ahead = [v for v in values.values() if (v > own if kpi.direction is Direction.UP else v < own)]
    gap = own - middle if kpi.direction is Direction.UP else middle - own
    return Peers(middle, best, len(ahead) + 1, of, gap, basis)


def percentile_rank(values: Mapping[str, float], code: str, direction: Direction) -> float:
    """Share of the other stores of a group that are worse, equal ones counting half: 0 to 1."""
    own = values[code]
    others = [value for other, value in values.items() if other != code]
    worse = sum(v < own if direction is Direction.UP else v > own for v in others)
    equal = sum(v == own for v in others)
    return (worse + equal / 2) / len(others)
