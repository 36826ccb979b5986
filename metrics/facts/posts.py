"""Posts that require a certificate: who holds them, whether with a valid one, and which are empty.

The roster tells only today's certificate, and a position only by its holders: a post is known to
be empty from the day on which the last holder of a position left, until the next one comes, for
``VACANT_DAYS`` at most.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, Column, flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Level
from metrics.model.words import Words
from warehouse.functions import add_days, as_day, least

VACANT_DAYS = 365
"""Days after which an empty post counts as given up."""

LADDER = ("初级", "中级", "高级")
"""Certificates of which a higher one stands for a lower one; others must be the same."""

_e, _o = table("dim_employee"), table("dim_employee").alias("other_holders")


def _rank(level: Column) -> Column:
    """Place on the ladder; NULL for what does not stand on it."""
    return sa.case(*((level == name, place) for place, name in enumerate(LADDER)))


_required, _held = _e.c.required_cert_level, _e.c.cert_level
_requires = sa.func.coalesce(_required, "") != ""
_meets = sa.or_(_held == _required, _rank(_held) >= _rank(_required))
# The certificate is good on its last day; without one it does not run out.
_lapses = add_days(_e.c.cert_valid_to, 1)
_covered_until = sa.case(
    (_e.c.cert_valid_to.is_(None), _e.c.leave_date),
    (_e.c.leave_date.is_(None), _lapses),
    else_=least(_e.c.leave_date, _lapses),
)
_no_day = as_day(sa.null())
_no_text = sa.cast(sa.null(), sa.String())

_stays = sa.and_(
    _o.c.hire_date <= _e.c.leave_date,
    sa.or_(_o.c.leave_date.is_(None), _o.c.leave_date > _e.c.leave_date),
)
_left = (
    sa.select(
        _e.c.store_code,
        _e.c.department,
        _e.c.position,
        _required,
        _e.c.leave_date,
        sa.func.max(flag(_stays)).label("is_held"),
        sa.func.min(sa.case((_o.c.hire_date > _e.c.leave_date, _o.c.hire_date))).label("next_hire"),
    )
    .select_from(
        _e.join(_o, sa.and_(_o.c.store_code == _e.c.store_code, _o.c.position == _e.c.position))
    )
    .where(_requires, _e.c.leave_date.is_not(None))
    .group_by(_e.c.store_code, _e.c.department, _e.c.position, _required, _e.c.leave_date)
    .subquery("left_posts")
)
_given_up = add_days(_left.c.leave_date, VACANT_DAYS)

_rows = sa.union_all(
    sa.select(
        _e.c.store_code,
        _e.c.employee_id,
        _e.c.employee_name,
        _e.c.department,
        _e.c.position,
        _required,
        _held,
        _e.c.cert_valid_to,
        _e.c.hire_date.label("since"),
        _e.c.leave_date.label("until"),
        _covered_until.label("covered_until"),
        flag(_meets).label("meets"),
    ).where(_requires),
    sa.select(
        _left.c.store_code,
        _no_text,
        _no_text,
        _left.c.department,
        _left.c.position,
        _left.c.required_cert_level,
        _no_text,
        _no_day,
        _left.c.leave_date,
        least(sa.func.coalesce(_left.c.next_hire, _given_up), _given_up),
        _no_day,
        ZERO,
    ).where(_left.c.is_held == 0),
).subquery("post_parts")

POSTS = Fact(
    name="certified_posts",
    words=Words("需认证的岗位", "Posts that require a certificate"),
    source=sa.select(*_rows.c).subquery("post_rows"),
    tables=("dim_employee",),
    document=(
        "position",
        "employee_id",
        "employee_name",
        "department",
        "required_cert_level",
        "cert_level",
        "cert_valid_to",
        "since",
        "until",
    ),
    dimensions={"position": "position", "department": "department"},
    labels={
        "since": Words("在岗或空缺自", "Held or empty since"),
        "until": Words("止于", "Until"),
    },
)

_c = POSTS.c

POSTS_REQUIRED = Level("posts_requiring_certificate", POSTS, start=_c.since, end=_c.until)
POSTS_COVERED = Level(
    "posts_with_certificate", POSTS, start=_c.since, end=_c.covered_until, where=_c.meets == 1
)
