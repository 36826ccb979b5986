"""Receivables that are old."""

import sqlalchemy as sa

from metrics.facts.receivables import RECEIVABLES
from metrics.model.kpi import Department
from metrics.worklists.conditions import holds
from metrics.worklists.model import Shown, Worklist

_on_the_list = holds("snapshot_date", "until")

OLD_RECEIVABLES = Worklist(
    name="old_receivables",
    department=Department.PROFIT,
    fact=RECEIVABLES,
    waits=lambda c, asked: sa.and_(_on_the_list(c, asked), c["is_old"] == 1),
    shows=(
        Shown("doc_no"),
        Shown("debtor_type"),
        Shown("due_date", "day"),
        Shown("age_days", "days"),
        Shown("amount", "money"),
    ),
    first=lambda c, asked: (c["amount"].desc(),),
    amount="amount",
    kpi="receivable_over_60_share",
)
