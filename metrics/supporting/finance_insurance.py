"""What explains finance and insurance: cohorts of renewals, loans from approval to payment."""

from metrics.facts.loans import LOANS, LOANS_DECIDED, LOANS_PASSED
from metrics.facts.renewals import (
    INVITATIONS_DUE,
    INVITATIONS_MADE,
    RENEWALS_DONE,
    RENEWALS_DUE,
)
from metrics.model.formula import Over, Total
from metrics.model.kpi import Department, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words
from metrics.supporting.figure import figure

_FI = Department.FINANCE_INSURANCE
_k = LOANS.c

_PAID_OUT = Flow(
    "loans_paid_out", LOANS, at=_k.disbursed_at, value=_k.contracts, where=_k.stands == 1
)

FIGURES = (
    figure("renewals_due", Words("应续", "Due"), _FI, Unit.COUNT, Total(Over(RENEWALS_DUE))),
    figure(
        "renewals_done",
        Words("本店已续", "Renewed here"),
        _FI,
        Unit.COUNT,
        Total(Over(RENEWALS_DONE)),
    ),
    figure(
        "invitations_due",
        Words("应邀约", "To be invited"),
        _FI,
        Unit.COUNT,
        Total(Over(INVITATIONS_DUE)),
    ),
    figure(
        "invitations_made",
        Words("提前邀约", "Invited in time"),
        _FI,
        Unit.COUNT,
        Total(Over(INVITATIONS_MADE)),
    ),
    figure(
        "loans_decided", Words("已审批", "Decided"), _FI, Unit.COUNT, Total(Over(LOANS_DECIDED))
    ),
    figure("loans_approved", Words("通过", "Approved"), _FI, Unit.COUNT, Total(Over(LOANS_PASSED))),
    figure("loans_paid_out", Words("已放款", "Paid out"), _FI, Unit.COUNT, Total(Over(_PAID_OUT))),
)
