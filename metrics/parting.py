"""Which rows of a fact can change when some rows of its tables do, read off its select.

A select is parted by a column if its rows with one value of it come from the rows of its tables
that bear that value, and from no others: such a select can be worked out anew for some values
alone. That is proven from its structure (joins by equality, groupings that keep values apart) or
does not count; what is left open is worked out anew as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.sql import functions, operators, visitors
from sqlalchemy.sql.selectable import CompoundSelect, ScalarSelect, SelectBase, TableClause

from metrics.model.facts import Fact

Column = sa.ColumnElement[Any]
Parting = Mapping[str, str | None]
"""By table the column that bears the value; None where all its rows are needed for each value."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two columns that a join holds equal.

    Attributes:
        one: a column; where the edge has a direction, of the side that keeps all its rows.
        other: the other.
        strict: whether they are equal in every row, and not only where something was found.
    """

    one: Column
    other: Column
    strict: bool


@cache
def partings(fact: Fact) -> tuple[Parting, ...]:
    """All ways in which a fact is parted, each once; the one by its own store first, if any."""
    select = cast(Any, fact.source).element
    if isinstance(select, CompoundSelect):
        tried = [_parted(select, column.name) for column in select.selected_columns]
    else:
        columns = (c for leaf, kept in _leaves(select) if kept for c in leaf.c)
        tried = [_parted_select(select, column) for column in columns]
    own = _parted(select, fact.store.name)
    found: list[Parting] = []
    for each in (own, *tried):
        if each is not None and each not in found:
            found.append(each)
    return tuple(found)


@cache
def parted_by_store(fact: Fact) -> Parting | None:
    """How a fact is parted by its own store; None where it is not."""
    return _parted(cast(Any, fact.source).element, fact.store.name)


@cache
def tables_of(fact: Fact) -> frozenset[str]:
    """Names of all tables that a fact is selected from."""
    return _tables(fact.source)


def _tables(element: Any) -> frozenset[str]:
    return frozenset(e.name for e in visitors.iterate(element) if isinstance(e, TableClause))


@cache
def _parted(element: Any, name: str) -> Parting | None:
    """How a table or select is parted by a column of its own; asked once for each of its users."""
    match element:
        case TableClause():
            return {element.name: name}
        case CompoundSelect():
            return _parted_union(element, name)
        case sa.Select():
            return _parted_select(element, _plain(element.selected_columns[name]))
        case sa.Alias() | sa.Subquery():
            return _parted(element.element, name)
        case _:
            return None


def _parted_union(union: CompoundSelect[Any], name: str) -> dict[str, str | None] | None:
    if union.keyword.name not in ("UNION", "UNION_ALL") or _is_cut(union):
        return None
    place = list(union.selected_columns.keys()).index(name)
    merged: dict[str, str | None] = {}
    for select in union.selects:
        inner: Any = getattr(select, "element", select)
        names = list(inner.selected_columns.keys())
        found = _parted(inner, names[place])
        if found is None or not _joined(merged, found):
            return None
    return merged


def _parted_select(select: sa.Select[Any], column: Any) -> dict[str, str | None] | None:
    """How a select is parted by a column of what it selects from."""
    if not isinstance(getattr(column, "table", None), sa.FromClause) or _is_cut(select):
        return None
    leaves = list(_leaves(select))
    if not any(leaf is column.table and kept for leaf, kept in leaves):
        return None
    edges = [edge for each in _froms(select) for edge in _edges(each, strict=True)]
    strict = _reached([column], [edge for edge in edges if edge.strict])
    if not _keeps_apart(select, strict):
        return None
    loose = _reached(strict, edges)
    merged: dict[str, str | None] = {}
    for leaf, _ in leaves:
        if not _joined_leaf(merged, leaf, [c for c in loose if c.table is leaf]):
            return None
    return merged


def _joined_leaf(merged: dict[str, str | None], leaf: Any, columns: Sequence[Any]) -> bool:
    for column in columns:
        found = _parted(leaf, column.name)
        if found is not None and _joined(dict(merged), found):
            return _joined(merged, found)
    return not columns and _joined(merged, dict.fromkeys(_tables(leaf)))


def _joined(merged: dict[str, str | None], more: Parting) -> bool:
    """Add what is not there yet; False where a table would need two columns."""
    if any(name in merged and merged[name] != column for name, column in more.items()):
        return False
    merged.update(more)
    return True


@cache
def _is_cut(select: Any) -> bool:
    """Whether a select takes the first rows only, or asks other selects row by row."""
    if select._limit_clause is not None or select._offset_clause is not None:
        return True
    inside = [*getattr(select, "_group_by_clauses", ()), *getattr(select, "_where_criteria", ())]
    inside += [*getattr(select, "_having_criteria", ())]
    if isinstance(select, sa.Select):
        inside += list(select.selected_columns)
        inside += [each.onclause for each in _joins(select)]
    return any(
        isinstance(e, ScalarSelect | SelectBase | sa.Exists)
        for expression in inside
        for e in _within(expression)
    )


def _keeps_apart(select: sa.Select[Any], strict: Sequence[Any]) -> bool:
    """Whether groups never mix rows of two values; windows might."""
    groups = [_plain(each) for each in select._group_by_clauses]
    if groups:
        if not _any_of(groups, strict):
            return False
    elif any(
        isinstance(e, functions.Function) and e.name not in _OF_ONE_ROW
        for each in [*select.selected_columns, *select._having_criteria]
        for e in _within(each)
    ):
        return False
    if select._distinct_on:
        return False
    outputs = [_plain(each) for each in select.selected_columns]
    if select._distinct and not _any_of(outputs, strict):
        return False
    return not any(
        isinstance(e, sa.Over) for each in select.selected_columns for e in _within(each)
    )


# Whatever else a function does, it may look at many rows; those of `warehouse.functions` do not.
_OF_ONE_ROW = frozenset({"coalesce", "nullif", "lower", "upper", "length", "abs", "round"})


@cache
def _froms(select: sa.Select[Any]) -> Sequence[Any]:
    """What a select is from: what it names, and whatever its columns and conditions are of."""
    found: list[Any] = list(select._from_obj)
    known = [leaf for each in found for leaf, _ in _leaves_of(each, kept=True)]
    for expression in [*select.selected_columns, *select._where_criteria]:
        for part in _within(expression):
            of = getattr(part, "table", None)
            if isinstance(of, sa.FromClause) and not any(of is leaf for leaf in known):
                found.append(of)
                known.append(of)
    return found


def _leaves(select: sa.Select[Any]) -> Iterator[tuple[Any, bool]]:
    """What a select joins, and whether each keeps its own values in every row."""
    for each in _froms(select):
        yield from _leaves_of(each, kept=True)


def _leaves_of(element: Any, *, kept: bool) -> Iterator[tuple[Any, bool]]:
    if isinstance(element, sa.Join):
        yield from _leaves_of(element.left, kept=kept and not element.full)
        yield from _leaves_of(element.right, kept=kept and not (element.isouter or element.full))
    else:
        yield element, kept


def _joins(select: sa.Select[Any]) -> Iterator[sa.Join]:
    waiting = list(_froms(select))
    while waiting:
        each = waiting.pop()
        if isinstance(each, sa.Join):
            yield each
            waiting += [each.left, each.right]


def _edges(element: Any, *, strict: bool) -> Iterator[Edge]:
    if not isinstance(element, sa.Join) or element.full:
        return
    outer = element.isouter
    yield from _edges(element.left, strict=strict)
    yield from _edges(element.right, strict=strict and not outer)
    right = [leaf for leaf, _ in _leaves_of(element.right, kept=True)]
    for one, other in _equalities(element.onclause):
        in_right = [any(c.table is leaf for leaf in right) for c in (one, other)]
        if not outer:
            yield Edge(one, other, strict)
            yield Edge(other, one, strict)
            continue
        if in_right[1]:
            yield Edge(one, other, strict=False)
        if in_right[0]:
            yield Edge(other, one, strict=False)


def _equalities(clause: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(clause, sa.BooleanClauseList) and clause.operator is operators.and_:
        for each in clause.clauses:
            yield from _equalities(each)
    elif isinstance(clause, sa.BinaryExpression) and clause.operator is operators.eq:
        sides = clause.left, clause.right
        if all(isinstance(getattr(side, "table", None), sa.FromClause) for side in sides):
            yield sides


def _reached(columns: Sequence[Any], edges: Sequence[Edge]) -> list[Any]:
    found = list(columns)
    for column in found:
        for edge in edges:
            if edge.one is column and not any(edge.other is known for known in found):
                found.append(edge.other)
    return found


def _plain(expression: Any) -> Any:
    while isinstance(expression, sa.Label):
        expression = expression.element
    return expression


def _any_of(expressions: Sequence[Any], columns: Sequence[Any]) -> bool:
    return any(each is column for each in expressions for column in columns)


def _within(expression: Any) -> Iterator[Any]:
    """An expression's parts, without those of the tables and selects that its columns are of."""
    yield expression
    if isinstance(expression, sa.ColumnClause | SelectBase):
        return
    for child in expression.get_children():
        yield from _within(child)
