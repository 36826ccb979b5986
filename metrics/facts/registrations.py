"""The market of each store: what was registered in its city, and what that lets expect of it.

The stores of a brand in one city share it in equal parts, from the month of their opening on, so
that a city counts once in a total; no table declares other parts. A month counts on its last day.
Segments in which the brand had no registration anywhere in a month are not its market.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from metrics.facts.deliveries import DELIVERIES
from metrics.facts.ledger import last_day_of
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import month_start

_r, _s = table("market_registrations"), table("dim_store")

_stores = (
    sa.select(_s.c.store_code, _s.c.brand, _s.c.city, _s.c.open_date)
    .where(
        sa.func.coalesce(_s.c.parent_store_code, "") == "",
        sa.func.coalesce(_s.c.brand, "") != "",
        sa.func.coalesce(_s.c.city, "") != "",
    )
    .subquery("stores_of_cities")
)
_months = (
    sa.select(_r.c.city, _r.c.month, last_day_of(_r.c.month).label("month_end"))
    .group_by(_r.c.city, _r.c.month)
    .subquery("months_of_cities")
)
# Which store works which city in which month.
_works = (
    sa.select(
        _stores.c.store_code,
        _stores.c.brand,
        _months.c.city,
        _months.c.month,
        _months.c.month_end,
    )
    .select_from(_stores.join(_months, _months.c.city == _stores.c.city))
    .where(sa.or_(_stores.c.open_date.is_(None), _stores.c.open_date <= _months.c.month_end))
    .subquery("stores_at_work")
)
_sharing = (
    sa.select(
        _works.c.city,
        _works.c.brand,
        _works.c.month,
        sa.func.count().label("stores_sharing"),
    )
    .group_by(_works.c.city, _works.c.brand, _works.c.month)
    .subquery("stores_sharing_cities")
)


def _double(value: Column) -> Column:
    return sa.cast(value, sa.Double())


# Of a segment in a month over all cities: the brand's registrations and everybody's.
_brand = (
    sa.select(_r.c.month, _r.c.segment, _r.c.brand, sa.func.sum(_r.c.units).label("brand_units"))
    .group_by(_r.c.month, _r.c.segment, _r.c.brand)
    .subquery("segments_of_brands")
)
_everybody = (
    sa.select(_r.c.month, _r.c.segment, sa.func.sum(_r.c.units).label("all_units"))
    .group_by(_r.c.month, _r.c.segment)
    .subquery("segments")
)
_here = (
    sa.select(
        _works.c.store_code,
        _works.c.city,
        _works.c.brand.label("own_brand"),
        _works.c.month,
        _works.c.month_end,
        _r.c.segment,
        _r.c.brand,
        or_zero(_r.c.units).label("units"),
        _sharing.c.stores_sharing,
        _brand.c.brand_units,
        _everybody.c.all_units,
        flag(_r.c.brand == _works.c.brand).label("is_own"),
        (_double(or_zero(_r.c.units)) / _double(_sharing.c.stores_sharing)).label("part"),
    )
    .select_from(
        _works.join(_r, sa.and_(_r.c.city == _works.c.city, _r.c.month == _works.c.month))
        .join(
            _sharing,
            sa.and_(
                _sharing.c.city == _works.c.city,
                _sharing.c.brand == _works.c.brand,
                _sharing.c.month == _works.c.month,
            ),
        )
        .join(
            _brand,
            sa.and_(
                _brand.c.month == _works.c.month,
                _brand.c.segment == _r.c.segment,
                _brand.c.brand == _works.c.brand,
            ),
        )
        .join(
            _everybody,
            sa.and_(_everybody.c.month == _works.c.month, _everybody.c.segment == _r.c.segment),
        )
    )
    .where(_brand.c.brand_units > 0, _everybody.c.all_units > 0)
    .subquery("registrations_of_areas")
)

REGISTRATIONS = Fact(
    name="registrations",
    words=Words("上险量", "Registrations in the area"),
    source=sa.select(
        *_here.c,
        # What the brand's share of the segment in all cities lets expect here, whatever was sold.
        (_here.c.part * _double(_here.c.brand_units) / _double(_here.c.all_units)).label(
            "expected"
        ),
    ).subquery("registration_rows"),
    tables=("market_registrations",),
    document=("city", "month", "segment", "brand", "units", "stores_sharing", "part", "expected"),
    dimensions={"segment": "segment", "registered_brand": "brand"},
    labels={
        "stores_sharing": Words("同城同品牌店数", "Stores sharing the city"),
        "part": Words("本店区域份额", "Part of this store"),
        "expected": Words("期望销量", "Sales to be expected"),
    },
)

_known = (
    sa.select(_here.c.store_code, month_start(_here.c.month_end).label("first_day"))
    .distinct()
    .subquery("known_markets")
)
_e = DELIVERIES.c
_d = sa.select(*_e, month_start(_e.delivery_date).label("first_day")).subquery("sold_in_markets")

MARKET_SALES = Fact(
    name="market_sales",
    words=Words("上险量已公布月份的交车", "Deliveries of months with published registrations"),
    source=sa.select(*(column for column in _d.c if column.name != "first_day"))
    .select_from(
        _d.join(
            _known,
            sa.and_(
                _known.c.store_code == _d.c.store_code,
                _known.c.first_day == _d.c.first_day,
            ),
        )
    )
    .subquery("market_sale_rows"),
    tables=DELIVERIES.tables,
    document=DELIVERIES.document,
    dimensions=dict(DELIVERIES.dimensions),
    labels=DELIVERIES.labels,
)

_m, _a = REGISTRATIONS.c, MARKET_SALES.c

AREA_REGISTRATIONS = Flow("area_registrations", REGISTRATIONS, at=_m.month_end, value=_m.part)
OWN_REGISTRATIONS = Flow(
    "own_registrations",
    REGISTRATIONS,
    at=_m.month_end,
    value=_m.part,
    where=_m.is_own == 1,
)
EXPECTED_SALES = Flow("expected_sales", REGISTRATIONS, at=_m.month_end, value=_m.expected)
MARKET_RETAIL = Flow(
    "market_retail", MARKET_SALES, at=_a.delivery_date, value=_a.units, where=_a.is_retail == 1
)
