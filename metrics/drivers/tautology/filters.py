"""Which documents a measure counts, as far as its conditions name values, and what they judge by.

Two sums over the same column share nothing where one asks for personnel and the other for revenue.
A condition that is no list of values tells nothing apart: then they may share documents.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import elements, operators

from metrics.drivers.tautology.money import Source, is_money, traced
from metrics.model.measures import Measure

Element = Any
_JUDGING = (operators.lt, operators.le, operators.gt, operators.ge)


@cache
def values_of(measure: Measure) -> Mapping[str, frozenset[str]]:
    """Values that the conditions of a measure ask for, by column."""
    found: dict[str, frozenset[str]] = {}
    for condition in _conditions(measure.where):
        asked = _asked(condition, measure.fact.name)
        if asked is not None:
            name, values = asked
            found[name] = found.get(name, values) & values
    return found


@cache
def judged_by(measure: Measure) -> frozenset[Source]:
    """Money columns whose size decides whether a document counts: cars sold under their cost."""
    found: set[Source] = set()
    for condition in _conditions(measure.where):
        if isinstance(condition, elements.BinaryExpression) and condition.operator in _JUDGING:
            found.update(column for column in traced(condition) if is_money(column))
    return frozenset(found)


def may_share(one: Measure, other: Measure) -> bool:
    """Whether some document can count in both."""
    mine, theirs = values_of(one), values_of(other)
    return all(mine[name] & theirs[name] for name in mine.keys() & theirs.keys())


def _conditions(where: Element | None) -> Iterator[Element]:
    if where is None:
        return
    if isinstance(where, elements.Grouping):
        yield from _conditions(where.element)
    elif isinstance(where, elements.BooleanClauseList) and where.operator is operators.and_:
        for clause in where.clauses:
            yield from _conditions(clause)
    else:
        yield where


def _asked(condition: Element, fact: str) -> tuple[str, frozenset[str]] | None:
    """The column and the values of an equality or a list; None for any other condition."""
    if not isinstance(condition, elements.BinaryExpression):
        return None
    name = _name(condition.left, fact)
    if name is None:
        return None
    right = condition.right
    if condition.operator is operators.eq and isinstance(right, sa.BindParameter):
        return name, frozenset({str(right.value)})
    if condition.operator is operators.in_op and isinstance(right, sa.BindParameter):
        return name, frozenset(str(value) for value in right.value or ())
    return None


def _name(column: Element, fact: str) -> str | None:
    """A name that is the same wherever the same column of a table is meant."""
    if not isinstance(column, sa.ColumnClause):
        return None
    behind = list(traced(column))
    if len(behind) == 1 and behind[0].key == column.key:
        return str(behind[0])
    return f"{fact}.{column.key}"
