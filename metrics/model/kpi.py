"""A KPI: a frozen value with everything a reviewer, a screen and a roll-up need to know."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from metrics.model.formula import (
    AmongPeers,
    Closing,
    External,
    Formula,
    PeerIndex,
    Percentile,
    Ratio,
    Term,
    Total,
    measures_of,
)
from metrics.model.measures import Flow, MonthlyDistinct, Spread, Summed
from metrics.model.words import Words


class Department(StrEnum):
    """Who owns a KPI, in the order of the navigation; the last two have no page of their own."""

    SALES = "sales"
    AFTER_SALES = "after_sales"
    PARTS = "parts"
    FINANCE_INSURANCE = "finance_insurance"
    MARKETING = "marketing"
    CUSTOMER_SERVICE = "customer_service"
    PROFIT = "profit"
    NETWORK = "network"
    PEOPLE = "people"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    BAND = "band"


class Unit(StrEnum):
    """Unit of a value; percentages are fractions until they are shown."""

    COUNT = "count"
    PERCENT = "percent"
    CNY = "CNY"
    CNY_PER_UNIT = "CNY/unit"
    CNY_PER_VISIT = "CNY/visit"
    CNY_PER_LEAD = "CNY/lead"
    CNY_PER_ORDER = "CNY/order"
    CNY_PER_CONTRACT = "CNY/contract"
    CNY_PER_HOUR = "CNY/hour"
    CNY_PER_PERSON_MONTH = "CNY/person-month"
    CNY_PER_BAY_MONTH = "CNY/bay-month"
    PER_DAY = "count/day"
    PER_PERSON_DAY = "count/person-day"
    PER_PERSON_MONTH = "count/person-month"
    PER_UNIT = "count/unit"
    PER_THOUSAND = "per 1000"
    RATIO = "ratio"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"
    HOURS_PER_ORDER = "hours/order"
    MINUTES = "minutes"
    TURNS = "turns/year"
    POINTS = "points"


class Rollup(StrEnum):
    """How a figure is taken for several stores or a longer time."""

    ADDITIVE = "additive"
    DISTINCT = "distinct count"
    CLOSING = "closing balance"
    RATIO_OF_SUMS = "ratio of sums"
    COHORT = "ratio of sums (cohort)"
    SNAPSHOT_RATIO = "ratio of sums (snapshot)"
    REBUILT = "ratio of sums (rebuilt for each period)"
    WEIGHTED_MEAN = "weighted mean"
    PERCENTILE = "percentile"
    EXTERNAL = "external series"
    STANDING = "standing among peers"


class Cadence(StrEnum):
    """The shortest period for which a KPI has a figure."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"


_FORMULAS: dict[Rollup, type] = {
    Rollup.ADDITIVE: Total,
    Rollup.DISTINCT: Total,
    Rollup.CLOSING: Closing,
    Rollup.RATIO_OF_SUMS: Ratio,
    Rollup.COHORT: Ratio,
    Rollup.SNAPSHOT_RATIO: Ratio,
    Rollup.REBUILT: Ratio,
    Rollup.WEIGHTED_MEAN: Ratio,
    Rollup.PERCENTILE: Percentile,
    Rollup.EXTERNAL: External,
    Rollup.STANDING: AmongPeers,
}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A reference value (fractions for percentages) and where it comes from.

    ``source`` None marks a rule of thumb that each dealer may edit.
    """

    low: float | None
    high: float | None
    source: str | None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What a figure leaves out until it is confirmed.

    Attributes:
        words: what it is.
        amount: of it, to be added to the numerator once it is confirmed.
    """

    words: Words
    amount: Term


@dataclass(frozen=True, eq=False)
class Kpi:
    """A key figure of a dealership.

    Attributes:
        id: fixed name, lower case with underscores.
        name: short name.
        department: owner.
        purpose: what question it answers and why it matters.
        reads: the formula in words.
        numerator: what the numerator counts, or the amount itself.
        denominator: what the denominator counts; None where there is no division.
        pitfalls: what makes it lie.
        unit: of the value.
        direction: which way is good.
        rollup: how it is taken for groups.
        formula: over measures.
        cadence: shortest period with a figure.
        matures_after: days after which a cohort's figure no longer changes; 0 for none.
        trials: whether the denominator counts trials, so that few of them say little.
        tolerates: tables whose absence counts as nothing happened.
        against_plan: whether the denominator is a plan or a market, so that a store without one
            is on neither side.
        estimated: whether a period whose books are still open is estimated from the last month that
            was closed; its terms are sums of flows.
        within_reported: tables whose amounts are contained in the figures that a store reported,
            so that they count as zero where the figure comes from these.
        members: formula of the members in a breakdown, where the figure itself is about some of
            them only.
        benchmark: reference value.
        target_metric: ``metric_code`` of its target in ``budgets``; the id where not given.
        red_line: a sum that must be zero in every store; above, the figure is marked as failed
            whatever its value.
        pending: what is expected and not confirmed; the figure may change as long as there is any.
        chapter: topic inside the department, for grouping on a page.
    """

    id: str
    name: Words
    department: Department
    purpose: Words
    reads: Words
    numerator: Words
    denominator: Words | None
    pitfalls: Words
    unit: Unit
    direction: Direction
    rollup: Rollup
    formula: Formula
    chapter: Words
    cadence: Cadence = Cadence.DAY
    matures_after: int = 0
    trials: bool = False
    tolerates: frozenset[str] = field(default_factory=frozenset)
    against_plan: bool = False
    within_reported: frozenset[str] = field(default_factory=frozenset)
    estimated: bool = False
    members: Ratio | None = None
    benchmark: Benchmark | None = None
    target_metric: str | None = None
    red_line: Term | None = None
    pending: Pending | None = None

    def __post_init__(self) -> None:
        """Refuse a roll-up class that the formula does not bear."""
        wanted = _FORMULAS[self.rollup]
        fits = isinstance(self.formula, wanted)
        if not fits or isinstance(self.formula, External) != (self.rollup is Rollup.EXTERNAL):
            raise TypeError(
                f"{self.id}: roll-up class {self.rollup} needs a {wanted.__name__}, "
                f"got {type(self.formula).__name__}"
            )
        if (self.denominator is None) == isinstance(self.formula, Ratio | PeerIndex):
            raise ValueError(f"{self.id}: a ratio names its denominator, nothing else does")
        shares_stores = isinstance(self.formula, Ratio) and self.formula.shares_stores
        if shares_stores and self.rollup is not Rollup.REBUILT:
            raise TypeError(f"{self.id}: a share of stores is rebuilt for each period")
        if self.red_line is not None and not isinstance(self.formula, Ratio):
            raise TypeError(f"{self.id}: a red line goes with a ratio")
        if self.pending is not None and not isinstance(self.formula, Ratio):
            raise TypeError(f"{self.id}: what is pending goes with a ratio")
        if self.rollup is Rollup.COHORT and self.matures_after <= 0:
            raise ValueError(f"{self.id}: a cohort says after how many days it is mature")
        levels = [m.name for m in measures_of(self.formula) if not isinstance(m, Flow)]
        if self.estimated and levels:
            raise TypeError(f"{self.id}: {levels[0]} is no flow and cannot be spread over days")
        monthly = [m.name for m in measures_of(self.formula) if isinstance(m, MonthlyDistinct)]
        if monthly and self.rollup is Rollup.ADDITIVE:
            raise TypeError(f"{self.id}: {monthly[0]} is a distinct count, not additive")

    @property
    def broken_down(self) -> "Kpi":
        """The KPI whose formula the members of a breakdown follow; mostly itself."""
        if self.members is None:
            return self
        return replace(self, formula=self.members, members=None)

    @property
    def beside(self) -> tuple[Term, ...]:
        """Terms that are taken along with the formula: the red line, what is pending."""
        pending = None if self.pending is None else self.pending.amount
        return tuple(term for term in (self.red_line, pending) if term is not None)

    @property
    def measures(self) -> tuple[Summed | Spread, ...]:
        """Every measure of its formula and of what stands beside it, each once, in order."""
        found = dict.fromkeys(measures_of(self.formula))
        for term in self.beside:
            found.update(dict.fromkeys(leaf.measure for leaf in term.leaves()))
        return tuple(found)

    @property
    def tables(self) -> tuple[str, ...]:
        """The warehouse tables that it rests on; what is said of other KPIs rests on the stores."""
        if isinstance(self.formula, AmongPeers):
            return ("dim_store",)
        found: dict[str, None] = {}
        for measure in self.measures:
            found.update(dict.fromkeys(measure.fact.tables))
        return tuple(found)
