"""Answers questions: the one way from the warehouse to a figure.

A reader takes questions that belong together (a page, a command), makes one plan of them, asks for
all sums in one statement and for percentiles in one more for each shape, and puts figures together.
Every read requires a scope.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from access.scope import Scope, ScopeError
from metrics.answers import Answers, Remembering
from metrics.breakdown import Members, Split, break_down
from metrics.directory import Store, UnknownStoreError, pick
from metrics.extracts import lacking_tables
from metrics.figures import Asked, Bucket, make_figures
from metrics.frame import Frame
from metrics.groupings import refuse_unknown
from metrics.health_framework import HealthFramework
from metrics.index import SnapshotIndex
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import Percentile, Term
from metrics.model.kpi import Kpi
from metrics.model.period import Period, buckets
from metrics.network_scores import Surroundings, departments_of, with_standings
from metrics.pace.history import daily_term
from metrics.pace.prospects import PastErrors, Prospects, measures_of_days
from metrics.percentiles import take_percentiles
from metrics.places import Values
from metrics.plan import Plan
from metrics.question import BusinessCalendar as BusinessCalendar
from metrics.question import Question as Question
from metrics.result import Figure, Result
from metrics.rolled_up import NOTHING_ROLLED_UP, RolledUp
from metrics.selection import Selection
from metrics.series import series_pays, take_running, take_series
from metrics.shared import Shared
from metrics.side_by_side.standings import BASES_ON_OFFER, CLOSEST, Standings, make_standings
from metrics.source import Source
from metrics.standing import BASES, Bases, PeerGroups
from metrics.store_values import StoreValues, store_values
from metrics.sums import Sums, take_sums
from metrics.taking import Sources
from metrics.targets import take_targets
from warehouse.engines import Backend

_AT_ONCE = 2
_FEW_PEERS = 24
_PEERS_KEPT = 12
_ERRORS_KEPT = 400
_PLANS_KEPT = 48
# A longer plan is for a question that rarely comes twice, such as every day of two years.
_SLOTS_KEPT = 8_000


class Reader:
    """Reads figures of one snapshot.

    Args:
        source: the snapshot.
        calendar: for comparisons.
        rolled_up: what the snapshot holds beside its details; nothing, to read these alone.
        min_trials: below so many trials a rate says little (``too_few``).
        index: of the same snapshot, where one is at hand.
        health: framework of the health index, where one is chosen.

    Attributes:
        calendar: as given.
        holding: what the snapshot holds beside its details.
        min_trials: as given.
        health: as given.
    """

    def __init__(
        self,
        source: Source,
        calendar: BusinessCalendar,
        rolled_up: RolledUp = NOTHING_ROLLED_UP,
        min_trials: int = 20,
        index: SnapshotIndex | None = None,
        health: HealthFramework | None = None,
    ) -> None:
        self._source = source
        self.calendar = calendar
        self.holding = rolled_up
        self.min_trials = min_trials
        self.health = health
        self._held = rolled_up.facts
        self._first = rolled_up.first
        self._index = index or SnapshotIndex(source.backend)
        # Answers about peers, errors of past projections; plans, the same for every store.
        self._peers: Shared[tuple[Figure, ...]] = Shared(_PEERS_KEPT)
        self._errors: Shared[Values] = Shared(_ERRORS_KEPT)
        self._plans: Shared[tuple[Plan, list[Frame]]] = Shared(_PLANS_KEPT)
        self._answers: Answers | None = None
        # The engine works outside the lock of the interpreter: statements of one page overlap.
        self._beside = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="forecourt-read")

    @property
    def snapshot(self) -> str:
        """Id of the snapshot."""
        return self._source.id

    @property
    def as_of(self) -> date:
        """Newest day of the data."""
        return self._source.as_of

    @property
    def rolled_up(self) -> frozenset[str]:
        """The measures that the daily roll-up of the snapshot holds."""
        return self.holding.measures

    @property
    def held(self) -> frozenset[str]:
        """The facts that the snapshot holds as tables of their own."""
        return self._held

    @property
    def backend(self) -> Backend:
        """The engine; for listings of the same package."""
        return self._source.backend

    def remember(self, answers: Answers) -> None:
        """Keep sums from now on, for as long as this reader lives: that of one snapshot."""
        self._answers = answers

    def sums_for(self, asker: str) -> Backend:
        """The engine for sums that one scope asks for, which are remembered; not for documents.

        Args:
            asker: ``Scope.key``; empty for sums about peers, which all share.
        """
        if self._answers is None:
            return self._source.backend
        return Remembering(self._source.backend, self._answers, asker)

    def directory(self, scope: Scope) -> tuple[Store, ...]:
        """The stores that the scope may see, ordered by code."""
        stores = self._index.stores
        allowed = set(scope.limit([store.code for store in stores]))
        return tuple(store for store in stores if store.code in allowed)

    def stores_of(self, scope: Scope, selection: Selection) -> tuple[Store, ...]:
        """The stores of a selection inside a scope.

        Raises:
            UnknownStoreError: a store is named that the scope does not hold.
            ScopeError: the scope holds none.
        """
        allowed = self.directory(scope)
        if not allowed:
            raise ScopeError("no store is open to you; ask the administrator for a grant")
        if not selection.stores:
            return allowed
        found, unknown = pick(allowed, selection.stores)
        if unknown:
            raise UnknownStoreError(unknown, allowed)
        return found

    def lacking_tables(self, kpi: Kpi, stores: Sequence[str]) -> tuple[str, ...]:
        """The tables that a KPI needs and of which none of these stores ever sent a row."""
        return lacking_tables(kpi, stores, self._index)

    def ask(self, scope: Scope, question: Question) -> Result:
        """Answer one question."""
        return self.ask_all(scope, (question,))[0]

    def ask_all(self, scope: Scope, questions: Sequence[Question]) -> tuple[Result, ...]:
        """Answer questions that belong together, from as few statements as their grains.

        Raises:
            ScopeError: a store or a department lies outside the scope.
            QuestionError: a grouping or comparison that does not exist.
        """
        self._refuse(scope, questions)
        plain = [q for q in questions if not q.selection.dimensions]
        asked = [self._prepare(scope, question) for question in plain]
        around = Surroundings(self._peer_groups(scope), self.health)
        broken = self._break_down(scope, [q for q in questions if q.selection.dimensions])
        rows = iter(with_standings(asked, self._with_peers, around))
        members = iter(broken.result())
        results = []
        for question in questions:
            found = next(members) if question.selection.dimensions else next(rows)
            results.append(
                Result(self._source.id, self._source.as_of, question.selection.period, found)
            )
        return tuple(results)

    def values(self, scope: Scope, question: Question) -> Mapping[str, StoreValues]:
        """Figures by store and period as arrays, by KPI: of many stores, without their reasons.

        Args:
            scope: of the reader.
            question: grouped by a time grain; no KPI that says how a store stands among others.
        """
        self._refuse(scope, (question,))
        asked = self._prepare(scope, question)
        (frame,), sources = self._take((asked,))
        return {kpi.id: store_values(kpi, asked, frame, sources) for kpi in asked.kpis}

    def _refuse(self, scope: Scope, questions: Sequence[Question]) -> None:
        for question in questions:
            refuse_unknown(question.selection.named, question.kpis)
            for kpi in question.kpis:
                if not all(scope.allows_department(d.value) for d in departments_of(kpi)):
                    raise ScopeError(f"{kpi.id} belongs to a department that is not open to you")

    def _prepare(self, scope: Scope, question: Question) -> Asked:
        selection = question.selection
        stores = self.stores_of(scope, selection)
        grain = selection.time_grain
        main = buckets(selection.period, grain) if grain else (selection.period,)
        made = []
        for piece in main:
            keys = {grain: piece.key(grain)} if grain else {}
            compared = {
                name: self.calendar.compared(piece, self.as_of, name, question.kpis)
                for name in selection.compare
                if name in ("prior", "year")
            }
            band = self.calendar.before(piece, self.as_of) if "band" in selection.compare else ()
            made.append(Bucket(keys, piece, compared, band))
        groups = self._peer_groups(scope)
        return Asked(selection, question.kpis, stores, tuple(made), groups, scope.key)

    def stand(
        self, scope: Scope, questions: Sequence[Question], months: Question, basis: str = CLOSEST
    ) -> Standings:
        """Where stores stand among their peers, how surely, and what that comes to.

        Args:
            scope: of the reader.
            questions: by store, all about the same stores; KPIs that stores can stand on.
            months: the same stores by store and month, for the KPIs whose months are wanted.
            basis: key of ``BASES_ON_OFFER``.
        """
        self._refuse(scope, (*questions, months))
        groups = self._peer_groups(scope, BASES_ON_OFFER[basis])
        stores = self.stores_of(scope, months.selection)
        peers = groups.candidates(store.code for store in stores)
        asked = [replace(self._prepare(scope, q), stores=peers) for q in (*questions, months)]
        _, found = self._with_peers((), asked)
        at = self._source.id, self._source.as_of
        periods = [question.selection.period for question in questions]
        return make_standings(periods, stores, found, groups, at)

    def _peer_groups(self, scope: Scope, bases: Bases = BASES) -> PeerGroups:
        visible = frozenset(store.code for store in self.directory(scope))
        return PeerGroups({store.code: store for store in self._index.stores}, visible, bases)

    def _answer(self, asked: Sequence[Asked]) -> list[tuple[Figure, ...]]:
        if not asked:
            return []
        frames, sources = self._take(asked)
        return [make_figures(one, frame, sources) for one, frame in zip(asked, frames, strict=True)]

    def _take(self, asked: Sequence[Asked]) -> tuple[list[Frame], Sources]:
        """Everything that questions rest on, in one statement for each shape."""
        plan, frames = self._plan(asked)
        spreads: dict[Kpi, dict[Period, None]] = {}
        targets: dict[Kpi, dict[Period, None]] = {}
        codes: dict[str, Store] = {}
        for one, frame in zip(asked, frames, strict=True):
            codes.update((store.code, store) for store in one.stores)
            for kpi in one.kpis:
                if isinstance(kpi.formula, Percentile):
                    spreads.setdefault(kpi, {}).update(dict.fromkeys(frame.periods))
                for bucket in one.buckets:
                    paced = one.wants_pace and self._day(one, kpi, bucket) is not None
                    if paced or "target" in one.selection.compare:
                        targets.setdefault(kpi, {})[bucket.period] = None
        stores = tuple(sorted(codes))
        filtered = None if len(stores) == len(self._index.stores) else stores
        backend = self.sums_for(next((one.asker for one in asked if one.asker), ""))
        percentiles = self._beside.submit(take_percentiles, backend, spreads, filtered, plan)
        goals = self._beside.submit(take_targets, backend, targets, filtered, plan.held)
        sums = self._sums(backend, plan, stores, filtered)
        sources = Sources(
            plan.as_of,
            sums,
            percentiles.result(),
            goals.result(),
            self._index,
            self.min_trials,
            self._rankings(asked),
            self._prospects(backend, asked, sums, filtered),
            self.rolled_up,
        )
        return frames, sources

    def _plan(self, asked: Sequence[Asked]) -> tuple[Plan, list[Frame]]:
        """What is to be asked of the backend, and the frame of each question."""
        key = tuple((one.kpis, one.periods, one.wants_pace) for one in asked)
        found = self._plans.get(key)
        if found is None:
            plan = Plan(self._source.as_of, self._held, self._first)
            frames = [Frame(one.periods, plan.as_of) for one in asked]
            for one, frame in zip(asked, frames, strict=True):
                for kpi in one.kpis:
                    plan.add_all(kpi, frame)
                if one.wants_pace:
                    plan.add_business_days(frame)
            found = plan, frames
            if len(plan.slots) <= _SLOTS_KEPT:
                self._plans.keep(key, found)
        return found

    def _day(self, one: Asked, kpi: Kpi, bucket: Bucket) -> date | None:
        return one.day_of(kpi, bucket, self._source.as_of, self.rolled_up)

    def _prospects(
        self,
        backend: Backend,
        asked: Sequence[Asked],
        sums: Sums,
        filtered: tuple[str, ...] | None,
    ) -> Prospects | None:
        """Months under way, from the daily values at hand or, where those are not, from more."""
        terms: dict[Kpi, Term] = {}
        for one in asked:
            for kpi in one.kpis if one.wants_pace else ():
                term = daily_term(kpi, self.rolled_up)
                if term and any(self._day(one, kpi, bucket) for bucket in one.buckets):
                    terms[kpi] = term
        if not terms or ELAPSED_BUSINESS_DAYS.name not in self.rolled_up:
            return None
        names = measures_of_days(terms, terms)
        running = sums.running
        if not names <= running.keys():
            running = take_running(backend, sorted(names), sums.stores, filtered)
        errors = PastErrors(self._source.backend, self._index.stores, self._errors)
        return Prospects({name: running[name] for name in names}, sums.stores, errors, terms)

    def _rankings(self, asked: Sequence[Asked]) -> dict[tuple[str, Period], Sequence[Figure]]:
        """Figures of all stores that can be peers, where a standing among them is asked for.

        They may lie outside the scope: only standings among them leave ``figures``.
        """
        found: dict[tuple[str, Period], Sequence[Figure]] = {}
        for one in asked:
            if not one.wants_peers or one.groups is None:
                continue
            peers = one.groups.candidates(store.code for store in one.stores)
            for bucket in one.buckets:
                selection = Selection(bucket.period, by=("store",))
                buckets_of = (Bucket({}, bucket.period, {}),)
                ask = Asked(selection, one.kpis, peers, buckets_of)
                _, (figures,) = self._with_peers((), [ask])
                by_kpi: dict[str, list[Figure]] = {}
                for figure in figures:
                    by_kpi.setdefault(figure.kpi, []).append(figure)
                found.update(((name, bucket.period), rows) for name, rows in by_kpi.items())
        return found

    def _with_peers(
        self, plain: Sequence[Asked], peers: Sequence[Asked]
    ) -> tuple[list[tuple[Figure, ...]], list[tuple[Figure, ...]]]:
        """The answers to questions, and to some about peers, which many readers share.

        Peers are asked for once for a snapshot; where they are few, together with the others.
        """
        keys = [
            (one.selection, one.kpis, tuple(store.code for store in one.stores)) for one in peers
        ]
        found = [self._peers.get(key) for key in keys]
        lacking = [place for place, figures in enumerate(found) if figures is None]
        asked = [peers[place] for place in lacking]
        if len({store.code for one in asked for store in one.stores}) <= _FEW_PEERS:
            answers = self._answer([*plain, *asked])
        else:
            answers = self._answer(plain) + self._answer(asked)
        for place, figures in zip(lacking, answers[len(plain) :], strict=True):
            self._peers.keep(keys[place], figures)
            found[place] = figures
        return answers[: len(plain)], [figures for figures in found if figures is not None]

    def _sums(
        self,
        backend: Backend,
        plan: Plan,
        stores: tuple[str, ...],
        filtered: tuple[str, ...] | None,
    ) -> Sums:
        daily = plan.daily(self.rolled_up)
        if series_pays(daily, len(stores)):
            return take_series(backend, plan, stores, filtered, daily)
        return take_sums(backend, plan, stores, filtered, self.rolled_up)

    def _break_down(self, scope: Scope, questions: Sequence[Question]) -> "Future[Members]":
        """Questions by a dimension, asked beside all others in one statement."""
        at, stores = (self.as_of, self._held, self._first), self.stores_of
        splits = [
            Split(Plan(*at), q.selection, q.kpis, stores(scope, q.selection)) for q in questions
        ]
        return self._beside.submit(break_down, self.sums_for(scope.key), splits, self.min_trials)
