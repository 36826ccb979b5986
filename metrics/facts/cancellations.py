"""Products and policies as cohorts of their sale: which were given back within a year."""

import sqlalchemy as sa

from metrics.facts.columns import flag, sign_of, table
from metrics.facts.deal_products import is_sale
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import days_between

WITHIN_DAYS = 365
"""Days after the sale in which a cancellation counts: twelve months."""

_p, _i = table("fi_products"), table("insurance_policies")
_GIVEN_BACK = Words("一年内退订", "Given back within a year")

PRODUCTS_SOLD = Fact(
    name="products_sold",
    words=Words("衍生产品", "Products sold"),
    source=sa.select(
        _p.c.store_code,
        _p.c.sale_id,
        _p.c.delivery_no,
        _p.c.product_type,
        _p.c.sold_date,
        _p.c.cancelled_at,
        _p.c.revenue_ex_vat,
        sign_of(_p.c.revenue_ex_vat).label("sales"),
        flag(days_between(_p.c.sold_date, _p.c.cancelled_at).between(0, WITHIN_DAYS)).label(
            "given_back"
        ),
    )
    .where(is_sale)
    .subquery("product_sale_rows"),
    tables=("fi_products",),
    document=(
        "sale_id",
        "sold_date",
        "product_type",
        "delivery_no",
        "revenue_ex_vat",
        "cancelled_at",
        "given_back",
    ),
    dimensions={"product": "product_type"},
    labels={"given_back": _GIVEN_BACK},
)

POLICIES_SOLD = Fact(
    name="policies_sold",
    words=Words("保单", "Policies written"),
    source=sa.select(
        _i.c.store_code,
        _i.c.policy_no,
        _i.c.vin,
        _i.c.insurer,
        _i.c.policy_kind,
        _i.c.biz_type,
        _i.c.issued_date,
        _i.c.surrendered_at,
        _i.c.premium,
        sign_of(_i.c.premium).label("policies"),
        flag(days_between(_i.c.issued_date, _i.c.surrendered_at).between(0, WITHIN_DAYS)).label(
            "given_back"
        ),
    ).subquery("policy_sale_rows"),
    tables=("insurance_policies",),
    document=(
        "policy_no",
        "issued_date",
        "vin",
        "insurer",
        "policy_kind",
        "biz_type",
        "premium",
        "surrendered_at",
        "given_back",
    ),
    dimensions={"product": "policy_kind", "insurer": "insurer"},
    labels={"given_back": _GIVEN_BACK},
)

_s, _w = PRODUCTS_SOLD.c, POLICIES_SOLD.c

SOLD_PRODUCTS = Flow("fi_products_sold", PRODUCTS_SOLD, at=_s.sold_date, value=_s.sales)
PRODUCTS_GIVEN_BACK = Flow(
    "fi_products_given_back",
    PRODUCTS_SOLD,
    at=_s.sold_date,
    value=_s.sales,
    where=_s.given_back == 1,
)
SOLD_POLICIES = Flow("policies_sold", POLICIES_SOLD, at=_w.issued_date, value=_w.policies)
POLICIES_GIVEN_BACK = Flow(
    "policies_given_back",
    POLICIES_SOLD,
    at=_w.issued_date,
    value=_w.policies,
    where=_w.given_back == 1,
)
