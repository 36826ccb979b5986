"""How fast customers' orders were done: against the promise, and on the day of arrival.

How long vehicles stood in the shop is in ``stays``.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, seconds_between

_o = REPAIR_ORDERS.c
_promised_day = as_day(_o.promised_at)
# A promise that names a day and no time, which reads as midnight, holds until that day is over.
_names_a_day = seconds_between(_promised_day, _o.promised_at) == 0
_kept = sa.or_(
    _o.completed_at <= _o.promised_at, sa.and_(_names_a_day, _o.completed_day <= _promised_day)
)

TURNAROUND = Fact(
    name="turnaround",
    words=Words("工单时效", "Orders by time taken"),
    source=sa.select(
        _o.store_code,
        _o.ro_no,
        _o.vin,
        _o.ro_type,
        _o.sa_id,
        _o.open_at,
        _o.open_day,
        _o.promised_at,
        _o.promise_changes,
        _o.completed_at,
        _o.completed_day,
        _o.orders,
        _o.is_accident,
        flag(_o.promised_at.is_not(None)).label("is_promised"),
        flag(_kept).label("is_on_time"),
        flag(_o.completed_day == _o.open_day).label("is_same_day"),
    )
    .where(_o.is_customers == 1)
    .subquery("turnaround_rows"),
    tables=("repair_orders",),
    document=(
        "ro_no",
        "open_at",
        "vin",
        "ro_type",
        "sa_id",
        "promised_at",
        "promise_changes",
        "completed_at",
        "is_on_time",
        "is_same_day",
    ),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "open_day": DAY_WORDS["open_day"],
        "is_on_time": Words("准时完工", "Done on time"),
        "is_same_day": Words("当日完工", "Done the same day"),
    },
)

_t = TURNAROUND.c

ORDERS_PROMISED = Flow(
    "ro_promised", TURNAROUND, at=_t.completed_day, value=_t.orders, where=_t.is_promised == 1
)
ORDERS_ON_TIME = Flow(
    "ro_on_time",
    TURNAROUND,
    at=_t.completed_day,
    value=_t.orders,
    where=sa.and_(_t.is_promised == 1, _t.is_on_time == 1),
)
ORDERS_OPENED = Flow(
    "ro_opened_no_accident",
    TURNAROUND,
    at=_t.open_day,
    value=_t.orders,
    where=_t.is_accident == 0,
)
ORDERS_SAME_DAY = Flow(
    "ro_done_same_day",
    TURNAROUND,
    at=_t.open_day,
    value=_t.orders,
    where=sa.and_(_t.is_accident == 0, _t.is_same_day == 1),
)
