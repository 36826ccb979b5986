"""Hand-overs of cars with their reversals, and the table that a sales clerk keeps of them.

A reversal is a row of its own with negative amounts: most are invoices written anew, some are cars
that came back and went on to another dealer.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Bools, Floats, Ints, month_start
from data_loaders.demo.cars import Cars
from data_loaders.demo.goods import MODELS
from data_loaders.demo.identity import customer_ids, vins
from data_loaders.demo.orders import (
    CUSTOMER_TYPES,
    DEMO,
    FLEET,
    OUTLET,
    RETAIL,
    Orders,
    order_numbers,
)
from data_loaders.demo.people import Staff
from data_loaders.demo.site import Site


@dataclass(frozen=True)
class Deliveries:
    """One place for each car handed over, in order of the day.

    ``reversed`` is the day of the red-letter row, ``again`` that of the new invoice (NEVER: none);
    ``returned`` tells cars that came back. ``customer`` counts on from the customers of before.
    """

    car: Ints
    day: Ints
    kind: Ints
    order: Ints
    outlet: Ints
    consultant: Ints
    customer: Ints
    vin: Ints
    year: Ints
    financed: Bools
    traded_in: Bools
    retail: Floats
    rebate: Floats
    confirmed: Ints
    reversed: Ints
    again: Ints
    returned: Bools

    @property
    def owned(self) -> Bools:
        """Tell deliveries whose buyer becomes a customer of the workshop."""
        return np.isin(self.kind, (RETAIL, FLEET, DEMO)) & ~self.returned


def car_vins(site: Site, cars: Cars, prior: int) -> pa.Array:
    """Return the vehicle numbers of cars; ``prior`` numbers were given out before."""
    return vins(site.traits.number, prior + np.arange(len(cars.receipt)), production_years(cars))


def production_years(cars: Cars) -> Ints:
    """Return the calendar year in which each car was built."""
    return (cars.receipt - 40).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


def make_deliveries(site: Site, staff: Staff, orders: Orders, cars: Cars, prior: int) -> Deliveries:
    """Return the deliveries of cars with a buyer; ``prior`` customers were there before."""
    rng, span = site.rng("deliveries"), site.span
    car = np.flatnonzero(cars.sold & (cars.out <= span.until + 60))
    car = car[np.argsort(cars.out[car], kind="stable")]
    count = len(car)
    day, kind, order = cars.out[car], cars.kind[car], cars.order[car]
    chance = rng.random(count)
    touched = (kind == RETAIL) & (chance < 0.014)
    back = span.next_open[span.at(day + rng.integers(1, 24, count))]
    returned = touched & (chance < 0.004)
    closed = month_start(span.month[span.at(day)] + 1) + rng.integers(6, 15, count)
    drawn = staff.pick(rng, site, day, "销售顾问")
    return Deliveries(
        car=car,
        day=day,
        kind=kind,
        order=order,
        outlet=np.where(order >= 0, orders.outlet[order], -1),
        consultant=np.where(order >= 0, orders.consultant[order], drawn),
        customer=prior + np.arange(count),
        vin=prior + car,
        year=production_years(cars)[car],
        financed=cars.financed[car],
        traded_in=(kind == RETAIL) & (rng.random(count) < 0.15),
        retail=cars.retail[car],
        rebate=cars.rebate[car],
        confirmed=closed,
        reversed=np.where(touched, back, NEVER),
        again=np.where(touched & ~returned, span.next_open[span.at(back + 1)], NEVER),
        returned=returned,
    )


def delivery_numbers(deliveries: Deliveries, places: Ints, suffix: str = "") -> pa.Array:
    """Return numbers of deliveries; a negative place is null."""
    days = deliveries.day[np.maximum(places, 0)]
    return frames.document_numbers("XS", days, places, suffix)


def trade_in_numbers(deliveries: Deliveries, places: Ints) -> pa.Array:
    """Return numbers of the appraisals that belong to deliveries; a negative place is null."""
    days = deliveries.day[np.maximum(places, 0)]
    return frames.document_numbers("PG", days, places)


@dataclass(frozen=True)
class _Rows:
    """Rows of one kind: hand-overs, red letters (sign -1) or new invoices."""

    places: Ints
    day: Ints
    sign: float
    suffix: str


def delivery_table(
    site: Site, staff: Staff, orders: Orders, cars: Cars, deliveries: Deliveries
) -> pa.Table:
    """Return ``vehicle_deliveries``: hand-overs, red-letter rows and new invoices."""
    everyone = np.arange(len(deliveries.day))
    red = np.flatnonzero(site.known_day(deliveries.reversed))
    # A red-letter row without its original in the extract would be an orphan.
    red = red[deliveries.day[red] >= site.span.start]
    anew = red[deliveries.again[red] <= site.last_day]
    shown = everyone[site.known_day(deliveries.day)]
    tables = [
        _rows(site, staff, orders, cars, deliveries, rows)
        for rows in (
            _Rows(shown, deliveries.day[shown], 1.0, ""),
            _Rows(red, deliveries.reversed[red], -1.0, "H"),
            _Rows(anew, deliveries.again[anew], 1.0, "C"),
        )
    ]
    joined = pa.concat_tables(tables)
    return joined.take(
        pc.sort_indices(joined, [("delivery_date", "ascending"), ("delivery_no", "ascending")])
    )


def _rows(
    site: Site,
    staff: Staff,
    orders: Orders,
    cars: Cars,
    deliveries: Deliveries,
    rows: _Rows,
) -> pa.Table:
    places, sign, suffix = rows.places, rows.sign, rows.suffix
    rng = site.rng("delivery rows")
    car = deliveries.car[places]
    everyone = len(deliveries.day)
    local = (rng.random(everyone) < 0.9)[places]
    early = rng.integers(0, 3, everyone)[places]
    confirmed = deliveries.confirmed[places] <= site.last_day
    rebate = deliveries.rebate[places] * sign
    number = site.traits.number
    return site.frame(
        "vehicle_deliveries",
        {
            "delivery_no": delivery_numbers(deliveries, places, suffix),
            "order_no": order_numbers(orders, deliveries.order[places]),
            "outlet_code": frames.labels(site.traits.outlet_codes(), deliveries.outlet[places]),
            "vin": vins(number, deliveries.vin[places], deliveries.year[places]),
            "model_code": frames.labels([m.code for m in MODELS], cars.model[car]),
            "delivery_date": frames.dates(rows.day),
            "invoice_date": frames.dates(rows.day - np.where(sign > 0, early, 0)),
            "customer_id": customer_ids(deliveries.customer[places]),
            "customer_type": frames.labels(CUSTOMER_TYPES, deliveries.kind[places]),
            "is_local": local & (deliveries.kind[places] != OUTLET),
            "payment_type": frames.labels(
                ("全款", "分期"), deliveries.financed[places].astype(np.int64)
            ),
            "msrp": cars.msrp[car] * sign,
            "retail_price": cars.retail[car] * sign,
            "revenue_ex_vat": cars.revenue[car] * sign,
            "cost_ex_vat": cars.cost[car] * sign,
            "rebate_confirmed": np.where(confirmed, rebate, 0.0),
            "rebate_estimated": np.where(confirmed, 0.0, rebate),
            "trade_in_no": trade_in_numbers(
                deliveries, np.where(deliveries.traded_in[places] & (suffix == ""), places, -1)
            ),
            "sc_id": staff.labels(deliveries.consultant[places]),
        },
    )
