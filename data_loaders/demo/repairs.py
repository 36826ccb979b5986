"""What is done to the vehicles: operations, parts asked for, waiting, work, hand-over.

Two passes: first the visits that come by themselves, then those that come back.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from data_loaders.demo.arrays import MINUTES_A_DAY, Bools, Floats, Ints
from data_loaders.demo.demand import Demand, make_demand
from data_loaders.demo.goods import OPERATIONS, Parts
from data_loaders.demo.jobs import (
    ACCIDENT,
    COMEBACK,
    FIRST,
    INTERNAL,
    PDI,
    RECALL,
    REPAIR,
    SERVICE,
    WARRANTY,
    Jobs,
    comebacks,
)
from data_loaders.demo.people import Staff
from data_loaders.demo.site import Site
from data_loaders.demo.truth import reference, strength

SELF, CLAIM, INSURED, INSIDE, FIRST_SERVICE = range(5)
PAY_TYPES = ("客户自费", "索赔", "保险", "内部", "首保")
# Kind of job: operations to choose from, expected number of lines after the first.
WORK = {
    FIRST: ((0,), 0.0),
    SERVICE: ((1, 2, 3, 4), 0.35),
    REPAIR: ((3, 4, 5, 6, 7, 8), 0.3),
    ACCIDENT: ((9, 10, 11, 12), 1.4),
    WARRANTY: ((13,), 0.0),
    RECALL: ((14,), 0.0),
    PDI: ((15,), 0.0),
    INTERNAL: ((16,), 0.0),
    COMEBACK: ((17,), 0.0),
}
BASE_COMEBACK = -4.35
COST_AN_HOUR = 48.0


@dataclass(frozen=True)
class Lines:
    """Labour lines; ``job`` is the visit of each, ``start`` and ``end`` minutes on the clock."""

    job: Ints
    number: Ints
    operation: Ints
    pay: Ints
    standard: Floats
    sold: Floats
    listed: Floats
    sales: Floats
    cost: Floats
    technician: Ints
    start: Ints
    end: Ints
    hours: Floats


@dataclass(frozen=True)
class Course:
    """How each visit went, minutes; ``waited`` for parts, ``late`` against the first promise."""

    promised: Ints
    completed: Ints
    released: Ints
    settled: Ints
    waited: Bools
    late: Bools
    insured: Bools
    adviser: Ints


@dataclass(frozen=True)
class Repairs:
    """All visits with their labour lines and their demand for parts."""

    jobs: Jobs
    course: Course
    lines: Lines
    demand: Demand


def make_repairs(site: Site, staff: Staff, jobs: Jobs, parts: Parts) -> Repairs:
    """Return all work of the workshop, comebacks included, in order of opening."""
    first = _work(site, staff, jobs, parts, "first")
    skill = staff.skill[_first_technician(first)]
    score = BASE_COMEBACK + strength("comeback_logit", "waited_for_parts") * first.course.waited
    score = score - 1.2 * (skill - 1.0)
    again = comebacks(site, jobs, first.course.released, score)
    return _joined(first, _work(site, staff, again, parts, "again"))


def _first_technician(repairs: Repairs) -> Ints:
    found = np.zeros(len(repairs.jobs.open), dtype=np.int64)
    found[repairs.lines.job[::-1]] = repairs.lines.technician[::-1]
    return found


def _work(site: Site, staff: Staff, jobs: Jobs, parts: Parts, topic: str) -> Repairs:
    rng = site.rng(f"work {topic}")
    count = len(jobs.open)
    insured = (jobs.kind == ACCIDENT) & (rng.random(count) < 0.86)
    demand = make_demand(site, jobs, insured, parts, topic)
    arrived = np.zeros(count, dtype=np.int64)
    np.maximum.at(arrived, demand.job, np.where(demand.needed, demand.filled, 0))
    waited = np.zeros(count, dtype=np.bool_)
    waited[demand.job[demand.needed & ~demand.at_once]] = True
    queue = rng.gamma(2.0, np.where(jobs.appointed, 9.0, 19.0))
    begins = np.maximum(site.after(jobs.open, queue), np.where(waited, arrived, 0))
    lines = _lines(rng, site, staff, jobs, insured, begins)
    total = np.bincount(lines.job, lines.hours * 60.0, count).astype(np.float64)
    completed = site.after(begins, total)
    np.maximum.at(completed, lines.job, lines.end)
    planned = np.bincount(lines.job, lines.standard * 60.0, count)
    slack = np.where(jobs.kind == ACCIDENT, 540.0, 50.0)
    promised = site.after(jobs.open, planned * 1.22 + slack + 15.0)
    overnight = np.where(rng.random(count) < 0.1, 540.0, 0.0)
    released = site.after(completed, rng.uniform(8.0, 90.0, count) + overnight)
    wait_insurer = np.where(insured, rng.integers(0, 9, count), 0) * MINUTES_A_DAY
    settled = np.where(insured, released + wait_insurer, np.maximum(released - 5, completed))
    outside = (jobs.kind == PDI) | (jobs.kind == INTERNAL)
    course = Course(
        promised=promised,
        completed=completed,
        released=released,
        settled=settled,
        waited=waited,
        late=(completed > promised) & ~outside,
        insured=insured,
        adviser=staff.pick(rng, site, jobs.open // MINUTES_A_DAY, "服务顾问"),
    )
    return Repairs(jobs, course, lines, demand)


def _lines(
    rng: np.random.Generator, site: Site, staff: Staff, jobs: Jobs, insured: Bools, begins: Ints
) -> Lines:
    more = np.array([WORK[kind][1] for kind in range(9)])[jobs.kind]
    each = np.where(jobs.void, 0, 1 + np.minimum(rng.poisson(more), 3))
    job = np.repeat(np.arange(len(jobs.open)), each)
    number = np.arange(len(job)) - np.repeat(np.cumsum(each) - each, each)
    kind = jobs.kind[job]
    choice = np.zeros((9, 6), dtype=np.int64)
    sizes = np.array([len(WORK[k][0]) for k in range(9)])
    for k in range(9):
        choice[k, : sizes[k]] = WORK[k][0]
    start = np.floor(rng.random(len(jobs.open)) * sizes[jobs.kind]).astype(np.int64)
    # The first operation of a service is its oil change; others follow in the list.
    start = np.where(jobs.kind == SERVICE, 0, start)
    operation = choice[kind, (start[job] + number) % sizes[kind]]
    pay = np.select(
        [kind == FIRST, np.isin(kind, (WARRANTY, RECALL)), np.isin(kind, (PDI, INTERNAL, COMEBACK)),
         insured[job]],
        [FIRST_SERVICE, CLAIM, INSIDE, INSURED],
        default=SELF,
    )  # fmt: skip
    day = jobs.open[job] // MINUTES_A_DAY
    fill = site.path("first_pick", day) - reference("sold_hours_log", "parts_first_fill_rate")
    work = strength("sold_hours_log", "parts_first_fill_rate") * fill + rng.normal(
        0, 0.12, len(job)
    )
    standard = np.array([row[2] for row in OPERATIONS])[operation]
    sold = np.where(pay == SELF, np.maximum(np.round(standard * np.exp(work), 1), 0.2), standard)
    sold = np.where(kind == COMEBACK, 0.0, sold)
    rate = np.array([1.0, 0.78, 0.95, 0.45, 0.7])[pay] * site.traits.posted_rate
    listed = np.round(sold * rate, 2)
    cut = np.where(
        (pay == SELF) & (rng.random(len(job)) < 0.4), rng.uniform(0.05, 0.3, len(job)), 0.0
    )
    body = kind == ACCIDENT
    technician = np.where(
        body,
        staff.pick(rng, site, begins[job] // MINUTES_A_DAY, "钣喷技师"),
        staff.pick(rng, site, begins[job] // MINUTES_A_DAY, "机电技师"),
    )
    hours = standard / (0.99 * staff.skill[technician]) * np.exp(rng.normal(0.0, 0.16, len(job)))
    hours = np.maximum(np.round(hours, 2), 0.1)
    done = np.cumsum(hours * 60.0)
    before = done - hours * 60.0
    before = before - np.repeat(before[np.cumsum(each)[each > 0] - each[each > 0]], each[each > 0])
    return Lines(
        job=job,
        number=number + 1,
        operation=operation,
        pay=pay,
        standard=standard,
        sold=sold,
        listed=listed,
        sales=np.round(listed * (1.0 - cut), 2),
        cost=np.round(np.maximum(sold, np.where(kind == COMEBACK, hours, 0.0)) * COST_AN_HOUR, 2),
        technician=technician,
        start=site.after(begins[job], before),
        end=site.after(begins[job], before + hours * 60.0),
        hours=hours,
    )


def _joined(first: Repairs, second: Repairs) -> Repairs:
    """Return both passes as one, visits sorted by opening and all places moved along."""
    shift = len(first.jobs.open)
    opened = np.concatenate([first.jobs.open, second.jobs.open])
    order = np.argsort(opened, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    back = np.concatenate([first.jobs.came_back, second.jobs.came_back])[order]
    jobs = Jobs(**{
        f.name: np.concatenate([getattr(first.jobs, f.name), getattr(second.jobs, f.name)])[order]
        for f in fields(Jobs)
    } | {"came_back": np.where(back >= 0, rank[back], -1)})  # fmt: skip
    both = (first.course, second.course)
    course = Course(
        *(np.concatenate([getattr(c, f.name) for c in both])[order] for f in fields(Course))
    )

    def moved(one: Lines | Demand, two: Lines | Demand) -> dict[str, Any]:
        job = rank[np.concatenate([one.job, two.job + shift])]
        place = np.argsort(job, kind="stable")
        return {
            f.name: job[place]
            if f.name == "job"
            else np.concatenate([getattr(one, f.name), getattr(two, f.name)])[place]
            for f in fields(one)
        }

    return Repairs(
        jobs,
        course,
        Lines(**moved(first.lines, second.lines)),
        Demand(**moved(first.demand, second.demand)),
    )


def clocked_hours(site: Site, staff: Staff, lines: Lines) -> Floats:
    """Return hours on the clock, days of the span's arrays x people."""
    shown = lines.end <= site.cutoff
    days = site.span.at(lines.start[shown] // MINUTES_A_DAY)
    people = len(staff.ids)
    flat = np.bincount(
        days * people + lines.technician[shown], lines.hours[shown], len(site.span.open) * people
    )
    return flat.astype(np.float64).reshape(len(site.span.open), people)
