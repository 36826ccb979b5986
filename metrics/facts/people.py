"""Employees on the payroll, and the days on which sales consultants were on duty."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import as_day

CONSULTANT = "销售顾问"

_e, _a = table("dim_employee"), table("attendance")

EMPLOYEES = Fact(
    name="employees",
    words=Words("在职员工", "Employees"),
    source=sa.select(
        _e.c.store_code,
        _e.c.employee_id,
        _e.c.employee_name,
        _e.c.department,
        _e.c.position,
        _e.c.hire_date,
        _e.c.leave_date,
        flag(_e.c.position == CONSULTANT).label("is_consultant"),
    ).subquery("employee_rows"),
    tables=("dim_employee",),
    document=("employee_id", "employee_name", "department", "position", "hire_date", "leave_date"),
    dimensions={"position": "position", "department": "department"},
)

_NEVER = as_day(sa.literal("2999-12-31"))
# From the first to the last day as a consultant, so that a later promotion ends it.
_spells = (
    sa.select(
        _e.c.store_code,
        _e.c.employee_id,
        sa.func.min(_e.c.hire_date).label("since"),
        sa.func.max(sa.func.coalesce(_e.c.leave_date, _NEVER)).label("until"),
    )
    .where(_e.c.position == CONSULTANT)
    .group_by(_e.c.store_code, _e.c.employee_id)
    .subquery("consultant_spells")
)

CONSULTANT_DAYS = Fact(
    name="consultant_days",
    words=Words("销售顾问出勤", "Consultants on duty"),
    source=sa.select(
        _a.c.store_code,
        _a.c.employee_id,
        _a.c.date,
        _a.c.on_duty,
        _a.c.attended_hours,
        flag(
            sa.and_(
                _a.c.on_duty.is_(True), _a.c.date >= _spells.c.since, _a.c.date <= _spells.c.until
            )
        ).label("counts"),
    )
    .select_from(
        _a.join(
            _spells,
            sa.and_(
                _spells.c.store_code == _a.c.store_code,
                _spells.c.employee_id == _a.c.employee_id,
            ),
        )
    )
    .subquery("consultant_day_rows"),
    tables=("attendance", "dim_employee"),
    document=("date", "employee_id", "on_duty", "attended_hours"),
    dimensions={"consultant": "employee_id"},
)
