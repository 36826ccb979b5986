"""Which roll-up or which details answered each statement of a question, why, and what was read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.sql import visitors

from access.scope import Scope
from metrics.compiler import daily, monthly
from metrics.facts.budgets import STATED
from metrics.plan import Plan, Why
from metrics.reader import Question, Reader
from metrics.result import Result
from metrics.series import series_pays
from metrics.stored import PREFIX
from metrics.sums import Sums
from warehouse.engines import Backend, Profile

_ROLL_UPS = {
    monthly.TABLE: Why.WHOLE_MONTHS,
    daily.TABLE: Why.DAYS,
    daily.SERIES: Why.MANY_SUMS,
}
_KEYS = frozenset({"store_code", "day", "month", "measure", "first_day", "scale", "width"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One table that a statement reads.

    Attributes:
        table: its name.
        why: it is read, and nothing coarser.
        measures: that are taken from it; empty where it holds no measures.
        rows: looked at; None where the engine does not tell tables apart.
    """

    table: str
    why: tuple[Why, ...]
    measures: tuple[str, ...]
    rows: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One statement.

    Attributes:
        readings: its tables, by name.
        rows: looked at.
        bytes: read from files; None where the engine does not tell.
        answered: rows of the answer.
    """

    readings: tuple[Reading, ...]
    rows: int
    bytes: int | None
    answered: int


def explain(reader: Reader, scope: Scope, question: Question) -> tuple[Result, tuple[Step, ...]]:
    """Answer a question, and say of each statement what answers it; nothing is remembered.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        question: as for ``Reader.ask``.
    """
    watched = _Watched(reader.backend)
    asked = _Explained(reader, watched)
    result = asked.ask(scope, question)
    return result, tuple(asked.steps())


class _Watched:
    """A backend that keeps what it is asked, and what was read for it."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self._turn = Lock()
        self.told: list[tuple[sa.ClauseElement, Profile, int]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def arrow(self, statement: sa.ClauseElement, **options: Any) -> pa.Table:
        # Before the answer, after which all that it needs lies in memory.
        profile = self._inner.profile(statement)
        answer = self._inner.arrow(statement, **options)
        with self._turn:
            self.told.append((statement, profile, answer.num_rows))
        return answer

    def rows(self, statement: sa.ClauseElement, **options: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.arrow(statement, **options).to_pylist()
        return found


@dataclass(frozen=True, slots=True)
class _Source:
    """The snapshot of another reader, through another backend."""

    id: str
    as_of: Any
    backend: Any


class _Explained(Reader):
    """A reader that keeps which sums it takes from where."""

    def __init__(self, reader: Reader, backend: Any) -> None:
        super().__init__(
            _Source(reader.snapshot, reader.as_of, backend),
            reader.calendar,
            reader.holding,
            reader.min_trials,
            health=reader.health,
        )
        self._watched = backend
        # By table of a fact or name of a measure in a roll-up.
        self._details: dict[str, dict[Why, None]] = {}
        self._measures: dict[str, dict[str, None]] = {}

    def _sums(
        self,
        backend: Backend,
        plan: Plan,
        stores: tuple[str, ...],
        filtered: tuple[str, ...] | None,
    ) -> Sums:
        answered = plan.daily(self.rolled_up)
        for slot in plan.slots:
            why = plan.why_details(slot, self.rolled_up)
            if why is not None:
                for table in _tables_of(plan.measures[slot.measure].fact.source):
                    self._details.setdefault(table, {})[why] = None
                    self._measures.setdefault(table, {})[slot.measure] = None
            elif series_pays(answered, len(stores)):
                self._measures.setdefault(daily.SERIES, {})[slot.measure] = None
        return super()._sums(backend, plan, stores, filtered)

    def steps(self) -> Iterator[Step]:
        """What was asked so far."""
        for statement, profile, answered in self._watched.told:
            rows: dict[str, int] = {}
            for scan in profile.scans:
                rows[scan.table] = rows.get(scan.table, 0) + scan.rows
            readings = tuple(
                Reading(table, self._why(table, statement), self._taken(table, columns),
                        rows.get(table) if profile.scans else None)
                for table, columns in sorted(_columns(statement).items())
            )  # fmt: skip
            yield Step(readings, profile.rows, profile.bytes, answered)

    def _why(self, table: str, statement: sa.ClauseElement) -> tuple[Why, ...]:
        if table in _ROLL_UPS:
            return (_ROLL_UPS[table],)
        names = _selected(statement)
        if "member" in names:
            return (Why.GROUPED,)
        if "spread" in names:
            return (Why.SINGLE_VALUES,)
        if table in self._details:
            return tuple(self._details[table])
        return (Why.PLANS,) if table == PREFIX + STATED.name else (Why.ONCE,)

    def _taken(self, table: str, columns: Sequence[str]) -> tuple[str, ...]:
        if table in (monthly.TABLE, daily.TABLE):
            return tuple(name for name in columns if name not in _KEYS)
        return tuple(sorted(self._measures.get(table, ())))


def _columns(statement: sa.ClauseElement) -> Mapping[str, list[str]]:
    """The columns that a statement names, by table of the snapshot."""
    found: dict[str, dict[str, None]] = {}
    for element in visitors.iterate(statement):
        if isinstance(element, sa.TableClause):
            found.setdefault(element.name, {})
        if isinstance(element, sa.ColumnClause) and isinstance(element.table, sa.TableClause):
            found.setdefault(element.table.name, {})[element.name] = None
    return {table: sorted(names) for table, names in found.items()}


def _tables_of(source: sa.FromClause) -> list[str]:
    return sorted(_columns(source))


def _selected(statement: sa.ClauseElement) -> frozenset[str]:
    if not isinstance(statement, sa.SelectBase):
        return frozenset()
    return frozenset(statement.selected_columns.keys())
