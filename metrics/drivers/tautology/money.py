"""Which money columns of warehouse tables a measure adds up, with their signs.

A value is followed from the measure through its fact down to the tables. What a CASE asks decides
on rows and adds nothing; a column that is added and taken off again is gone. A product of columns
counts as all of them, since only whether they are in it matters.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import elements, functions, operators

from metrics.lineage import makers_of
from metrics.model.measures import Flow, Level, Measure
from warehouse.schema import TABLES

Element = Any
Source = sa.Column[Any]
Sums = dict[Source, float]


@cache
def money_of(measure: Measure) -> frozenset[Source]:
    """The money columns that a measure adds up; none for counts, hours and percentiles."""
    if not isinstance(measure, Flow | Level):
        return frozenset()
    return frozenset(
        column
        for column, factor in traced(measure.value).items()
        if abs(factor) > 1e-9 and is_money(column)
    )


def is_money(column: Source) -> bool:
    """Whether a column of a warehouse table is an amount."""
    return str(column.info.get("unit", "")).startswith("CNY")


def traced(element: Element) -> Sums:
    """Columns of tables that make up a value, each with the factor it enters with."""
    match element:
        case sa.ColumnClause(table=sa.Table() as table):
            return {TABLES[table.name].c[element.key]: 1.0}
        case sa.ColumnClause(table=sa.Alias() as named) if isinstance(named.element, sa.Table):
            return {TABLES[named.element.name].c[element.key]: 1.0}
        case sa.ColumnClause(table=sa.Alias() | sa.Subquery() | sa.CTE() as named):
            return _widest([traced(maker) for maker in makers_of(named.element, element.key)])
        case elements.Grouping() | sa.Label() | sa.Cast() | sa.TypeCoerce():
            return traced(element.element if hasattr(element, "element") else element.clause)
        case elements.UnaryExpression(operator=operators.neg):
            return {column: -factor for column, factor in traced(element.element).items()}
        case elements.BinaryExpression():
            return _of_two(element)
        case sa.Case():
            results = [result for _, result in element.whens]
            if element.else_ is not None:
                results.append(element.else_)
            return _widest([traced(result) for result in results])
        case functions.FunctionElement():
            return _widest([traced(argument) for argument in element.clauses])
        case _:
            return _widest([traced(child) for child in element.get_children()])


def _of_two(element: elements.BinaryExpression[Any]) -> Sums:
    left, right = traced(element.left), traced(element.right)
    sign = {operators.add: 1.0, operators.sub: -1.0}.get(element.operator)
    if sign is None:
        return _widest([left, right])
    added = dict(left)
    for column, factor in right.items():
        added[column] = added.get(column, 0.0) + sign * factor
    return added


def _widest(found: list[Sums]) -> Sums:
    """All columns of several values, each with the factor in which it is largest."""
    widest: Sums = {}
    for sums in found:
        for column, factor in sums.items():
            if abs(factor) >= abs(widest.get(column, 0.0)):
                widest[column] = factor
    return widest
