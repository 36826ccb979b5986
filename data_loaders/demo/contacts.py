"""Calls to customers after hand-overs and repairs: what they felt, and what they said."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints, log_odds, logistic
from data_loaders.demo.deliveries import Deliveries, delivery_numbers
from data_loaders.demo.issues import ro_numbers
from data_loaders.demo.jobs import COMEBACK, INTERNAL, PDI
from data_loaders.demo.orders import FLEET, RETAIL
from data_loaders.demo.people import Staff
from data_loaders.demo.repairs import Repairs
from data_loaders.demo.site import Site
from data_loaders.demo.truth import strength

SALES_LEVEL, SERVICE_LEVEL = 0.93, 0.925
ISSUES = ("等待过久", "维修质量", "服务态度", "价格费用", "交付")
DEPARTMENTS = ("配件", "售后", "售后", "售后", "销售")


@dataclass(frozen=True)
class Moods:
    """Every hand-over and every released job: where it is, when, and how the customer felt.

    ``happy`` is his chance to be content; ``sale`` tells hand-overs.
    """

    sale: Bools
    place: Ints
    day: Ints
    happy: Floats


def make_moods(site: Site, deliveries: Deliveries, repairs: Repairs) -> Moods:
    """Return the events that customers are asked about, in order of the day."""
    jobs, course = repairs.jobs, repairs.course
    sold = np.flatnonzero(
        np.isin(deliveries.kind, (RETAIL, FLEET)) & site.known_day(deliveries.day)
    )
    mine = ~np.isin(jobs.kind, (PDI, INTERNAL)) & ~jobs.void & (course.released <= site.cutoff)
    done = np.flatnonzero(mine)
    courtesy = site.traits.courtesy
    score = np.full(len(done), log_odds(SERVICE_LEVEL) + courtesy)
    score += strength("satisfied_logit", "waited_for_parts") * course.waited[done]
    score += strength("satisfied_logit", "late") * course.late[done]
    score += strength("satisfied_logit", "comeback") * (jobs.kind[done] == COMEBACK)
    content = np.full(len(sold), log_odds(SALES_LEVEL) + courtesy)
    content += 4.0 * (site.path("followup", deliveries.day[sold]) - 0.92)
    day = np.concatenate([deliveries.day[sold], course.released[done] // MINUTES_A_DAY])
    order = np.argsort(day, kind="stable")
    return Moods(
        sale=np.repeat([True, False], [len(sold), len(done)])[order],
        place=np.concatenate([sold, done])[order],
        day=day[order],
        happy=logistic(np.concatenate([content, score]))[order],
    )


def event_numbers(moods: Moods, deliveries: Deliveries, repairs: Repairs, rows: Ints) -> pa.Array:
    """Return the number of the delivery or repair order of each row of ``moods``."""
    place, sale = moods.place[rows], moods.sale[rows]
    return pc.coalesce(
        delivery_numbers(deliveries, np.where(sale, place, -1)),
        ro_numbers(repairs.jobs, np.where(sale, -1, place)),
    )


def callback_table(
    site: Site, staff: Staff, moods: Moods, deliveries: Deliveries, repairs: Repairs
) -> pa.Table:
    """Return ``callbacks``: up to three attempts for each event."""
    rng = site.rng("callbacks")
    count = len(moods.day)
    tried = rng.random(count) < 0.955
    rows, numbers, days = [], [], []
    waiting, day = tried, moods.day + 1 + (rng.random(count) < 0.35)
    reached = np.zeros(count, dtype=np.int64)
    for attempt in (1, 2, 3):
        gets = rng.random(count) < 0.8
        rows.append(np.flatnonzero(waiting))
        numbers.append(np.full(int(waiting.sum()), attempt))
        days.append(day[waiting])
        reached = np.where(waiting & gets, attempt, reached)
        waiting = waiting & ~gets
        day = day + np.where(rng.random(count) < 0.85, 1, 3)
    row, number, at = np.concatenate(rows), np.concatenate(numbers), np.concatenate(days)
    minute = site.span.opened(at * MINUTES_A_DAY) + rng.integers(9 * 60, 17 * 60 + 30, len(at))
    order = np.argsort(minute, kind="stable")
    order = order[minute[order] <= site.cutoff]
    row, number, minute = row[order], number[order], minute[order]
    size = len(row)
    success = reached[row] == number
    failure = rng.choice(np.array([1, 2, 3]), size, p=[0.86, 0.08, 0.06])
    mood = rng.random(size)
    happy = moods.happy[row]
    answer = np.where(mood < happy, 0, np.where(mood < happy + (1 - happy) * 0.6, 1, 2))
    answer = np.where(success & (rng.random(size) < 0.97), answer, -1)
    raised = answer == 2
    issue = np.where(raised, np.where(moods.sale[row], 4, rng.integers(0, 4, size)), -1)
    closed = site.after(minute, rng.exponential(1300.0, size))
    closed = np.where(raised & (rng.random(size) < 0.94), closed, NEVER)
    complete = rng.random(size) < 0.955
    required = np.full(size, 8)
    return site.frame(
        "callbacks",
        {
            "callback_id": frames.document_numbers("HF", minute // MINUTES_A_DAY, np.arange(size)),
            "event_type": frames.labels(("售后出厂", "销售交车"), moods.sale[row].astype(np.int64)),
            "event_no": event_numbers(moods, deliveries, repairs, row),
            "event_date": frames.dates(moods.day[row]),
            "attempt_at": frames.moments(minute),
            "attempt_no": number,
            "result": frames.labels(
                ("成功", "未接", "拒访", "空号错号"), np.where(success, 0, failure)
            ),
            "fields_required": required,
            "fields_filled": np.where(success, np.where(complete, 8, 6), 0),
            "satisfaction": frames.labels(("满意", "一般", "不满意"), answer),
            "issue_category": frames.labels(ISSUES, issue),
            "issue_dept": frames.labels(DEPARTMENTS, issue),
            "issue_closed_at": site.at(closed),
            "agent_id": staff.labels(staff.pick(rng, site, minute // MINUTES_A_DAY, "客服专员")),
        },
    )
