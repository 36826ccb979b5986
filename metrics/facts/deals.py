"""Deliveries widened by what was financed and insured with them through the store.

A loan or a policy names the delivery that it belongs to. A reversal and a new invoice are rows of
their own with numbers of their own, so that the link goes by the deal: the order, else the vehicle.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, table
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import add_days

DISBURSED_WITHIN = 30
"""Days after hand-over in which a loan must be paid out to count, so that a month comes to rest."""

_d = DELIVERIES.source.alias("sold")
_f = table("fi_contracts")
_i = table("insurance_policies")


def _deal(delivery: sa.FromClause) -> Column:
    order = sa.func.nullif(delivery.c.order_no, "")
    vehicle = sa.func.nullif(delivery.c.vin, "")
    return sa.func.coalesce(order, vehicle, delivery.c.delivery_no)


def _by_deal(name: str, add_on: sa.FromClause, day: Column, which: Column) -> sa.Subquery:
    """First day of an add-on for each deal, with the day of the delivery that it names."""
    named = DELIVERIES.source.alias(f"{name}_delivery")
    deal = _deal(named)
    return (
        sa.select(
            named.c.store_code,
            deal.label("deal"),
            sa.func.min(day).label("add_on_day"),
            sa.func.min(named.c.delivery_date).label("handed_over"),
        )
        .select_from(
            add_on.join(
                named,
                sa.and_(
                    named.c.store_code == add_on.c.store_code,
                    named.c.delivery_no == add_on.c.delivery_no,
                ),
            )
        )
        .where(which)
        .group_by(named.c.store_code, deal)
        .subquery(name)
    )


_loans = _by_deal(
    "loans",
    _f,
    _f.c.disbursed_at,
    sa.and_(
        _f.c.result == "通过",
        _f.c.disbursed_at.is_not(None),
        sa.func.coalesce(_f.c.vehicle_type, "新车") == "新车",
    ),
)
_policies = _by_deal(
    "policies",
    _i,
    _i.c.issued_date,
    sa.and_(_i.c.policy_kind == "商业险", sa.func.coalesce(_i.c.biz_type, "新保") == "新保"),
)


def _deals(
    own: str, words: Words, add_on: sa.Subquery, has: Column, mark: str, label: Words
) -> Fact:
    name = f"deals_with_{own}"
    return Fact(
        name=name,
        words=words,
        source=sa.select(*_d.c, flag(has).label(mark))
        .select_from(
            _d.outerjoin(
                add_on,
                sa.and_(add_on.c.store_code == _d.c.store_code, add_on.c.deal == _deal(_d)),
            )
        )
        .subquery(name),
        tables=("vehicle_deliveries", own),
        document=(
            "delivery_no",
            "delivery_date",
            "vin",
            "model_code",
            "customer_type",
            "payment_type",
            "sc_id",
            mark,
        ),
        dimensions=DELIVERIES.dimensions,
        labels={mark: label},
    )


FINANCED_DEALS = _deals(
    "fi_contracts",
    Words("交车与贷款", "Deliveries and their loans"),
    _loans,
    _loans.c.add_on_day <= add_days(_loans.c.handed_over, DISBURSED_WITHIN),
    "is_financed",
    Words("本店按揭", "Financed here"),
)
INSURED_DEALS = _deals(
    "insurance_policies",
    Words("交车与新保", "Deliveries and their first policies"),
    _policies,
    _policies.c.add_on_day.is_not(None),
    "is_insured",
    Words("本店商业险", "Insured here"),
)

# The same cars as in RETAIL_DELIVERED, on this fact, so that a listing shows those without a loan.
RETAIL_FINANCEABLE = Flow(
    "retail_financeable",
    FINANCED_DEALS,
    at=FINANCED_DEALS.c.delivery_date,
    value=FINANCED_DEALS.c.units,
    where=FINANCED_DEALS.c.is_retail == 1,
)
RETAIL_INSURABLE = Flow(
    "retail_insurable",
    INSURED_DEALS,
    at=INSURED_DEALS.c.delivery_date,
    value=INSURED_DEALS.c.units,
    where=INSURED_DEALS.c.is_retail == 1,
)
RETAIL_FINANCED = Flow(
    "retail_financed",
    FINANCED_DEALS,
    at=FINANCED_DEALS.c.delivery_date,
    value=FINANCED_DEALS.c.units,
    where=sa.and_(FINANCED_DEALS.c.is_retail == 1, FINANCED_DEALS.c.is_financed == 1),
)
RETAIL_INSURED = Flow(
    "retail_insured",
    INSURED_DEALS,
    at=INSURED_DEALS.c.delivery_date,
    value=INSURED_DEALS.c.units,
    where=sa.and_(INSURED_DEALS.c.is_retail == 1, INSURED_DEALS.c.is_insured == 1),
)
