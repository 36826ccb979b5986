"""Answers questions: the one way from the warehouse to a figure.

A reader takes questions that belong together (a page, a command), makes one plan of them, asks for
all sums in one statement and for percentiles in one more for each shape, and puts figures together.
Every read requires a scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from access.scope import Scope, ScopeError
from metrics.breakdown import break_down
from metrics.comparison import IsBusinessDay, LastYear, last_year, prior
from metrics.directory import Store, pick
from metrics.evaluation import Plan, Sums
from metrics.figures import Asked, Bucket, Sources, make_figures
from metrics.index import SnapshotIndex
from metrics.model.formula import Percentile
from metrics.model.kpi import Kpi
from metrics.model.period import Period, buckets
from metrics.percentiles import Percentiles, take_percentiles
from metrics.result import Figure, Result
from metrics.selection import QuestionError, Selection
from metrics.series import series_pays, take_series
from metrics.sums import take_sums
from metrics.targets import take_targets
from warehouse.engines import Backend


class Source(Protocol):
    """What a reader reads: one published snapshot."""

    @property
    def id(self) -> str:
        """Snapshot id."""
        ...

    @property
    def as_of(self) -> date:
        """Newest day of the data."""
        ...

    @property
    def backend(self) -> Backend:
        """The engine that answers."""
        ...


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The two things that comparisons ask of a calendar."""

    is_business_day: IsBusinessDay
    last_year: LastYear


@dataclass(frozen=True, slots=True)
class Question:
    """A selection and the KPIs asked for it."""

    selection: Selection
    kpis: tuple[Kpi, ...]


class Reader:
    """Reads figures of one snapshot.

    Args:
        source: the snapshot.
        calendar: for comparisons.
        rolled_up: measures that the daily roll-up of the snapshot holds; empty to read details.
        min_trials: below so many trials a rate says little (``too_few``).
        index: of the same snapshot, where one is at hand.
    """

    def __init__(
        self,
        source: Source,
        calendar: BusinessCalendar,
        rolled_up: frozenset[str] = frozenset(),
        min_trials: int = 20,
        index: SnapshotIndex | None = None,
    ) -> None:
        self._source = source
        self._calendar = calendar
        self._rolled_up = rolled_up
        self._min_trials = min_trials
        self._index = index or SnapshotIndex(source.backend)

    @property
    def snapshot(self) -> str:
        """Id of the snapshot."""
        return self._source.id

    @property
    def as_of(self) -> date:
        """Newest day of the data."""
        return self._source.as_of

    @property
    def backend(self) -> Backend:
        """The engine; for listings of the same package."""
        return self._source.backend

    @property
    def rolled_up(self) -> frozenset[str]:
        """Measures that the daily roll-up of the snapshot holds."""
        return self._rolled_up

    def directory(self, scope: Scope) -> tuple[Store, ...]:
        """The stores that the scope may see, ordered by code."""
        stores = self._index.stores
        allowed = set(scope.limit([store.code for store in stores]))
        return tuple(store for store in stores if store.code in allowed)

    def stores_of(self, scope: Scope, selection: Selection) -> tuple[Store, ...]:
        """The stores of a selection inside a scope.

        Raises:
            ScopeError: a store is named that the scope does not hold, or the scope holds none.
        """
        allowed = self.directory(scope)
        if not allowed:
            raise ScopeError("no store is open to you; ask the administrator for a grant")
        if not selection.stores:
            return allowed
        found, unknown = pick(allowed, selection.stores)
        if unknown:
            raise ScopeError(f"no store {', '.join(unknown)} among those open to you")
        return found

    def ask(self, scope: Scope, question: Question) -> Result:
        """Answer one question."""
        return self.ask_all(scope, (question,))[0]

    def ask_all(self, scope: Scope, questions: Sequence[Question]) -> tuple[Result, ...]:
        """Answer questions that belong together, from as few statements as their grains.

        Raises:
            ScopeError: a store or a department lies outside the scope.
            QuestionError: a grouping or comparison that does not exist.
        """
        for question in questions:
            for kpi in question.kpis:
                if not scope.allows_department(kpi.department.value):
                    raise ScopeError(f"{kpi.id} belongs to a department that is not open to you")
        plain = [q for q in questions if not q.selection.dimensions]
        asked = [self._prepare(scope, question) for question in plain]
        rows = iter(self._answer(scope, asked))
        results = []
        for question in questions:
            if question.selection.dimensions:
                found = self._break_down(scope, question)
            else:
                found = next(rows)
            results.append(
                Result(self._source.id, self._source.as_of, question.selection.period, found)
            )
        return tuple(results)

    def _prepare(self, scope: Scope, question: Question) -> Asked:
        selection = question.selection
        stores = self.stores_of(scope, selection)
        peers = self.directory(scope) if "peers" in selection.compare else stores
        grain = selection.time_grain
        main = buckets(selection.period, grain) if grain else (selection.period,)
        made = []
        for piece in main:
            keys = {grain: _key(piece, grain)} if grain else {}
            compared = {
                name: self._compared(piece, name)
                for name in selection.compare
                if name in ("prior", "year")
            }
            made.append(Bucket(keys, piece, compared))
        return Asked(selection, question.kpis, stores, peers, tuple(made))

    def _compared(self, period: Period, name: str) -> Period:
        past = period.until(self._source.as_of) or period
        if name == "prior":
            return prior(past, self._calendar.is_business_day)
        return last_year(past, self._calendar.last_year, self._calendar.is_business_day)

    def _answer(self, scope: Scope, asked: Sequence[Asked]) -> list[tuple[Figure, ...]]:
        if not asked:
            return []
        plan = Plan(self._source.as_of)
        spreads: dict[Kpi, dict[Period, None]] = {}
        targets: dict[Kpi, dict[Period, None]] = {}
        codes: dict[str, Store] = {}
        for one in asked:
            codes.update((store.code, store) for store in (*one.stores, *one.peers))
            for bucket in one.buckets:
                for kpi in one.kpis:
                    for period in (bucket.period, *bucket.compared.values()):
                        plan.add(kpi, period)
                        if isinstance(kpi.formula, Percentile):
                            spreads.setdefault(kpi, {})[period] = None
                    if "target" in one.selection.compare:
                        targets.setdefault(kpi, {})[bucket.period] = None
        stores = tuple(sorted(codes))
        filtered = (
            None if scope.stores is None and len(stores) == len(self._index.stores) else stores
        )
        backend = self._source.backend
        sums = self._sums(plan, stores, filtered)
        percentiles: Percentiles = take_percentiles(backend, spreads, filtered, plan.as_of)
        goals = take_targets(backend, targets, filtered)
        sources = Sources(plan.as_of, sums, percentiles, goals, self._index, self._min_trials)
        return [make_figures(one, sources) for one in asked]

    def _sums(self, plan: Plan, stores: tuple[str, ...], filtered: tuple[str, ...] | None) -> Sums:
        if series_pays(plan, len(stores), self._rolled_up):
            return take_series(self._source.backend, plan, stores, filtered, self._rolled_up)
        return take_sums(self._source.backend, plan, stores, filtered, self._rolled_up)

    def _break_down(self, scope: Scope, question: Question) -> tuple[Figure, ...]:
        if question.selection.compare:
            raise QuestionError("a breakdown by a dimension is not compared; leave out `compare`")
        stores = self.stores_of(scope, question.selection)
        return break_down(
            self._source.backend,
            self._source.as_of,
            question.selection,
            question.kpis,
            stores,
            self._min_trials,
        )


def _key(period: Period, grain: str) -> str:
    match grain:
        case "month":
            return period.start.strftime("%Y-%m")
        case "quarter":
            return f"{period.start.year}-Q{(period.start.month + 2) // 3}"
        case "year":
            return str(period.start.year)
        case _:
            return period.start.isoformat()
