"""New vehicles in stock: one row for each stay, from receipt until the day on which it ends.

Demo cars and used cars are no new stock. Age is counted from the first physical receipt in any of
the stores; the day of the manufacturer's invoice and the days in between stand beside it. A car
stands on own money from the start if it was bought so, else from the day on which its loan was
redeemed.
"""

import sqlalchemy as sa

from metrics.facts.columns import or_zero, table
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, days_between, greatest

OLD_AFTER = 90
"""Days after which a new vehicle counts as aged."""

_v = table("vehicle_stock")
_own_since = sa.case(
    (_v.c.self_fund_start.is_not(None), greatest(_v.c.self_fund_start, _v.c.receipt_date)),
    (_v.c.funding_source == "自有资金", _v.c.receipt_date),
)

# A transfer between stores does not make a car younger.
_came = (
    sa.select(_v.c.vin, sa.func.min(_v.c.receipt_date).label("first_receipt"))
    .where(_v.c.stock_type == "新车", _v.c.vin.is_not(None), _v.c.receipt_date.is_not(None))
    .group_by(_v.c.vin)
    .subquery("first_receipts")
)
_first = sa.case(
    (_v.c.receipt_date.is_not(None), sa.func.coalesce(_came.c.first_receipt, _v.c.receipt_date))
)

NEW_STOCK = Fact(
    name="new_stock",
    words=Words("新车库存", "New vehicles in stock"),
    source=sa.select(
        _v.c.store_code,
        _v.c.vin,
        _v.c.outlet_code,
        _v.c.model_code,
        _v.c.series,
        _v.c.receipt_date,
        _v.c.factory_invoice_date,
        days_between(_v.c.factory_invoice_date, _v.c.receipt_date).label("days_on_the_way"),
        _v.c.out_date,
        or_zero(_v.c.cost_ex_vat).label("cost"),
        _v.c.cost_ex_vat,
        _v.c.funding_source,
        _v.c.self_fund_start,
        _v.c.stock_status,
        _first.label("first_receipt"),
        greatest(add_days(_first, OLD_AFTER + 1), _v.c.receipt_date).label("old_since"),
        _own_since.label("own_since"),
    )
    .select_from(_v.outerjoin(_came, _came.c.vin == _v.c.vin))
    .where(_v.c.stock_type == "新车")
    .subquery("new_stock_rows"),
    tables=("vehicle_stock",),
    document=(
        "vin",
        "model_code",
        "series",
        "receipt_date",
        "first_receipt",
        "factory_invoice_date",
        "days_on_the_way",
        "out_date",
        "cost_ex_vat",
        "funding_source",
        "self_fund_start",
        "stock_status",
        "outlet_code",
    ),
    dimensions={
        "model": "model_code",
        "series": "series",
        "funding": "funding_source",
        "outlet": "outlet_code",
    },
    labels={
        "first_receipt": Words("集团内首次入库", "First received in the group"),
        "days_on_the_way": Words("开票到入库(天)", "Days from invoice to receipt"),
    },
)

_c = NEW_STOCK.c

NEW_UNITS = Level("new_stock_units", NEW_STOCK, start=_c.receipt_date, end=_c.out_date)
NEW_COST = Level("new_stock_cost", NEW_STOCK, start=_c.receipt_date, end=_c.out_date, value=_c.cost)
OLD_UNITS = Level("new_stock_old_units", NEW_STOCK, start=_c.old_since, end=_c.out_date)
OLD_COST = Level(
    "new_stock_old_cost", NEW_STOCK, start=_c.old_since, end=_c.out_date, value=_c.cost
)
OWN_COST = Level(
    "new_stock_own_cost", NEW_STOCK, start=_c.own_since, end=_c.out_date, value=_c.cost
)

_d = DELIVERIES.source.alias("handed_over")
_stay = NEW_STOCK.source.alias("stay")
_on_own_money = (
    sa.select(_d.c.store_code, _d.c.delivery_no)
    .select_from(
        _d.join(_stay, sa.and_(_stay.c.store_code == _d.c.store_code, _stay.c.vin == _d.c.vin))
    )
    .where(_stay.c.own_since <= _d.c.delivery_date)
    .group_by(_d.c.store_code, _d.c.delivery_no)
    .subquery("on_own_money")
)

OWN_MONEY_SALES = Fact(
    name="own_money_sales",
    words=Words("自有资金车辆的交车", "Deliveries of self-funded vehicles"),
    source=sa.select(*_d.c, or_zero(_d.c.cost_ex_vat).label("cost"))
    .select_from(
        _d.join(
            _on_own_money,
            sa.and_(
                _on_own_money.c.store_code == _d.c.store_code,
                _on_own_money.c.delivery_no == _d.c.delivery_no,
            ),
        )
    )
    .where(_d.c.is_customer_sale == 1)
    .subquery("own_money_sale_rows"),
    tables=("vehicle_deliveries", "vehicle_stock"),
    document=("delivery_no", "delivery_date", "vin", "model_code", "customer_type", "cost_ex_vat"),
    dimensions=dict(DELIVERIES.dimensions),
)
