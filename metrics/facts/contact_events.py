"""Events after which a customer is to be called: each delivery, each car and day of release.

The events come from deliveries and repair orders, never from the register of calls, where those
that nobody called are missing. Fleet, outlet and internal deliveries, and PDI and internal orders
are no such events. An event that is reversed later takes itself back on the day of the reversal,
with the call that was made for it.
"""

import sqlalchemy as sa

from metrics.facts.callbacks import REACHED
from metrics.facts.columns import MINUS_ONE, ONE, ZERO, Column, flag, table
from metrics.facts.deliveries import DELIVERIES
from metrics.facts.repair_orders import REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, concat, days_between, least

WITHIN_DAYS = 3
"""Calendar days after the event, which is day 0."""

QUEUE_DAYS = 14
"""Days for which an event that nobody was reached about stays in the queue of late calls."""

_c = table("callbacks")


def _first_call(event_type: str, name: str) -> sa.Subquery:
    """The day of the first successful call for each document of a kind."""
    return (
        sa.select(
            _c.c.store_code,
            _c.c.event_no,
            sa.func.min(as_day(_c.c.attempt_at)).label("called_day"),
        )
        .where(_c.c.event_type == event_type, _c.c.result == REACHED, _c.c.event_no.is_not(None))
        .group_by(_c.c.store_code, _c.c.event_no)
        .subquery(name)
    )


def _events(
    kind: str, rows: sa.FromClause, names: tuple[str, str, str, str]
) -> sa.Select[tuple[object, ...]]:
    """One row for each car and day, with its direction and whether it was called in time.

    Args:
        kind: as the register of calls writes it.
        rows: documents; those that do not count are left out already.
        names: columns of document, day, direction (1 or -1) and person in charge.
    """
    number, day, units, person = names
    calls = _first_call(kind, f"calls_by_{number}")
    in_time = days_between(rows.c[day], calls.c.called_day).between(0, WITHIN_DAYS)
    # Without a VIN nothing tells two documents of a day apart: each is an event.
    car: Column = sa.func.coalesce(rows.c.vin, rows.c[number])
    grouped = (
        sa.select(
            rows.c.store_code,
            car.label("car"),
            rows.c[day].label("event_day"),
            sa.func.min(rows.c[number]).label("event_no"),
            sa.func.sum(rows.c[units]).label("net"),
            sa.func.max(flag(in_time)).label("called"),
            sa.func.min(calls.c.called_day).label("first_called"),
        )
        .select_from(
            rows.outerjoin(
                calls,
                sa.and_(
                    calls.c.store_code == rows.c.store_code, calls.c.event_no == rows.c[number]
                ),
            )
        )
        .where(rows.c[day].is_not(None))
        .group_by(rows.c.store_code, car, rows.c[day])
        .subquery(f"events_by_{number}")
    )
    ever = (
        sa.select(
            grouped.c.store_code, grouped.c.car, sa.func.max(grouped.c.called).label("called")
        )
        .group_by(grouped.c.store_code, grouped.c.car)
        .subquery(f"cars_by_{number}")
    )
    # Joined for its columns as they are, so that their masks are known.
    first = rows.alias(f"first_by_{number}")
    g = grouped.c
    taken_back = sa.case((g.net < 0, ZERO - ever.c.called), else_=ZERO)
    return sa.select(
        g.store_code,
        sa.literal(kind).label("event_type"),
        g.event_no,
        first.c.vin,
        first.c[person].label("in_charge"),
        g.event_day,
        add_days(g.event_day, WITHIN_DAYS).label("due_day"),
        sa.case((g.net > 0, ONE), (g.net < 0, MINUS_ONE), else_=ZERO).label("events"),
        sa.case((g.net > 0, g.called), else_=taken_back).label("called"),
        add_days(g.event_day, WITHIN_DAYS + 1).label("late_since"),
        # A call weeks later mends nothing: it leaves the queue, and the rate keeps it.
        least(
            sa.func.coalesce(g.first_called, add_days(g.event_day, WITHIN_DAYS + 1 + QUEUE_DAYS)),
            add_days(g.event_day, WITHIN_DAYS + 1 + QUEUE_DAYS),
        ).label("late_until"),
        g.first_called,
    ).select_from(
        grouped.join(ever, sa.and_(ever.c.store_code == g.store_code, ever.c.car == g.car)).join(
            # One key of both: from two equal stores an engine may conclude that cars and documents
            # of a store can be joined by it first, all with all.
            first,
            concat(first.c.store_code, " ", first.c[number])
            == concat(g.store_code, " ", g.event_no),
        )
    )


_d, _r = DELIVERIES.source, REPAIR_ORDERS.source
_sold = sa.select(_d).where(_d.c.is_retail == 1).subquery("deliveries_to_call")
_repaired = sa.select(_r).where(_r.c.is_customers == 1).subquery("orders_to_call")

CONTACT_EVENTS = Fact(
    name="contact_events",
    words=Words("应回访事件", "Events to call about"),
    source=sa.union_all(
        _events("销售交车", _sold, ("delivery_no", "delivery_date", "units", "sc_id")),
        _events("售后出厂", _repaired, ("ro_no", "released_day", "orders", "sa_id")),
    ).subquery("contact_event_rows"),
    tables=("vehicle_deliveries", "repair_orders", "callbacks"),
    document=("event_no", "event_type", "vin", "event_day", "in_charge", "due_day", "called"),
    dimensions={"event_type": "event_type", "staff": "in_charge"},
    labels={
        "event_no": Words("单据号", "Document"),
        "event_type": Words("回访类型", "Event type"),
        "event_day": Words("交车(出厂)日期", "Event date"),
        "due_day": Words("应回访日期", "Call due"),
        "in_charge": Words("责任人", "In charge"),
        "called": Words("三日内回访成功", "Called in time"),
    },
)

_e = CONTACT_EVENTS.c

CALLS_LATE = Level(
    "calls_late",
    CONTACT_EVENTS,
    start=_e.late_since,
    end=_e.late_until,
    where=_e.events == 1,
)
CALLS_DUE = Flow("calls_due", CONTACT_EVENTS, at=_e.due_day, value=_e.events)
CALLS_IN_TIME = Flow("calls_in_time", CONTACT_EVENTS, at=_e.due_day, value=_e.called)
