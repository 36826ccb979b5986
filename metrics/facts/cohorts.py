"""What became of a cohort of prospects: orders signed within some days of an event.

An order counts for good if it still stood when the window closed: a cancellation afterwards does
not rewrite the cohort, a cancellation inside the window takes the order out.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, table
from warehouse.functions import days_between


def within_days(event: Column, later: Column, days: int) -> Column:
    """Whether something happened on the day of an event or up to ``days`` days after it."""
    return days_between(event, later).between(0, days)


def orders_after(
    members: sa.FromClause, event: Column, windows: Sequence[int], name: str
) -> sa.Subquery:
    """Count the orders that members of a cohort signed within some days and kept.

    Args:
        members: rows with ``store_code`` and ``prospect_id``, one for each prospect of a store.
        event: day or moment in ``members`` from which the days are counted.
        windows: lengths in days.
        name: of the subquery.

    Returns:
        ``store_code``, ``prospect_id`` and ``orders_within_<days>`` for each window; a member
        without any order has no row.
    """
    o = table("vehicle_orders")
    counted = [
        sa.func.sum(
            flag(
                sa.and_(
                    within_days(event, o.c.order_date, days),
                    sa.or_(o.c.cancel_date.is_(None), days_between(event, o.c.cancel_date) > days),
                )
            )
        ).label(f"orders_within_{days}")
        for days in windows
    ]
    return (
        sa.select(members.c.store_code, members.c.prospect_id, *counted)
        .select_from(
            members.join(
                o,
                sa.and_(
                    o.c.store_code == members.c.store_code,
                    o.c.prospect_id == members.c.prospect_id,
                ),
            )
        )
        .group_by(members.c.store_code, members.c.prospect_id)
        .subquery(name)
    )
