"""Spot checks of processes: one row for each standard item that was looked at.

An item that does not apply, or without a verdict, was not checked. Audits of the manufacturer and
self-checks by the full standard are other programmes and stay out.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_a = table("audits")

PROCESS_CHECKS = Fact(
    name="process_checks",
    words=Words("流程抽检条目", "Process items checked"),
    source=sa.select(
        _a.c.store_code,
        _a.c.audit_id,
        _a.c.audit_date,
        _a.c.area,
        _a.c.item_code,
        _a.c.applicable,
        _a.c.passed,
        flag(_a.c.passed.is_(True)).label("is_passed"),
    )
    .where(_a.c.audit_type == "流程抽检", _a.c.applicable.is_not(False), _a.c.passed.is_not(None))
    .subquery("process_check_rows"),
    tables=("audits",),
    document=("audit_id", "audit_date", "area", "item_code", "passed"),
    dimensions={"area": "area", "standard": "item_code"},
)

_c = PROCESS_CHECKS.c

ITEMS_CHECKED = Flow("process_items_checked", PROCESS_CHECKS, at=_c.audit_date)
ITEMS_PASSED = Flow(
    "process_items_passed", PROCESS_CHECKS, at=_c.audit_date, where=_c.is_passed == 1
)
