"""Statements over the monthly roll-up: a row for each store and month, a column a measure.

A month holds the sum of its days, whatever the measure: of flows and distinct counts what happened,
of levels the heights of its days, of keys that count once a month each key once. Days that are
whole months have the same sum from it as from the daily roll-up, from a thirtieth of the rows.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from metrics.compiler.details import Branch, within
from metrics.compiler.slots import Slot
from metrics.model.period import first_of_month
from metrics.model.windows import Ranges

TABLE = "monthly_measures"


def _monthly(columns: Sequence[str]) -> sa.TableClause:
    return sa.table(
        TABLE,
        sa.column("store_code", sa.String()),
        sa.column("month", sa.Date()),
        *(sa.column(name, sa.Numeric(38, 6, asdecimal=False)) for name in columns),
    )


def _firsts(ranges: Ranges) -> Ranges:
    """The ranges from first day of a month to first day of a month, which rows are dated by."""
    return tuple((first, first_of_month(last)) for first, last in ranges)


def monthly_branches(slots: Mapping[str, Slot], stores: Sequence[str] | None) -> list[Branch]:
    """A select for each set of months, with a sum for each slot over it and a row for each store.

    Args:
        slots: by label; each consists of whole months.
        stores: the stores of the scope and the selection; None for every store.
    """
    same_months: dict[Ranges, list[str]] = {}
    for label, slot in slots.items():
        same_months.setdefault(slot.ranges, []).append(label)
    branches: list[Branch] = []
    for ranges, labels in same_months.items():
        monthly = _monthly(sorted({slots[label].measure for label in labels}))
        statement = (
            sa.select(
                monthly.c.store_code.label("store"),
                *(sa.func.sum(monthly.c[slots[label].measure]).label(label) for label in labels),
            )
            .where(within(monthly.c.month, _firsts(ranges)))
            .group_by(monthly.c.store_code)
        )
        if stores is not None:
            statement = statement.where(monthly.c.store_code.in_(list(stores)))
        branches.append((statement, labels))
    return branches


def months_statement(
    measures: Sequence[str], first: date, last: date, stores: Sequence[str] | None
) -> sa.Select[Any]:
    """All months between two days of some measures: a row for each store and month."""
    monthly = _monthly(measures)
    statement = sa.select(
        monthly.c.store_code.label("store"),
        monthly.c.month,
        *(monthly.c[name] for name in measures),
    ).where(monthly.c.month.between(sa.literal(first, sa.Date()), sa.literal(last, sa.Date())))
    if stores is not None:
        statement = statement.where(monthly.c.store_code.in_(list(stores)))
    return statement
