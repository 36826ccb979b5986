"""Indices that others publish for the whole trade; every store sees the same rows."""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.facts.ledger import last_day_of
from metrics.model.facts import Fact
from metrics.model.measures import Reduction, Spread
from metrics.model.words import Words

VIA, WHOLE_TRADE = "CADA_VIA", "总体"
PER_HUNDRED = 0.01
"""The index is published in points of a hundred."""

_x, _s = table("external_indices"), table("dim_store")

INDICES = Fact(
    name="indices",
    words=Words("外部行业指数", "Industry indices"),
    source=sa.select(
        _s.c.store_code,
        _x.c.index_code,
        _x.c.month,
        _x.c.segment,
        _x.c.value,
        last_day_of(_x.c.month).label("published"),
    )
    .select_from(_s, _x)
    .where(
        sa.func.coalesce(_s.c.parent_store_code, "") == "",
        sa.func.coalesce(_x.c.segment, WHOLE_TRADE) == WHOLE_TRADE,
    )
    .subquery("index_rows"),
    tables=("external_indices",),
    document=("index_code", "month", "segment", "value"),
)

_c = INDICES.c

VIA_PUBLISHED = Spread(
    "via_published",
    INDICES,
    {"published": _c.published, "value": _c.value},
    Reduction.PUBLISHED,
    at=_c.published,
    where=_c.index_code == VIA,
)
