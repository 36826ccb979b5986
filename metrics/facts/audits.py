"""Audits of operating standards, item by item: the newest announced one, and what it asked for.

An announced audit stands until the next one of the same part of the house, for a year at most. Of
two on one day the one with the greater number counts. Items that do not apply, or whose points are
not known, are left out.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days, least

ANNOUNCED = "明检"
STANDS_DAYS = 366
"""So long an announced audit says something of a store."""

_a = table("audits")
_applies = sa.or_(_a.c.applicable.is_(None), _a.c.applicable.is_(True))

_newest = (
    sa.select(
        _a.c.store_code,
        _a.c.area,
        _a.c.audit_date,
        sa.func.max(_a.c.audit_id).label("audit_id"),
    )
    .where(_a.c.audit_type == ANNOUNCED, _a.c.audit_date.is_not(None))
    .group_by(_a.c.store_code, _a.c.area, _a.c.audit_date)
    .subquery("announced_audits")
)
_later = _newest.alias("later_audits")
_standing = (
    sa.select(
        _newest.c.store_code,
        _newest.c.area,
        _newest.c.audit_id,
        _newest.c.audit_date,
        sa.func.min(
            sa.case((_later.c.audit_date > _newest.c.audit_date, _later.c.audit_date))
        ).label("next_date"),
    )
    .select_from(
        _newest.join(
            _later,
            sa.and_(_later.c.store_code == _newest.c.store_code, _later.c.area == _newest.c.area),
        )
    )
    .group_by(_newest.c.store_code, _newest.c.area, _newest.c.audit_id, _newest.c.audit_date)
    .subquery("standing_audits")
)
_lapses = add_days(_a.c.audit_date, STANDS_DAYS + 1)

STANDARDS = Fact(
    name="standards",
    words=Words("最近明检条款", "Items of the newest announced audit"),
    source=sa.select(
        _a.c.store_code,
        _a.c.audit_id,
        _a.c.area,
        _a.c.audit_date,
        _a.c.item_code,
        _a.c.is_veto,
        _a.c.score,
        _a.c.max_score,
        _a.c.passed,
        least(sa.func.coalesce(_standing.c.next_date, _lapses), _lapses).label("until_day"),
        flag(sa.and_(_a.c.is_veto.is_(True), _a.c.passed.is_(False))).label("veto_failed"),
        flag(sa.and_(_a.c.score.is_not(None), _a.c.max_score.is_not(None))).label("is_scored"),
    )
    .select_from(
        _a.join(
            _standing,
            sa.and_(
                _standing.c.store_code == _a.c.store_code,
                _standing.c.area == _a.c.area,
                _standing.c.audit_id == _a.c.audit_id,
                _standing.c.audit_date == _a.c.audit_date,
            ),
        )
    )
    .where(_a.c.audit_type == ANNOUNCED, _applies)
    .subquery("standard_rows"),
    tables=("audits",),
    document=(
        "audit_id",
        "area",
        "audit_date",
        "item_code",
        "is_veto",
        "passed",
        "score",
        "max_score",
    ),
    dimensions={"area": "area", "item": "item_code"},
)

FINDINGS = Fact(
    name="findings",
    words=Words("不符合项", "Non-conformities"),
    source=sa.select(
        _a.c.store_code,
        _a.c.audit_id,
        _a.c.audit_type,
        _a.c.area,
        _a.c.audit_date,
        _a.c.item_code,
        _a.c.action_due,
        _a.c.action_closed_at,
        flag(_a.c.action_closed_at <= _a.c.action_due).label("in_time"),
    )
    .where(_a.c.passed.is_(False), _applies, _a.c.action_due.is_not(None))
    .subquery("finding_rows"),
    tables=("audits",),
    document=(
        "audit_id",
        "audit_type",
        "area",
        "audit_date",
        "item_code",
        "action_due",
        "action_closed_at",
        "in_time",
    ),
    dimensions={"audit_type": "audit_type", "area": "area", "item": "item_code"},
    labels={"in_time": Words("是否按期", "In time")},
)

_s, _f = STANDARDS.c, FINDINGS.c


def _held(name: str, value: sa.ColumnElement[object], where: sa.ColumnElement[bool]) -> Level:
    return Level(
        name,
        STANDARDS,
        start=_s.audit_date,
        end=_s.until_day,
        value=value,
        where=where,
        holds_days=STANDS_DAYS,
    )


AUDIT_SCORE = _held("audit_score", _s.score, _s.is_scored == 1)
AUDIT_MAX_SCORE = _held("audit_max_score", _s.max_score, _s.is_scored == 1)
VETO_FAILURES = _held("audit_veto_failures", _s.veto_failed, _s.veto_failed == 1)

FINDINGS_DUE = Flow("findings_due", FINDINGS, at=_f.action_due)
FINDINGS_CLOSED_IN_TIME = Flow(
    "findings_closed_in_time", FINDINGS, at=_f.action_due, where=_f.in_time == 1
)
