"""Statements that take slots from the facts themselves.

The statement aggregates each fact on its own and stacks the parts with UNION ALL, so that facts
never multiply one another. Only joins, CASE, SUM and COUNT are used: the part of SQL
in which engines agree.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from metrics.compiler.slots import Slot
from metrics.model.facts import Fact
from metrics.model.measures import Distinct, Flow, Level, MonthlyDistinct, Summed
from metrics.model.windows import Ranges
from warehouse.functions import concat, days_between, greatest, least, month_start

Column = sa.ColumnElement[Any]
Branch = tuple[sa.Select[Any], list[str]]


def within(at: Column, ranges: Ranges) -> Column:
    """Whether a day lies in one of the ranges."""
    parts = [at.between(_day(a), _day(b)) if a != b else at == _day(a) for a, b in ranges]
    return parts[0] if len(parts) == 1 else sa.or_(*parts)


def _day(day: date) -> Column:
    return sa.literal(day, sa.Date())


def _meets(*conditions: Column | None) -> Column:
    given = [c for c in conditions if c is not None]
    return given[0] if len(given) == 1 else sa.and_(*given)


def slot_value(measure: Summed, ranges: Ranges) -> Column:
    """The aggregate of a slot over its fact."""
    match measure:
        case Flow():
            condition = _meets(within(measure.at, ranges), measure.where)
            return sa.func.sum(sa.case((condition, measure.value)))
        case Distinct():
            condition = _meets(within(measure.at, ranges), measure.where)
            key = concat(measure.at, " ", measure.key)
            return sa.func.count(sa.distinct(sa.case((condition, key))))
        case MonthlyDistinct():
            condition = _meets(within(measure.at, ranges), measure.where)
            key = concat(month_start(measure.at), " ", measure.key)
            return sa.func.count(sa.distinct(sa.case((condition, key))))
        case Level():
            total: Column | None = None
            for first, last in ranges:
                part = _level_days(measure, first, last)
                total = part if total is None else total + part
            assert total is not None
            return sa.func.sum(total)


def slot_row(measure: Summed, ranges: Ranges) -> tuple[Column, Column]:
    """Whether a single row counts in a slot, and what it adds; for listings."""
    one = sa.literal_column("1", sa.Integer())
    match measure:
        case Flow():
            return _meets(within(measure.at, ranges), measure.where), measure.value
        case Distinct() | MonthlyDistinct():
            return _meets(within(measure.at, ranges), measure.where), one
        case Level():
            held = [
                sa.and_(
                    measure.start <= _day(last),
                    sa.or_(measure.end.is_(None), measure.end > _day(first)),
                )
                for first, last in ranges
            ]
            return _meets(
                held[0] if len(held) == 1 else sa.or_(*held), measure.where
            ), measure.value


def of_member(fact: Fact, dimension: str, member: str) -> Column:
    """Whether a row of a fact is of a member of a dimension; empty text for none given."""
    column = fact.source.c[fact.dimensions[dimension]]
    return column == member if member else sa.or_(column.is_(None), column == "")


def _level_days(level: Level, first: date, last: date) -> Column:
    """Height times the days of the range on which the row counts."""
    # A row that ends before it starts (old only after it was sold) never counts.
    holds = [
        level.start <= _day(last),
        sa.or_(level.end.is_(None), sa.and_(level.end > _day(first), level.end > level.start)),
    ]
    condition = _meets(*holds, level.where)
    zero = sa.literal_column("0", sa.Integer())
    if first == last:
        return sa.case((condition, level.value), else_=zero)
    after = _day(last + timedelta(days=1))
    begin = greatest(level.start, _day(first))
    finish = least(sa.func.coalesce(level.end, after), after)
    return sa.case((condition, level.value * days_between(begin, finish)), else_=zero)


def fact_branch(
    fact: Fact,
    slots: Sequence[tuple[str, Slot]],
    measures: Mapping[str, Summed],
    stores: Sequence[str] | None,
    dimension: str | None,
    members: Mapping[str, str],
) -> tuple[sa.Select[Any], list[str]]:
    """One aggregated select over a fact, with the labels that it fills.

    Args:
        fact: the fact.
        slots: labels with slots of measures of this fact.
        measures: measures by name.
        stores: the stores of the scope and the selection; None for every store.
        dimension: a grouping of the fact, or None.
        members: by dimension of the fact; only their rows count.
    """
    keys: list[Column] = [fact.store.label("store")]
    group: list[Column] = [fact.store]
    if dimension is not None:
        by = fact.source.c[fact.dimensions[dimension]]
        keys.append(by.label("member"))
        group.append(by)
    values = [slot_value(measures[slot.measure], slot.ranges).label(label) for label, slot in slots]
    statement = sa.select(*keys, *values).group_by(*group)
    if stores is not None:
        statement = statement.where(fact.store.in_(list(stores)))
    statement = statement.where(*(of_member(fact, *pair) for pair in members.items()))
    return statement, [label for label, _ in slots]


def fact_branches(
    slots: Mapping[str, Slot],
    measures: Mapping[str, Summed],
    stores: Sequence[str] | None,
    dimension: str | None = None,
    members: Mapping[str, str] = MappingProxyType({}),
) -> list[Branch]:
    """One branch for each fact that the slots need."""
    by_fact: dict[str, list[tuple[str, Slot]]] = {}
    for label, slot in slots.items():
        by_fact.setdefault(measures[slot.measure].fact.name, []).append((label, slot))
    return [
        fact_branch(
            measures[entries[0][1].measure].fact, entries, measures, stores, dimension, members
        )
        for entries in by_fact.values()
    ]


def stack(branches: Sequence[Branch], *, member: bool) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """Rows of all branches one below another, in one statement.

    ``branch`` says which of them a row belongs to, and ``v0``, ``v1``... hold its values in the
    order of the labels of that branch, as floats. A column for each label would have the engine
    plan branches times labels columns, most of them empty.

    Args:
        branches: at least one.
        member: whether they are grouped by a dimension as well.
    """
    widest = max(len(labels) for _, labels in branches)
    parts: list[sa.Select[Any]] = []
    for number, (statement, labels) in enumerate(branches):
        inner = statement.subquery()
        keys = [inner.c.store] + ([inner.c.member] if member else [])
        which = sa.literal_column(str(number), sa.Integer()).label("branch")
        filled: list[Column] = [sa.cast(inner.c[label], sa.Double()) for label in labels]
        filled += [sa.cast(sa.null(), sa.Double())] * (widest - len(labels))
        columns = (value.label(f"v{i}") for i, value in enumerate(filled))
        parts.append(sa.select(*keys, which, *columns))
    return parts[0] if len(parts) == 1 else sa.union_all(*parts)
