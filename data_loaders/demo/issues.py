"""Parts that leave the shelf: for jobs, over the counter, to other stores, to scrap, and back."""

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints
from data_loaders.demo.demand import SELF, SOURCES, UNFILLED, Demand
from data_loaders.demo.goods import Parts
from data_loaders.demo.jobs import REPAIR, SERVICE, Jobs
from data_loaders.demo.repairs import Repairs
from data_loaders.demo.site import Site, opening_minutes, spread

PAY_TYPES = ("客户自费", "索赔", "保险", "内部")
TYPES = ("维修领料", "外销", "调拨", "内部", "报废", "退料")
FOR_JOB, SOLD, MOVED, INSIDE_USE, SCRAPPED, BACK = range(6)
OTHER_A_MONTH = 4.0


@dataclass(frozen=True)
class Issues:
    """One place for each line in order of time; ``red`` lines belong to a reversed job."""

    job: Ints
    part: Ints
    kind: Ints
    pay: Ints
    quantity: Ints
    sales: Floats
    at: Ints
    preorder: Bools
    red: Bools


def ro_numbers(jobs: Jobs, places: Ints, suffix: str = "") -> pa.Array:
    """Return numbers of repair orders; a negative place is null."""
    days = jobs.open[np.maximum(places, 0)] // MINUTES_A_DAY
    return frames.document_numbers("RO", days, places, suffix)


def reversals(site: Site, repairs: Repairs) -> Ints:
    """Return the minute at which each job was reversed after it was settled, NEVER for most."""
    rng = site.rng("reversed jobs")
    count = len(repairs.jobs.open)
    can = np.isin(repairs.jobs.kind, (SERVICE, REPAIR)) & ~repairs.jobs.void
    touched = can & (rng.random(count) < 0.0035)
    after = site.span.opened(repairs.course.settled + rng.integers(1, 20, count) * MINUTES_A_DAY)
    return np.where(touched, after, NEVER)


def make_issues(
    site: Site, repairs: Repairs, counter: Demand, reversed_at: Ints, parts: Parts
) -> Issues:
    """Return all movements off the shelf up to the cutoff."""
    rng = site.rng("issues")
    demand = repairs.demand
    fill = {
        f.name: np.concatenate([getattr(demand, f.name), getattr(counter, f.name)])
        for f in fields(Demand)
    }
    at = np.where(
        fill["preorder"],
        site.span.opened(fill["filled"] + rng.integers(2, 24, len(fill["job"])) * MINUTES_A_DAY),
        fill["filled"],
    )
    keep = ~fill["lost"] & (at <= site.cutoff)
    job, at = fill["job"][keep], at[keep]
    issued = Issues(
        job=job,
        part=fill["part"][keep],
        kind=np.where(job >= 0, FOR_JOB, SOLD),
        pay=fill["pay"][keep],
        quantity=fill["quantity"][keep],
        sales=np.round(fill["quantity"][keep] * fill["price"][keep], 2),
        at=at,
        preorder=fill["preorder"][keep],
        red=np.zeros(len(job), dtype=np.bool_),
    )
    back = (issued.job >= 0) & (issued.pay == SELF) & (rng.random(len(job)) < 0.012)
    back &= reversed_at[np.maximum(issued.job, 0)] == NEVER
    returned = _negative(issued, back, np.minimum(issued.at + 20, site.cutoff), red=False)
    undone = np.where(issued.job >= 0, reversed_at[np.maximum(issued.job, 0)], NEVER)
    red = _negative(issued, undone <= site.cutoff, undone, red=True)
    days = site.span.days[site.span.days <= site.last_day]
    at = opening_minutes(
        rng, spread(rng, days, np.full(len(days), OTHER_A_MONTH / 30 * site.volume))
    )
    count = len(at)
    part = rng.integers(0, parts.live, count)
    other = Issues(
        job=np.full(count, -1),
        part=part,
        kind=rng.choice(np.array([MOVED, INSIDE_USE, SCRAPPED]), count, p=[0.5, 0.35, 0.15]),
        pay=np.full(count, 3),
        quantity=np.ones(count, dtype=np.int64),
        sales=np.zeros(count),
        at=site.span.opened(at),
        preorder=np.zeros(count, dtype=np.bool_),
        red=np.zeros(count, dtype=np.bool_),
    )
    sources = (issued, returned, red, other)
    joined = {f.name: np.concatenate([getattr(s, f.name) for s in sources]) for f in fields(Issues)}
    order = np.argsort(joined["at"], kind="stable")
    return Issues(**{name: values[order] for name, values in joined.items()})


def _negative(issued: Issues, which: Bools, at: Ints, *, red: bool) -> Issues:
    count = int(which.sum())
    return Issues(
        job=issued.job[which],
        part=issued.part[which],
        kind=np.full(count, BACK),
        pay=issued.pay[which],
        quantity=-issued.quantity[which],
        sales=-issued.sales[which],
        at=at[which],
        preorder=np.zeros(count, dtype=np.bool_),
        red=np.full(count, red),
    )


def issue_table(site: Site, repairs: Repairs, issues: Issues, parts: Parts) -> pa.Table:
    """Return ``parts_issue_lines``."""
    count = len(issues.job)
    plain = ro_numbers(repairs.jobs, np.where(issues.red, -1, issues.job))
    red = ro_numbers(repairs.jobs, np.where(issues.red, issues.job, -1), "H")
    return site.frame(
        "parts_issue_lines",
        {
            "issue_no": frames.document_numbers("CK", issues.at // MINUTES_A_DAY, np.arange(count)),
            "line_no": np.ones(count, dtype=np.int64),
            "ro_no": pc.coalesce(plain, red),
            "part_no": frames.labels(parts.codes, issues.part),
            "part_name": frames.labels(parts.names, issues.part),
            "issue_type": frames.labels(TYPES, issues.kind),
            "pay_type": frames.labels(PAY_TYPES, issues.pay),
            "qty": issues.quantity,
            "unit_cost": parts.cost[issues.part],
            "sales_ex_vat": issues.sales,
            "issued_at": frames.moments(issues.at),
        },
    )


def demand_table(site: Site, repairs: Repairs, counter: Demand, parts: Parts) -> pa.Table:
    """Return ``parts_demand_lines``: those of the workshop and of the counter."""
    joined = {
        f.name: np.concatenate([getattr(repairs.demand, f.name), getattr(counter, f.name)])
        for f in fields(Demand)
    }
    order = np.argsort(joined["asked"], kind="stable")
    order = order[site.known(joined["asked"][order])]
    line = Demand(**{name: values[order] for name, values in joined.items()})
    filled = line.filled <= site.cutoff
    count = len(order)
    return site.frame(
        "parts_demand_lines",
        {
            "demand_no": frames.document_numbers(
                "XQ", line.asked // MINUTES_A_DAY, np.arange(count)
            ),
            "line_no": np.ones(count, dtype=np.int64),
            "ro_no": ro_numbers(repairs.jobs, line.job),
            "part_no": frames.labels(parts.codes, line.part),
            "demand_at": frames.moments(line.asked),
            "channel": frames.labels(("车间", "柜台", "批发"), line.channel),
            "pay_type": frames.labels(PAY_TYPES, line.pay),
            "qty_requested": line.quantity,
            "qty_first_pick": line.first_pick,
            "fill_source": frames.labels(SOURCES, np.where(filled, line.source, UNFILLED)),
            "filled_at": site.at(line.filled),
            "is_lost_sale": line.lost,
            "is_preorder": line.preorder,
            "unit_price": line.price,
        },
    )
