"""Deliveries through outlets, outlet by outlet."""

import sqlalchemy as sa

from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_d = DELIVERIES.source.alias("through_outlets")

OUTLET_SALES = Fact(
    name="outlet_sales",
    words=Words("二级网点交车", "Deliveries through outlets"),
    source=sa.select(
        _d.c.store_code,
        _d.c.delivery_no,
        _d.c.delivery_date,
        _d.c.vin,
        _d.c.model_code,
        _d.c.outlet_code,
        _d.c.units,
        _d.c.front_gross,
    )
    .where(_d.c.is_outlet == 1, sa.func.coalesce(_d.c.outlet_code, "") != "")
    .subquery("outlet_sale_rows"),
    tables=("vehicle_deliveries",),
    document=("delivery_no", "delivery_date", "vin", "model_code", "outlet_code", "front_gross"),
    dimensions={"outlet": "outlet_code"},
    labels={"front_gross": Words("裸车毛利", "Front gross")},
)

OUTLET_SOLD = Flow(
    "outlet_sold", OUTLET_SALES, at=OUTLET_SALES.c.delivery_date, value=OUTLET_SALES.c.units
)
