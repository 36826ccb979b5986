"""Everybody on the payroll, and who left.

A spell on the roster lasts from the day of hiring until the day of leaving, which no longer counts.
A move to another store of the group is no leaving, and neither is a new post in the same store: a
spell of the same person that begins at once.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days

_e, _o = table("dim_employee"), table("dim_employee").alias("other_spells")

_followed = (
    sa.select(
        _e.c.store_code,
        _e.c.employee_id,
        _e.c.hire_date,
        sa.func.max(
            flag(
                sa.and_(
                    _o.c.hire_date > _e.c.hire_date,
                    _o.c.hire_date <= add_days(_e.c.leave_date, 1),
                )
            )
        ).label("goes_on"),
    )
    .select_from(
        _e.join(
            _o, sa.and_(_o.c.store_code == _e.c.store_code, _o.c.employee_id == _e.c.employee_id)
        )
    )
    .group_by(_e.c.store_code, _e.c.employee_id, _e.c.hire_date)
    .subquery("spells_that_go_on")
)
# A roster that was cut down to those who are still there knows of nobody who left.
_rosters = (
    sa.select(
        _e.c.store_code,
        sa.func.max(flag(_e.c.leave_date.is_not(None))).label("keeps_leavers"),
    )
    .group_by(_e.c.store_code)
    .subquery("rosters")
)

EMPLOYMENTS = Fact(
    name="employments",
    words=Words("员工在职记录", "Spells of employment"),
    source=sa.select(
        _e.c.store_code,
        _e.c.employee_id,
        _e.c.employee_name,
        _e.c.department,
        _e.c.position,
        _e.c.hire_date,
        _e.c.leave_date,
        _e.c.leave_type,
        flag(
            sa.and_(
                sa.func.coalesce(_e.c.leave_type, "") != "调店",
                sa.func.coalesce(_followed.c.goes_on, 0) == 0,
            )
        ).label("leaves_group"),
        _rosters.c.keeps_leavers,
    )
    .select_from(
        _e.join(_rosters, _rosters.c.store_code == _e.c.store_code).outerjoin(
            _followed,
            sa.and_(
                _followed.c.store_code == _e.c.store_code,
                _followed.c.employee_id == _e.c.employee_id,
                _followed.c.hire_date == _e.c.hire_date,
            ),
        )
    )
    .subquery("employment_rows"),
    tables=("dim_employee",),
    document=(
        "employee_id",
        "employee_name",
        "department",
        "position",
        "hire_date",
        "leave_date",
        "leave_type",
    ),
    dimensions={"position": "position", "department": "department"},
)

_c = EMPLOYMENTS.c

HEADCOUNT = Level("headcount", EMPLOYMENTS, start=_c.hire_date, end=_c.leave_date)
HEADCOUNT_WITH_LEAVERS = Level(
    "headcount_with_leavers",
    EMPLOYMENTS,
    start=_c.hire_date,
    end=_c.leave_date,
    where=_c.keeps_leavers == 1,
)
LEAVERS = Flow("leavers", EMPLOYMENTS, at=_c.leave_date, where=_c.leaves_group == 1)
