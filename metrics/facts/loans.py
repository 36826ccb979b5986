"""Loan applications: decided, paid out, and what was taken back of the income later.

A reversal is a row with a negative amount and takes a contract back on its own day. For durations,
which cannot be netted, a loan that was taken back is left out altogether.
"""

import sqlalchemy as sa

from metrics.facts.columns import MINUS_ONE, ONE, flag, table
from metrics.facts.deliveries import DELIVERIES
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Reduction, Spread
from metrics.model.words import Words
from warehouse.functions import days_between

_f = table("fi_contracts")
_taken_back = sa.or_(_f.c.loan_amount < 0, _f.c.income_ex_vat < 0)
_contracts = sa.case((_taken_back, MINUS_ONE), else_=ONE)
_stands = sa.func.coalesce(_f.c.result, "通过") == "通过"

LOANS = Fact(
    name="loans",
    words=Words("金融合同", "Loan contracts"),
    source=sa.select(
        _f.c.store_code,
        _f.c.contract_no,
        _f.c.delivery_no,
        _f.c.vehicle_type,
        _f.c.lender,
        _f.c.lender_type,
        _f.c.applied_at,
        _f.c.approved_at,
        _f.c.result,
        _f.c.disbursed_at,
        _f.c.loan_amount,
        _f.c.income_ex_vat,
        _f.c.clawback_at,
        _f.c.clawback,
        _contracts.label("contracts"),
        flag(_stands).label("stands"),
    ).subquery("loan_rows"),
    tables=("fi_contracts",),
    document=(
        "contract_no",
        "delivery_no",
        "lender",
        "vehicle_type",
        "applied_at",
        "approved_at",
        "result",
        "disbursed_at",
        "loan_amount",
        "income_ex_vat",
        "clawback_at",
        "clawback",
    ),
    dimensions={"lender": "lender", "vehicle_type": "vehicle_type"},
)

_lender = sa.func.coalesce(_f.c.lender, "")
_net = (
    sa.select(
        _f.c.store_code,
        _f.c.delivery_no,
        _lender.label("lender_name"),
        sa.func.sum(_contracts).label("contracts"),
    )
    .where(_stands, _f.c.disbursed_at.is_not(None))
    .group_by(_f.c.store_code, _f.c.delivery_no, _lender)
    .subquery("loans_that_stand")
)
_d = DELIVERIES.source.alias("financed_delivery")

DISBURSEMENTS = Fact(
    name="disbursements",
    words=Words("已放款的新车贷款", "Loans on new vehicles paid out"),
    source=sa.select(
        _f.c.store_code,
        _f.c.contract_no,
        _f.c.delivery_no,
        _f.c.lender,
        _f.c.lender_type,
        _d.c.delivery_date,
        _f.c.disbursed_at,
        _f.c.loan_amount,
        days_between(_d.c.delivery_date, _f.c.disbursed_at).label("days"),
    )
    .select_from(
        _f.join(
            _d,
            sa.and_(_d.c.store_code == _f.c.store_code, _d.c.delivery_no == _f.c.delivery_no),
        ).join(
            _net,
            sa.and_(
                _net.c.store_code == _f.c.store_code,
                _net.c.delivery_no == _f.c.delivery_no,
                _net.c.lender_name == _lender,
            ),
        )
    )
    .where(
        _stands,
        _contracts == 1,
        _net.c.contracts > 0,
        sa.func.coalesce(_f.c.vehicle_type, "新车") == "新车",
    )
    .subquery("disbursement_rows"),
    tables=("fi_contracts", "vehicle_deliveries"),
    document=(
        "contract_no",
        "delivery_no",
        "lender",
        "delivery_date",
        "disbursed_at",
        "days",
        "loan_amount",
    ),
    dimensions={"lender": "lender"},
    labels={"days": Words("放款天数", "Days until paid out")},
)

_k = LOANS.c
_paid = sa.and_(_k.stands == 1, _k.income_ex_vat.is_not(None))

LOANS_DECIDED = Flow(
    "loans_decided",
    LOANS,
    at=_k.approved_at,
    value=_k.contracts,
    where=_k.result.in_(("通过", "拒绝")),
)
LOANS_PASSED = Flow(
    "loans_passed", LOANS, at=_k.approved_at, value=_k.contracts, where=_k.result == "通过"
)
LOANS_DISBURSED = Flow(
    "loans_disbursed", LOANS, at=_k.disbursed_at, value=_k.contracts, where=_paid
)
LOAN_INCOME = Flow("loan_income", LOANS, at=_k.disbursed_at, value=_k.income_ex_vat, where=_paid)
LOAN_CLAWBACK = Flow("loan_clawback", LOANS, at=_k.clawback_at, value=_k.clawback)
DISBURSEMENT_DAYS = Spread(
    "disbursement_days",
    DISBURSEMENTS,
    columns={"value": DISBURSEMENTS.c.days},
    reduction=Reduction.MEDIAN,
    at=DISBURSEMENTS.c.disbursed_at,
)
