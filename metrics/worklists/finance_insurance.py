"""What waits in finance and insurance: policies that run out, loans that are not paid out."""

from datetime import timedelta

import sqlalchemy as sa

from metrics.facts.loans import LOANS
from metrics.facts.renewals import INVITATIONS
from metrics.model.kpi import Department
from metrics.model.words import Words
from metrics.worklists.conditions import day_column, day_of, days_since, days_until
from metrics.worklists.model import Asked, Column, Columns, Shown, Worklist

AHEAD_DAYS = 60
"""So many days before a policy runs out its owner is on the list."""


def _runs_out(c: Columns, asked: Asked) -> Column:
    last = sa.literal(asked.day + timedelta(days=AHEAD_DAYS), sa.Date())
    undecided = sa.func.coalesce(c["outcome"], "未知") == "未知"
    return sa.and_(c["is_due"] == 1, undecided, c["expiry_date"].between(day_of(asked), last))


def _approved(c: Columns, asked: Asked) -> Column:
    day = day_of(asked)
    unpaid = sa.or_(c["disbursed_at"].is_(None), c["disbursed_at"] > day)
    return sa.and_(
        c["stands"] == 1,
        c["contracts"] == 1,
        c["result"] == "通过",
        c["approved_at"] <= day,
        unpaid,
    )


RENEWALS_TO_CALL = Worklist(
    name="renewals_to_call",
    department=Department.FINANCE_INSURANCE,
    fact=INVITATIONS,
    waits=_runs_out,
    shows=(
        Shown("vin"),
        Shown("prev_biz_type"),
        Shown("expiry_date", "day"),
        days_until("expiry_date", words=Words("还剩(天)", "Days left")),
        day_column("first_contact_at", "contacted", Words("首次邀约", "First contact")),
    ),
    first=lambda c, asked: (c["expiry_date"].asc(),),
    kpi="renewal_contact_rate",
)
LOANS_TO_PAY = Worklist(
    name="loans_to_pay",
    department=Department.FINANCE_INSURANCE,
    fact=LOANS,
    waits=_approved,
    shows=(
        Shown("contract_no"),
        Shown("lender"),
        Shown("approved_at", "day"),
        days_since("approved_at", words=Words("已等待(天)", "Waiting, days")),
        Shown("loan_amount", "money"),
    ),
    first=lambda c, asked: (c["approved_at"].asc(),),
    amount="loan_amount",
    kpi="finance_approval_rate",
)
