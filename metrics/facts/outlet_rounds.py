"""Rounds of counting at outlets: what was on the books, what was found, until when it stands."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.words import Words

_c = table("outlet_stock_counts")
_on_book, _found = flag(_c.c.on_book.is_(True)), flag(_c.c.found.is_(True))
_rounds = (
    sa.select(
        _c.c.store_code,
        _c.c.outlet_code,
        _c.c.count_date,
        sa.func.sum(_on_book).label("on_book"),
        sa.func.sum(flag(_on_book != _found)).label("differences"),
    )
    .group_by(_c.c.store_code, _c.c.outlet_code, _c.c.count_date)
    .subquery("outlet_rounds")
)
_later = _rounds.alias("later_rounds")
_next = (
    sa.select(
        _rounds.c.store_code,
        _rounds.c.outlet_code,
        _rounds.c.count_date,
        sa.func.min(
            sa.case((_later.c.count_date > _rounds.c.count_date, _later.c.count_date))
        ).label("next_date"),
    )
    .select_from(
        _rounds.join(
            _later,
            sa.and_(
                _later.c.store_code == _rounds.c.store_code,
                _later.c.outlet_code == _rounds.c.outlet_code,
            ),
        )
    )
    .group_by(_rounds.c.store_code, _rounds.c.outlet_code, _rounds.c.count_date)
    .subquery("rounds_that_follow")
)

OUTLET_ROUNDS = Fact(
    name="outlet_rounds",
    words=Words("二级网点盘点批次", "Rounds of counting at outlets"),
    source=sa.select(*_rounds.c, _next.c.next_date)
    .select_from(
        _rounds.join(
            _next,
            sa.and_(
                _next.c.store_code == _rounds.c.store_code,
                _next.c.outlet_code == _rounds.c.outlet_code,
                _next.c.count_date == _rounds.c.count_date,
            ),
        )
    )
    .subquery("outlet_round_rows"),
    tables=("outlet_stock_counts",),
    document=("outlet_code", "count_date", "on_book", "differences"),
    dimensions={"outlet": "outlet_code"},
    labels={
        "outlet_code": Words("网点", "Outlet"),
        "count_date": Words("最近盘点", "Last count"),
        "on_book": Words("账面台数", "On the books"),
        "differences": Words("账实不符", "Differences"),
    },
)
