"""The tables of the workshop: repair orders, labour lines, time clock, appointments."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Floats, Ints, sums
from data_loaders.demo.cars import Cars
from data_loaders.demo.customer_base import INSURERS, Base
from data_loaders.demo.deliveries import car_vins
from data_loaders.demo.goods import OPERATIONS, Parts
from data_loaders.demo.identity import customer_ids, plates
from data_loaders.demo.issues import Issues, ro_numbers
from data_loaders.demo.jobs import (
    ACCIDENT,
    BASE_CAR,
    INTERNAL,
    KINDS,
    NEW_CAR,
    PDI,
    REPAIR,
    SERVICE,
    Jobs,
)
from data_loaders.demo.people import Staff
from data_loaders.demo.repairs import PAY_TYPES, Repairs
from data_loaders.demo.site import Site
from data_loaders.demo.used import UsedCars, used_vins

STATUSES = ("开单", "在修", "待料", "完工", "已结算", "作废")


@dataclass(frozen=True)
class Amounts:
    """Money of each job as of the cutoff, CNY without VAT."""

    labour: Floats
    labour_cost: Floats
    parts: Floats
    parts_cost: Floats
    other: Floats
    other_cost: Floats
    discount: Floats


@dataclass(frozen=True)
class Shop:
    """The workshop as its tables see it: ``undone`` is the minute a settled job was reversed."""

    repairs: Repairs
    amounts: Amounts
    vins: pa.Array
    undone: Ints


def job_amounts(site: Site, repairs: Repairs, issues: Issues, parts: Parts) -> Amounts:
    """Return the sums of lines and issues of each job, with work given outside and discount."""
    rng = site.rng("amounts")
    jobs, count = repairs.jobs, len(repairs.jobs.open)
    mine = ~issues.red
    job = np.where(mine, issues.job, -1)
    labour = sums(repairs.lines.job, repairs.lines.sales, count)
    sold = sums(job, issues.sales, count)
    chance = np.where(jobs.kind == ACCIDENT, 0.3, np.where(jobs.kind == REPAIR, 0.06, 0.0))
    has = (rng.random(count) < chance) & ~jobs.void
    other = np.round(np.where(has, rng.gamma(2.0, 380.0, count), 0.0), 2)
    gives = np.isin(jobs.kind, (SERVICE, REPAIR)) & (rng.random(count) < 0.35) & ~jobs.void
    share = np.where(gives, rng.uniform(0.02, 0.07, count), 0.0)
    return Amounts(
        labour=labour,
        labour_cost=sums(repairs.lines.job, repairs.lines.cost, count),
        parts=sold,
        parts_cost=sums(job, issues.quantity * parts.cost[issues.part], count),
        other=other,
        other_cost=np.round(other * 0.72, 2),
        discount=np.round((labour + sold) * share, 2),
    )


def job_vins(
    site: Site, repairs: Repairs, base: Base, cars: Cars, used: UsedCars, prior: int
) -> pa.Array:
    """Return the vehicle number of each job."""
    jobs = repairs.jobs
    mine = base.vins(site, np.where(jobs.origin == BASE_CAR, jobs.vehicle, -1))
    new = np.where(jobs.origin == NEW_CAR, jobs.vehicle, -1)
    other = np.where((jobs.origin != BASE_CAR) & (jobs.origin != NEW_CAR), jobs.vehicle, -1)
    fresh = car_vins(site, cars, prior).take(pa.array(new, mask=new < 0))
    old = used_vins(site, used).take(pa.array(other, mask=other < 0))
    return pc.coalesce(mine, fresh, old)


def repair_order_table(site: Site, staff: Staff, shop: Shop, base: Base) -> pa.Table:
    """Return ``repair_orders`` with the red-letter rows of reversed ones."""
    jobs, course, amounts = shop.repairs.jobs, shop.repairs.course, shop.amounts
    rng = site.rng("order table")
    count = len(jobs.open)
    place = np.where(jobs.origin == BASE_CAR, jobs.vehicle, 0)
    mine = jobs.origin == BASE_CAR
    done, paid = course.completed <= site.cutoff, course.settled <= site.cutoff
    started = course.completed - 60 <= site.cutoff
    status = np.select([jobs.void, paid, done, course.waited, started], [5, 4, 3, 2, 1], default=0)
    check = np.select([rng.random(count) < 0.972, rng.random(count) < 0.85], [0, 1], default=2)
    changes = np.where(course.late, 1 + rng.binomial(1, 0.3, count), 0)
    changes = np.where(course.late & (rng.random(count) < 0.4), 0, changes)
    outside = (jobs.kind == PDI) | (jobs.kind == INTERNAL)
    never = np.where(jobs.void, NEVER, 0)
    insurer = np.where(jobs.kind == ACCIDENT, base.insurer[place], -1)
    appointment = np.where(jobs.appointed & ~jobs.void, np.arange(count), -1)

    def rows(shown: Ints, sign: float, settled: Ints, suffix: str) -> pa.Table:
        return site.frame(
            "repair_orders",
            {
                "ro_no": ro_numbers(jobs, shown, suffix),
                "vin": shop.vins.take(pa.array(shown)),
                "plate_no": plates(np.where(mine, base.customer[place], -1)[shown]),
                "customer_id": customer_ids(np.where(mine, base.customer[place], -1)[shown]),
                "open_at": frames.moments(jobs.open[shown]),
                "promised_at": frames.moments(np.where(outside, NEVER, course.promised)[shown]),
                "promise_changes": changes[shown],
                "completed_at": site.at(np.maximum(course.completed, never)[shown]),
                "settled_at": site.at(np.maximum(settled, never)[shown]),
                "released_at": site.at(np.maximum(course.released, never)[shown]),
                "sa_id": staff.labels(course.adviser[shown]),
                "ro_type": frames.labels(KINDS, jobs.kind[shown]),
                "mileage": jobs.mileage[shown],
                "appt_id": appointment_numbers(jobs, appointment[shown]),
                "labour_sales": amounts.labour[shown] * sign,
                "parts_sales": amounts.parts[shown] * sign,
                "other_sales": amounts.other[shown] * sign,
                "discount": amounts.discount[shown] * sign,
                "labour_cost": amounts.labour_cost[shown] * sign,
                "parts_cost": amounts.parts_cost[shown] * sign,
                "other_cost": amounts.other_cost[shown] * sign,
                "insurer": frames.labels(INSURERS, insurer[shown]),
                "comeback_of_ro": ro_numbers(jobs, jobs.came_back[shown]),
                "fault_code": frames.codes("F", jobs.fault[shown], 3),
                "final_check": frames.labels(
                    ("一次合格", "返工", "未检"), np.where(done & ~jobs.void, check, -1)[shown]
                ),
                "waited_for_parts": course.waited[shown],
                "status": frames.labels(STATUSES, status[shown]),
            },
        )

    red = np.flatnonzero(shop.undone <= site.cutoff)
    return pa.concat_tables(
        [rows(np.arange(count), 1.0, course.settled, ""), rows(red, -1.0, shop.undone, "H")]
    )


def line_table(site: Site, staff: Staff, shop: Shop) -> pa.Table:
    """Return ``ro_labour_lines`` with the red-letter lines of reversed orders."""
    repairs, lines = shop.repairs, shop.repairs.lines

    def rows(shown: Ints, sign: float, settled: Ints, suffix: str) -> pa.Table:
        return site.frame(
            "ro_labour_lines",
            {
                "ro_no": ro_numbers(repairs.jobs, lines.job[shown], suffix),
                "line_no": lines.number[shown],
                "op_code": frames.labels([r[0] for r in OPERATIONS], lines.operation[shown]),
                "op_name": frames.labels([r[1] for r in OPERATIONS], lines.operation[shown]),
                "pay_type": frames.labels(PAY_TYPES, lines.pay[shown]),
                "std_hours": lines.standard[shown] * sign,
                "sold_hours": lines.sold[shown] * sign,
                "labour_sales": lines.sales[shown] * sign,
                "labour_list": lines.listed[shown] * sign,
                "labour_cost": lines.cost[shown] * sign,
                "technician_id": staff.labels(lines.technician[shown]),
                "settled_at": site.at(settled[lines.job[shown]]),
            },
        )

    red = np.flatnonzero(shop.undone[lines.job] <= site.cutoff)
    everyone = np.arange(len(lines.job))
    return pa.concat_tables(
        [rows(everyone, 1.0, repairs.course.settled, ""), rows(red, -1.0, shop.undone, "H")]
    )


def clock_table(site: Site, staff: Staff, repairs: Repairs) -> pa.Table:
    """Return ``labour_clock``: lines whose work is finished."""
    lines = repairs.lines
    shown = np.flatnonzero(lines.end <= site.cutoff)
    shown = shown[np.argsort(lines.start[shown], kind="stable")]
    start = lines.start[shown]
    return site.frame(
        "labour_clock",
        {
            "clock_id": frames.document_numbers(
                "DK", start // MINUTES_A_DAY, np.arange(len(shown))
            ),
            "ro_no": ro_numbers(repairs.jobs, lines.job[shown]),
            "line_no": lines.number[shown],
            "employee_id": staff.labels(lines.technician[shown]),
            "start_at": frames.moments(start),
            "end_at": frames.moments(lines.end[shown]),
            "clocked_hours": lines.hours[shown],
        },
    )


def appointment_numbers(jobs: Jobs, places: Ints) -> pa.Array:
    """Return numbers of the appointments of jobs; a negative place is null."""
    days = jobs.open[np.maximum(places, 0)] // MINUTES_A_DAY
    return frames.document_numbers("YY", days, places)


def appointment_table(site: Site, shop: Shop, base: Base) -> pa.Table:
    """Return ``service_appointments``: those that came, and those that did not."""
    rng, jobs, vin = site.rng("appointments"), shop.repairs.jobs, shop.vins
    came = np.flatnonzero(jobs.appointed & ~jobs.void)
    # As many as 22 % of those that came: not shown, moved, cancelled.
    missed = came[rng.random(len(came)) < 0.22]
    at = np.concatenate([jobs.open[came], jobs.open[missed] + rng.integers(-90, 90, len(missed))])
    kind = np.concatenate(
        [
            np.zeros(len(came), dtype=np.int64),
            rng.choice(np.array([1, 2, 3]), len(missed), p=[0.6, 0.22, 0.18]),
        ]
    )
    vehicle = rng.integers(0, len(base.sold), len(missed))
    numbers = pa.concat_arrays(
        [
            appointment_numbers(jobs, came),
            frames.document_numbers(
                "YYN", at[len(came) :] // MINUTES_A_DAY, np.arange(len(missed))
            ),
        ]
    )
    arrived = np.where(kind == 0, at, NEVER)
    planned = at + np.where(kind == 0, rng.integers(-25, 40, len(at)), 0)
    created = planned - rng.integers(3 * 60, 6 * MINUTES_A_DAY, len(at))
    table = site.frame(
        "service_appointments",
        {
            "appt_id": numbers,
            "vin": pa.concat_arrays([vin.take(pa.array(came)), base.vins(site, vehicle)]),
            "created_at": frames.moments(created),
            "appt_at": frames.moments(planned),
            "channel": frames.labels(
                ("电话", "微信", "APP", "主动邀约"),
                rng.choice(4, len(at), p=[0.36, 0.3, 0.14, 0.2]),
            ),
            "status": frames.labels(("已到店", "爽约", "改约", "取消"), kind),
            "arrived_at": frames.moments(arrived),
            "ro_no": ro_numbers(jobs, np.concatenate([came, np.full(len(missed), -1)])),
        },
    )
    return table.take(pa.array(np.argsort(planned, kind="stable")))
