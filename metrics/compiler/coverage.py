"""Branches that say which months hold data, and what was reported where no documents are."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from metrics.compiler.slots import CoverageSlot, Slot
from metrics.model.measures import Flow, Summed
from warehouse.schema import RECORDS

Branch = tuple[sa.Select[Any], list[str]]

_COVERAGE = RECORDS["coverage"]
_REPORTED = RECORDS["reported_figures"]


def coverage_branch(
    slots: Mapping[str, CoverageSlot], stores: Sequence[str] | None
) -> list[Branch]:
    """One select that counts months with data for each store."""
    if not slots:
        return []
    c = _COVERAGE.c
    values = []
    for label, slot in slots.items():
        first = sa.literal(slot.first, sa.Date())
        last = sa.literal(slot.last, sa.Date())
        met = sa.and_(c.table_name == slot.table, c.month.between(first, last))
        values.append(sa.func.sum(sa.case((met, sa.literal_column("1")))).label(label))
    first_month = min(s.first for s in slots.values())
    last_month = max(s.last for s in slots.values())
    statement = (
        sa.select(c.store_code.label("store"), *values)
        .where(
            c.month.between(sa.literal(first_month, sa.Date()), sa.literal(last_month, sa.Date()))
        )
        .where(c.table_name.in_(sorted({s.table for s in slots.values()})))
        .group_by(c.store_code)
    )
    if stores is not None:
        statement = statement.where(c.store_code.in_(list(stores)))
    return [(statement, list(slots))]


def reported_branch(
    slots: Mapping[str, Slot], measures: Mapping[str, Summed], stores: Sequence[str] | None
) -> list[Branch]:
    """One select over the figures that somebody reported for whole periods."""
    if not slots:
        return []
    c = _REPORTED.c
    values = []
    for label, slot in slots.items():
        measure = measures[slot.measure]
        assert isinstance(measure, Flow)
        assert measure.reported is not None
        inside = [
            sa.and_(
                c.period_start >= sa.literal(first, sa.Date()),
                c.period_end <= sa.literal(last, sa.Date()),
            )
            for first, last in slot.ranges
        ]
        met = sa.and_(
            c.metric == measure.reported, inside[0] if len(inside) == 1 else sa.or_(*inside)
        )
        values.append(sa.func.sum(sa.case((met, c.value))).label(label))
    statement = sa.select(c.store_code.label("store"), *values).group_by(c.store_code)
    if stores is not None:
        statement = statement.where(c.store_code.in_(list(stores)))
    return [(statement, list(slots))]
