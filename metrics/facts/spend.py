"""What marketing spent, line by line, before any support of the manufacturer."""

import sqlalchemy as sa

from metrics.facts.budgets import BUDGETS
from metrics.facts.columns import flag, or_zero, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

BUDGET_METRIC = "marketing_spend"
"""``metric_code`` of the budget of spend as a whole."""

_s = table("marketing_spend")

SPEND = Fact(
    name="marketing_spend",
    words=Words("市场费用", "Marketing spend"),
    source=sa.select(
        _s.c.store_code,
        _s.c.spend_id,
        _s.c.spend_date,
        _s.c.media,
        _s.c.campaign_id,
        _s.c.account_code,
        _s.c.amount_ex_vat,
        or_zero(_s.c.amount_ex_vat).label("amount"),
        flag(sa.func.coalesce(_s.c.campaign_id, "") != "").label("is_campaign"),
    ).subquery("spend_rows"),
    tables=("marketing_spend",),
    document=("spend_id", "spend_date", "media", "campaign_id", "account_code", "amount_ex_vat"),
    dimensions={"media": "media", "campaign": "campaign_id", "account": "account_code"},
)

_c = SPEND.c

MARKETING_SPEND = Flow("marketing_spend", SPEND, at=_c.spend_date, value=_c.amount)
CAMPAIGN_SPEND = Flow(
    "campaign_spend", SPEND, at=_c.spend_date, value=_c.amount, where=_c.is_campaign == 1
)
MARKETING_BUDGET = Flow(
    "marketing_budget",
    BUDGETS,
    at=BUDGETS.c.month,
    value=BUDGETS.c.value,
    where=BUDGETS.c.metric_code == BUDGET_METRIC,
)
