"""Answers worklists: all lists of a page in one statement, masked by the scope of the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from access.scope import Scope, ScopeError
from metrics.catalogue import kpi as kpi_of
from metrics.listings import STORE, personal_class
from metrics.masking import mask
from metrics.reader import Reader
from metrics.selection import Selection
from metrics.stored import stored_fact
from metrics.worklists.model import Asked, Column, Shown, Waiting, Worklist

_SLOTS: Mapping[str, tuple[str, Any]] = {
    "text": ("t", sa.String()),
    "day": ("d", sa.Date()),
    "number": ("n", sa.Double()),
    "days": ("n", sa.Double()),
    "money": ("n", sa.Double()),
}
"""Kind of a column to the slots that hold it: rows of different lists share their columns."""


def read_worklists(
    reader: Reader, scope: Scope, lists: Sequence[Worklist], selection: Selection
) -> dict[str, Waiting]:
    """Count, sum and read what waits, from one statement.

    Args:
        reader: of the snapshot in view.
        scope: of the reader.
        lists: those of a page.
        selection: stores and period; a list shows what waits on the last day with data.

    Returns:
        By name of the list; one that has no row is there with none.

    Raises:
        ScopeError: a department or a store lies outside the scope.
    """
    for one in lists:
        if not scope.allows_department(one.department.value):
            raise ScopeError(f"{one.name} belongs to a department that is not open to you")
    stores = [store.code for store in reader.stores_of(scope, selection)]
    past = selection.period.until(reader.as_of)
    found: dict[str, list[Mapping[str, Any]]] = {one.name: [] for one in lists}
    if lists and past is not None:
        asked = Asked(selection.period, past.end)
        parts = [_part(reader, one, asked, stores) for one in lists]
        statement = parts[0] if len(parts) == 1 else sa.union_all(*parts)
        for row in reader.backend.arrow(statement).to_pylist():
            found[row["list"]].append(row)
    lacking = {one.name: reader.lacking_tables(kpi_of(one.kpi), stores) for one in lists}
    return {
        one.name: replace(_waiting(one, found[one.name], scope), lacking=lacking[one.name])
        for one in lists
    }


def slots_of(shows: Sequence[Shown]) -> dict[str, str]:
    """Which slot holds each column of a list."""
    counts: dict[str, int] = {}
    slots = {}
    for shown in shows:
        letter = _SLOTS[shown.kind][0]
        slots[shown.name] = f"{letter}{counts.get(letter, 0)}"
        counts[letter] = counts.get(letter, 0) + 1
    return slots


_WIDTH = {"t": 5, "d": 3, "n": 5}


def _part(reader: Reader, one: Worklist, asked: Asked, stores: Sequence[str]) -> sa.Select[Any]:
    fact = stored_fact(one.fact) if one.fact.name in reader.held else one.fact
    columns: Mapping[str, Column] = dict(fact.source.c)
    values = {s.name: s.value(columns, asked) if s.value else columns[s.name] for s in one.shows}
    order = (*one.first(columns, asked), fact.store, columns[one.fact.document[0]])
    amount: Column = sa.cast(sa.null(), sa.Double())
    if one.amount:
        amount = sa.func.sum(sa.cast(values[one.amount], sa.Double())).over()
    inner = (
        sa.select(
            fact.store.label("store"),
            sa.func.row_number().over(order_by=order).label("place"),
            sa.func.count().over().label("total"),
            amount.label("amount"),
            *(value.label(f"shown_{name}") for name, value in values.items()),
        )
        .where(one.waits(columns, asked), fact.store.in_(list(stores)))
        .subquery(f"of_{one.name.replace('.', '_')}")
    )
    slots = {slot: name for name, slot in slots_of(one.shows).items()}
    filled = []
    for letter, width in _WIDTH.items():
        type_ = next(kind for name, kind in _SLOTS.values() if name == letter)
        for number in range(width):
            held = slots.get(f"{letter}{number}")
            value = inner.c[f"shown_{held}"] if held else sa.null()
            filled.append(sa.cast(value, type_).label(f"{letter}{number}"))
    return sa.select(
        sa.literal(one.name, sa.String()).label("list"),
        inner.c.store,
        inner.c.place,
        inner.c.total,
        inner.c.amount,
        *filled,
    ).where(inner.c.place <= one.at_most)


def _waiting(one: Worklist, rows: Sequence[Mapping[str, Any]], scope: Scope) -> Waiting:
    ordered = sorted(rows, key=lambda row: row["place"])
    slots = slots_of(one.shows)
    classes = {shown.name: personal_class(one.fact, shown.name) for shown in one.shows}
    made = tuple(
        {"store": row["store"]}
        | {
            name: mask(row[slot], classes[name], scope.masking)
            for name, slot in slots.items()
            if name != STORE
        }
        for row in ordered
    )
    total = int(ordered[0]["total"]) if ordered else 0
    amount = (float(ordered[0]["amount"] or 0) if ordered else 0.0) if one.amount else None
    return Waiting(total, amount, made)
