"""How long vehicles stood in the workshop, in hours in which it was open.

The register of stores knows business days and no opening times, so every business day counts from
``OPENS`` to ``CLOSES``; nights and closed days count nothing. An order and its reversal share
vehicle, moment of arrival and type, and leave no stay.
"""

import sqlalchemy as sa

from metrics.facts.columns import ONE, ZERO, Column, or_zero, table
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import as_day, days_between, seconds_between

OPENS = 8 * 3600 + 1800
"""Second of the day at which a workshop is taken to open: half past eight."""

CLOSES = 17 * 3600 + 1800
"""Second of the day at which it is taken to close: half past five."""

_o, _c = REPAIR_ORDERS.c, table("dim_calendar").c
_vehicle = sa.func.coalesce(_o.vin, _o.ro_no)

# A reversal need not say when the vehicle left.
_grouped = (
    sa.select(
        _o.store_code,
        _o.open_at,
        _o.ro_type,
        sa.func.min(_o.ro_no).label("ro_no"),
        sa.func.min(_o.vin).label("vin"),
        sa.func.min(_o.sa_id).label("sa_id"),
        sa.func.max(_o.released_at).label("released_at"),
    )
    .where(_o.is_customers == 1)
    .group_by(_o.store_code, _vehicle, _o.open_at, _o.ro_type)
    .having(sa.func.sum(_o.orders) > 0)
    .subquery("stays_grouped")
)
_g = _grouped.c
_first, _last = as_day(_g.open_at), as_day(_g.released_at)
_closed = (
    sa.select(
        _g.store_code,
        _g.ro_no,
        sa.func.sum(sa.case((_c.date < _last, ONE), else_=ZERO)).label("before_last"),
        sa.func.max(sa.case((_c.date == _first, ONE), else_=ZERO)).label("first_closed"),
        sa.func.max(sa.case((_c.date == _last, ONE), else_=ZERO)).label("last_closed"),
    )
    .select_from(_grouped.join(table("dim_calendar"), _c.store_code == _g.store_code))
    .where(_c.is_business_day.is_(False), _c.date.between(_first, _last))
    .group_by(_g.store_code, _g.ro_no)
    .subquery("closed_days_of_stays")
)


def _since_opening(moment: Column, closed: Column) -> Column:
    """Seconds of a day's opening hours that have passed at a moment; none on a closed day."""
    second = seconds_between(as_day(moment), moment)
    return sa.case(
        (or_zero(closed) == 1, ZERO),
        (second < OPENS, ZERO),
        (second > CLOSES, sa.literal(CLOSES - OPENS)),
        else_=second - OPENS,
    )


_open_days_between = days_between(_g.open_at, _g.released_at) - or_zero(_closed.c.before_last)
_seconds = (
    _open_days_between * (CLOSES - OPENS)
    + _since_opening(_g.released_at, _closed.c.last_closed)
    - _since_opening(_g.open_at, _closed.c.first_closed)
)

_open_seconds = sa.case((_g.released_at >= _g.open_at, _seconds))

STAYS = Fact(
    name="stays",
    words=Words("在厂车辆", "Stays in the workshop"),
    source=sa.select(
        _g.store_code,
        _g.ro_no,
        _g.vin,
        _g.ro_type,
        _g.sa_id,
        _g.open_at,
        _g.released_at,
        _last.label("released_day"),
        _open_seconds.label("open_seconds"),
        (sa.cast(_open_seconds, sa.Double()) / 3600).label("open_hours"),
    )
    .select_from(
        _grouped.outerjoin(
            _closed,
            sa.and_(_closed.c.store_code == _g.store_code, _closed.c.ro_no == _g.ro_no),
        )
    )
    .subquery("stay_rows"),
    tables=("repair_orders", "dim_calendar"),
    # The adviser stays out of listings: an aggregate no longer tells that it is personal.
    document=("ro_no", "open_at", "released_at", "vin", "ro_type", "open_hours"),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type"},
    labels={
        "ro_no": Words("首张工单号", "First order number"),
        "vin": Words("车架号", "VIN"),
        "released_at": Words("出厂时间", "Released at"),
        "released_day": DAY_WORDS["released_day"],
        "open_hours": Words("在厂时长(营业小时)", "Stay in opening hours"),
    },
)

IN_SHOP_SECONDS = Spread(
    "in_shop_seconds",
    STAYS,
    columns={"value": STAYS.c.open_seconds},
    reduction=Reduction.MEDIAN,
    at=STAYS.c.released_day,
)
