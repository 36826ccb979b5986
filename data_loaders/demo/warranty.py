"""Claims for work that the factory pays, submission by submission."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Ints
from data_loaders.demo.issues import ro_numbers
from data_loaders.demo.jobs import FIRST, RECALL, WARRANTY
from data_loaders.demo.repairs import Repairs
from data_loaders.demo.site import Site
from data_loaders.demo.workshop import Amounts

PASSED, RETURNED, REFUSED, PARTLY, OPEN = range(5)
ROUNDS = 4
LATE_SHARE = 0.08
REASONS = ("R01", "R02", "R03", "R04")
REASON_WORDS = ("照片缺失", "故障代码不符", "超保修期", "工时超标")


def warranty_tables(
    site: Site, repairs: Repairs, amounts: Amounts, vin: pa.Array
) -> dict[str, pa.Table]:
    """Return ``warranty_claims`` and ``warranty_claim_events``."""
    rng, jobs = site.rng("claims"), repairs.jobs
    claimed_of = np.round(amounts.labour + amounts.parts, 2)
    job = np.flatnonzero(np.isin(jobs.kind, (FIRST, WARRANTY, RECALL)) & ~jobs.void)
    job = job[claimed_of[job] > 0]
    done = repairs.course.completed[job]
    submit = site.after(done, 60 + rng.exponential(620.0, len(job)))
    submit = np.maximum(submit, repairs.course.settled[job])
    seen = submit <= site.cutoff
    job, done, submit = job[seen], done[seen], submit[seen]
    order = np.argsort(submit, kind="stable")
    job, done, submit = job[order], done[order], submit[order]
    count = len(job)
    first_pass = site.path("claims_pass", submit // MINUTES_A_DAY)
    state = np.full(count, OPEN)
    first, decided = np.full(count, OPEN), np.full(count, NEVER)
    times = np.ones(count, dtype=np.int64)
    events: list[tuple[Ints, ...]] = []
    at, alive = submit.copy(), np.ones(count, dtype=np.bool_)
    for round_ in range(ROUNDS):
        chance = first_pass if round_ == 0 else np.full(count, 0.86)
        draw, fate = rng.random(count), rng.random(count)
        result = np.where(
            draw < chance,
            PASSED,
            np.select([fate < 0.72, fate < 0.86], [RETURNED, REFUSED], PARTLY),
        )
        # The last round ends in a decision.
        result = np.where((round_ == ROUNDS - 1) & (result == RETURNED), REFUSED, result)
        review = site.after(at, rng.integers(1, 6, count) * 540.0 + rng.uniform(0, 300, count))
        known = review <= site.cutoff
        live = np.flatnonzero(alive)
        events.append((live, np.full(len(live), round_ + 1), at[live], review[live], result[live]))
        if round_ == 0:
            first = np.where(known, result, OPEN)
        over = alive & known & (result != RETURNED)
        state = np.where(over, result, state)
        decided = np.where(over, review, decided)
        again = site.after(review, rng.integers(1, 5, count) * 540.0)
        alive = alive & known & (result == RETURNED) & (again <= site.cutoff)
        times = times + alive
        at = again
    claimed = claimed_of[job]
    approved = np.select(
        [state == PASSED, state == PARTLY, state == REFUSED],
        [claimed, np.round(claimed * 0.62, 2), 0.0],
        np.nan,
    )
    paid = np.where(
        np.isin(state, (PASSED, PARTLY)),
        decided // MINUTES_A_DAY + rng.integers(22, 48, count),
        NEVER,
    )
    paid = np.where(paid < NEVER, paid + _delay(site, count), NEVER)
    audited = np.where(rng.random(count) < 0.008, paid + rng.integers(40, 200, count), NEVER)
    taken = audited <= site.last_day
    money_in = paid <= site.last_day
    kind = np.array([1, 0, 2])[np.searchsorted(np.array([FIRST, WARRANTY, RECALL]), jobs.kind[job])]
    kind = np.where((kind == 0) & (rng.random(count) < 0.06), 5, kind)
    reason = np.where(first > PASSED, np.where(first < OPEN, rng.integers(0, 4, count), -1), -1)
    claims = site.frame(
        "warranty_claims",
        {
            "claim_no": claim_numbers(submit, np.arange(count)),
            "ro_no": ro_numbers(jobs, job),
            "vin": vin.take(pa.array(job)),
            "claim_type": frames.labels(
                ("正常保修", "首保", "服务活动", "售前维修", "定保", "三包急件", "善意"), kind
            ),
            "repair_done_at": frames.moments(done),
            "first_submit_at": frames.moments(submit),
            "submit_count": times,
            "first_result": frames.labels(("通过", "驳回", "拒赔", "部分通过", "审核中"), first),
            "final_result": frames.labels(("通过", "", "拒赔", "部分通过", "审核中"), state),
            "reject_reason": frames.labels(REASON_WORDS, reason),
            "claimed_amount": claimed,
            "approved_amount": approved,
            "approved_at": frames.moments(
                np.where(np.isin(state, (PASSED, PARTLY)), decided, NEVER)
            ),
            "paid_at": site.on(paid),
            "paid_amount": np.where(money_in, np.nan_to_num(approved), 0.0),
            "clawback_amount": np.where(taken, np.nan_to_num(approved), 0.0),
            "clawback_at": site.on(audited),
        },
    )
    return {
        "warranty_claims": claims,
        "warranty_claim_events": _events(site, rng, submit, events),
    }


def _delay(site: Site, count: int) -> Ints:
    """Return the days by which each payment is late: months for a few, none for most."""
    rng = site.rng("late claims")
    late = rng.random(count) < LATE_SHARE
    return np.where(late, rng.integers(25, 130, count), 0)


def claim_numbers(submit: Ints, places: Ints) -> pa.Array:
    """Return numbers of claims."""
    return frames.document_numbers("SP", submit[places] // MINUTES_A_DAY, places)


def _events(
    site: Site, rng: np.random.Generator, submit: Ints, rounds: list[tuple[Ints, ...]]
) -> pa.Table:
    claim, number, at, review, result = (
        np.concatenate(column) for column in zip(*rounds, strict=True)
    )
    order = np.lexsort((number, claim))
    claim, number, at = claim[order], number[order], at[order]
    review, result = review[order], result[order]
    known = review <= site.cutoff
    word = np.array([0, 1, 2, 0])[np.minimum(result, 3)]
    reason = np.where(known & (result != PASSED), rng.integers(0, 4, len(claim)), -1)
    return site.frame(
        "warranty_claim_events",
        {
            "claim_no": claim_numbers(submit, claim),
            "submit_seq": number,
            "submitted_at": frames.moments(at),
            "reviewed_at": site.at(review),
            "result": frames.labels(("通过", "退回", "拒赔"), np.where(known, word, -1)),
            "reason_code": frames.labels(REASONS, reason),
        },
    )
