"""What a KPI is made of: its sums on both sides, and what the trees know below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from metrics.bridge.nodes import Link, Node, Product, Sum
from metrics.bridge.trees import nodes
from metrics.catalogue import kpi as kpi_of
from metrics.drivers.tautology.filters import may_share
from metrics.drivers.tautology.money import Source, is_money, money_of, traced
from metrics.health_framework import FRAMEWORKS
from metrics.model.formula import PeerGap, PeerIndex, Ratio, Term, terms_of
from metrics.model.kpi import Kpi, Unit
from metrics.model.measures import Flow, Level, Measure

Measures = frozenset[Measure]


@dataclass(frozen=True, slots=True)
class Sides:
    """The measures that a KPI counts, and those that it divides by."""

    above: Measures
    below: Measures


@dataclass(frozen=True, slots=True)
class Reach:
    """What a target is made of.

    Attributes:
        own: measures that it counts itself.
        amounts: those and all others that add up to it.
        costs: money columns that only ever lower it.
        kpis: ids of what adds up to it.
        factors: ids of the KPIs that it is a product of, and their parts.
        priced: measures that these factors count.
        volumes: measures of the factors that are plain counts.
        whole_store: whether departments add up to it, each for itself.
    """

    own: Measures
    amounts: Measures
    costs: frozenset[Source]
    kpis: frozenset[str]
    factors: frozenset[str]
    priced: Measures
    volumes: frozenset[Measures]
    whole_store: bool


@cache
def sides_of(kpi: Kpi) -> tuple[Sides, ...]:
    """Both sides of a KPI; of what stands among peers, those of the KPIs that are ranked.

    A percentile has none: nothing is added up in it.
    """
    match kpi.formula:
        case PeerGap(subject=subject):
            return sides_of(kpi_of(subject))
        case PeerIndex():
            parts = {part.kpi: None for framework in FRAMEWORKS for part in framework.parts}
            return tuple(side for name in parts for side in sides_of(kpi_of(name)))
        case _:
            terms = terms_of(kpi.formula)
    if not terms:
        return ()
    below = _measures(terms[1]) if len(terms) == 2 else frozenset()
    return (Sides(_measures(terms[0]), below),)


def _measures(term: Term) -> Measures:
    return frozenset(leaf.measure for leaf in term.leaves())


def touch(one: Measure, other: Measure) -> bool:
    """Whether two measures add up the same money; what is held and what moves never do."""
    if one is other:
        return True
    if isinstance(one, Level) != isinstance(other, Level):
        return False
    return bool(money_of(one) & money_of(other)) and may_share(one, other)


def any_touch(some: Iterable[Measure], others: Iterable[Measure]) -> bool:
    """Whether some measure adds up the same money as some other one."""
    others = tuple(others)
    return any(touch(one, other) for one in some for other in others)


@cache
def reach_of(target: Kpi) -> Reach:
    """Everything that a target is made of, as formulas and trees have it.

    What adds up to it reaches down through sums. Factors reach through products as well, but not
    into what went before by other documents, and not from the whole store into one department:
    there the other lines may give way, so that what a discount costs and brings is a question.
    """
    found = sides_of(target)
    own = found[0] if len(found) == 1 else Sides(frozenset(), frozenset())
    tops = _tops(own)
    whole_store = any(top.whole_store for top in tops)
    adding: dict[int, Node] = {}
    making: dict[int, Node] = {}
    for top in tops:
        adding.update((id(node), node) for node in _through_sums(top))
        if not whole_store:
            making.update((id(node), node) for node in _through_all(top))
    factors = [node for key, node in making.items() if key not in adding]
    amounts = own.above | {m for node in adding.values() for m in _counted(node)}
    return Reach(
        own.above,
        amounts,
        _costs(amounts),
        frozenset(node.name for node in adding.values() if node.kpi is not None),
        frozenset(node.name for node in factors if node.kpi is not None),
        frozenset(m for node in factors for m in _counted(node)),
        frozenset(
            _counted(node) for node in factors if node.below is None and node.unit is Unit.COUNT
        ),
        whole_store,
    )


def _costs(amounts: Measures) -> frozenset[Source]:
    lifting: set[Source] = set()
    lowering: set[Source] = set()
    for measure in amounts:
        if isinstance(measure, Flow | Level):
            for column, factor in traced(measure.value).items():
                if is_money(column):
                    (lifting if factor > 0 else lowering).add(column)
    return frozenset(lowering - lifting)


def _counted(node: Node) -> Measures:
    return _measures(node.above)


def _tops(own: Sides) -> list[Node]:
    """The nodes that are a target, else its amount, else the largest that lie inside it."""
    if not own.above:
        return []
    same = [node for node in nodes() if _counted(node) == own.above]
    for below in (own.below, frozenset[Measure]()):
        found = [node for node in same if _divided(node) == below]
        if found:
            return found
    return [part for node in nodes() for part in _inside(node, own.above)]


def _divided(node: Node) -> Measures:
    return frozenset() if node.below is None else _measures(node.below)


def _inside(node: Node, own: Measures) -> Iterator[Node]:
    """A node that is an amount of a target's own money."""
    money = [money_of(measure) for measure in _counted(node)]
    within = frozenset(column for measure in own for column in money_of(measure))
    if node.unit is Unit.CNY and all(money) and all(columns <= within for columns in money):
        yield node


def _through_sums(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.split, Sum):
        for child in node.children:
            yield from _through_sums(child)


def _through_all(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node.split, Product) and node.split.link is Link.FUNNEL:
        return
    for child in node.children:
        yield from _through_all(child)


def divides(kpi: Kpi) -> bool:
    """Whether a KPI is a ratio."""
    return isinstance(kpi.formula, Ratio)
