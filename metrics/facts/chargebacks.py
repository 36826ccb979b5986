"""What is taken back later of the income from a delivery: clawbacks and cancelled products.

Each is dated by the day on which it is taken back, so that no closed month is written anew.
"""

import sqlalchemy as sa

from metrics.facts.columns import or_zero, table
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.words import Words

_loans, _products = table("fi_contracts"), table("fi_products")
_d = DELIVERIES.source.alias("retailed")


def _of_retail(lines: sa.Table) -> sa.Join:
    return lines.join(
        _d,
        sa.and_(
            _d.c.store_code == lines.c.store_code,
            _d.c.delivery_no == lines.c.delivery_no,
            _d.c.is_retail == 1,
        ),
    )


CLAWBACKS = Fact(
    name="clawbacks",
    words=Words("金融返佣扣回", "Finance clawbacks"),
    source=sa.select(
        _loans.c.store_code,
        _loans.c.contract_no,
        _loans.c.delivery_no,
        _loans.c.lender,
        _loans.c.clawback_at,
        _loans.c.clawback,
        _d.c.sc_id,
        _d.c.model_code,
        _d.c.customer_type,
        _d.c.payment_type,
    )
    .select_from(_of_retail(_loans))
    .where(_loans.c.clawback.is_not(None))
    .subquery("clawback_rows"),
    tables=("fi_contracts",),
    document=("contract_no", "delivery_no", "lender", "clawback_at", "clawback"),
    dimensions=dict(DELIVERIES.dimensions),
)

CANCELLED_PRODUCTS = Fact(
    name="cancelled_products",
    words=Words("已退的衍生产品", "Cancelled products"),
    source=sa.select(
        _products.c.store_code,
        _products.c.sale_id,
        _products.c.delivery_no,
        _products.c.product_type,
        _products.c.sold_date,
        _products.c.cancelled_at,
        (or_zero(_products.c.revenue_ex_vat) - or_zero(_products.c.cost_ex_vat)).label("gross"),
        _d.c.sc_id,
        _d.c.model_code,
        _d.c.customer_type,
        _d.c.payment_type,
    )
    .select_from(_of_retail(_products))
    .subquery("cancelled_product_rows"),
    tables=("fi_products",),
    document=("sale_id", "delivery_no", "product_type", "sold_date", "cancelled_at", "gross"),
    dimensions=dict(DELIVERIES.dimensions),
    labels={"gross": Words("毛利", "Gross")},
)
