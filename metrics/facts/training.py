"""In-house training: seats, one row for each person invited, and courses, each once.

Hours stand on every row of a course, so that they are taken once for each course. A course without
any mark of attendance kept no list: its seats say nothing.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, flag, table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

_t = table("training_sessions")

_lists = (
    sa.select(
        _t.c.store_code,
        _t.c.session_id,
        sa.func.max(flag(_t.c.attended.is_not(None))).label("has_list"),
    )
    .group_by(_t.c.store_code, _t.c.session_id)
    .subquery("attendance_lists")
)

TRAINING_SEATS = Fact(
    name="training_seats",
    words=Words("内训应到人次", "Seats in training"),
    source=sa.select(
        _t.c.store_code,
        _t.c.session_id,
        _t.c.employee_id,
        _t.c.department,
        _t.c.planned_date,
        _t.c.held_date,
        _t.c.is_required,
        _t.c.attended,
        flag(sa.and_(_t.c.is_required.is_(True), _lists.c.has_list == 1)).label("is_due"),
        flag(_t.c.attended.is_(True)).label("was_there"),
    )
    .select_from(
        _t.join(
            _lists,
            sa.and_(_lists.c.store_code == _t.c.store_code, _lists.c.session_id == _t.c.session_id),
        )
    )
    .subquery("training_seat_rows"),
    tables=("training_sessions",),
    document=(
        "session_id",
        "employee_id",
        "department",
        "planned_date",
        "held_date",
        "is_required",
        "attended",
    ),
    dimensions={"department": "department"},
)

_courses = (
    sa.select(
        _t.c.store_code,
        _t.c.session_id,
        sa.func.min(_t.c.department).label("department"),
        sa.func.min(_t.c.planned_date).label("planned_date"),
        sa.func.max(_t.c.held_date).label("held_date"),
        sa.func.max(_t.c.planned_hours).label("planned_hours"),
        sa.func.max(_t.c.held_hours).label("held_hours"),
        sa.func.count().label("invited"),
    )
    .group_by(_t.c.store_code, _t.c.session_id)
    .subquery("courses")
)
# Held, but nobody wrote for how long.
_unknown = sa.and_(_courses.c.held_date.is_not(None), _courses.c.held_hours.is_(None))

COURSES = Fact(
    name="training_courses",
    words=Words("内训课程", "Training courses"),
    source=sa.select(*_courses.c)
    .where(_courses.c.planned_hours.is_not(None), sa.not_(_unknown))
    .subquery("course_rows"),
    tables=("training_sessions",),
    document=(
        "session_id",
        "department",
        "planned_date",
        "planned_hours",
        "held_date",
        "held_hours",
        "invited",
    ),
    dimensions={"department": "department"},
    labels={
        "department": Words("部门", "Department"),
        "planned_date": Words("计划日期", "Planned for"),
        "planned_hours": Words("计划课时", "Planned hours"),
        "held_date": Words("实际日期", "Held on"),
        "held_hours": Words("实际课时", "Held hours"),
        "invited": Words("人数", "Invited"),
    },
)

_s, _c = TRAINING_SEATS.c, COURSES.c

SEATS_DUE = Flow("training_seats_due", TRAINING_SEATS, at=_s.held_date, where=_s.is_due == 1)
SEATS_TAKEN = Flow(
    "training_seats_taken",
    TRAINING_SEATS,
    at=_s.held_date,
    where=sa.and_(_s.is_due == 1, _s.was_there == 1),
)
HOURS_PLANNED = Flow("training_hours_planned", COURSES, at=_c.planned_date, value=_c.planned_hours)
HOURS_HELD = Flow(
    "training_hours_held",
    COURSES,
    at=_c.planned_date,
    value=sa.case((_c.held_hours.is_not(None), _c.held_hours), else_=ZERO),
)
