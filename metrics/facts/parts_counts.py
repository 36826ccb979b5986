"""Parts that were counted, against the books; a count speaks until the store's next one.

What is counted in one calendar month is one count: a whole store takes several days. A part that
is counted twice in it stands with its last result. A count grows stale after ``HOLDS_DAYS``.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table, wide
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, least, month_start

HOLDS_DAYS = 366
"""Days for which a count speaks: stores count the whole shelf once or twice a year."""

_c = table("parts_stock_counts")
_month = month_start(_c.c.count_date)


def _counts(name: str) -> sa.Subquery:
    """The counts of each store with their first day."""
    return (
        sa.select(
            _c.c.store_code, _month.label("month"), sa.func.min(_c.c.count_date).label("begun")
        )
        .group_by(_c.c.store_code, _month)
        .subquery(name)
    )


_one, _other = _counts("one_count"), _counts("other_count")
_next = (
    sa.select(
        _one.c.store_code,
        _one.c.month,
        sa.func.min(sa.case((_other.c.month > _one.c.month, _other.c.begun))).label("next_begun"),
    )
    .select_from(_one.join(_other, _other.c.store_code == _one.c.store_code))
    .group_by(_one.c.store_code, _one.c.month)
    .subquery("next_counts")
)
_again = _c.alias("counted_again")
_recounted = (
    sa.select(
        _c.c.store_code,
        _c.c.part_no,
        _c.c.count_date,
        sa.func.min(sa.case((_again.c.count_date > _c.c.count_date, _again.c.count_date))).label(
            "next_date"
        ),
    )
    .select_from(
        _c.join(
            _again,
            sa.and_(_again.c.store_code == _c.c.store_code, _again.c.part_no == _c.c.part_no),
        )
    )
    .group_by(_c.c.store_code, _c.c.part_no, _c.c.count_date)
    .subquery("recounted_parts")
)
_rows = sa.select(*_c.c, _month.label("month")).subquery("counted_rows")
_stale = add_days(_rows.c.count_date, HOLDS_DAYS + 1)
_until_next = least(_stale, sa.func.coalesce(_next.c.next_begun, _stale))

COUNTED_PARTS = Fact(
    name="counted_parts",
    words=Words("盘点的配件", "Parts counted"),
    source=sa.select(
        _rows.c.store_code,
        _rows.c.part_no,
        _rows.c.count_date,
        _rows.c.book_qty,
        _rows.c.counted_qty,
        _rows.c.unit_cost,
        (wide(_rows.c.counted_qty - _rows.c.book_qty, 3) * _rows.c.unit_cost).label("difference"),
        least(_until_next, sa.func.coalesce(_recounted.c.next_date, _stale)).label("until"),
        flag(_rows.c.book_qty == _rows.c.counted_qty).label("agrees"),
        flag(sa.and_(_rows.c.book_qty.is_not(None), _rows.c.counted_qty.is_not(None))).label(
            "is_known"
        ),
    )
    .select_from(
        _rows.join(
            _next,
            sa.and_(_next.c.store_code == _rows.c.store_code, _next.c.month == _rows.c.month),
        ).join(
            _recounted,
            sa.and_(
                _recounted.c.store_code == _rows.c.store_code,
                _recounted.c.part_no == _rows.c.part_no,
                _recounted.c.count_date == _rows.c.count_date,
            ),
        )
    )
    .subquery("counted_part_rows"),
    tables=("parts_stock_counts",),
    document=("part_no", "count_date", "book_qty", "counted_qty", "unit_cost", "difference"),
    dimensions={"part": "part_no"},
    labels={"difference": Words("盘盈(亏)金额", "Difference at cost")},
)

_k = COUNTED_PARTS.c


def _counted(name: str, where: sa.ColumnElement[bool]) -> Level:
    return Level(
        name,
        COUNTED_PARTS,
        start=_k.count_date,
        end=_k.until,
        where=where,
        holds_days=HOLDS_DAYS,
    )


PARTS_COUNTED = _counted("parts_counted", _k.is_known == 1)
PARTS_AGREEING = _counted("parts_counted_right", sa.and_(_k.is_known == 1, _k.agrees == 1))
