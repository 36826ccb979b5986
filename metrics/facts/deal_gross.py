"""What was earned with each delivery: the car, its accessories, its loan, policy and products.

What belongs to a car names the delivery. A reversal and a new invoice are rows of their own, so
that each row of a deal (same vehicle, same order) carries what hangs on the deal, with its sign.
"""

from typing import Any

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import concat

_d = DELIVERIES.source.alias("dealt")
_lines, _loans = table("accessory_sales"), table("fi_contracts")
_policies, _products = table("insurance_policies"), table("fi_products")

paid_line = sa.and_(_lines.c.is_gift.is_not(True), _lines.c.revenue_ex_vat.is_not(None))
loan_stands = sa.and_(
    sa.func.coalesce(_loans.c.result, "通过") == "通过",
    sa.func.coalesce(_loans.c.vehicle_type, "新车") == "新车",
)


def deal_key(delivery: sa.FromClause) -> Column:
    """What the rows of one deal have in common; a row without car and order stands alone."""
    car, order = sa.func.coalesce(delivery.c.vin, ""), sa.func.coalesce(delivery.c.order_no, "")
    both = concat(car, " ", order)
    return sa.case((both != " ", both), else_=concat("delivery ", delivery.c.delivery_no))


def _per_deal(name: str, lines: sa.Table, which: Column | None, **sums: Column) -> sa.Subquery:
    """Sums over what names a delivery, for each deal.

    A new invoice may carry copies of the same lines: the largest sum of one invoice counts.
    """
    own = sa.select(
        lines.c.store_code,
        lines.c.delivery_no,
        *(sa.func.sum(value).label(label) for label, value in sums.items()),
    ).where(lines.c.delivery_no.is_not(None))
    if which is not None:
        own = own.where(which)
    own_sums = own.group_by(lines.c.store_code, lines.c.delivery_no).subquery(f"{name}_of_one")
    key = deal_key(_d)
    return (
        sa.select(
            _d.c.store_code,
            key.label("deal"),
            *(sa.func.max(own_sums.c[label]).label(label) for label in sums),
        )
        .select_from(
            _d.join(
                own_sums,
                sa.and_(
                    own_sums.c.store_code == _d.c.store_code,
                    own_sums.c.delivery_no == _d.c.delivery_no,
                ),
            )
        )
        .where(_d.c.units > 0)
        .group_by(_d.c.store_code, key)
        .subquery(name)
    )


_paid = sa.case((paid_line, _lines.c.revenue_ex_vat), else_=0)
_accessories = _per_deal(
    "accessories_of_deals",
    _lines,
    None,
    revenue=_paid,
    gross=_paid - or_zero(_lines.c.cost_ex_vat),
)
_income = _per_deal("loans_of_deals", _loans, loan_stands, income=or_zero(_loans.c.income_ex_vat))
_commission = _per_deal(
    "policies_of_deals",
    _policies,
    sa.func.coalesce(_policies.c.biz_type, "新保") == "新保",
    income=or_zero(_policies.c.income_ex_vat),
)
_margin = _per_deal(
    "products_of_deals",
    _products,
    None,
    gross=or_zero(_products.c.revenue_ex_vat) - or_zero(_products.c.cost_ex_vat),
)


def _with(source: Any, add_on: sa.Subquery) -> Any:
    return source.outerjoin(
        add_on, sa.and_(add_on.c.store_code == _d.c.store_code, add_on.c.deal == deal_key(_d))
    )


_DOCUMENT = (
    "delivery_no",
    "delivery_date",
    "vin",
    "model_code",
    "customer_type",
    "sc_id",
    "accessory_revenue",
)

_LABELS = {
    "accessory_revenue": Words("随车精品收入", "Accessory revenue"),
    "front_gross": Words("裸车毛利", "Front gross"),
    "rebate_confirmed": Words("已确认单车返利", "Rebate confirmed"),
    "rebate_estimated": Words("预估未确认返利", "Rebate estimated, not confirmed"),
    "accessory_gross": Words("随车精品毛利", "Accessory gross"),
    "finance_income": Words("金融收入", "Finance income"),
    "insurance_income": Words("新保收入", "First-insurance income"),
    "product_gross": Words("衍生产品毛利", "Product gross"),
    "blended_gross": Words("综合毛利", "Blended gross"),
}

ACCESSORY_DEALS = Fact(
    name="accessory_deals",
    words=Words("交车与精品", "Deliveries and their accessories"),
    source=sa.select(
        *_d.c,
        (or_zero(_accessories.c.revenue) * _d.c.units).label("accessory_revenue"),
        flag(_accessories.c.revenue > 0).label("has_accessory"),
    )
    .select_from(_with(_d, _accessories))
    .subquery("accessory_deal_rows"),
    tables=("vehicle_deliveries", "accessory_sales"),
    document=_DOCUMENT,
    dimensions=dict(DELIVERIES.dimensions),
    labels=_LABELS,
)

_parts = {
    "accessory_revenue": or_zero(_accessories.c.revenue) * _d.c.units,
    "accessory_gross": or_zero(_accessories.c.gross) * _d.c.units,
    "finance_income": or_zero(_income.c.income) * _d.c.units,
    "insurance_income": or_zero(_commission.c.income) * _d.c.units,
    "product_gross": or_zero(_margin.c.gross) * _d.c.units,
}

DEAL_GROSS = Fact(
    name="deal_gross",
    words=Words("交车与单车综合毛利", "Deliveries and what they earned"),
    source=sa.select(
        *_d.c,
        *(value.label(label) for label, value in _parts.items()),
        (
            _d.c.front_gross
            + _d.c.rebate_confirmed
            + _parts["accessory_gross"]
            + _parts["finance_income"]
            + _parts["insurance_income"]
            + _parts["product_gross"]
        ).label("blended_gross"),
    )
    .select_from(_with(_with(_with(_with(_d, _accessories), _income), _commission), _margin))
    .subquery("deal_gross_rows"),
    tables=("vehicle_deliveries", "accessory_sales", "fi_contracts", "insurance_policies"),
    document=(
        *_DOCUMENT[:-1],
        "front_gross",
        "rebate_confirmed",
        "rebate_estimated",
        "accessory_gross",
        "finance_income",
        "insurance_income",
        "product_gross",
        "blended_gross",
    ),
    dimensions=dict(DELIVERIES.dimensions),
    labels=_LABELS,
)
