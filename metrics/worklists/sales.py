"""What waits in sales: aged cars, cars on own money, late orders, outlets to count."""

import sqlalchemy as sa

from metrics.facts.aged_stock import AGED_STOCK
from metrics.facts.orders import ORDERS
from metrics.facts.outlet_rounds import OUTLET_ROUNDS
from metrics.facts.stock import NEW_STOCK
from metrics.model.kpi import Department
from metrics.model.words import Words
from metrics.worklists.conditions import day_of, days_since, holds
from metrics.worklists.model import Asked, Column, Columns, Shown, Worklist


def _late(c: Columns, asked: Asked) -> Column:
    open_on_day = holds("order_date", "closed_day")(c, asked)
    return sa.and_(open_on_day, c["planned_delivery_date"] < day_of(asked))


def _aged(c: Columns, asked: Asked) -> Column:
    return sa.and_(holds("old_since", "out_date")(c, asked), _not_gone_before(c))


def _not_gone_before(c: Columns) -> Column:
    return sa.or_(c["out_date"].is_(None), c["out_date"] > c["old_since"])


AGED_CARS = Worklist(
    name="aged_cars",
    department=Department.SALES,
    fact=AGED_STOCK,
    waits=_aged,
    shows=(
        Shown("vin"),
        Shown("model_code"),
        days_since("first_receipt", words=Words("库龄(天)", "Age, days")),
        Shown("cost_ex_vat", "money"),
        Shown("measure", words=Words("清库措施", "Plan")),
        Shown("owner_id"),
        Shown("due_date", "day"),
    ),
    first=lambda c, asked: (c["first_receipt"].asc(),),
    amount="cost_ex_vat",
    kpi="aged_stock_share_90",
)
OWN_MONEY_CARS = Worklist(
    name="own_money_cars",
    department=Department.SALES,
    fact=NEW_STOCK,
    waits=holds("own_since", "out_date"),
    shows=(
        Shown("vin"),
        Shown("model_code"),
        Shown("own_since", "day", Words("占用自有资金起", "On own money since")),
        days_since("own_since", words=Words("已占用(天)", "For days")),
        Shown("cost_ex_vat", "money"),
    ),
    first=lambda c, asked: (c["own_since"].asc(),),
    amount="cost_ex_vat",
    kpi="self_funded_stock_share",
)
LATE_ORDERS = Worklist(
    name="late_orders",
    department=Department.SALES,
    fact=ORDERS,
    waits=_late,
    shows=(
        Shown("order_no"),
        Shown("model_code"),
        Shown("sc_id"),
        Shown("planned_delivery_date", "day"),
        days_since("planned_delivery_date", words=Words("已逾期(天)", "Days late")),
        Shown("contract_price", "money"),
    ),
    first=lambda c, asked: (c["planned_delivery_date"].asc(),),
    amount="contract_price",
    kpi="open_orders",
)
OUTLETS_COUNTED = Worklist(
    name="outlets_counted",
    department=Department.SALES,
    fact=OUTLET_ROUNDS,
    waits=holds("count_date", "next_date"),
    shows=(
        Shown("outlet_code"),
        Shown("count_date", "day"),
        days_since("count_date", words=Words("距今(天)", "Days ago")),
        Shown("on_book", "number"),
        Shown("differences", "number"),
    ),
    first=lambda c, asked: (c["count_date"].asc(),),
    kpi="outlet_stock_variance",
    at_most=40,
)
