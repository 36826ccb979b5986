"""What waits in after-sales: cars that came back, claims that were refused or sent back."""

import sqlalchemy as sa

from metrics.facts.repairs import REPAIRS
from metrics.facts.warranty import CLAIMS
from metrics.model.kpi import Department
from metrics.model.words import Words
from metrics.worklists.conditions import days_since, in_period
from metrics.worklists.model import Shown, Worklist

COMEBACKS = Worklist(
    name="comebacks",
    department=Department.AFTER_SALES,
    fact=REPAIRS,
    waits=lambda c, asked: sa.and_(c["came_back"] == 1, in_period(c, asked, "released_day")),
    shows=(
        Shown("ro_no"),
        Shown("vin"),
        Shown("released_day", "day"),
        Shown("ro_type"),
        Shown("fault_code"),
        Shown("sa_id"),
    ),
    first=lambda c, asked: (c["released_day"].desc(),),
    kpi="comeback_rate_30d",
)
REFUSED_CLAIMS = Worklist(
    name="refused_claims",
    department=Department.AFTER_SALES,
    fact=CLAIMS,
    waits=lambda c, asked: sa.and_(
        c["final_result"] == "拒赔", in_period(c, asked, "final_review_day")
    ),
    shows=(
        Shown("claim_no"),
        Shown("claim_type"),
        Shown("reject_reason", words=Words("原因", "Reason")),
        Shown("final_review_day", "day"),
        Shown("claimed_amount", "money"),
    ),
    first=lambda c, asked: (c["claimed_amount"].desc(),),
    amount="claimed_amount",
    kpi="warranty_rejection_rate",
)
RETURNED_CLAIMS = Worklist(
    name="returned_claims",
    department=Department.AFTER_SALES,
    fact=CLAIMS,
    waits=lambda c, asked: sa.and_(
        c["first_result"] == "驳回",
        c["final_result"] == "审核中",
        c["first_review_day"] <= sa.literal(asked.day, sa.Date()),
    ),
    shows=(
        Shown("claim_no"),
        Shown("claim_type"),
        Shown("reject_reason", words=Words("原因", "Reason")),
        Shown("first_review_day", "day"),
        days_since("first_review_day", words=Words("已等待(天)", "Waiting, days")),
        Shown("claimed_amount", "money"),
    ),
    first=lambda c, asked: (c["first_review_day"].asc(),),
    amount="claimed_amount",
    kpi="warranty_first_pass_rate",
)
