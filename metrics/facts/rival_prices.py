"""Online prices of rivals beside the store's own of the same model and day."""

import sqlalchemy as sa

from metrics.facts.price_watch import PRICE_WATCH
from metrics.model.facts import Fact
from metrics.model.words import Words

_r, _o = PRICE_WATCH.source.alias("of_rivals"), PRICE_WATCH.source.alias("of_ours")
_own = (
    sa.select(
        _o.c.store_code,
        _o.c.model_code,
        _o.c.obs_date,
        sa.func.min(_o.c.quoted_price).label("own_price"),
    )
    .where(_o.c.is_own == 1)
    .group_by(_o.c.store_code, _o.c.model_code, _o.c.obs_date)
    .subquery("own_prices")
)

RIVAL_PRICES = Fact(
    name="rival_prices",
    words=Words("竞店报价", "Prices of rivals"),
    source=sa.select(
        _r.c.store_code,
        _r.c.obs_id,
        _r.c.model_code,
        _r.c.rival_store,
        _r.c.platform,
        _r.c.obs_date,
        _r.c.quoted_price,
        _own.c.own_price,
        (_own.c.own_price - _r.c.quoted_price).label("gap"),
        _r.c.promotion,
    )
    .select_from(
        _r.outerjoin(
            _own,
            sa.and_(
                _own.c.store_code == _r.c.store_code,
                _own.c.model_code == _r.c.model_code,
                _own.c.obs_date == _r.c.obs_date,
            ),
        )
    )
    .where(_r.c.is_own == 0)
    .subquery("rival_price_rows"),
    tables=("competitor_prices",),
    document=(
        "obs_id",
        "model_code",
        "rival_store",
        "obs_date",
        "quoted_price",
        "own_price",
        "gap",
    ),
    dimensions={"model": "model_code"},
    labels={
        "own_price": Words("本店报价", "Our price"),
        "gap": Words("本店高出", "Ours is higher by"),
    },
)
