"""The daily roll-up: the value of every measure for each store and day.

It is built inside a snapshot before it is published, from the same facts that details are read
from, so that both give the same figure. Flows and distinct counts stand on their day; levels stand
with their height on every day on which they hold. A key that counts once a month stands on its
first day in the month, so that a sum is right over days that begin with a month.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Protocol

import pyarrow as pa
import sqlalchemy as sa

from metrics.compiler.daily import TABLE
from metrics.engine_types import compact
from metrics.model.measures import Distinct, Flow, Level, Measure, MonthlyDistinct, Spread, Summed
from warehouse.functions import concat, month_start

KEYS = ("store_code", "day")
"""Columns of the roll-up that are no measures."""

# Parts that are joined at once while the roll-up is built.
_PARTS_IN_A_BLOCK = 6


class Connection(Protocol):
    """What is needed of an open connection to the database that is being built."""

    def run(self, text: str) -> None:
        """Execute a statement without an answer."""
        ...

    def run_if_it_fits(self, text: str) -> bool:
        """Execute a statement, unless a value does not fit into the type it is cast to."""
        ...

    def compile(self, statement: sa.ClauseElement) -> str:
        """The text of a statement with its values written in."""
        ...

    def types(self, table: str) -> Mapping[str, str]:
        """Columns of a table with the engine's names of their types, in order."""
        ...

    def value(self, text: str) -> Any:
        """The one value that a statement answers."""
        ...

    def arrow(self, text: str) -> pa.Table:
        """What a statement answers."""
        ...

    def append(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table, column by column by name."""
        ...


def rollable(measures: Iterable[Measure]) -> tuple[Summed, ...]:
    """The measures that have a daily value, ordered by name."""
    found = {m.name: m for m in measures if not isinstance(m, Spread)}
    return tuple(found[name] for name in sorted(found))


def build_daily(
    connection: Connection, measures: Iterable[Measure], first: date, last: date
) -> frozenset[str]:
    """Build the table of daily measures for the days from ``first`` to ``last``.

    Args:
        connection: a DuckDB database that holds all tables of the warehouse.
        measures: what to roll up; spreads are left to details.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        Names of the measures that the table holds.
    """
    wanted = rollable(measures)
    connection.run(
        "CREATE OR REPLACE TEMP TABLE axis AS SELECT s.store_code, CAST(d.day AS DATE) AS day "
        "FROM (SELECT DISTINCT store_code FROM dim_store "
        "WHERE coalesce(parent_store_code, '') = '') s, "
        f"generate_series(DATE '{first}', DATE '{last}', INTERVAL 1 DAY) d(day) "
        "ORDER BY d.day, s.store_code"
    )
    levels = frozenset(m.name for m in wanted if isinstance(m, Level))
    blocks = [
        _block(connection, index, batch, levels, first)
        for index, batch in enumerate(batched(_statements(wanted), _PARTS_IN_A_BLOCK))
    ]
    kinds = [
        (block, name, kind)
        for block in blocks
        for name, kind in connection.types(block).items()
        if name not in ("axis_store", "axis_day")
    ]
    narrow = "".join(f", CAST({b}.{name} AS {compact(kind)}) AS {name}" for b, name, kind in kinds)
    wide = "".join(f", {block}.{name}" for block, name, _ in kinds)
    # Every block has the rows of the axis in its order; joins by key would need all of them in
    # memory at once.
    joined = "".join(f" POSITIONAL JOIN {name}" for name in blocks)
    same = "".join(
        f" AND {name}.axis_store = axis.store_code AND {name}.axis_day = axis.day"
        for name in blocks
    )
    table = f"CREATE OR REPLACE TABLE {TABLE} AS SELECT axis.store_code, axis.day"
    rest = f" FROM axis{joined} WHERE true{same}"
    if not connection.run_if_it_fits(table + narrow + rest):
        connection.run(table + wide + rest)
    connection.run(
        f"SELECT CASE WHEN (SELECT count(*) FROM {TABLE}) <> (SELECT count(*) FROM axis) "
        "THEN error('the daily roll-up lost rows') END"
    )
    for name in (*blocks, "axis"):
        connection.run(f"DROP TABLE {name}")
    return frozenset(m.name for m in wanted)


def _block(
    connection: Connection,
    index: int,
    batch: Sequence[tuple[sa.Select[Any], list[str]]],
    levels: frozenset[str],
    first: date,
) -> str:
    """A few measures for every row of the axis, in its order; few, so that memory is bounded."""
    parts: list[tuple[str, list[str]]] = []
    for number, (statement, names) in enumerate(batch):
        part = f"part_{number}"
        connection.run(f"CREATE OR REPLACE TEMP TABLE {part} AS {connection.compile(statement)}")
        parts.append((part, names))
    columns = ", ".join(
        f"{_level(part, name) if name in levels else f'{part}.{name}'} AS {name}"
        for part, names in parts
        for name in names
    )
    joins = " ".join(
        f"LEFT JOIN {part} ON {part}.store_code = axis.store_code AND {part}.day = axis.day"
        for part, _ in parts
    )
    opening = _opening(connection, [(p, [n for n in ns if n in levels]) for p, ns in parts], first)
    block = f"block_{index}"
    connection.run(
        f"CREATE OR REPLACE TEMP TABLE {block} AS "
        f"SELECT axis.store_code AS axis_store, axis.day AS axis_day, {columns} "
        f"FROM axis {joins} {opening} "
        "WINDOW so_far AS (PARTITION BY axis.store_code ORDER BY axis.day) "
        "ORDER BY axis.day, axis.store_code"
    )
    for part, _ in parts:
        connection.run(f"DROP TABLE {part}")
    return block


def batched(
    statements: Iterable[tuple[sa.Select[Any], list[str]]], size: int
) -> Iterator[list[tuple[sa.Select[Any], list[str]]]]:
    """Cut into lists of at most ``size``."""
    rest = iter(statements)
    while batch := list(islice(rest, size)):
        yield batch


def _level(part: str, name: str) -> str:
    """Height on a day: what held before the axis plus all changes so far."""
    return f"coalesce(opening_{part}.{name}, 0) + sum(coalesce({part}.{name}, 0)) OVER so_far"


def _opening(connection: Connection, parts: Sequence[tuple[str, list[str]]], first: date) -> str:
    """Joins to the heights that levels have from before the axis begins."""
    joins = []
    for part, names in parts:
        if not names:
            continue
        sums = ", ".join(f"sum({name}) AS {name}" for name in names)
        connection.run(
            f"CREATE OR REPLACE TEMP TABLE opening_{part} AS SELECT store_code, {sums} "
            f"FROM {part} WHERE day < DATE '{first}' GROUP BY store_code"
        )
        joins.append(f"LEFT JOIN opening_{part} ON opening_{part}.store_code = axis.store_code")
    return " ".join(joins)


def _statements(measures: Sequence[Summed]) -> Iterator[tuple[sa.Select[Any], list[str]]]:
    """One select for each fact and date: store, day, and a column for each measure."""
    groups: dict[tuple[str, int], list[Flow | Distinct]] = {}
    for measure in measures:
        if isinstance(measure, Flow | Distinct):
            groups.setdefault((measure.fact.name, id(measure.at)), []).append(measure)
    for members in groups.values():
        yield flows_of_a_day(members), [m.name for m in members]
    for measure in measures:
        if isinstance(measure, Level):
            yield level_changes(measure), [measure.name]
        if isinstance(measure, MonthlyDistinct):
            yield month_firsts(measure), [measure.name]


def flows_of_a_day(members: Sequence[Flow | Distinct]) -> sa.Select[Any]:
    """Store, day, and the values of measures of one fact that share their date."""
    fact, at = members[0].fact, members[0].at
    columns = []
    for measure in members:
        if isinstance(measure, Distinct):
            key: Any = concat(measure.at, " ", measure.key)
            if measure.where is not None:
                key = sa.case((measure.where, key))
            value: Any = sa.cast(sa.func.count(sa.distinct(key)), sa.BigInteger())
        else:
            inner = measure.value
            if measure.where is not None:
                inner = sa.case((measure.where, inner))
            value = sa.func.sum(inner)
        columns.append(value.label(measure.name))
    return (
        sa.select(fact.store.label("store_code"), at.label("day"), *columns)
        .where(at.is_not(None))
        .group_by(fact.store, at)
    )


def month_firsts(measure: MonthlyDistinct) -> sa.Select[Any]:
    """Keys on the day on which each was first seen in its month."""
    fact = measure.fact
    seen = (
        sa.select(fact.store.label("store_code"), sa.func.min(measure.at).label("day"))
        .where(measure.at.is_not(None), measure.key.is_not(None))
        .group_by(fact.store, month_start(measure.at), measure.key)
    )
    if measure.where is not None:
        seen = seen.where(measure.where)
    first = seen.subquery("seen")
    return sa.select(first.c.store_code, first.c.day, sa.func.count().label(measure.name)).group_by(
        first.c.store_code, first.c.day
    )


def level_changes(level: Level) -> sa.Select[Any]:
    """Steps up on the first day and down on the day after the last."""
    fact = level.fact
    held = sa.or_(level.end.is_(None), level.end > level.start)
    meets = held if level.where is None else sa.and_(held, level.where)
    up = sa.select(
        fact.store.label("store_code"), level.start.label("day"), level.value.label("step")
    ).where(level.start.is_not(None), meets)
    down = sa.select(
        fact.store.label("store_code"), level.end.label("day"), (-level.value).label("step")
    ).where(level.start.is_not(None), level.end.is_not(None), meets)
    steps = sa.union_all(up, down).subquery("steps")
    return sa.select(
        steps.c.store_code, steps.c.day, sa.func.sum(steps.c.step).label(level.name)
    ).group_by(steps.c.store_code, steps.c.day)
