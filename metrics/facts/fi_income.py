"""What finance and insurance bring and lose, each on its own day.

Commission of loans counts on the day of disbursement (else of the decision), of policies on the day
of issue, new and renewed alike, products on the day of sale. What is taken back counts on the day
on which it is taken back.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_loans, _policies, _products = (
    table(name) for name in ("fi_contracts", "insurance_policies", "fi_products")
)
_margin = or_zero(_products.c.revenue_ex_vat) - or_zero(_products.c.cost_ex_vat)


def _rows(
    of: sa.Table, number: Column, kind: Column, day: Column, amount: Column, *which: Column
) -> sa.Select[tuple[object, ...]]:
    return sa.select(
        of.c.store_code,
        number.label("number"),
        kind.label("kind"),
        of.c.delivery_no,
        day.label("earned_on"),
        or_zero(amount).label("income"),
    ).where(day.is_not(None), *which)


def _word(text: str) -> Column:
    return sa.literal(text, sa.String())


_every = sa.union_all(
    _rows(
        _loans,
        _loans.c.contract_no,
        _word("贷款返佣"),
        sa.func.coalesce(_loans.c.disbursed_at, _loans.c.approved_at),
        _loans.c.income_ex_vat,
        sa.func.coalesce(_loans.c.result, "通过") == "通过",
    ),
    _rows(
        _loans,
        _loans.c.contract_no,
        _word("返佣扣回"),
        _loans.c.clawback_at,
        -_loans.c.clawback,
        _loans.c.clawback.is_not(None),
    ),
    _rows(
        _policies,
        _policies.c.policy_no,
        _word("保险手续费"),
        _policies.c.issued_date,
        _policies.c.income_ex_vat,
    ),
    _rows(_products, _products.c.sale_id, _products.c.product_type, _products.c.sold_date, _margin),
    _rows(_products, _products.c.sale_id, _word("产品退订"), _products.c.cancelled_at, -_margin),
).subquery("fi_income_parts")

FI_INCOME = Fact(
    name="fi_income",
    words=Words("金融保险收入", "Finance and insurance income"),
    source=sa.select(*_every.c).subquery("fi_income_rows"),
    tables=("fi_contracts", "insurance_policies", "fi_products"),
    document=("number", "kind", "earned_on", "delivery_no", "income"),
    labels={
        "number": Words("合同、保单或产品编号", "Contract, policy or product number"),
        "kind": Words("来源", "Source"),
        "earned_on": Words("计入日期", "Counted on"),
        "income": Words("收入(退订、扣回为负)", "Income (below zero where taken back)"),
    },
)

_c = FI_INCOME.c

FI_GROSS = Flow("fi_gross", FI_INCOME, at=_c.earned_on, value=_c.income)
