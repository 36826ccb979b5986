"""The stock of vehicles: stays and how they are paid for, counts at outlets, plans for old cars."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Floats, Ints, month_start
from data_loaders.demo.cars import Cars
from data_loaders.demo.deliveries import Deliveries, car_vins
from data_loaders.demo.goods import MODELS, draw
from data_loaders.demo.orders import DEMO, Orders
from data_loaders.demo.people import Staff
from data_loaders.demo.site import Site
from data_loaders.demo.used import UsedCars, used_vins

FUNDING = ("自有资金", "银行三方", "承兑汇票", "厂家金融")
OLD_AGE = 90
MEASURES = ("限时特价", "置换补贴", "二网调拨", "试驾车处理")


@dataclass(frozen=True)
class Funding:
    """How each car is paid for; ``rate`` is in percent a year, ``outlet`` -1 in the own yard."""

    source: Ints
    start: Ints
    free_days: Ints
    rate: Floats
    outlet: Ints

    def interest(self, cars: Cars, first: int, last: int) -> float:
        """Return the interest of the days ``first`` to ``last``, CNY."""
        begins = np.maximum(self.start + self.free_days, first)
        ends = np.minimum(cars.out, last + 1)
        days = np.where(self.source > 0, np.maximum(ends - begins, 0), 0)
        return float((cars.cost * self.rate / 100.0 * days / 360.0).sum())


@dataclass(frozen=True)
class Yard:
    """The cars of a store with their orders and funding; ``prior`` vehicle numbers came before."""

    orders: Orders
    cars: Cars
    funding: Funding
    prior: int


def make_funding(site: Site, orders: Orders, cars: Cars) -> Funding:
    """Return how each car is paid for and where it stands."""
    rng = site.rng("funding")
    count = len(cars.receipt)
    own = site.traits.own_funds
    shares = np.array([own, *((1.0 - own) * np.array([0.45, 0.2, 0.35]))])
    ordered = np.where(cars.order >= 0, orders.outlet[cars.order], -1)
    spare = rng.integers(0, site.traits.outlets, count)
    elsewhere = (cars.order < 0) & (cars.kind != DEMO) & (rng.random(count) < 0.1)
    return Funding(
        source=draw(rng, shares, count),
        start=cars.receipt - rng.integers(2, 9, count),
        free_days=rng.choice(np.array([30, 45, 60]), count),
        rate=np.round(rng.uniform(4.6, 6.4, count), 2),
        outlet=np.where(elsewhere, spare, ordered),
    )


def stock_table(site: Site, yard: Yard, deliveries: Deliveries, used: UsedCars) -> pa.Table:
    """Return ``vehicle_stock``: new cars, test-drive cars, cars that came back, used cars."""
    cars = yard.cars
    came_back = np.flatnonzero(deliveries.returned & (deliveries.reversed <= site.last_day))
    again, back = deliveries.car[came_back], deliveries.reversed[came_back]
    return pa.concat_tables(
        [
            _new_cars(site, yard, np.arange(len(cars.receipt)), cars.receipt, cars.out),
            # A car that came back goes on to another dealer some days later.
            _new_cars(site, yard, again, back, back + 9),
            _used_cars(site, used),
        ]
    )


def _new_cars(site: Site, yard: Yard, places: Ints, receipt: Ints, out: Ints) -> pa.Table:
    orders, cars, funding = yard.orders, yard.cars, yard.funding
    rng = site.rng("stock rows")
    keep = (receipt <= site.last_day) & (out >= site.span.start)
    places, receipt, out = places[keep], receipt[keep], out[keep]
    gone = out <= site.last_day
    order = cars.order[places]
    booked = (order >= 0) & (orders.day[order] <= site.last_day) & ~gone
    demo = cars.kind[places] == DEMO
    outlet = funding.outlet[places]
    shown = rng.random(len(places)) < 0.08
    status = np.select([demo, outlet >= 0, booked, shown & ~gone], [4, 5, 2, 3], default=0)
    source = funding.source[places]
    turned = receipt + 120
    own_later = (source > 0) & (turned < np.minimum(out, site.last_day + 1))
    return site.frame(
        "vehicle_stock",
        {
            "outlet_code": frames.labels(site.traits.outlet_codes(), outlet),
            "vin": car_vins(site, cars, yard.prior).take(pa.array(places)),
            "stock_type": frames.labels(("新车", "试驾车"), demo.astype(np.int64)),
            "model_code": frames.labels([m.code for m in MODELS], cars.model[places]),
            "series": frames.labels([m.series for m in MODELS], cars.model[places]),
            "production_date": frames.dates(cars.receipt[places] - 40),
            "factory_invoice_date": frames.dates(funding.start[places]),
            "receipt_date": frames.dates(receipt),
            "out_date": site.on(out),
            "cost_ex_vat": cars.cost[places],
            "msrp": cars.msrp[places],
            "funding_source": frames.labels(FUNDING, source),
            "funding_start": frames.dates(funding.start[places]),
            "free_days": np.where(source > 0, funding.free_days[places], 0),
            "annual_rate": np.where(source > 0, funding.rate[places], 0.0),
            "self_fund_start": frames.dates(np.where(own_later, turned, NEVER)),
            "certificate_status": frames.labels(
                ("在店", "在押", "已赎"), np.select([source == 0, gone], [0, 2], default=1)
            ),
            "stock_status": frames.labels(("在库", "在途", "已订", "展车", "试驾", "二网"), status),
        },
    )


def _used_cars(site: Site, used: UsedCars) -> pa.Table:
    keep = used.kept & (used.acquired <= site.last_day) & (used.sold >= site.span.start)
    places = np.flatnonzero(keep)
    built = ((used.year[places] - 1970).astype("datetime64[Y]")).astype("datetime64[D]")
    return site.frame(
        "vehicle_stock",
        {
            "outlet_code": pa.nulls(len(places), pa.string()),
            "vin": used_vins(site, used).take(pa.array(places)),
            "stock_type": "二手车",
            "model_code": "UC",
            "series": None,
            "production_date": frames.dates(built.astype(np.int64) + 90),
            "factory_invoice_date": None,
            "receipt_date": frames.dates(used.acquired[places]),
            "out_date": site.on(used.sold[places]),
            "cost_ex_vat": used.cost[places],
            "msrp": None,
            "funding_source": "自有资金",
            "funding_start": frames.dates(used.acquired[places]),
            "free_days": np.zeros(len(places)),
            "annual_rate": np.zeros(len(places)),
            "self_fund_start": None,
            "certificate_status": "在店",
            "stock_status": "在库",
        },
    )


def outlet_count_table(site: Site, yard: Yard) -> pa.Table:
    """Return ``outlet_stock_counts``: every car at an outlet, counted at each month end."""
    rng, cars, funding = site.rng("outlet counts"), yard.cars, yard.funding
    ends = month_start(site.span.months + 1) - 1
    ends = ends[ends <= site.last_day]
    there = funding.outlet >= 0
    day, place = np.nonzero(there & (cars.receipt <= ends[:, None]) & (cars.out > ends[:, None]))
    count = len(day)
    found = rng.random(count) < 0.985
    book = ~found | (rng.random(count) < 0.993)
    reason = np.where(found & book, -1, np.where(found, 1, 0))
    return site.frame(
        "outlet_stock_counts",
        {
            "count_date": frames.dates(ends[day]),
            "outlet_code": frames.labels(site.traits.outlet_codes(), funding.outlet[place]),
            "vin": car_vins(site, cars, yard.prior).take(pa.array(place)),
            "on_book": book,
            "found": found,
            "variance_reason": frames.labels(("外展未登记", "调拨单未入账"), reason),
        },
    )


def clearance_table(site: Site, staff: Staff, yard: Yard) -> pa.Table:
    """Return ``clearance_plans`` of cars that stood longer than 90 days."""
    rng, cars = site.rng("clearance"), yard.cars
    chance = rng.random(len(cars.receipt))
    starts = cars.receipt + OLD_AGE + rng.integers(0, 14, len(cars.receipt))
    places, created = [], []
    for step in range(4):
        day = starts + 40 * step
        has = (chance < 0.86 - 0.05 * step) & (cars.kind != DEMO)
        has &= (day < np.minimum(cars.out, site.last_day + 1)) & (day >= site.span.start)
        places.append(np.flatnonzero(has))
        created.append(day[has])
    place, begun = np.concatenate(places), np.concatenate(created)
    order = np.argsort(begun, kind="stable")
    place, begun = place[order], begun[order]
    due = begun + 38
    gone = np.minimum(cars.out[place], NEVER)
    in_time = (gone <= due) & (gone <= site.last_day)
    status = np.select([in_time, due < site.last_day], [1, 2], default=0)
    return site.frame(
        "clearance_plans",
        {
            "plan_id": frames.document_numbers("QK", begun, np.arange(len(place))),
            "vin": car_vins(site, cars, yard.prior).take(pa.array(place)),
            "created_at": frames.dates(begun),
            "trigger_age": begun - cars.receipt[place],
            "measure": frames.labels(MEASURES, rng.integers(0, len(MEASURES), len(place))),
            "owner_id": staff.labels(staff.pick(rng, site, begun, "销售经理")),
            "floor_price": np.round(cars.msrp[place] * 0.86, -2),
            "due_date": frames.dates(due),
            "status": frames.labels(("执行中", "已完成", "逾期", "撤销"), status),
            "done_at": frames.only(in_time, frames.dates(np.where(in_time, gone, 0))),
        },
    )
