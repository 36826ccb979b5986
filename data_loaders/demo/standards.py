"""Audits, training, points and safety: how well the house is kept."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Ints, month_start
from data_loaders.demo.people import POSTS, Staff
from data_loaders.demo.site import Site

# Audit: type, area, months between two of them, standard items.
AUDITS = (
    ("明检", "销售", 3, 10),
    ("明检", "售后", 3, 10),
    ("暗访", "销售", 6, 6),
    ("流程抽检", "综合", 1, 24),
)
TRAINING = ("销售", "售后", "配件", "客服")


def standard_tables(site: Site, staff: Staff) -> dict[str, pa.Table]:
    """Return audits, training sessions, points and safety incidents."""
    return {
        "audits": _audits(site),
        "training_sessions": _training(site, staff),
        "points_ledger": _points(site, staff),
        "safety_incidents": _safety(site),
    }


def _audits(site: Site) -> pa.Table:
    rng, months = site.rng("audits"), site.span.months
    kind, day, item = [], [], []
    for number, (_, _, step, items) in enumerate(AUDITS):
        due = months[months % step == (step - 1) % step]
        when = month_start(due) + rng.integers(5, 26, len(due))
        kind.append(np.full(len(due) * items, number))
        day.append(np.repeat(when, items))
        item.append(np.tile(np.arange(items), len(due)))
    which, at, place = np.concatenate(kind), np.concatenate(day), np.concatenate(item)
    keep = at <= site.last_day
    which, at, place = which[keep], at[keep], place[keep]
    count = len(at)
    weak = site.traits.weakness == "sales_process"
    good = 0.9 + 0.12 * site.traits.courtesy - 0.08 * weak * (which != 1)
    passed = rng.random(count) < good
    applicable = rng.random(count) < 0.97
    score = np.where(passed, 10.0, np.rint(rng.uniform(2, 8, count)))
    failed = ~passed & applicable
    due_day = np.where(failed, at + 21, NEVER)
    fixed = np.where(rng.random(count) < 0.85, at + rng.integers(5, 21, count), at + 40)
    return site.frame(
        "audits",
        {
            "audit_id": frames.document_numbers("JH", at, which),
            "audit_type": frames.labels([row[0] for row in AUDITS], which),
            "area": frames.labels([row[1] for row in AUDITS], which),
            "audit_date": frames.dates(at),
            "item_code": frames.codes("T", which * 100 + place + 1, 3),
            "is_veto": place == 0,
            "applicable": applicable,
            "score": np.where(applicable, score, np.nan),
            "max_score": np.where(applicable, 10.0, np.nan),
            "passed": passed & applicable,
            "action_due": frames.dates(due_day),
            "action_closed_at": site.on(np.where(failed, fixed, NEVER)),
        },
    )


def _training(site: Site, staff: Staff) -> pa.Table:
    rng, months = site.rng("training"), site.span.months
    planned = month_start(np.repeat(months, 4)) + np.tile([4, 10, 17, 24], len(months))
    planned = site.span.next_open[site.span.at(planned + rng.integers(0, 4, len(planned)))]
    session, person = [], []
    for number, day in enumerate(planned.tolist()):
        here = (staff.hire <= day) & (staff.leave > day)
        department = TRAINING[number % len(TRAINING)]
        mine = np.array([POSTS[post][1] == department for post in staff.post.tolist()])
        people = np.flatnonzero(here & mine)[:12]
        session.append(np.full(len(people), number))
        person.append(people)
    row, who = np.concatenate(session), np.concatenate(person)
    held = rng.random(len(planned)) < 0.94
    moved = np.where(rng.random(len(planned)) < 0.15, 5, 0)
    took = np.where(held, planned + moved, NEVER)
    hours = rng.choice(np.array([2.0, 3.0, 4.0]), len(planned))
    attended = (rng.random(len(row)) < 0.93) & (took[row] <= site.last_day)
    table = site.frame(
        "training_sessions",
        {
            "session_id": frames.document_numbers("PX", planned[row], row),
            "department": frames.labels(TRAINING, row % len(TRAINING)),
            "planned_date": frames.dates(planned[row]),
            "held_date": site.on(took[row]),
            "planned_hours": hours[row],
            "held_hours": np.where(took[row] <= site.last_day, hours[row], 0.0),
            "employee_id": staff.labels(who),
            "is_required": rng.random(len(row)) < 0.95,
            "attended": attended,
        },
    )
    return table.filter(pa.array(planned[row] <= site.last_day))


def _points(site: Site, staff: Staff) -> pa.Table:
    """Return issues at each month end, and redemptions and expiries out of what was issued."""
    rng, months = site.rng("points"), site.span.months
    ends = month_start(months + 1) - 1
    ends = ends[ends <= site.last_day]
    members = staff.members("销售顾问", "服务顾问")
    row, place = np.nonzero(
        (staff.hire[members] <= ends[:, None]) & (staff.leave[members] > ends[:, None])
    )
    person = members[place]
    given = rng.integers(60, 260, len(row))
    used = rng.random(len(row)) < 0.55
    spent = -np.rint(given * rng.uniform(0.5, 1.0, len(row))).astype(np.int64)
    kind = rng.choice(np.array([1, 2, 3]), len(row), p=[0.9, 0.06, 0.04])
    day = ends[row]
    later = np.minimum(day + rng.integers(3, 60, len(row)), NEVER)
    keep = used & (later <= site.last_day)
    at: Ints = np.concatenate([day, later[keep]])
    order = np.argsort(at, kind="stable")
    who = np.concatenate([person, person[keep]])[order]
    return site.frame(
        "points_ledger",
        {
            "txn_id": frames.codes("JF", np.arange(len(order))),
            "employee_id": staff.labels(who),
            "position": frames.labels([post[0] for post in POSTS], staff.post[who]),
            "txn_date": frames.dates(at[order]),
            "txn_type": frames.labels(
                ("发放", "兑换", "过期", "扣回", "调整"),
                np.concatenate([np.zeros(len(row), dtype=np.int64), kind[keep]])[order],
            ),
            "points": np.concatenate([given, spent[keep]])[order],
            "rule_code": frames.codes("G", 1 + staff.post[who], 2),
            "ref_no": None,
        },
    )


def _safety(site: Site) -> pa.Table:
    rng, days = site.rng("safety"), site.span.days
    days = days[days <= site.last_day]
    day = np.repeat(days, rng.poisson(0.02 * site.volume, len(days)))
    at = day * MINUTES_A_DAY + rng.integers(9 * 60, 17 * 60, len(day))
    kind = rng.choice(5, len(day), p=[0.06, 0.07, 0.02, 0.1, 0.75])
    fixed = site.after(at, rng.exponential(1500.0, len(day)))
    return site.frame(
        "safety_incidents",
        {
            "incident_id": frames.document_numbers("AQ", day, np.arange(len(day))),
            "occurred_at": frames.moments(at),
            "kind": frames.labels(("工伤", "设备", "消防", "车辆", "隐患"), kind),
            "lost_hours": np.where(kind == 0, np.rint(rng.uniform(4, 40, len(day))), 0.0),
            "fixed_at": site.at(fixed),
        },
    )
