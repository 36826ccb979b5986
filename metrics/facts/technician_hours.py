"""Hours of the workshop's technicians: sold on repair orders, clocked on jobs, and attended.

All three count the same people, those whom the register calls productive technicians, and the
same days: hours sold on the day of settlement, hours clocked on the day of work, hours attended on
the day itself. They need not be the same orders.
"""

import sqlalchemy as sa

from metrics.facts.columns import ZERO, flag, or_zero, table
from metrics.facts.repair_orders import DAY_WORDS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day

_l, _k = table("ro_labour_lines"), table("labour_clock")
_e, _o = table("dim_employee"), table("repair_orders")
_a = table("attendance")

# A person may have several spells in the register; technician in one is technician.
_technicians = (
    sa.select(_e.c.store_code, _e.c.employee_id)
    .where(_e.c.is_technician.is_(True))
    .group_by(_e.c.store_code, _e.c.employee_id)
    .subquery("technicians")
)
_t = _technicians.c

LABOUR_LINES = Fact(
    name="labour_lines",
    words=Words("技师结算工时", "Labour lines of technicians"),
    source=sa.select(
        _l.c.store_code,
        _l.c.ro_no,
        _l.c.line_no,
        _l.c.op_code,
        _l.c.op_name,
        _l.c.pay_type,
        _l.c.technician_id,
        _l.c.std_hours,
        _l.c.sold_hours,
        as_day(_l.c.settled_at).label("settled_day"),
        flag(sa.func.coalesce(_o.c.status, "") != "作废").label("is_valid"),
    )
    .select_from(
        _l.join(
            _technicians,
            sa.and_(_t.store_code == _l.c.store_code, _t.employee_id == _l.c.technician_id),
        ).outerjoin(_o, sa.and_(_o.c.store_code == _l.c.store_code, _o.c.ro_no == _l.c.ro_no))
    )
    .subquery("labour_line_rows"),
    tables=("ro_labour_lines", "dim_employee"),
    document=(
        "ro_no",
        "line_no",
        "op_name",
        "pay_type",
        "technician_id",
        "settled_day",
        "std_hours",
        "sold_hours",
    ),
    dimensions={"technician": "technician_id", "pay_type": "pay_type"},
    labels={"settled_day": DAY_WORDS["settled_day"]},
)

LABOUR_CLOCK = Fact(
    name="labour_clock",
    words=Words("技师打卡工时", "Clockings of technicians"),
    source=sa.select(
        _k.c.store_code,
        _k.c.clock_id,
        _k.c.ro_no,
        _k.c.line_no,
        _k.c.employee_id,
        _k.c.start_at,
        _k.c.end_at,
        _k.c.clocked_hours,
        as_day(_k.c.start_at).label("worked_day"),
    )
    .select_from(
        _k.join(
            _technicians,
            sa.and_(_t.store_code == _k.c.store_code, _t.employee_id == _k.c.employee_id),
        )
    )
    .subquery("labour_clock_rows"),
    tables=("labour_clock", "dim_employee"),
    document=("clock_id", "employee_id", "ro_no", "line_no", "start_at", "end_at", "clocked_hours"),
    dimensions={"technician": "employee_id"},
    labels={"worked_day": Words("作业日期", "Day of work")},
)

# Who is trained is there, but not for jobs; nobody is there for less than no time.
_for_jobs = _a.c.attended_hours - or_zero(_a.c.training_hours)

ATTENDANCE = Fact(
    name="technician_attendance",
    words=Words("技师出勤", "Attendance of technicians"),
    source=sa.select(
        _a.c.store_code,
        _a.c.employee_id,
        _a.c.date,
        _a.c.on_duty,
        _a.c.attended_hours,
        _a.c.training_hours,
        sa.case((_for_jobs < 0, ZERO), else_=_for_jobs).label("hours_for_jobs"),
    )
    .select_from(
        _a.join(
            _technicians,
            sa.and_(_t.store_code == _a.c.store_code, _t.employee_id == _a.c.employee_id),
        )
    )
    .subquery("technician_attendance_rows"),
    tables=("attendance", "dim_employee"),
    document=(
        "date",
        "employee_id",
        "on_duty",
        "attended_hours",
        "training_hours",
        "hours_for_jobs",
    ),
    dimensions={"technician": "employee_id"},
    labels={"hours_for_jobs": Words("可用工时(扣除培训)", "Hours for jobs, without training")},
)

HOURS_SOLD = Flow(
    "technician_hours_sold",
    LABOUR_LINES,
    at=LABOUR_LINES.c.settled_day,
    value=or_zero(LABOUR_LINES.c.sold_hours),
    where=LABOUR_LINES.c.is_valid == 1,
    reported="sold_hours",
)
HOURS_CLOCKED = Flow(
    "technician_hours_clocked",
    LABOUR_CLOCK,
    at=LABOUR_CLOCK.c.worked_day,
    value=or_zero(LABOUR_CLOCK.c.clocked_hours),
    reported="clocked_hours",
)
HOURS_ATTENDED = Flow(
    "technician_hours_attended",
    ATTENDANCE,
    at=ATTENDANCE.c.date,
    value=or_zero(ATTENDANCE.c.hours_for_jobs),
)
