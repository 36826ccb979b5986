"""Used vehicles: appraised, taken over by the store, in stock, sold.

A car is in stock from the day on which the store took it over until it is sold, days in the
workshop included. A car sold for its owner was never taken over and is no stock. A red-letter row
takes a sale back in the figures of its day; the car is in stock again once the register says that
it was taken over anew.
"""

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days

OLD_AFTER = 60
"""Days after which a used vehicle counts as aged."""

QUIET_DAYS = 7
"""Days without an appraisal after which a store's stock of used vehicles is no longer known."""

_u = table("used_vehicles")
_reversal = sa.or_(_u.c.revenue_ex_vat < 0, _u.c.acquire_cost < 0)

USED_VEHICLES = Fact(
    name="used_vehicles",
    words=Words("二手车", "Used vehicles"),
    source=sa.select(
        _u.c.store_code,
        _u.c.appraisal_no,
        _u.c.vin,
        _u.c.delivery_no,
        _u.c.acquired_at,
        _u.c.ready_at,
        _u.c.sold_at,
        _u.c.sale_type,
        _u.c.acquire_cost,
        _u.c.recon_cost,
        _u.c.revenue_ex_vat,
        or_zero(_u.c.acquire_cost).label("cost"),
        (
            or_zero(_u.c.revenue_ex_vat) - or_zero(_u.c.acquire_cost) - or_zero(_u.c.recon_cost)
        ).label("gross"),
        sa.case((_reversal, MINUS_ONE), else_=ONE).label("units"),
        add_days(_u.c.acquired_at, OLD_AFTER + 1).label("old_since"),
        flag(
            sa.or_(_u.c.acquired_at.is_not(None), sa.and_(_reversal, _u.c.sale_type != "寄售"))
        ).label("is_own"),
    ).subquery("used_vehicle_rows"),
    tables=("used_vehicles",),
    document=(
        "appraisal_no",
        "vin",
        "acquired_at",
        "ready_at",
        "sold_at",
        "sale_type",
        "acquire_cost",
        "recon_cost",
        "revenue_ex_vat",
        "gross",
    ),
    labels={"gross": Words("二手车毛利", "Used gross")},
)

_c = USED_VEHICLES.c

_stands = _c.units == 1
# A car whose price or cost is not known says nothing of gross; without reconditioning it was sold
# as it came.
_retailed = sa.and_(
    _c.sale_type == "零售", _c.revenue_ex_vat.is_not(None), _c.acquire_cost.is_not(None)
)

USED_UNITS = Level(
    "used_stock_units",
    USED_VEHICLES,
    start=_c.acquired_at,
    end=_c.sold_at,
    where=_stands,
    holds_days=QUIET_DAYS,
)
USED_OLD_UNITS = Level(
    "used_stock_old_units",
    USED_VEHICLES,
    start=_c.old_since,
    end=_c.sold_at,
    where=_stands,
    holds_days=QUIET_DAYS,
)
USED_COST = Level(
    "used_stock_cost",
    USED_VEHICLES,
    start=_c.acquired_at,
    end=_c.sold_at,
    value=_c.cost,
    where=_stands,
    holds_days=QUIET_DAYS,
)
USED_COST_SOLD = Flow(
    "used_cost_sold", USED_VEHICLES, at=_c.sold_at, value=_c.cost, where=_c.is_own == 1
)
USED_RETAILED = Flow("used_retailed", USED_VEHICLES, at=_c.sold_at, value=_c.units, where=_retailed)
# Retail, wholesale, and cars sold for their owners, which the store never bought.
_sold = sa.and_(
    _c.revenue_ex_vat.is_not(None),
    sa.or_(_c.acquire_cost.is_not(None), _c.sale_type == "寄售"),
)
USED_SOLD_GROSS = Flow(
    "used_sold_gross",
    USED_VEHICLES,
    at=_c.sold_at,
    value=_c.gross,
    where=_sold,
)
USED_SOLD = Flow(
    "used_sold",
    USED_VEHICLES,
    at=_c.sold_at,
    value=_c.units,
    where=_sold,
)
USED_GROSS = Flow(
    "used_retail_gross", USED_VEHICLES, at=_c.sold_at, value=_c.gross, where=_retailed
)
