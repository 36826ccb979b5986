"""The daily roll-up and its series brought up to date where rows of facts went or came.

Of flows and distinct counts the days of these rows are summed anew; of keys that count once a
month, their months; a level rises from the day of a row on, by what the rows that came add and
those that went take. Nothing else of the roll-up changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics.carrying import COME, GONE
from metrics.compiler.daily import TABLE
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level, Measure, MonthlyDistinct
from metrics.rollups import Connection, flows_of_a_day, level_changes, month_firsts, rollable
from metrics.stored import PREFIX, stored_all
from warehouse.functions import month_start
from warehouse.snapshots.errors import NotCarriedError

_EXACT = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "DECIMAL")


class CarriedDays:
    """Changes the daily roll-up measure by measure.

    Args:
        connection: the new snapshot, its facts up to date.
        facts: those of which rows lie in `gone_<fact>` and `come_<fact>`.
        first: first day of the roll-up.

    Attributes:
        measures: those that changed so far.
    """

    def __init__(self, connection: Connection, facts: Iterable[Fact], first: date) -> None:
        self._connection = connection
        self._first = first
        self._facts = {fact.name for fact in facts}
        self._catalog = connection.value("SELECT current_database()")
        self._kinds = connection.types(TABLE)
        self.measures: list[str] = []

    def carry(self, measures: Iterable[Measure]) -> None:
        """Bring all measures up to date whose facts changed.

        Stores with a changed value lie in the temporary table `carried_stores` afterwards, and
        their months in `carried_months`.

        Raises:
            NotCarriedError: a value does not fit into its column.
        """
        of_facts = [m for m in rollable(measures) if m.fact.name in self._facts]
        mine = rollable(stored_all(of_facts, frozenset(self._facts)))
        self._connection.run("CREATE OR REPLACE TEMP TABLE carried_stores (store_code VARCHAR)")
        self._connection.run(
            "CREATE OR REPLACE TEMP TABLE carried_months (store_code VARCHAR, month DATE)"
        )
        groups: dict[tuple[str, int], list[Any]] = {}
        for measure in mine:
            if isinstance(measure, Level):
                self._level(measure)
            elif isinstance(measure, MonthlyDistinct):
                self._months(measure)
            else:
                groups.setdefault((measure.fact.name, id(measure.at)), []).append(measure)
        for members in groups.values():
            self._days(members)

    def _days(self, members: Sequence[Flow]) -> None:
        fact, at = members[0].fact, members[0].at
        days = sa.select(fact.store.label("store_code"), at.label("day")).distinct()
        self._keys(fact, days.where(at.is_not(None)))
        with self._standing_for(fact, self._rows_of_keys(fact, at)):
            self._change(flows_of_a_day(members), [m.name for m in members], "changed_keys")

    def _rows_of_keys(self, fact: Fact, at: Any) -> str:
        """The rows of a fact on the changed days, where its day is a column."""
        table = self._main(fact)
        if not isinstance(at, sa.ColumnClause):
            return table
        return (
            f"(SELECT f.* FROM {table} f SEMI JOIN changed_keys k "
            f'ON f."{fact.store.name}" = k.store_code AND f."{at.name}" = k.day)'
        )

    def _months(self, measure: MonthlyDistinct) -> None:
        fact = measure.fact
        month = month_start(measure.at)
        months = sa.select(fact.store.label("store_code"), month.label("month")).distinct()
        self._keys(fact, months.where(measure.at.is_not(None)), "changed_months")
        self._connection.run(
            "CREATE OR REPLACE TEMP TABLE changed_keys AS SELECT d.store_code, d.day "
            f"FROM {TABLE} d SEMI JOIN changed_months m ON m.store_code = d.store_code "
            "AND m.month = CAST(date_trunc('month', d.day) AS DATE)"
        )
        self._change(month_firsts(measure), [measure.name], "changed_keys")

    def _level(self, level: Level) -> None:
        kind = self._kinds[level.name]
        if not kind.startswith(_EXACT):
            raise NotCarriedError(f"level {level.name} is no exact number but {kind}")
        fact, name = level.fact, level.name
        parts = []
        for prefix, sign in ((COME, ""), (GONE, "-")):
            with self._standing_for(fact, prefix + fact.name):
                steps = self._connection.compile(level_changes(level))
                part = f"steps_of_{prefix}rows"
                self._connection.run(f"CREATE OR REPLACE TEMP TABLE {part} AS {steps}")
                parts.append(f"SELECT store_code, day, {sign}{name} AS step FROM {part}")
        self._connection.run(
            "CREATE OR REPLACE TEMP TABLE changed_values AS SELECT * FROM ("
            "SELECT d.store_code, d.day, sum(coalesce(s.step, 0)) OVER ("
            f"PARTITION BY d.store_code ORDER BY d.day) AS {name} "
            f"FROM (SELECT store_code, day FROM {TABLE}) d JOIN (SELECT DISTINCT store_code "
            f"FROM ({' UNION ALL '.join(parts)})) a ON a.store_code = d.store_code LEFT JOIN ("
            f"SELECT store_code, greatest(day, DATE '{self._first}') AS day, sum(step) AS step "
            f"FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL) s "
            f"ON s.store_code = d.store_code AND s.day = d.day) WHERE {name} <> 0"
        )
        self._update([name], f"{TABLE}.{name} + v.{name}")

    def _keys(self, fact: Fact, select: sa.Select[Any], target: str = "changed_keys") -> None:
        """Stores and days, or months, of the rows of a fact that went or came."""
        both = f"(FROM {GONE}{fact.name} UNION ALL FROM {COME}{fact.name})"
        with self._standing_for(fact, both):
            text = self._connection.compile(select)
            self._connection.run(f"CREATE OR REPLACE TEMP TABLE {target} AS {text}")

    def _change(self, statement: sa.Select[Any], names: Sequence[str], keys: str) -> None:
        """Set some measures on some days to what a statement says of them."""
        values = ", ".join(f"s.{name}" for name in names)
        self._connection.run(
            f"CREATE OR REPLACE TEMP TABLE changed_values AS SELECT k.store_code, k.day, {values} "
            f"FROM {keys} k LEFT JOIN ({self._connection.compile(statement)}) s "
            "ON s.store_code = k.store_code AND s.day = k.day"
        )
        self._update(names, None)

    def _update(self, names: Sequence[str], value: str | None) -> None:
        sets = ", ".join(f"{n} = CAST({value or f'v.{n}'} AS {self._kinds[n]})" for n in names)
        fits = self._connection.run_if_it_fits(
            f"UPDATE {TABLE} SET {sets} FROM changed_values v "
            f"WHERE {TABLE}.store_code = v.store_code AND {TABLE}.day = v.day"
        )
        if not fits:
            raise NotCarriedError(f"{', '.join(names)}: a value does not fit into its column")
        self._connection.run(
            "INSERT INTO carried_stores SELECT DISTINCT store_code FROM changed_values"
        )
        self._connection.run(
            "INSERT INTO carried_months SELECT DISTINCT store_code, "
            "CAST(date_trunc('month', day) AS DATE) FROM changed_values "
            "EXCEPT FROM carried_months"
        )
        self.measures += names

    @contextmanager
    def _standing_for(self, fact: Fact, rows: str) -> Iterator[None]:
        """Have the name of a fact's table stand for other rows of it."""
        name = PREFIX + fact.name
        self._connection.run(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM {rows}")
        try:
            yield
        finally:
            self._connection.run(f"DROP VIEW temp.main.{name}")

    def _main(self, fact: Fact) -> str:
        return f'"{self._catalog}".main.{PREFIX}{fact.name}'
