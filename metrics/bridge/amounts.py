"""The sums that a tree needs, read for the two sides of a bridge and for the months before them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from access.scope import Scope
from metrics.bridge.linear import Leaf, Linear
from metrics.bridge.nodes import Node
from metrics.model.formula import Closing, Mean, Over, Ratio, Term, Total
from metrics.model.kpi import Kpi
from metrics.model.measures import Level
from metrics.model.period import DAY, Period, last_of_month
from metrics.model.windows import CLOSED_MONTHS
from metrics.money import HOME
from metrics.reader import Question, Reader
from metrics.result import Figure
from metrics.selection import Selection
from metrics.supporting.figure import figure, monthly


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a bridge.

    Attributes:
        period: days that it is about.
        stores: codes; empty for every store of the scope.
    """

    period: Period
    stores: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """The sums of a tree on one side, or in one month.

    Attributes:
        period: as far as it has passed.
        amounts: by measure and window; None where there is no data.
        missing: stores without data, by the same, where there are any.
        foreign: whether some amounts are in another currency than the documents.
    """

    period: Period
    amounts: Mapping[Leaf, float | None]
    missing: Mapping[Leaf, frozenset[str]] = field(default_factory=dict)
    foreign: bool = False

    def _sum(self, side: Linear) -> float | None:
        total = 0.0
        for leaf, factor in side.items():
            amount = self.amounts[leaf]
            if amount is None:
                return None
            total += factor * amount
        return total

    def above(self, node: Node) -> float | None:
        """Numerator of a node, or the amount itself."""
        return self._sum(node.sides[0])

    def below(self, node: Node) -> float | None:
        """Denominator of a node; None where nothing is divided."""
        below = node.sides[1]
        return None if below is None else self._sum(below)

    def value(self, node: Node) -> float | None:
        """Value of a node; None without data or where the denominator is zero."""
        above = self.above(node)
        if node.below is None or above is None:
            return above
        below = self.below(node)
        return above / below if below else None

    def lacking(self, node: Node) -> frozenset[str]:
        """Stores that some part of a node has no data of."""
        found: frozenset[str] = frozenset()
        for side in node.sides:
            for leaf in side or ():
                found |= self.missing.get(leaf, frozenset())
        return found


def whole_months(period: Period) -> bool:
    """Whether a period is made of whole calendar months."""
    return period.start.day == 1 and period.end == last_of_month(period.end)


def waits_for_books(node: Node) -> bool:
    """Whether a tree rests on books that are closed by month."""
    return any(leaf.window == CLOSED_MONTHS for leaf in node.leaves())


@cache
def asked_of(tree: Node) -> tuple[Kpi, tuple[tuple[Leaf, Kpi], ...]]:
    """What the reader is asked for a tree: its top, and each of its measures."""
    tolerated = frozenset(name for n in tree.walk() if n.kpi for name in n.kpi.tolerates)
    owners: dict[Leaf, Node] = {}
    # A sum over departments is asked of each: those may be open where the whole store is not.
    for node in sorted(tree.walk(), key=lambda one: one.whole_store):
        for side in node.sides:
            for leaf in side or ():
                owners.setdefault(leaf, node)
    leaves = tuple(
        (leaf, replace(_of_leaf(leaf, place, owner), tolerates=tolerated))
        for place, (leaf, owner) in enumerate(owners.items())
    )
    return replace(_of_top(tree), tolerates=tolerated), leaves


def _of_leaf(leaf: Leaf, place: int, owner: Node) -> Kpi:
    term: Term
    if leaf.level:
        assert isinstance(leaf.measure, Level)
        term = Mean(leaf.measure, leaf.window)
        formula: Closing | Total = Closing(term)
    else:
        assert not isinstance(leaf.measure, Level)
        formula = Total(Over(leaf.measure, leaf.window))
    name = f"{leaf.measure.name}_{place}"
    one = figure(name, owner.words, owner.department, owner.unit, formula)
    return monthly(one) if leaf.window == CLOSED_MONTHS else one


def _of_top(tree: Node) -> Kpi:
    """The top as one figure: which stores have all of it."""
    name = f"{tree.name}_whole"
    sides = (tree.words, tree.words) if tree.below is not None else None
    formula: Closing | Ratio | Total
    if tree.below is not None:
        formula = Ratio(tree.above, tree.below)
    elif any(leaf.level for leaf in tree.sides[0]):
        formula = Closing(tree.above)
    else:
        formula = Total(tree.above)
    one = figure(name, tree.words, tree.department, tree.unit, formula, sides)
    return monthly(one) if waits_for_books(tree) else one


def read_tops(
    reader: Reader, scope: Scope, tree: Node, sides: Sequence[Side]
) -> tuple[Figure, ...]:
    """The top of a tree on each side: whether it is known, and for which stores."""
    top, _ = asked_of(tree)
    questions = [Question(Selection(side.period, side.stores), (top,)) for side in sides]
    return tuple(result.rows[0] for result in reader.ask_all(scope, questions))


def read_sheets(
    reader: Reader, scope: Scope, tree: Node, sides: Sequence[Side], past: Sequence[Side] = ()
) -> tuple[tuple[Sheet, ...], tuple[tuple[Sheet, ...], ...]]:
    """Read the sums of a tree.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        tree: whose measures are wanted.
        sides: each read as a whole.
        past: each read by month, oldest first.

    Returns:
        A sheet for each side, and the sheets of the months for each of the past.
    """
    _, leaves = asked_of(tree)
    kpis = tuple(kpi for _, kpi in leaves)
    whole = [Question(Selection(side.period, side.stores), kpis) for side in sides]
    months = [Question(Selection(side.period, side.stores, by=("month",)), kpis) for side in past]
    results = reader.ask_all(scope, [*whole, *months])
    by_name = {kpi.id: leaf for leaf, kpi in leaves}
    sheets = tuple(
        _sheet(result.period.until(reader.as_of) or result.period, result.rows, by_name)
        for result in results[: len(whole)]
    )
    return sheets, tuple(
        _by_month(result.rows, by_name, reader) for result in results[len(whole) :]
    )


def _by_month(
    rows: Iterable[Figure], by_name: Mapping[str, Leaf], reader: Reader
) -> tuple[Sheet, ...]:
    months: dict[str, list[Figure]] = {}
    for row in rows:
        months.setdefault(row.keys["month"], []).append(row)
    found = []
    for name, figures in sorted(months.items()):
        whole = Period.month(Period.month(reader.as_of).start.replace(
            year=int(name[:4]), month=int(name[5:7])
        ))  # fmt: skip
        past = whole.until(reader.as_of)
        if past is not None:
            found.append(_sheet(past, figures, by_name))
    return tuple(found)


def _sheet(period: Period, rows: Iterable[Figure], by_name: Mapping[str, Leaf]) -> Sheet:
    amounts: dict[Leaf, float | None] = {}
    missing: dict[Leaf, frozenset[str]] = {}
    foreign = False
    for row in rows:
        leaf = by_name[row.kpi]
        amounts[leaf] = row.numerator if row.value is not None else None
        if row.missing:
            missing[leaf] = frozenset(row.missing)
        foreign |= row.currency != HOME
    return Sheet(period, amounts, missing, foreign)


def before(period: Period, months: int) -> Period:
    """The whole months before a period."""
    last = Period.month(period.start).start - DAY
    first = last
    for _ in range(months - 1):
        first = Period.month(first).start - DAY
    return Period(Period.month(first).start, last)
