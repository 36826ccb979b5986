"""Facts of a snapshot brought up to date where rows of their tables changed, and nowhere else.

What changed in a table lies in `gone_rows_<table>` and `come_rows_<table>`. From it follow the
values for which a fact must be worked out anew (`parting`): once from the rows as they were and
once from the rows as they are, and the difference of the two is taken out of the fact's table and
put into it. Where a fact cannot be parted so finely it is worked out anew for the stores
concerned, or as a whole; the result is the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from metrics.model.facts import Fact
from metrics.parting import Parting, parted_by_store, partings, tables_of
from metrics.rollups import Connection
from metrics.stored import PREFIX
from warehouse.schema import TABLES
from warehouse.snapshots.errors import NotCarriedError

GONE, COME = "gone_", "come_"
GONE_ROWS, COME_ROWS = "gone_rows_", "come_rows_"
_Columns = Mapping[str, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a fact is worked out anew.

    Attributes:
        columns: by table its columns that bear the values, in the same order; None where a table
            does not bear one of them, and no entry where all its rows are needed.
        fine: whether the values are finer than a store.
    """

    columns: _Columns
    fine: bool


class Carrying:
    """Works facts out anew for the values that are concerned.

    Args:
        connection: the new snapshot, with the tables of the new rows and the facts of the old.
        changed: tables with rows in `gone_rows_<table>` and `come_rows_<table>`.
    """

    def __init__(self, connection: Connection, changed: frozenset[str]) -> None:
        self._connection = connection
        self._changed = changed
        self._catalog = connection.value("SELECT current_database()")
        self._made: dict[object, str] = {}

    def carry(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Bring the tables of facts up to date.

        Returns:
            Facts of which rows went or came; these lie in `gone_<fact>` and `come_<fact>`.

        Raises:
            NotCarriedError: a row that should go is not there, or a new one does not fit.
        """
        return tuple(
            fact
            for fact in facts
            if tables_of(fact) & self._changed and self._carry(fact, tables_of(fact))
        )

    def _carry(self, fact: Fact, tables: frozenset[str]) -> bool:
        touched = tables & self._changed
        way = _way(fact, touched)
        new = f"new_rows_of_{fact.name}"
        if way is None:
            self._work_out(fact, new)
            old = f"{self._main(PREFIX + fact.name)}"
        else:
            values = self._values(way, touched)
            with self._narrowed(way, tables, values, old=False):
                self._work_out(fact, new)
            old = f"old_rows_of_{fact.name}"
            if way.fine:
                with self._narrowed(way, tables, values, old=True):
                    self._work_out(fact, old)
            else:
                self._connection.run(
                    f"CREATE OR REPLACE TEMP VIEW {old} AS SELECT f.* "
                    f"FROM {self._main(PREFIX + fact.name)} f SEMI JOIN {values} v "
                    f"ON f.{_quoted(fact.store.name)} IS NOT DISTINCT FROM v.v0"
                )
        return self._exchange(fact, old, new)

    def _work_out(self, fact: Fact, target: str) -> None:
        """The rows of a fact, in the types of its table."""
        kinds = self._connection.types(self._main(PREFIX + fact.name))
        columns = ", ".join(
            f"CAST({_quoted(n)} AS {kind}) AS {_quoted(n)}" for n, kind in kinds.items()
        )
        rows = self._connection.compile(sa.select(*fact.source.c))
        made = f"CREATE OR REPLACE TEMP TABLE {target} AS SELECT {columns} FROM ({rows})"
        if not self._connection.run_if_it_fits(made):
            raise NotCarriedError(f"fact {fact.name}: a value does not fit into its column")

    def _exchange(self, fact: Fact, old: str, new: str) -> bool:
        """Take out of the table of a fact the old rows that are no new ones, and put in the rest.

        Rows are compared by their hashes, as many times as each is there.
        """
        run, table = self._connection.run, self._main(PREFIX + fact.name)
        gone, come = GONE + fact.name, COME + fact.name
        run(
            "CREATE OR REPLACE TEMP TABLE unequal AS SELECT h, sum(n) AS n FROM ("
            f"SELECT hash(o) AS h, -1 AS n FROM {old} o "
            f"UNION ALL SELECT hash(o), 1 FROM {new} o) GROUP BY h HAVING sum(n) <> 0"
        )
        for target, rows, sign in ((gone, old, "-"), (come, new, "")):
            run(
                f"CREATE OR REPLACE TEMP TABLE {target} AS SELECT * EXCLUDE (h, place, n) FROM ("
                "SELECT *, row_number() OVER (PARTITION BY h) AS place FROM "
                f"(SELECT o.*, hash(o) AS h FROM {rows} o) JOIN unequal USING (h) "
                f"WHERE {sign}n > 0) WHERE place <= {sign}n"
            )
        leaving = self._connection.value(f"SELECT count(*) FROM {gone}")
        if leaving:
            self._leave(fact, table, gone, leaving)
        coming = self._connection.value(f"SELECT count(*) FROM {come}")
        if coming:
            run(f"INSERT INTO {table} BY NAME SELECT * FROM {come} ORDER BY {fact.store.name}")
        for name in (old, new):
            if not name.startswith('"'):
                self._drop(name)
        return bool(leaving or coming)

    def _leave(self, fact: Fact, table: str, gone: str, leaving: int) -> None:
        """Delete rows of a fact, each as many times as it is to go."""
        every = ", ".join(_quoted(name) for name in self._connection.types(table))
        number = _quoted(fact.document[0])
        self._connection.run(
            "CREATE OR REPLACE TEMP TABLE leaving AS WITH "
            f"alike AS (SELECT f.rowid AS r, f.* FROM {table} f SEMI JOIN {gone} g "
            f"ON f.{number} IS NOT DISTINCT FROM g.{number}), "
            f"told AS (SELECT hash({every}) AS h, count(*) AS copies FROM {gone} GROUP BY h) "
            "SELECT r FROM (SELECT r, copies, row_number() OVER (PARTITION BY h) AS place "
            f"FROM (SELECT r, hash({every}) AS h FROM alike) JOIN told USING (h)) "
            "WHERE place <= copies"
        )
        found = self._connection.value("SELECT count(*) FROM leaving")
        if found != leaving:
            raise NotCarriedError(
                f"fact {fact.name}: {leaving} rows should go, {found} of them are there"
            )
        self._connection.run(f"DELETE FROM {table} WHERE rowid IN (SELECT r FROM leaving)")

    def _drop(self, name: str) -> None:
        kind = (
            "VIEW"
            if self._connection.value(
                f"SELECT count(*) FROM duckdb_views() WHERE temporary AND view_name = '{name}'"
            )
            else "TABLE"
        )
        self._connection.run(f"DROP {kind} IF EXISTS {name}")

    def _values(self, way: _Way, touched: frozenset[str]) -> str:
        """A table of the values that rows of the changed tables bear, or bore.

        Where all tables call them by the same names, facts share the values of all changed tables
        that have such columns: more values are no harm, and each table is narrowed once.
        """
        names = {columns for name, columns in way.columns.items() if None not in columns}
        alike = next(iter(names)) if len(names) == 1 else None
        bearing: dict[str, Sequence[str | None]] = {name: way.columns[name] for name in touched}
        if alike is not None:
            bearing = {
                name: alike for name in self._changed if set(alike) <= set(_columns_of(name))
            }
        key = tuple(sorted((name, tuple(columns)) for name, columns in bearing.items()))
        if key not in self._made:
            values = f"changed_values_{len(self._made)}"
            parts = " UNION ".join(
                f"SELECT {columns} FROM {prefix}{name}"
                for name, bears in key
                for columns in [
                    ", ".join(f"{_quoted(str(c))} AS v{i}" for i, c in enumerate(bears))
                ]
                for prefix in (GONE_ROWS, COME_ROWS)
            )
            self._connection.run(f"CREATE OR REPLACE TEMP TABLE {values} AS {parts}")
            self._made[key] = values
        return self._made[key]

    @contextmanager
    def _narrowed(
        self, way: _Way, tables: frozenset[str], values: str, *, old: bool
    ) -> Iterator[None]:
        """Have the names of tables stand for their rows with some values, as they are or were."""
        narrow = [name for name in sorted(tables) if any(way.columns.get(name, ()))]
        try:
            for name in narrow:
                rows = self._rows(name, way.columns[name], values, old=old)
                self._connection.run(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM {rows}")
            yield
        finally:
            for name in narrow:
                self._connection.run(f"DROP VIEW IF EXISTS temp.main.{name}")

    def _rows(self, name: str, columns: Sequence[str | None], values: str, *, old: bool) -> str:
        was = old and name in self._changed
        key = (name, tuple(columns), values, was)
        if key not in self._made:
            target = f"narrowed_{len(self._made)}"
            borne = [(i, c) for i, c in enumerate(columns) if c]
            same = " AND ".join(f"t.{_quoted(c)} IS NOT DISTINCT FROM v.v{i}" for i, c in borne)
            rows = f"SELECT t.* FROM {self._main(name)} t SEMI JOIN {values} v ON {same}"
            if was:
                now = self._rows(name, columns, values, old=False)
                keys = TABLES[name].info["key"]
                one = " AND ".join(
                    f"n.{_quoted(c)} IS NOT DISTINCT FROM c.{_quoted(c)}" for c in keys
                )
                rows = (
                    f"SELECT n.* FROM {now} n ANTI JOIN {COME_ROWS}{name} c ON {one} "
                    f"UNION ALL BY NAME SELECT t.* FROM {GONE_ROWS}{name} t "
                    f"SEMI JOIN {values} v ON {same}"
                )
            self._connection.run(f"CREATE OR REPLACE TEMP TABLE {target} AS {rows}")
            self._made[key] = target
        return self._made[key]

    def _main(self, name: str) -> str:
        return f"{_quoted(self._catalog)}.main.{name}"

    def close(self) -> None:
        """Drop what was made on the way."""
        for name in self._made.values():
            self._connection.run(f"DROP TABLE IF EXISTS {name}")
        for name in ("leaving", "unequal"):
            self._connection.run(f"DROP TABLE IF EXISTS {name}")


def _way(fact: Fact, touched: frozenset[str]) -> _Way | None:
    """The finest way in which a fact is parted by values that all changed tables bear."""

    def bears(parting: Parting) -> bool:
        return all(parting[name] is not None for name in touched)

    store = parted_by_store(fact)
    ways = [store] if store is not None and bears(store) else []
    fine = [each for each in partings(fact) if each != store and bears(each)]
    ranked = [(rank, each) for each in fine if (rank := _rank(each)) is not None]
    best = min(ranked, key=lambda one: one[0], default=(None, None))[1]
    if best is not None:
        ways.append(best)
    if not ways:
        return None
    columns = {name: tuple(way[name] for way in ways) for name in tables_of(fact)}
    return _Way(columns, best is not None)


def _rank(parting: Parting) -> tuple[int, str] | None:
    """Where a parting stands among others; None if a value is borne by too many rows.

    Those by a document or car come first, so that facts share what tables are narrowed to.
    """
    columns = sorted({column for column in parting.values() if column})
    known = [_OF_ONE_THING.index(column) for column in columns if column in _OF_ONE_THING]
    if known:
        return min(known), " ".join(columns)
    if any(column in TABLES[name].info["key"] for name, column in parting.items() if column):
        return len(_OF_ONE_THING), " ".join(columns)
    return None


# A document, a car or a person: few rows of a table bear the same.
_OF_ONE_THING = ("ro_no", "delivery_no", "vin", "order_no", "prospect_id", "phone")


def _columns_of(name: str) -> Sequence[str]:
    return tuple(TABLES[name].c.keys()) if name in TABLES else ()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
