"""Prices seen online, of the store and of its rivals for the same model."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Reduction, Spread
from metrics.model.words import Words

FRESH_DAYS = 7
"""Days after which a price seen says nothing any more."""

_p, _v = table("competitor_prices"), table("vehicle_stock")
_listed = (
    sa.select(_v.c.store_code, _v.c.model_code, sa.func.max(_v.c.msrp).label("msrp"))
    .where(_v.c.stock_type == "新车")
    .group_by(_v.c.store_code, _v.c.model_code)
    .subquery("list_prices")
)

PRICE_WATCH = Fact(
    name="price_watch",
    words=Words("网络报价监控", "Online prices"),
    source=sa.select(
        _p.c.store_code,
        _p.c.obs_id,
        _p.c.obs_date,
        _p.c.platform,
        _p.c.rival_store,
        flag(_p.c.is_own_store.is_(True)).label("is_own"),
        _p.c.model_code,
        _p.c.quoted_price,
        _p.c.promotion,
        _listed.c.msrp,
    )
    .select_from(
        _p.outerjoin(
            _listed,
            sa.and_(
                _listed.c.store_code == _p.c.store_code, _listed.c.model_code == _p.c.model_code
            ),
        )
    )
    .subquery("price_watch_rows"),
    tables=("competitor_prices", "vehicle_stock"),
    document=(
        "obs_id",
        "obs_date",
        "platform",
        "rival_store",
        "model_code",
        "quoted_price",
        "msrp",
        "promotion",
    ),
    dimensions={"model": "model_code"},
    labels={"msrp": Words("厂商指导价", "MSRP")},
)

_c = PRICE_WATCH.c

PRICE_GAPS = Spread(
    "online_price_gaps",
    PRICE_WATCH,
    columns={
        "model_code": _c.model_code,
        "is_own": _c.is_own,
        "rival": _c.rival_store,
        "observed": _c.obs_date,
        "price": _c.quoted_price,
        "msrp": _c.msrp,
    },
    reduction=Reduction.PRICE_GAP,
    at=_c.obs_date,
    looks_back=FRESH_DAYS,
)
