"""The month of each store at a glance: every planned figure, break-even, rebate steps, people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from access.scope import Scope, ScopeError
from metrics.directory import Store
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.period import Period, first_of_month
from metrics.model.words import Words
from metrics.pace.breakeven import MEASURES, BreakEven, break_even
from metrics.pace.history import History, daily_term, measures_by_day, month_under_way, take_history
from metrics.pace.outlook import Gap, Outlook, gap_to
from metrics.plan_metrics import WHOLESALE
from metrics.reader import Question, Reader
from metrics.rebate_steps import RETAIL, Policy, Standing, read_policies, stand
from metrics.result import Figure
from metrics.selection import QuestionError, Selection
from metrics.targets import Target, Targets, months_of, read_targets, text_of

RETAIL_METRIC = "retail_deliveries"


@dataclass(frozen=True, slots=True)
class Line:
    """One planned figure of a store.

    Attributes:
        code: KPI or plan metric.
        name: what people call it.
        unit: of its values.
        to_date: in the month so far; None where there is no data.
        outlook: None where the figure cannot be projected from daily values.
        target: of the month, with its version.
        gap: to the target.
        is_short: whether the newest days are known to be missing, so that nothing is projected.
        lacking_tables: never loaded, so that there is no data.
    """

    code: str
    name: Words
    unit: Unit
    to_date: float | None
    outlook: Outlook | None
    target: Target | None
    gap: Gap | None
    is_short: bool = False
    lacking_tables: tuple[str, ...] = ()

    @property
    def attainment(self) -> float | None:
        """To date over the target; None without either."""
        if self.target is None or not self.target.value or self.to_date is None:
            return None
        return self.to_date / self.target.value


@dataclass(frozen=True, slots=True)
class StoreMonth:
    """The month of one store."""

    store: Store
    period: Period
    lines: tuple[Line, ...]
    break_even: BreakEven | None
    standings: tuple[Standing, ...]


def read_months(
    reader: Reader, scope: Scope, kpis: Sequence[Kpi], stores: Sequence[str] = (),
    day: date | None = None,
) -> tuple[StoreMonth, ...]:  # fmt: skip
    """The month under way of each store of a selection inside a scope.

    Args:
        reader: of the snapshot.
        scope: what may be seen.
        kpis: to be shown, in order; they must add up over days.
        stores: codes; empty for all of the scope.
        day: as of which; the newest of the data where not given.

    Raises:
        ScopeError: a store is not open to the reader.
        QuestionError: a KPI does not add up over days, or the snapshot has no daily roll-up.
    """
    as_of = min(day or reader.as_of, reader.as_of)
    terms = _terms(kpis, reader.rolled_up)
    month = Selection(month_under_way(as_of), tuple(stores), ("store",), ("target", "pace"))
    question = Question(month, tuple(kpis))
    chosen = reader.stores_of(scope, question.selection)
    figures = reader.ask(scope, question)
    names = frozenset().union(*(measures_by_day(term) or () for term in terms.values()))
    codes = tuple(store.code for store in chosen)
    measures = sorted((names | MEASURES) & reader.rolled_up)
    history = take_history(reader.backend, measures, codes, as_of)
    policies = read_policies(reader.backend, codes, as_of)
    periods = {Period.month(as_of): None, **{p.period: None for p in policies}}
    metrics = {kpi.target_metric or kpi.id for kpi in kpis} | {WHOLESALE.code, RETAIL_METRIC}
    targets = read_targets(reader.backend, metrics, periods, codes)
    assembly = _Assembly(history, targets, policies, terms)
    return tuple(
        assembly.month(store, kpis, [f for f in figures.rows if f.keys["store"] == store.code])
        for store in chosen
    )


def _terms(kpis: Sequence[Kpi], rolled_up: frozenset[str]) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for kpi in kpis:
        term = daily_term(kpi, rolled_up)
        if term is None:
            raise QuestionError(f"{kpi.id} does not add up over the days of a month")
        terms[kpi.id] = term
    assert WHOLESALE.term is not None  # declared beside its code
    terms[WHOLESALE.code] = WHOLESALE.term
    terms[RETAIL_METRIC] = Over(RETAIL_DELIVERED)
    return terms


@dataclass(frozen=True, slots=True)
class _Assembly:
    """Everything that was taken for all stores."""

    history: History
    targets: Targets
    policies: tuple[Policy, ...]
    terms: Mapping[str, Term]

    def month(self, store: Store, kpis: Sequence[Kpi], figures: Sequence[Figure]) -> StoreMonth:
        """Put the month of one store together."""
        place = self.history.stores.index(store.code)
        by_kpi = {figure.kpi: figure for figure in figures}
        lines = [self._line(kpi, by_kpi[kpi.id], store) for kpi in kpis]
        lines += self._wholesale(store, place)
        complete = all(name in self.history.values for name in MEASURES)
        return StoreMonth(
            store,
            Period(self.history.firsts[-1], self.history.as_of),
            tuple(lines),
            break_even(self.history, place) if complete else None,
            tuple(self._standing(p, place) for p in self.policies if p.store == store.code),
        )

    def _line(self, kpi: Kpi, figure: Figure, store: Store) -> Line:
        target, ahead = self._target(kpi.target_metric or kpi.id, store.code), figure.ahead
        # What was only reported has no days, and what has no data has no end.
        return Line(
            kpi.id,
            kpi.name,
            kpi.unit,
            figure.value,
            ahead.outlook if ahead else None,
            target,
            ahead.gap if ahead else None,
            lacking_tables=figure.lacking_tables,
        )

    def _wholesale(self, store: Store, place: int) -> list[Line]:
        target = self._target(WHOLESALE.code, store.code)
        if target is None or not self._has(WHOLESALE.code):
            return []
        months = self.history.months(self.terms[WHOLESALE.code], [place])
        to_date = float(months.values[-1].sum())
        gap = gap_to(months, [target.value])
        return [Line(WHOLESALE.code, WHOLESALE.name, Unit.COUNT, to_date, None, target, gap, True)]

    def _has(self, code: str) -> bool:
        names = measures_by_day(self.terms[code])
        return names is not None and names <= set(self.history.values)

    def _target(self, metric: str, store: str) -> Target | None:
        return self._goal(metric, store, Period.month(first_of_month(self.history.as_of)))

    def _goal(self, metric: str, store: str, period: Period) -> Target | None:
        """The target stated for exactly a period, else the sum of all its months."""
        own = text_of(period)
        exact = self.targets.values.get((metric, store, own)) if own else None
        if exact is not None:
            return exact
        months = [self.targets.values.get((metric, store, m)) for m in months_of(period)]
        known = [target for target in months if target is not None]
        if not known or len(known) < len(months):
            return None
        versions = sorted({target.version for target in known})
        return Target(sum(target.value for target in known), "、".join(versions))

    def _standing(self, policy: Policy, place: int) -> Standing:
        metric = RETAIL_METRIC if policy.basis == RETAIL else WHOLESALE.code
        units = 0.0
        if self._has(metric):
            values = self.history.months(self.terms[metric], [place]).values[:, 0]
            units = sum(
                float(month.sum())
                for first, month in zip(self.history.firsts, values, strict=True)
                if policy.period.start <= first <= policy.period.end
            )
        target = self._goal(metric, policy.store, policy.period)
        return stand(policy, units, target.value if target else None)


def read_break_even(
    reader: Reader, scope: Scope, stores: Sequence[str] = (), day: date | None = None
) -> Mapping[str, BreakEven | None]:
    """The break-even day of the month of each store of a selection; None where there is none.

    Args:
        reader: of the snapshot.
        scope: must hold the stores and the profit department.
        stores: codes; empty for all of the scope.
        day: as of which; the newest of the data where not given.

    Raises:
        ScopeError: a store or the department is not open to the reader.
    """
    if not scope.allows_department(Department.PROFIT.value):
        raise ScopeError("break-even belongs to a department that is not open to you")
    as_of = min(day or reader.as_of, reader.as_of)
    selection = Selection(month_under_way(as_of), tuple(stores))
    codes = tuple(store.code for store in reader.stores_of(scope, selection))
    if not reader.rolled_up >= MEASURES:
        return dict.fromkeys(codes)
    history = take_history(reader.sums_for(scope.key), sorted(MEASURES), codes, as_of)
    return {code: break_even(history, place) for place, code in enumerate(history.stores)}
