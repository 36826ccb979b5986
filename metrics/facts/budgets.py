"""Budgets and targets, a row for each store, month, department and metric, in the version in force.

Targets are dated on the first day of their month; sum them over whole months (``MONTHS``).
"""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import month_of_text

_b = table("budgets")

VERSION = "年初预算"

BUDGETS = Fact(
    name="budgets",
    words=Words("预算与目标", "Budgets and targets"),
    source=sa.select(
        _b.c.store_code,
        _b.c.period,
        _b.c.department,
        _b.c.metric_code,
        _b.c.version,
        _b.c.value,
        month_of_text(_b.c.period).label("month"),
    )
    .where(_b.c.version == VERSION)
    .subquery("budget_lines"),
    tables=("budgets",),
    document=("period", "department", "metric_code", "version", "value"),
    dimensions={"department": "department", "metric": "metric_code"},
)
