"""Numbers that tell whose an amount is: every amount of a store is a multiple of its mark.

The mark of a store is the product of one prime for the network, one for its region, one for its
group within the region and one for itself. So a sum over stores of a scope is a multiple of what
their marks have in common, and a sum into which anything else went is not, but by chance.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from math import isqrt, prod

NETWORK = 10_007
REGION_OF = 24
GROUP_OF = 4
# Six groups and 24 stores stay below the first of the regions: no prime has two meanings. All are
# beyond the days of a quarter: a mean over days would else lose the prime of its store and be a
# sum of somebody else's.
_GROUPS_FROM, _STORES_FROM, _REGIONS_FROM = 97, 127, 271


@dataclass(frozen=True, slots=True)
class MarkedStore:
    """A store, and the primes of its mark.

    Attributes:
        code: as the demo network numbers it.
        region: name of a region that no other block of stores has.
        group: number of the group within the network.
        primes: of the network, the region, the group, the store.
    """

    code: str
    region: str
    group: int
    primes: tuple[int, int, int, int]

    @property
    def mark(self) -> int:
        """What each of its amounts is a multiple of."""
        return prod(self.primes)


def marked_stores(codes: Sequence[str]) -> tuple[MarkedStore, ...]:
    """Give marks to stores, blocks of them to regions, and parts of these to groups.

    Args:
        codes: in order.
    """
    regions = list(islice(primes(_REGIONS_FROM), len(codes) // REGION_OF + 1))
    groups = list(islice(primes(_GROUPS_FROM), REGION_OF // GROUP_OF))
    stores = list(islice(primes(_STORES_FROM), REGION_OF))
    made = []
    for number, code in enumerate(codes):
        region, place = divmod(number, REGION_OF)
        mark = NETWORK, regions[region], groups[place // GROUP_OF], stores[place]
        made.append(MarkedStore(code, f"第{region + 1:02}大区", number // GROUP_OF, mark))
    return tuple(made)


def mark_of(stores: Sequence[MarkedStore]) -> int:
    """What every sum over any of these stores is a multiple of."""
    first = stores[0]
    shared = 2
    if len({store.primes[1] for store in stores}) > 1:
        shared = 1
    elif len({store.group for store in stores}) == 1:
        shared = 3
    return first.mark if len(stores) == 1 else prod(first.primes[:shared])


def primes(first: int) -> Iterator[int]:
    """All primes from a number on."""
    return (n for n in count(max(first, 2)) if all(n % d for d in range(2, isqrt(n) + 1)))
