"""Facts that a snapshot holds as tables of their own.

A fact is a select over several tables. A snapshot may hold its rows ready made, one table a fact,
so that a question by consultant or model need not join them again. A measure over the select and
the same measure over the table give the same sums: only where the rows are read differs.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from threading import RLock
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.sql import visitors

from metrics.engine_types import compact
from metrics.model.facts import Fact
from metrics.model.measures import Distinct, Flow, Level, Measure, MonthlyDistinct, Spread, Summed
from metrics.rollups import Connection

PREFIX = "fact_"

Column = sa.ColumnElement[Any]


def facts_of(measures: Iterable[Measure]) -> tuple[Fact, ...]:
    """The facts of some measures, each once, by name."""
    found = {measure.fact.name: measure.fact for measure in measures}
    return tuple(found[name] for name in sorted(found))


def build_facts(connection: Connection, facts: Iterable[Fact]) -> frozenset[str]:
    """Make a table of each fact, rows of a store together.

    Returns:
        Names of the facts.
    """
    made = []
    for fact in facts:
        rows = connection.compile(sa.select(*fact.source.c))
        connection.run(f"CREATE OR REPLACE TEMP VIEW rows_of_fact AS {rows}")
        columns = ", ".join(
            f"CAST({name} AS {compact(kind)}) AS {name}"
            for name, kind in connection.types("rows_of_fact").items()
        )
        table = f"CREATE OR REPLACE TABLE {PREFIX}{fact.name} AS SELECT"
        rest = f"FROM rows_of_fact ORDER BY {cast(Any, fact.store).name}"
        if not connection.run_if_it_fits(f"{table} {columns} {rest}"):
            connection.run(f"{table} * {rest}")
        made.append(fact.name)
    connection.run("DROP VIEW IF EXISTS rows_of_fact")
    return frozenset(made)


def stored_fact(fact: Fact) -> Fact:
    """The same fact over its table."""
    with _TURN:
        return _stored(fact)[0]


def stored_summed(measure: Summed, held: frozenset[str]) -> Summed:
    """A measure over the table of its fact where there is one, else itself."""
    return cast(Summed, _over_table(measure)) if measure.fact.name in held else measure


def stored_spread(spread: Spread, held: frozenset[str]) -> Spread:
    """A spread over the table of its fact where there is one, else itself."""
    return cast(Spread, _over_table(spread)) if spread.fact.name in held else spread


def _over_table(measure: Measure) -> Measure:
    with _TURN:
        return _adapted(measure)


# Two threads that make the table of a fact at once would make two, and a statement over measures
# of both would name the table twice.
_TURN = RLock()


@cache
def _stored(fact: Fact) -> tuple[Fact, Callable[[Any], Any]]:
    columns = [sa.column(column.name, column.type) for column in fact.source.c]
    table = sa.table(f"{PREFIX}{fact.name}", *columns)

    def place(element: Any, **_: Any) -> Any:
        if isinstance(element, sa.ColumnElement) and getattr(element, "table", None) is fact.source:
            return table.c[cast(Any, element).name]
        return None

    def adapt(element: Any) -> Any:
        return element if element is None else visitors.replacement_traverse(element, {}, place)

    return replace(fact, source=table), adapt


@cache
def _adapted(measure: Measure) -> Measure:
    fact, adapt = _stored(measure.fact)
    match measure:
        case Flow():
            return replace(
                measure, fact=fact, at=adapt(measure.at), value=adapt(measure.value),
                where=adapt(measure.where),
            )  # fmt: skip
        case Level():
            return replace(
                measure, fact=fact, start=adapt(measure.start), end=adapt(measure.end),
                value=adapt(measure.value), where=adapt(measure.where),
            )  # fmt: skip
        case Distinct() | MonthlyDistinct():
            return replace(
                measure, fact=fact, at=adapt(measure.at), key=adapt(measure.key),
                where=adapt(measure.where),
            )  # fmt: skip
        case Spread():
            columns = {name: adapt(column) for name, column in measure.columns.items()}
            return replace(
                measure, fact=fact, columns=columns, at=adapt(measure.at),
                start=adapt(measure.start), end=adapt(measure.end), where=adapt(measure.where),
            )  # fmt: skip


def stored_all(measures: Iterable[Measure], held: frozenset[str]) -> Iterator[Measure]:
    """Measures over the tables of their facts where there are any."""
    for measure in measures:
        yield _over_table(measure) if measure.fact.name in held else measure
