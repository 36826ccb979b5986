"""The points of a store's people: granted, redeemed, expired, taken back; and what is left.

Points are signed as the ledger signs them: a redemption is below zero, one that is reversed above.
The balance is the sum of all movements so far, so that it is known from the second month of a
ledger on.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import as_day

HOLDS_DAYS = 366
"""A ledger without a movement for so long says nothing of today's balance."""

_p = table("points_ledger")

POINTS = Fact(
    name="points",
    words=Words("积分流水", "Points movements"),
    source=sa.select(
        _p.c.store_code,
        _p.c.txn_id,
        _p.c.employee_id,
        _p.c.position,
        _p.c.txn_date,
        _p.c.txn_type,
        _p.c.points,
        _p.c.rule_code,
        _p.c.ref_no,
        or_zero(_p.c.points).label("moved"),
        (ZERO - or_zero(_p.c.points)).label("spent"),
        as_day(sa.null()).label("never"),
    ).subquery("points_rows"),
    tables=("points_ledger",),
    document=(
        "txn_id",
        "txn_date",
        "txn_type",
        "points",
        "employee_id",
        "position",
        "rule_code",
        "ref_no",
    ),
    dimensions={"position": "position", "rule": "rule_code"},
)

_c = POINTS.c

POINTS_REDEEMED = Flow(
    "points_redeemed", POINTS, at=_c.txn_date, value=_c.spent, where=_c.txn_type == "兑换"
)
POINTS_GRANTED = Flow(
    "points_granted", POINTS, at=_c.txn_date, value=_c.moved, where=_c.txn_type == "发放"
)
POINTS_BALANCE = Level(
    "points_balance",
    POINTS,
    start=_c.txn_date,
    end=_c.never,
    value=_c.moved,
    holds_days=HOLDS_DAYS,
)
