"""Who works in a store, since when, until when, and who is on duty on which day.

Posts are drawn by the size of the store; some people leave and are replaced some weeks later.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Bools, Floats, Ints
from data_loaders.demo.site import Site

# Position: department, letter of the number, name before the number, people in a normal store,
# yearly chance to leave, required certificate, monthly pay.
POSTS = (
    ("销售经理", "销售", "A", "销售经理", 0.0, 0.10, "高级", 14000.0),
    ("销售顾问", "销售", "A", "顾问", 4.6, 0.34, "中级", 6500.0),
    ("服务经理", "售后", "B", "服务经理", 0.0, 0.08, "高级", 13000.0),
    ("服务顾问", "售后", "B", "服务顾问", 3.0, 0.20, "中级", 6300.0),
    ("机电技师", "售后", "T", "技师", 2.5, 0.16, "中级", 7200.0),
    ("钣喷技师", "售后", "T", "钣喷", 1.3, 0.12, "中级", 7400.0),
    ("索赔员", "售后", "B", "索赔员", 0.0, 0.10, "中级", 5800.0),
    ("配件经理", "配件", "P", "配件经理", 0.0, 0.08, "高级", 9000.0),
    ("配件计划员", "配件", "P", "配件员", 1.0, 0.18, "初级", 5200.0),
    ("金融保险专员", "金融保险", "F", "金融员", 1.2, 0.22, "初级", 6000.0),
    ("续保专员", "金融保险", "F", "续保员", 0.0, 0.22, "初级", 5400.0),
    ("市场专员", "市场", "M", "市场员", 1.0, 0.22, "", 6000.0),
    ("客服专员", "客服", "K", "客服", 1.4, 0.24, "初级", 4900.0),
    ("会计", "财务", "G", "会计", 1.0, 0.08, "", 6200.0),
    ("总经理", "行政", "X", "总经理", 0.0, 0.05, "", 22000.0),
    ("行政专员", "行政", "X", "行政", 1.0, 0.15, "", 4800.0),
)
TRACKED = ("销售顾问", "服务顾问", "机电技师", "钣喷技师")


@dataclass(frozen=True)
class Staff:
    """The people of a store; arrays have one place for each, ``on_duty`` is days x people."""

    ids: list[str]
    names: list[str]
    post: Ints
    hire: Ints
    leave: Ints
    skill: Floats
    on_duty: Bools

    def members(self, *positions: str) -> Ints:
        """Return the places of people in these positions."""
        wanted = [n for n, post in enumerate(POSTS) if post[0] in positions]
        return np.asarray(np.flatnonzero(np.isin(self.post, wanted)))

    def pick(self, rng: np.random.Generator, site: Site, days: Ints, *positions: str) -> Ints:
        """Return a person on duty for each day, by place; all of them equally likely."""
        members = self.members(*positions)
        rows = self.on_duty[site.span.at(days)][:, members]
        employed = (self.hire[members] <= days[:, None]) & (self.leave[members] > days[:, None])
        rows = np.where(rows.any(axis=1, keepdims=True), rows, employed)
        order = np.cumsum(rows, axis=1)
        chosen = np.floor(rng.random(len(days)) * order[:, -1]).astype(np.int64)
        return np.asarray(members[(order > chosen[:, None]).argmax(axis=1)])

    def labels(self, places: Ints) -> pa.Array:
        """Return the numbers of people; a negative place is null."""
        return frames.labels(self.ids, places)


def make_staff(site: Site) -> Staff:
    """Return the people of a store."""
    rng = site.rng("people")
    first, last = site.span.first, site.span.until
    rows: list[tuple[int, int, int]] = []
    for post, row in enumerate(POSTS):
        heads = max(1, round(row[4] * site.traits.size * max(site.plan.volume, 0.4)))
        for _ in range(heads):
            hire = first - int(rng.integers(60, 2200))
            while True:
                leave = first + int(rng.exponential(365.0 / row[5]))
                leave = leave if leave > hire + 60 else hire + 61
                if leave >= last:
                    rows.append((post, hire, NEVER))
                    break
                rows.append((post, hire, leave))
                # The successor begins before the last one is gone, so that no post is empty.
                hire, first = leave - int(rng.integers(2, 12)), leave
            first = site.span.first
    post_of, hired, left = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    ids, names, seen = [], [], dict[str, int]()
    for post in post_of.tolist():
        letter, name = POSTS[post][2], POSTS[post][3]
        seen[letter] = seen.get(letter, 0) + 1
        ids.append(f"{letter}{seen[letter]:02d}")
        names.append(f"{name}{letter}{seen[letter]:02d}")
    days = np.arange(first, site.span.until + 1)
    count = len(ids)
    day_off = rng.integers(0, 5, count)
    absent = rng.random((len(days), count)) < 0.04
    employed = (hired <= days[:, None]) & (left > days[:, None])
    on_duty = employed & ~absent & ((days[:, None] + 3) % 7 != day_off)
    on_duty &= site.span.open[: len(days), None]
    padding = np.repeat(on_duty[-1:], len(site.span.open) - len(days), axis=0)
    return Staff(
        ids=ids,
        names=names,
        post=post_of,
        hire=hired,
        leave=left,
        skill=site.traits.skill * np.exp(rng.normal(0.0, 0.08, count)),
        on_duty=np.concatenate([on_duty, padding]),
    )


def employee_table(site: Site, staff: Staff) -> pa.Table:
    """Return ``dim_employee``."""
    rng = site.rng("certificates")
    count = len(staff.ids)
    # Who is hired after the last exported day is not on the list yet.
    listed = staff.hire <= site.last_day
    kinds = ("主动", "被动", "调店")
    left = staff.leave <= site.last_day
    required = [POSTS[post][6] or None for post in staff.post.tolist()]
    needs = np.array([level is not None for level in required])
    holds = needs & (rng.random(count) < 0.93)
    valid_to = site.last_day + rng.integers(-60, 900, count)
    kind = np.where(left, rng.choice(3, count, p=[0.72, 0.18, 0.10]), -1)
    table = site.frame(
        "dim_employee",
        {
            "employee_id": pa.array(staff.ids),
            "employee_name": pa.array(staff.names),
            "department": pa.array([POSTS[post][1] for post in staff.post.tolist()]),
            "position": pa.array([POSTS[post][0] for post in staff.post.tolist()]),
            "is_technician": np.isin(staff.post, staff.post[staff.members("机电技师", "钣喷技师")]),
            "hire_date": frames.dates(staff.hire),
            "leave_date": site.on(staff.leave),
            "leave_type": frames.labels(kinds, kind),
            "cert_level": frames.only(holds, pa.array(required)),
            "cert_valid_to": frames.only(holds, frames.dates(valid_to)),
            "required_cert_level": pa.array(required),
        },
    )
    return table.filter(pa.array(listed))


def attendance_table(site: Site, staff: Staff, clocked: Floats) -> pa.Table:
    """Return ``attendance`` of consultants, advisers and technicians.

    Args:
        site: the store.
        staff: its people.
        clocked: hours clocked on jobs, days (of the span's arrays) x people; who worked longer
            than his shift attended longer.
    """
    rng = site.rng("attendance")
    members = staff.members(*TRACKED)
    days = np.arange(site.span.start, site.last_day + 1)
    rows = site.span.at(days)
    present = staff.on_duty[rows][:, members]
    employed = (staff.hire[members] <= days[:, None]) & (staff.leave[members] > days[:, None])
    listed = employed & site.span.open[rows][:, None]
    worked = clocked[rows][:, members] * 1.06
    # Who is the only one of his trade is called in on his day off, for as long as it takes.
    hours = np.where(present, np.maximum(8.0, worked), worked)
    present = present | (worked > 0)
    training = np.where(present & (rng.random(present.shape) < 0.02), 2.0, 0.0)
    day, person = np.nonzero(listed)
    return site.frame(
        "attendance",
        {
            "employee_id": staff.labels(members[person]),
            "date": frames.dates(days[day]),
            "on_duty": present[day, person],
            "attended_hours": np.round(hours[day, person], 1),
            "training_hours": training[day, person],
        },
    )
