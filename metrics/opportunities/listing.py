"""The gaps of one store to its peers, priced together and ranked, in CNY a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from access.scope import Scope
from metrics.bridge.amounts import Sheet, Side, before, read_sheets, whole_months
from metrics.bridge.nodes import Node
from metrics.bridge.profit import LINES
from metrics.catalogue import kpi as kpi_of
from metrics.model.kpi import Department, Direction, Kpi
from metrics.model.period import DAY, Period, first_of_month
from metrics.money import HOME
from metrics.network_scores import departments_of
from metrics.opportunities.closing import closed, shares
from metrics.opportunities.levers import levers_of
from metrics.reader import Question, Reader
from metrics.result import State
from metrics.selection import QuestionError, Selection
from metrics.side_by_side.noise import Noise, noise_of
from metrics.side_by_side.standings import Standing

MONTHS = 3
"""Whole months that are looked at where none are named: one alone is mostly chance."""

PAST_MONTHS = 12
_EXPENSES = ("personnel_to_gross", "marketing_expense_ratio")
_USABLE = (State.OK, State.PROVISIONAL)


class Goal(StrEnum):
    """Up to where gaps are closed."""

    MEDIAN = "median"
    BEST_QUARTILE = "best_quartile"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One gap.

    Attributes:
        kpi: that the store is behind on.
        value: its own.
        goal: what its peers reach.
        of: peers with a value, itself among them.
        basis: what they have in common.
        per_month: CNY a month; its share of closing all gaps together.
        alone: CNY a month if it were the only one to be closed.
        beyond_noise: whether the gap is more than chance; None where that is not known.
    """

    kpi: Kpi
    value: float
    goal: float
    of: int
    basis: tuple[str, ...]
    per_month: float
    alone: float
    beyond_noise: bool | None

    @property
    def department(self) -> Department:
        """Whose page shows it."""
        return self.kpi.department


@dataclass(frozen=True, slots=True)
class Opportunities:
    """The list of a store.

    Attributes:
        snapshot: that it was read from.
        store: code.
        period: days that gaps were seen in.
        goal: up to where they would be closed.
        items: what the most comes from first; their amounts add up to ``total``.
        total: CNY a month if all gaps were closed.
        level: ids of the KPIs on which the store is not behind.
        unknown: ids of the KPIs without a figure of the store, or with too few peers.
    """

    snapshot: str
    store: str
    period: Period
    goal: Goal
    items: tuple[Opportunity, ...]
    total: float
    level: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def beyond_noise(self) -> float:
        """CNY a month of the gaps that are more than chance."""
        return sum(item.per_month for item in self.items if item.beyond_noise)


def usual_period(reader: Reader) -> Period:
    """The last whole months of the data."""
    following = reader.as_of + DAY
    return before(Period(first_of_month(following), following), MONTHS)


def opportunities(
    reader: Reader,
    scope: Scope,
    store: str,
    period: Period | None = None,
    goal: Goal = Goal.MEDIAN,
) -> Opportunities:
    """What closing its gaps would be worth to a store.

    Args:
        reader: of the snapshot.
        scope: of the person who asks; only lines of departments that are open count.
        store: code.
        period: whole months; None for the last three.
        goal: up to where gaps are closed.

    Raises:
        QuestionError: the period is not made of whole months that have passed, or nothing is known
            of the store.
        ScopeError: the store lies outside the scope.
    """
    period = usual_period(reader) if period is None else period
    if not whole_months(period):
        raise QuestionError(
            f"gaps are looked at over whole months, got {period.start} to {period.end}\n"
            "  -> choose the first and the last day of months"
        )
    if period.end > reader.as_of:
        raise QuestionError(
            f"gaps are looked at over months that have passed, got {period.start} to {period.end}; "
            f"the data reach to {reader.as_of}\n  -> choose months before"
        )
    trees = _trees(reader, scope, Side(period, (store,)))
    known: dict[str, Kpi] = {}
    for tree, sheet in trees:
        known.update(levers_of(tree, sheet))
    open_ = [kpi for kpi in map(kpi_of, _EXPENSES) if _is_open(scope, kpi)]
    asked = (*known.values(), *open_)
    standings = _standings(reader, scope, asked, store, period) if asked else {}
    found = _Gaps(standings, goal)
    if not found.goals and not found.level:
        raise QuestionError(
            f"nothing is known of {store} that could be compared with its peers\n"
            "  -> choose other months"
        )
    goals = {name: found.goals[name] for name in known if name in found.goals}
    values = closed(trees, goals) / period.months
    each = dict(zip(goals, shares(values).tolist(), strict=True))
    alone = {name: float(values[1 << place] - values[0]) for place, name in enumerate(goals)}
    for kpi in open_:
        if kpi.id in found.goals:
            saved = _saved(standings[kpi.id], found.goals[kpi.id]) / period.months
            each[kpi.id] = alone[kpi.id] = saved
    items = [found.item(name, amount, alone[name]) for name, amount in each.items()]
    items.sort(key=lambda item: (-item.per_month, item.kpi.id))
    total = sum(item.per_month for item in items)
    at = reader.snapshot, store, period, goal
    return Opportunities(*at, tuple(items), total, tuple(found.level), tuple(found.unknown))


def _trees(reader: Reader, scope: Scope, side: Side) -> list[tuple[Node, Sheet]]:
    """The lines that are open to the reader and known of the store, each with its sums."""
    found = []
    for line in LINES.children:
        if all(scope.allows_department(node.department.value) for node in line.walk()):
            (sheet,), _ = read_sheets(reader, scope, line, (side,))
            if sheet.value(line) is not None and not sheet.foreign:
                found.append((line, sheet))
    return found


def _is_open(scope: Scope, kpi: Kpi) -> bool:
    return all(scope.allows_department(each.value) for each in departments_of(kpi))


def _standings(
    reader: Reader, scope: Scope, kpis: Sequence[Kpi], store: str, period: Period
) -> Mapping[str, Standing]:
    whole = Question(Selection(period, (store,), by=("store",)), tuple(kpis))
    by_months = tuple(kpi for kpi in kpis if noise_of(kpi) is Noise.MONTHS)
    past = Period(before(period, PAST_MONTHS - MONTHS).start, period.end)
    months = Question(Selection(past, (store,), by=("store", "month")), by_months)
    rows = reader.stand(scope, [whole], months).rows
    return {row.figure.kpi: row for row in rows if row.store == store}


def _saved(standing: Standing, goal: float) -> float:
    """What an expense would be less at the ratio of the peers, with the store's own gross."""
    figure = standing.figure
    assert figure.value is not None
    return (figure.value - goal) * (figure.denominator or 0.0)


class _Gaps:
    """Where a store is behind, level or not known.

    Args:
        standings: of the store, by KPI.
        goal: up to where gaps are closed.
    """

    def __init__(self, standings: Mapping[str, Standing], goal: Goal) -> None:
        self._standings = standings
        self.goals: dict[str, float] = {}
        self.level: list[str] = []
        self.unknown: list[str] = []
        for name, standing in standings.items():
            figure, place = standing.figure, standing.place
            usable = figure.state in _USABLE and figure.currency == HOME
            aim = None
            if place is not None and usable:
                aim = place.centre if goal is Goal.MEDIAN else place.best_quartile
            if aim is None or figure.value is None:
                self.unknown.append(name)
                continue
            better = 1 if kpi_of(name).direction is Direction.UP else -1
            if better * (aim - figure.value) <= 0:
                self.level.append(name)
            else:
                self.goals[name] = aim

    def item(self, name: str, per_month: float, alone: float) -> Opportunity:
        """A gap at its price."""
        standing = self._standings[name]
        place, value = standing.place, standing.figure.value
        assert place is not None
        assert value is not None
        beyond = None
        if place.low is not None and place.high is not None:
            # Half the funnel: as far as chance carries a figure of this store to either side.
            beyond = not place.tied and abs(value - self.goals[name]) > (place.high - place.low) / 2
        return Opportunity(
            kpi_of(name),
            value,
            self.goals[name],
            place.of,
            standing.basis,
            per_month,
            alone,
            beyond,
        )
