"""The stores as their group knows them, their calendars, and the market around them."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.accounts import ACCOUNTS
from data_loaders.demo.arrays import Floats, Ints, month_start
from data_loaders.demo.days import SALES_SEASON
from data_loaders.demo.paths import market
from data_loaders.demo.plan import NETWORK, Plan
from data_loaders.demo.site import Site
from data_loaders.demo.targets import year_months
from data_loaders.demo.traits import BRAND, PLACES

SEGMENTS = (("A级轿车", "启明"), ("紧凑型SUV", "远山"), ("中型MPV", "星野"))
# Registrations a month in a normal city: segment, then own share and that of the invented rivals.
CITY_UNITS = (1900.0, 1500.0, 420.0)
# A city of the brand has one store, so that what is registered is about what the store sells.
BRANDS = ((BRAND, 0.0075), ("云岭牌", 0.038), ("长河牌", 0.029), ("其他", 0.9255))
INDICES = (
    ("CADA_VIA", "总体", 56.0, 3.5),
    ("CADA_STOCK_COEF", "总体", 1.42, 0.14),
    ("CADA_STOCK_COEF", "合资", 1.5, 0.16),
    ("CADA_STOCK_COEF", "自主", 1.45, 0.15),
)


def store_table(site: Site, parts_cap: float) -> pa.Table:
    """Return ``dim_store``: the store and its outlets."""
    traits = site.traits
    rng = site.rng("store")
    codes = [traits.code, *traits.outlet_codes()]
    count = len(codes)
    main = np.arange(count) == 0
    opened = site.span.first - rng.integers(1200, 4200, count)
    bays = np.where(main, round(9 * traits.size) + 3, 2)
    table = site.frame(
        "dim_store",
        {
            "store_name": pa.array(
                [traits.name, *(f"{traits.name}二级网点{n + 1}" for n in range(traits.outlets))]
            ),
            "brand": BRAND,
            "region": traits.region,
            "province": traits.province,
            "city": traits.city,
            "tier": pa.array(["一级", *["二级"] * traits.outlets]),
            "city_tier": traits.city_tier,
            "size_class": traits.size_class,
            "parent_store_code": pa.array([None, *[traits.code] * traits.outlets], pa.string()),
            "open_date": frames.dates(opened),
            "bay_count": bays,
            "posted_labour_rate": np.full(count, traits.posted_rate),
            "parts_stock_cap": np.where(main, parts_cap, 0.0),
            # The group's own choice; a store without one goes by the usual six months.
            "churn_months": pa.nulls(count, pa.int64()),
            "valid_from": frames.dates(np.full(count, site.span.start)),
        },
    )
    return table.set_column(
        table.schema.get_field_index("store_code"), "store_code", pa.array(codes)
    )


def calendar_table(site: Site) -> pa.Table:
    """Return ``dim_calendar`` from the first day to the end of the last year."""
    months = year_months(site)
    last = int(month_start(months[-1:] + 1)[0]) - 1
    days = np.arange(site.span.start, min(last, site.span.first + len(site.span.open) - 1) + 1)
    place = site.span.at(days)
    weight = site.span.delivery_weight[place]
    return site.frame(
        "dim_calendar",
        {
            "date": frames.dates(days),
            "is_business_day": site.span.open[place],
            "day_weight": np.round(np.where(site.span.open[place], weight, 0.0), 3),
        },
    )


def shared_tables(plan: Plan, months: Ints, cities: Sequence[str]) -> dict[str, pa.Table]:
    """Return what belongs to no store: accounts, registrations, indices.

    Registrations of the last month are not published yet on the day of the extract.
    """
    published = months[:-1]
    return {
        "account_map": _accounts(),
        "market_registrations": _registrations(plan, published, cities),
        "external_indices": _indices(plan, published),
    }


def _accounts() -> pa.Table:
    return frames.frame(
        "account_map",
        "",
        {
            "account_code": pa.array([account.code for account in ACCOUNTS]),
            "measure": pa.array([account.measure for account in ACCOUNTS]),
            "dept_measure": pa.array([account.dept_measure for account in ACCOUNTS]),
            "is_variable_selling": pa.array([account.variable for account in ACCOUNTS]),
        },
    )


def _demand(plan: Plan, months: Ints) -> Floats:
    return np.asarray(np.exp(market(plan)[months - 576]) * np.array(SALES_SEASON)[months % 12])


def _registrations(plan: Plan, months: Ints, cities: Sequence[str]) -> pa.Table:
    names, rows = sorted(set(cities), key=[place[2] for place in PLACES].index), []
    for city in names:
        rng = np.random.default_rng(
            np.random.SeedSequence(
                plan.seed, spawn_key=(NETWORK, 1, [p[2] for p in PLACES].index(city))
            )
        )
        size = float(np.exp(rng.normal(0.0, 0.3)))
        for segment, units in enumerate(CITY_UNITS):
            for brand, (_, share) in enumerate(BRANDS):
                noise = np.exp(rng.normal(0.0, 0.06, len(months)))
                value = np.rint(units * size * share * _demand(plan, months) * noise)
                rows.append((city, segment, brand, value))
    count = len(months)
    index = np.repeat(np.arange(len(rows)), count)
    return frames.frame(
        "market_registrations",
        "",
        {
            "month": _month_text(np.tile(months, len(rows))),
            "city": frames.labels([row[0] for row in rows], index),
            "brand": frames.labels([BRANDS[row[2]][0] for row in rows], index),
            "segment": frames.labels([SEGMENTS[row[1]][0] for row in rows], index),
            "units": np.concatenate([row[3] for row in rows]),
        },
    )


def _indices(plan: Plan, months: Ints) -> pa.Table:
    rng = plan.rng(NETWORK, "indices")
    demand = np.log(_demand(plan, months))
    value = [
        np.round(level - spread * 2.0 * demand + rng.normal(0.0, spread * 0.3, len(months)), 2)
        for _, _, level, spread in INDICES
    ]
    index = np.repeat(np.arange(len(INDICES)), len(months))
    return frames.frame(
        "external_indices",
        "",
        {
            "index_code": frames.labels([row[0] for row in INDICES], index),
            "month": _month_text(np.tile(months, len(INDICES))),
            "segment": frames.labels([row[1] for row in INDICES], index),
            "value": np.concatenate(value),
        },
    )


def _month_text(months: Ints) -> pa.Array:
    return pa.array((months // 12 + 1970) * 100 + months % 12 + 1).cast(pa.string())
