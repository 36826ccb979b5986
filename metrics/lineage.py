"""Which columns of the warehouse a KPI rests on, followed from its measures through their facts.

A measure names columns of its fact. Each is followed into the select that makes it, down to the
columns of warehouse tables; what that select joins on, keeps and groups by counts as well, since
without it other rows would be summed. A column that a fact carries and no measure needs is left
out.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa

from metrics.catalogue import kpi as kpi_of
from metrics.directory import directory_statement
from metrics.model.formula import AmongPeers, PeerGap
from metrics.model.kpi import Kpi
from metrics.model.measures import Distinct, Flow, Level, Measure, MonthlyDistinct, Spread
from warehouse.schema import TABLES

Element = Any
SourceColumn = sa.Column[Any]


@cache
def source_columns(kpi: Kpi) -> tuple[SourceColumn, ...]:
    """The columns of warehouse tables behind a KPI, table by table in the order of the schema.

    What stands among peers rests on the directory of stores, a gap also on its subject; an index
    whose parts are chosen by a framework names the directory alone.
    """
    found: set[SourceColumn] = set()
    if isinstance(kpi.formula, AmongPeers):
        found |= _behind([directory_statement()])
    if isinstance(kpi.formula, PeerGap):
        found.update(source_columns(kpi_of(kpi.formula.subject)))
    for measure in kpi.measures:
        found |= _of_measure(measure)
    return tuple(c for table in TABLES.values() for c in table.c if c in found)


@cache
def _of_measure(measure: Measure) -> frozenset[SourceColumn]:
    return frozenset(_behind([measure.fact.source, measure.fact.store, *_said(measure)]))


def _said(measure: Measure) -> Iterator[Element]:
    """Everything that a measure says about its fact."""
    match measure:
        case Flow(at=at, value=value, where=where):
            said = [at, value, where]
        case Level(start=start, end=end, value=value, where=where):
            said = [start, end, value, where]
        case Distinct(at=at, key=key, where=where) | MonthlyDistinct(at=at, key=key, where=where):
            said = [at, key, where]
        case Spread(columns=columns, at=at, start=start, end=end, where=where):
            said = [*columns.values(), at, start, end, where]
    yield from (element for element in said if element is not None)


def _behind(elements: Iterable[Element]) -> set[SourceColumn]:
    """Columns of warehouse tables that expressions, and the rows of sources, rest on."""
    found: set[SourceColumn] = set()
    # Elements made on the way are kept: an id means something only as long as its object lives.
    seen: dict[int, Element] = {}
    waiting = list(elements)
    while waiting:
        element = waiting.pop()
        if id(element) in seen:
            continue
        seen[id(element)] = element
        match element:
            case sa.ColumnClause(table=sa.Table() as table):
                found.add(table.c[element.key])
            case sa.ColumnClause(table=sa.Alias() | sa.Subquery() | sa.CTE() as named):
                waiting += [named, *makers_of(named.element, element.key)]
            case sa.Table():
                continue
            case sa.Alias() | sa.Subquery() | sa.CTE():
                waiting += _shaping(element.element)
            case _:
                waiting += element.get_children()
    return found


def makers_of(inner: Element, key: str) -> list[Element]:
    """What makes a column of a select: one expression for each select of a union."""
    match inner:
        case sa.Select():
            return [inner.selected_columns[key]]
        case sa.CompoundSelect():
            place = list(inner.selected_columns.keys()).index(key)
            return [list(each.selected_columns)[place] for each in inner.selects]
        case _:
            return [inner.c[key]]


def _shaping(inner: Element) -> list[Element]:
    """What decides on the rows of a select, whichever of its columns is asked for."""
    match inner:
        case sa.Select():
            rows = inner.with_only_columns(sa.literal(1), maintain_column_froms=True)
            return list(rows.get_children())
        case sa.CompoundSelect():
            return [part for each in inner.selects for part in _shaping(each)]
        case _:
            return [inner]
