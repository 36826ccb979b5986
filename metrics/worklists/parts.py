"""What lies idle in parts: stock over its maximum, stock that nobody has asked for in a year."""

import sqlalchemy as sa

from metrics.facts.parts_stock import PARTS_STOCK
from metrics.model.kpi import Department
from metrics.model.words import Words
from metrics.worklists.conditions import days_since, holds
from metrics.worklists.model import Shown, Worklist

_in_stock = holds("snapshot_date", "until")
_IDLE = days_since("last_issue_date", words=Words("未出库(天)", "Days without issue"))

OVERSTOCK = Worklist(
    name="overstock",
    department=Department.PARTS,
    fact=PARTS_STOCK,
    waits=lambda c, asked: sa.and_(_in_stock(c, asked), c["value_over_max"] > 0),
    shows=(
        Shown("part_no"),
        Shown("qty_on_hand", "number"),
        Shown("max_qty", "number"),
        _IDLE,
        Shown("value_over_max", "money", Words("超出金额", "Over the maximum")),
    ),
    first=lambda c, asked: (c["value_over_max"].desc(),),
    amount="value_over_max",
    kpi="parts_overmax_share",
)
DEAD_STOCK = Worklist(
    name="dead_stock",
    department=Department.PARTS,
    fact=PARTS_STOCK,
    waits=lambda c, asked: sa.and_(_in_stock(c, asked), c["is_dead"] == 1, c["stock_value"] != 0),
    shows=(
        Shown("part_no"),
        Shown("qty_on_hand", "number"),
        Shown("last_issue_date", "day"),
        _IDLE,
        Shown("stock_value", "money"),
    ),
    first=lambda c, asked: (c["stock_value"].desc(),),
    amount="stock_value",
    kpi="parts_dead_stock_share",
)
