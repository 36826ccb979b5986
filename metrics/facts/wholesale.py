"""New vehicles taken from the manufacturer: each once, on the day of the factory's invoice.

The list of stock knows a vehicle from its receipt on: what is invoiced and still on the road is not
in yet, so that the newest days are always short.
"""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_v = table("vehicle_stock")

WHOLESALE = Fact(
    name="wholesale",
    words=Words("厂家提车", "Vehicles taken from the manufacturer"),
    # A car that comes back is a second row and was taken only once.
    source=sa.select(
        _v.c.store_code,
        _v.c.vin,
        sa.func.min(_v.c.model_code).label("model_code"),
        sa.func.min(_v.c.factory_invoice_date).label("invoiced_on"),
    )
    .where(_v.c.stock_type.in_(("新车", "试驾车")), _v.c.factory_invoice_date.is_not(None))
    .group_by(_v.c.store_code, _v.c.vin)
    .subquery("wholesale_rows"),
    tables=("vehicle_stock",),
    document=("vin", "model_code", "invoiced_on"),
    dimensions={"model": "model_code"},
    labels={"invoiced_on": Words("厂家开票日期", "Factory invoice date")},
)

WHOLESALE_TAKEN = Flow("wholesale_taken", WHOLESALE, at=WHOLESALE.c.invoiced_on)
