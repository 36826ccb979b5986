"""Vehicles counted at outlets; a count speaks for a week, or until the outlet's next one."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import add_days, least

STALE_AFTER = 7
"""Days after which a count no longer says what stands at the outlet."""

_c = table("outlet_stock_counts")


def _counts(name: str) -> sa.Subquery:
    """The counts held at each outlet, without their vehicles."""
    return sa.select(_c.c.store_code, _c.c.outlet_code, _c.c.count_date).distinct().subquery(name)


_one, _other = _counts("one_count"), _counts("other_count")
_next = (
    sa.select(
        _one.c.store_code,
        _one.c.outlet_code,
        _one.c.count_date,
        sa.func.min(sa.case((_other.c.count_date > _one.c.count_date, _other.c.count_date))).label(
            "next_date"
        ),
    )
    .select_from(
        _one.join(
            _other,
            sa.and_(
                _other.c.store_code == _one.c.store_code,
                _other.c.outlet_code == _one.c.outlet_code,
            ),
        )
    )
    .group_by(_one.c.store_code, _one.c.outlet_code, _one.c.count_date)
    .subquery("next_counts")
)
_stale = add_days(_c.c.count_date, STALE_AFTER + 1)
_on_book, _found = flag(_c.c.on_book.is_(True)), flag(_c.c.found.is_(True))

OUTLET_COUNTS = Fact(
    name="outlet_counts",
    words=Words("二级网点盘点", "Stock counts at outlets"),
    source=sa.select(
        _c.c.store_code,
        _c.c.outlet_code,
        _c.c.count_date,
        _c.c.vin,
        _c.c.on_book,
        _c.c.found,
        _c.c.variance_reason,
        _on_book.label("is_on_book"),
        flag(_on_book != _found).label("differs"),
        least(_stale, sa.func.coalesce(_next.c.next_date, _stale)).label("speaks_until"),
    )
    .select_from(
        _c.join(
            _next,
            sa.and_(
                _next.c.store_code == _c.c.store_code,
                _next.c.outlet_code == _c.c.outlet_code,
                _next.c.count_date == _c.c.count_date,
            ),
        )
    )
    .subquery("outlet_count_rows"),
    tables=("outlet_stock_counts",),
    document=("vin", "outlet_code", "count_date", "on_book", "found", "variance_reason"),
    dimensions={"outlet": "outlet_code"},
)
