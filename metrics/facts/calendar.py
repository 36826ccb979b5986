"""Business days of a store and what they weigh."""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.words import Words

_c = table("dim_calendar")

BUSINESS_DAYS = Fact(
    name="business_days",
    words=Words("营业日", "Business days"),
    source=sa.select(_c.c.store_code, _c.c.date, _c.c.is_business_day, _c.c.day_weight)
    .where(_c.c.is_business_day.is_(True))
    .subquery("business_days"),
    tables=("dim_calendar",),
    document=("date", "day_weight"),
)
