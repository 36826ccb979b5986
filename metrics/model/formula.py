"""Formulas: terms over windows, put together so that the division always comes last.

A term is worked out for each store and then summed over stores; no node divides except
``Apportion``, which shares out an amount inside one store. There is no node for an average of
ratios or for a sum of levels over days without their mean: such a KPI cannot be written down.
``CountStores`` asks each store a question before it is summed, and stands alone on a side of a
ratio. What is published elsewhere (``External``) and what says how a store stands among others
(``AmongPeers``) is never summed at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from metrics.model.measures import (
    Distinct,
    Flow,
    Level,
    MonthlyDistinct,
    Reduction,
    Spread,
    Summed,
)
from metrics.model.windows import LAST_DAY, SELECTION, Window


class Term:
    """Something that has a value for each store and adds up over stores."""

    def __add__(self, other: "Term") -> "Plus":
        """The sum of two terms."""
        return Plus(self, other, 1)

    def __sub__(self, other: "Term") -> "Plus":
        """The difference of two terms."""
        return Plus(self, other, -1)

    def __rmul__(self, factor: float) -> "Scaled":
        """A term times a constant."""
        return Scaled(factor, self)

    def leaves(self) -> Iterator["Over | Mean"]:
        """The measures with their windows, in order."""
        raise TypeError(f"{type(self).__name__} has no leaves")


@dataclass(frozen=True, eq=False)
class Over(Term):
    """Sum of a flow or count over a window."""

    measure: Flow | Distinct | MonthlyDistinct
    window: Window = SELECTION

    def __post_init__(self) -> None:
        """Refuse levels: a stock summed over days means nothing."""
        if isinstance(self.measure, Level):
            raise TypeError(
                f"{self.measure.name} is a level: take AtEnd or Mean of it, never its sum over days"
            )

    def leaves(self) -> Iterator["Over | Mean"]:
        """Itself."""
        yield self


@dataclass(frozen=True, eq=False)
class Mean(Term):
    """Mean of a level over the days of a window."""

    measure: Level
    window: Window = SELECTION

    def __post_init__(self) -> None:
        """Refuse flows: they are summed."""
        if not isinstance(self.measure, Level):
            raise TypeError(f"{self.measure.name} is not a level: use Over for it")

    def leaves(self) -> Iterator["Over | Mean"]:
        """Itself."""
        yield self


def AtEnd(level: Level) -> Mean:
    """Height of a level on the last day of the selection."""
    return Mean(level, LAST_DAY)


@dataclass(frozen=True, eq=False)
class Plus(Term):
    """Sum or difference of two terms."""

    left: Term
    right: Term
    sign: int

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of both sides."""
        yield from self.left.leaves()
        yield from self.right.leaves()


@dataclass(frozen=True, eq=False)
class Scaled(Term):
    """A term times a constant (days of a year, minutes of an hour)."""

    factor: float
    term: Term

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of the term."""
        yield from self.term.leaves()


@dataclass(frozen=True, eq=False)
class PerDay(Term):
    """A term divided by the days of a window, those of the selection that have passed if not told.

    A term over closed months is divided by the days of these months.
    """

    term: Term
    window: Window = SELECTION

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of the term."""
        yield from self.term.leaves()


@dataclass(frozen=True, eq=False)
class PerMonth(Term):
    """A term divided by the months of a window, of the selection if not told: a monthly rate.

    A month under way counts as the part of its days that has passed.
    """

    term: Term
    window: Window = SELECTION

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of the term."""
        yield from self.term.leaves()


@dataclass(frozen=True, eq=False)
class Apportion(Term):
    """An amount of a store, shared out by ``part`` / ``whole`` of the same store."""

    amount: Term
    part: Term
    whole: Term

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of all three."""
        for term in (self.amount, self.part, self.whole):
            yield from term.leaves()


@dataclass(frozen=True, eq=False)
class Whole(Term):
    """A denominator that a breakdown does not split: each member is held against all of them."""

    term: Term

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of the term."""
        yield from self.term.leaves()


@dataclass(frozen=True, eq=False)
class CountStores(Term):
    """One for a store whose term is known and lies above a limit, else zero; unknown stays so.

    Attributes:
        term: what is asked of each store.
        above: the limit, itself not enough; None counts every store whose term is known.
    """

    term: Term
    above: float | None = None

    def __post_init__(self) -> None:
        """Refuse a count of counts, and anything that is not a sum of the store."""
        if not isinstance(self.term, Term):
            raise TypeError(f"stores are counted by a term, got {type(self.term).__name__}")
        _refuse_counts(self.term)

    def leaves(self) -> Iterator[Over | Mean]:
        """Those of the term."""
        yield from self.term.leaves()


def _inside(term: Term) -> Iterator[Term]:
    """A term and every term in it."""
    yield term
    match term:
        case Plus(left=left, right=right):
            yield from _inside(left)
            yield from _inside(right)
        case Scaled(term=inner) | PerDay(term=inner) | PerMonth(term=inner) | Whole(term=inner):
            yield from _inside(inner)
        case CountStores(term=inner):
            yield from _inside(inner)
        case Apportion(amount=amount, part=part, whole=whole):
            for inner in (amount, part, whole):
                yield from _inside(inner)


def _refuse_counts(term: Term) -> None:
    """Stores counted over one period and stores counted over another are not different stores."""
    if not isinstance(term, Term):
        raise TypeError(f"expected a term, got {type(term).__name__}")
    if any(isinstance(inner, CountStores) for inner in _inside(term)):
        raise TypeError("a count of stores stands alone on a side of a ratio, it is never added up")


@dataclass(frozen=True, eq=False)
class Total:
    """A sum of flows: adds up over stores and over time."""

    amount: Term

    def __post_init__(self) -> None:
        """Refuse levels, counts of stores, and what is no term."""
        _refuse_counts(self.amount)
        for leaf in self.amount.leaves():
            if isinstance(leaf, Mean):
                raise TypeError(f"{leaf.measure.name} is a level: use Closing, not Total")


@dataclass(frozen=True, eq=False)
class Closing:
    """Heights on the last day: adds up over stores, never over time."""

    amount: Term

    def __post_init__(self) -> None:
        """Refuse flows and counts of stores."""
        _refuse_counts(self.amount)
        for leaf in self.amount.leaves():
            if not isinstance(leaf, Mean) or leaf.window != LAST_DAY:
                raise TypeError(f"{leaf.measure.name}: Closing takes AtEnd of levels only")


@dataclass(frozen=True, eq=False)
class Ratio:
    """Numerators and denominators are summed first; the division is last.

    Attributes:
        numerator: sums over stores.
        denominator: sums over stores; zero or missing gives no value.
        factor: 1000 for a rate per thousand, 100 for points; 1 for all else.
        absolute_denominator: divide by the denominator's size (variances against a budget).
        above_zero: a denominator below zero gives no value either: a loss divided by a negative
            gross would look like a profit.
    """

    numerator: Term
    denominator: Term
    factor: float = 1.0
    absolute_denominator: bool = False
    above_zero: bool = False

    def __post_init__(self) -> None:
        """Refuse anything but terms: a ratio inside a ratio would be an average of averages."""
        for side in (self.numerator, self.denominator):
            if not isinstance(side, Term):
                raise TypeError(f"a ratio takes terms, got {type(side).__name__}")
        above, below = self.numerator, self.denominator
        if isinstance(above, CountStores) and isinstance(below, CountStores):
            if above.term is not below.term or below.above is not None:
                raise TypeError("a share of stores asks all of them about one and the same term")
            return
        for side in (above, below):
            _refuse_counts(side)

    @property
    def shares_stores(self) -> bool:
        """Whether it is a share of stores."""
        return isinstance(self.numerator, CountStores)


@dataclass(frozen=True, eq=False)
class Percentile:
    """A percentile, taken anew from the rows at every grain.

    Attributes:
        spread: the values.
        factor: from the unit of the values to that of the figure (seconds to hours).
    """

    spread: Spread
    factor: float = 1.0

    def __post_init__(self) -> None:
        """Refuse values that somebody else published: they have no distribution."""
        if (self.spread.reduction is Reduction.PUBLISHED) != isinstance(self, External):
            raise TypeError(f"{self.spread.name}: what is published is External, and nothing else")


@dataclass(frozen=True, eq=False)
class External(Percentile):
    """A series as somebody publishes it: the value of the newest month inside the period.

    It is read like the rows behind a percentile, and every store has the same rows: whichever
    stores are asked about, the figure is the published one. Months are never added or averaged.
    """


class AmongPeers:
    """How one store stands among its peers on figures of other KPIs; groups of stores do not."""


@dataclass(frozen=True)
class PeerGap(AmongPeers):
    """Distance of a store's figure from the median of its peers, positive where it is better.

    Attributes:
        subject: id of the KPI that is compared.
    """

    subject: str


@dataclass(frozen=True)
class PeerIndex(AmongPeers):
    """Weighted mean of percentile ranks among peers; a framework says of which KPIs."""


Formula = Total | Closing | Ratio | Percentile | AmongPeers


def terms_of(formula: Formula) -> tuple[Term, ...]:
    """Numerator, or numerator and denominator; none where nothing is summed."""
    match formula:
        case Ratio():
            return (formula.numerator, formula.denominator)
        case Total() | Closing():
            return (formula.amount,)
        case Percentile() | AmongPeers():
            return ()


def measures_of(formula: Formula) -> tuple[Summed | Spread, ...]:
    """Every measure of a formula, each once, in order."""
    if isinstance(formula, Percentile):
        return (formula.spread,)
    found: dict[str, Summed] = {}
    for term in terms_of(formula):
        for leaf in term.leaves():
            found.setdefault(leaf.measure.name, leaf.measure)
    return tuple(found.values())
