"""Vehicles that keep coming to the workshop, and those that stay away.

A visit is a vehicle on a day with an order that the customer, a warranty or an insurer pays: PDI,
internal and void orders are none, nor is a comeback, and reversals are netted.

Retention is a level: a vehicle is in the base from a year after this store sold it until it leaves,
and counts as kept while its last visit is less than a year old. Its time in the base is cut into
stretches, at each visit and each birthday, that never overlap: on any one day it counts once. Churn
is dated by the end of the last month in which the vehicle could have come back.
"""

from datetime import date

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, table
from metrics.facts.repair_orders import REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, greatest, least, month_start

YEAR = 365
"""Days of twelve months, for the base and for the last visit."""

CHURN_MONTHS = 6
"""Months without a visit after which a vehicle is lost, where the register of stores says nothing
else: brands whose services are a year apart need more."""
CHURN_MONTHS_AT_MOST = 36
"""What the register says beyond this is taken for this."""

_AGES = ("1-2年", "2-3年", "3-4年", "4-5年", "5-6年", "6年以上")
_LONG_AGO, _FOREVER = date(1990, 1, 1), date(2200, 1, 1)

_r = REPAIR_ORDERS.source
_visits = (
    sa.select(
        _r.c.store_code,
        _r.c.vin,
        _r.c.open_day.label("visit_day"),
        sa.func.max(flag(_r.c.is_accident == 0)).label("is_service"),
    )
    .where(
        _r.c.is_customers == 1,
        _r.c.vin.is_not(None),
        _r.c.open_day.is_not(None),
        sa.func.coalesce(_r.c.ro_type, "") != "返修",
    )
    .group_by(_r.c.store_code, _r.c.vin, _r.c.open_day)
    .having(sa.func.sum(_r.c.orders) > 0)
    .subquery("paid_visits")
)

_c = table("customers")
_left = sa.func.coalesce(
    sa.case((_c.c.vehicle_status != "在用", _c.c.status_date)), as_day(_FOREVER)
)
_sold = (
    sa.select(
        _c.c.store_code,
        _c.c.vin,
        _c.c.customer_id,
        _c.c.sale_date,
        _c.c.vehicle_status,
        _left.label("left_on"),
    )
    # A file that does not say who sold the vehicle is the store's own; one that does not say since
    # when a vehicle is gone tells nothing of any day.
    .where(
        _c.c.sale_date.is_not(None),
        _c.c.sold_by_store.is_not(False),
        sa.or_(
            sa.func.coalesce(_c.c.vehicle_status, "在用") == "在用", _c.c.status_date.is_not(None)
        ),
    )
    .subquery("vehicles_sold")
)


def _ages() -> sa.Subquery:
    """Years of age from 1 on, with the days since the sale on which each begins and ends."""
    rows = [
        sa.select(
            sa.literal(words).label("vehicle_age"),
            sa.literal(YEAR * (place + 1), sa.Integer()).label("from_day"),
            sa.literal(
                YEAR * (place + 2) if place + 1 < len(_AGES) else YEAR * 100, sa.Integer()
            ).label("to_day"),
        )
        for place, words in enumerate(_AGES)
    ]
    return sa.union_all(*rows).subquery("ages")


_age = _ages()
_aged = (
    sa.select(
        *_sold.c,
        _age.c.vehicle_age,
        add_days(_sold.c.sale_date, _age.c.from_day).label("since"),
        least(add_days(_sold.c.sale_date, _age.c.to_day), _sold.c.left_on).label("until"),
    )
    .select_from(_sold.join(_age, sa.true()))
    .where(_sold.c.left_on > add_days(_sold.c.sale_date, _age.c.from_day))
    .subquery("aged_vehicles")
)
_visit, _later = _visits.alias("this_visit"), _visits.alias("later_visit")


def _same(one: sa.FromClause, other: sa.FromClause) -> Column:
    return sa.and_(other.c.store_code == one.c.store_code, other.c.vin == one.c.vin)


_next = (
    sa.select(
        _visit.c.store_code,
        _visit.c.vin,
        _visit.c.visit_day,
        sa.func.min(sa.case((_later.c.visit_day > _visit.c.visit_day, _later.c.visit_day))).label(
            "next_day"
        ),
    )
    .select_from(_visit.join(_later, _same(_visit, _later)))
    .group_by(_visit.c.store_code, _visit.c.vin, _visit.c.visit_day)
    .subquery("next_visits")
)
# A vehicle that never came has a stretch as well: up to its first visit, else for ever.
_never = (
    sa.select(
        _sold.c.store_code,
        _sold.c.vin,
        as_day(_LONG_AGO).label("visit_day"),
        sa.func.min(_visits.c.visit_day).label("next_day"),
    )
    .select_from(_sold.outerjoin(_visits, _same(_sold, _visits)))
    .group_by(_sold.c.store_code, _sold.c.vin)
)
_stretch = sa.union_all(sa.select(*_next.c), _never).subquery("stretches")
_begins = greatest(_stretch.c.visit_day, _aged.c.since)
_ends = least(sa.func.coalesce(_stretch.c.next_day, _aged.c.until), _aged.c.until)

VEHICLE_BASE = Fact(
    name="vehicle_base",
    words=Words("本店售出满一年的在用车辆", "Vehicles sold here over a year ago, in use"),
    source=sa.select(
        *(column for column in _aged.c if column.name not in ("since", "until")),
        sa.case((_stretch.c.visit_day > _LONG_AGO, _stretch.c.visit_day)).label("last_visit"),
        _begins.label("since"),
        _ends.label("until"),
        least(add_days(_stretch.c.visit_day, YEAR), _ends).label("kept_until"),
    )
    .select_from(_aged.join(_stretch, _same(_aged, _stretch)))
    .where(_begins < _ends)
    .subquery("vehicle_base_rows"),
    tables=("customers", "repair_orders"),
    document=("vin", "customer_id", "sale_date", "vehicle_status", "vehicle_age", "last_visit"),
    dimensions={"vehicle_age": "vehicle_age"},
    labels={
        "vehicle_age": Words("车龄", "Age of the vehicle"),
        "last_visit": Words("最近进厂", "Last visit"),
    },
)

_visit_month = month_start(_visits.c.visit_day)
_monthly = (
    sa.select(
        _visits.c.store_code,
        _visits.c.vin,
        _visit_month.label("month"),
        sa.func.max(_visits.c.visit_day).label("last_visit"),
        sa.func.max(_visits.c.is_service).label("is_service"),
    )
    .group_by(_visits.c.store_code, _visits.c.vin, _visit_month)
    .subquery("visited_months")
)
_cohort, _again = _monthly.alias("cohort_month"), _monthly.alias("month_again")
_s = table("dim_store").c
_patience = (
    sa.select(
        _s.store_code,
        sa.case(
            (_s.churn_months > CHURN_MONTHS_AT_MOST, CHURN_MONTHS_AT_MOST),
            (_s.churn_months > 0, _s.churn_months),
            else_=CHURN_MONTHS,
        ).label("months"),
    )
    .where(sa.func.coalesce(_s.parent_store_code, "") == "")
    .subquery("patience")
)
_months = sa.func.coalesce(_patience.c.months, CHURN_MONTHS)
# N times 31 days from the first of a month lie in the Nth month after it, up to four years.
_last_month = month_start(add_days(_cohort.c.month, 31 * _months))
_due = add_days(month_start(add_days(_cohort.c.month, 31 * (_months + 1))), -1)
_returned = sa.and_(_again.c.month > _cohort.c.month, _again.c.month <= _last_month)

CHURN_COHORTS = Fact(
    name="churn_cohorts",
    words=Words("流失判定到期的车辆", "Vehicles whose time to come again has ended"),
    source=sa.select(
        _cohort.c.store_code,
        _cohort.c.vin,
        _cohort.c.month,
        _cohort.c.last_visit,
        _due.label("due_day"),
        sa.func.min(sa.case((_returned, _again.c.last_visit))).label("came_back"),
        sa.func.max(flag(_returned)).label("has_returned"),
    )
    .select_from(
        _cohort.join(_again, _same(_cohort, _again)).outerjoin(
            _patience, _patience.c.store_code == _cohort.c.store_code
        )
    )
    .where(_cohort.c.is_service == 1)
    .group_by(_cohort.c.store_code, _cohort.c.vin, _cohort.c.month, _cohort.c.last_visit, _due)
    .subquery("churn_cohort_rows"),
    tables=("repair_orders",),
    document=("vin", "last_visit", "came_back", "due_day"),
    labels={
        "last_visit": Words("当月最近进厂", "Last visit of the month"),
        "came_back": Words("此后进厂", "Came again"),
        "due_day": Words("期限", "Time until"),
    },
)

_b, _h = VEHICLE_BASE.c, CHURN_COHORTS.c

VEHICLES_IN_BASE = Level("vehicles_in_base", VEHICLE_BASE, start=_b.since, end=_b.until)
VEHICLES_KEPT = Level(
    "vehicles_kept", VEHICLE_BASE, start=_b.since, end=_b.kept_until, history_months=12
)
COHORT_VEHICLES = Flow("churn_cohort", CHURN_COHORTS, at=_h.due_day, history_months=CHURN_MONTHS)
LOST_VEHICLES = Flow(
    "churn_lost",
    CHURN_COHORTS,
    at=_h.due_day,
    where=_h.has_returned == 0,
    history_months=CHURN_MONTHS,
)
