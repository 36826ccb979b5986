"""Deliveries widened by the products that were sold with them: extended warranty, service plan...

A product counts if it was sold up to ``SOLD_WITHIN`` days after the hand-over and still stood when
these days were over; what is given away (revenue zero) is no sale, and a sale of unknown revenue is
one. A negative row takes a sale back. The link goes by the deal, so that a reversal and a new
invoice of a vehicle carry what hangs on it.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, sign_of, table
from metrics.facts.deal_gross import DEAL_GROSS, deal_key
from metrics.facts.deals import FINANCED_DEALS, INSURED_DEALS
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import days_between

SOLD_WITHIN = 30
"""Days after the hand-over in which a product must be sold to belong to the delivery."""

_p = table("fi_products")
_named = DELIVERIES.source.alias("product_delivery")
_d = DELIVERIES.source.alias("sold_with")

is_sale = sa.or_(_p.c.revenue_ex_vat.is_(None), _p.c.revenue_ex_vat != 0)
_in_time = days_between(_named.c.delivery_date, _p.c.sold_date) <= SOLD_WITHIN
_still_stood = sa.or_(
    _p.c.cancelled_at.is_(None),
    days_between(_named.c.delivery_date, _p.c.cancelled_at) > SOLD_WITHIN,
)
_kind = sa.func.coalesce(_p.c.product_type, "")
_deal = deal_key(_named)
_sold = (
    sa.select(
        _named.c.store_code,
        _deal.label("deal"),
        _kind.label("product_type"),
        sa.func.sum(sign_of(_p.c.revenue_ex_vat)).label("net"),
    )
    .select_from(
        _p.join(
            _named,
            sa.and_(
                _named.c.store_code == _p.c.store_code, _named.c.delivery_no == _p.c.delivery_no
            ),
        )
    )
    .where(is_sale, _in_time, _still_stood)
    .group_by(_named.c.store_code, _deal, _kind)
    .subquery("products_of_kinds")
)
_is_warranty = sa.or_(_sold.c.product_type.like("%延保%"), _sold.c.product_type.like("%延长保修%"))
_of_deals = (
    sa.select(
        _sold.c.store_code,
        _sold.c.deal,
        sa.func.count().label("kinds"),
        sa.func.max(flag(_is_warranty)).label("warranties"),
    )
    .where(_sold.c.net > 0)
    .group_by(_sold.c.store_code, _sold.c.deal)
    .subquery("products_sold_with_deals")
)
_on_deal = sa.and_(_of_deals.c.store_code == _d.c.store_code, _of_deals.c.deal == deal_key(_d))
_DOCUMENT = ("delivery_no", "delivery_date", "vin", "model_code", "customer_type", "sc_id")
_LABELS = {
    "has_warranty": Words("延保", "Extended warranty"),
    "is_financed": Words("本店按揭", "Financed here"),
    "is_insured": Words("本店商业险", "Insured here"),
    "kinds": Words("衍生产品种类", "Kinds of products"),
    "add_ons": Words("衍生产品数", "Products"),
}

WARRANTY_DEALS = Fact(
    name="warranty_deals",
    words=Words("交车与延保", "Deliveries and their extended warranties"),
    source=sa.select(*_d.c, or_zero(_of_deals.c.warranties).label("has_warranty"))
    .select_from(_d.outerjoin(_of_deals, _on_deal))
    .subquery("warranty_deal_rows"),
    tables=("vehicle_deliveries", "fi_products"),
    document=(*_DOCUMENT, "has_warranty"),
    dimensions=dict(DELIVERIES.dimensions),
    labels=_LABELS,
)

_loans, _policies = FINANCED_DEALS.source, INSURED_DEALS.source
_kinds = or_zero(_of_deals.c.kinds)

PRODUCT_DEALS = Fact(
    name="product_deals",
    words=Words("交车与衍生产品", "Deliveries and their products"),
    source=sa.select(
        *_d.c,
        _loans.c.is_financed,
        _policies.c.is_insured,
        _kinds.label("kinds"),
        ((_loans.c.is_financed + _policies.c.is_insured + _kinds) * _d.c.units).label("add_ons"),
    )
    .select_from(
        _d.join(
            _loans,
            sa.and_(
                _loans.c.store_code == _d.c.store_code, _loans.c.delivery_no == _d.c.delivery_no
            ),
        )
        .join(
            _policies,
            sa.and_(
                _policies.c.store_code == _d.c.store_code,
                _policies.c.delivery_no == _d.c.delivery_no,
            ),
        )
        .outerjoin(_of_deals, _on_deal)
    )
    .subquery("product_deal_rows"),
    tables=("vehicle_deliveries", "fi_contracts", "insurance_policies", "fi_products"),
    document=(*_DOCUMENT, "is_financed", "is_insured", "kinds", "add_ons"),
    dimensions=dict(DELIVERIES.dimensions),
    labels=_LABELS,
)

_g = DEAL_GROSS.source

FI_DEALS = Fact(
    name="fi_deals",
    words=Words("交车与金融保险收入", "Deliveries and their income of finance and insurance"),
    source=sa.select(
        *_g.c, (_g.c.finance_income + _g.c.insurance_income + _g.c.product_gross).label("fi_gross")
    ).subquery("fi_deal_rows"),
    tables=("vehicle_deliveries", "fi_contracts", "insurance_policies"),
    document=(*_DOCUMENT, "finance_income", "insurance_income", "product_gross", "fi_gross"),
    dimensions=dict(DELIVERIES.dimensions),
    labels={**DEAL_GROSS.labels, "fi_gross": Words("金融保险毛利", "F&I gross")},
)

_w, _x, _f = WARRANTY_DEALS.c, PRODUCT_DEALS.c, FI_DEALS.c

RETAIL_WARRANTABLE = Flow(
    "retail_warrantable",
    WARRANTY_DEALS,
    at=_w.delivery_date,
    value=_w.units,
    where=_w.is_retail == 1,
)
RETAIL_WITH_WARRANTY = Flow(
    "retail_with_warranty",
    WARRANTY_DEALS,
    at=_w.delivery_date,
    value=_w.units,
    where=sa.and_(_w.is_retail == 1, _w.has_warranty == 1),
)
RETAIL_EQUIPPED = Flow(
    "retail_equipped",
    PRODUCT_DEALS,
    at=_x.delivery_date,
    value=_x.units,
    where=_x.is_retail == 1,
)
RETAIL_ADD_ONS = Flow(
    "retail_add_ons",
    PRODUCT_DEALS,
    at=_x.delivery_date,
    value=_x.add_ons,
    where=_x.is_retail == 1,
)
RETAIL_FI_GROSS = Flow(
    "retail_fi_gross", FI_DEALS, at=_f.delivery_date, value=_f.fi_gross, where=_f.is_retail == 1
)
