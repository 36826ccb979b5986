"""The tables of the funnel: leads, calls, visits, prospects, follow-ups, test drives.

They write down what ``prospects`` decided; document numbers are given here.
"""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Ints
from data_loaders.demo.goods import MODELS, RIVALS, draw
from data_loaders.demo.identity import phone_hashes
from data_loaders.demo.people import Staff
from data_loaders.demo.prospects import (
    CALLS_A_MONTH,
    CAMPAIGN_MEDIA,
    CHANNELS,
    DAYS_A_MONTH,
    WALK_IN_SHARES,
    WALK_INS_A_MONTH,
    Leads,
    Prospects,
)
from data_loaders.demo.site import Site, opening_minutes, spread

REASONS = ("价格", "竞品", "暂不购车", "车型不符", "失去联系")
INVALID = ("空号", "重复", "非购车需求", "异地")


def campaign_codes(campaign: Ints) -> pa.Array:
    """Return codes of campaigns such as ``CP26101``; a negative number is null."""
    shown = np.maximum(campaign, 0)
    month = shown // len(CAMPAIGN_MEDIA)
    number = (month // 12 + 1970 - 2000) * 1000 + (month % 12 + 1) * 10
    number = number + shown % len(CAMPAIGN_MEDIA) + 1
    return frames.only(campaign >= 0, frames.codes("CP", number, 5))


def prospect_ids(prospects: Prospects, places: Ints) -> pa.Array:
    """Return numbers of prospects; a negative place is null."""
    days = prospects.created[np.maximum(places, 0)] // MINUTES_A_DAY
    return frames.document_numbers("QK", days, places)


def funnel_tables(
    site: Site, staff: Staff, leads: Leads, prospects: Prospects
) -> dict[str, pa.Table]:
    """Return the six tables of the funnel."""
    return {
        "leads": _leads(site, staff, leads, prospects),
        "inbound_calls": _calls(site, staff, prospects),
        "showroom_visits": _visits(site, staff, prospects),
        "prospects": _prospects(site, staff, prospects),
        "followups": _followups(site, staff, prospects),
        "test_drives": _test_drives(site, prospects),
    }


def _leads(site: Site, staff: Staff, leads: Leads, prospects: Prospects) -> pa.Table:
    rng = site.rng("lead table")
    count = len(leads.created)
    owner = np.full(count, -1)
    owner[prospects.lead[prospects.lead >= 0]] = np.flatnonzero(prospects.lead >= 0)
    # A repeated lead belongs to the prospect of the first one, once that one exists.
    owner = owner[leads.original]
    found = np.where(owner >= 0, owner, 0)
    known = (owner >= 0) & (prospects.created[found] <= site.cutoff)
    won = known & (prospects.won[found] <= site.cutoff)
    lost = known & (prospects.lost[found] <= site.cutoff)
    answered = leads.answered <= site.cutoff
    status = np.select([~leads.valid & answered, won, lost, answered], [4, 2, 3, 1], default=0)
    consultant = np.where(
        owner >= 0,
        prospects.consultant[found],
        staff.pick(rng, site, leads.created // MINUTES_A_DAY, "销售顾问"),
    )
    visit = np.where(known, prospects.first_visit[found], NEVER)
    keep = site.known(leads.created)
    table = site.frame(
        "leads",
        {
            "lead_id": frames.document_numbers(
                "LS", leads.created // MINUTES_A_DAY, np.arange(count)
            ),
            "created_at": frames.moments(leads.created),
            "channel": frames.labels(CHANNELS, leads.channel),
            "campaign_id": campaign_codes(np.where(known, prospects.campaign[found], -1)),
            "phone_hash": phone_hashes(site.traits.number, leads.original),
            "prospect_id": prospect_ids(prospects, np.where(known, owner, -1)),
            "is_valid": leads.valid,
            "invalid_reason": frames.labels(
                INVALID, np.where(leads.valid, -1, rng.integers(0, len(INVALID), count))
            ),
            "first_response_at": site.at(leads.answered),
            "sc_id": staff.labels(consultant),
            "first_visit_at": site.at(visit),
            "status": frames.labels(("未跟进", "跟进中", "已成交", "已战败", "无效"), status),
        },
    )
    return table.filter(pa.array(keep))


def _calls(site: Site, staff: Staff, prospects: Prospects) -> pa.Table:
    rng, span = site.rng("calls"), site.span
    # Every prospect that began with a call, and calls that lead to nobody.
    began = np.flatnonzero(prospects.channel == CHANNELS.index("电话来电"))
    rate = (CALLS_A_MONTH - 14) / DAYS_A_MONTH * site.volume * span.visit_weight
    days = np.arange(span.first, span.until + 1)
    other = opening_minutes(rng, spread(rng, days, rate[span.at(days)]))
    at = np.concatenate([prospects.created[began], other])
    owner = np.concatenate([began, np.full(len(other), -1)])
    order = np.argsort(at, kind="stable")
    at, owner = at[order], owner[order]
    count = len(at)
    answered = (owner >= 0) | (rng.random(count) < 0.9)
    caller = np.where(owner >= 0, prospects.phone[owner], 5_000_000 + np.arange(count))
    table = site.frame(
        "inbound_calls",
        {
            "call_id": frames.document_numbers("LD", at // MINUTES_A_DAY, np.arange(count)),
            "call_at": frames.moments(at),
            "phone_hash": phone_hashes(site.traits.number, caller),
            "answered": answered,
            "sc_id": frames.only(
                answered,
                staff.labels(
                    np.where(
                        owner >= 0,
                        prospects.consultant[owner],
                        staff.pick(rng, site, at // MINUTES_A_DAY, "销售顾问"),
                    )
                ),
            ),
            "prospect_id": prospect_ids(prospects, owner),
        },
    )
    return table.filter(pa.array(site.known(at)))


def _visits(site: Site, staff: Staff, prospects: Prospects) -> pa.Table:
    rng, span = site.rng("visits"), site.span
    days = np.arange(span.first, span.until + 1)
    rate = WALK_INS_A_MONTH / DAYS_A_MONTH * site.volume * site.market(days)
    rate *= span.visit_weight[span.at(days)]
    # Groups whose visit nobody wrote down, by the same shares as prospects are captured.
    missed = spread(rng, days, rate * (1.0 - site.path("capture", days)))
    others = spread(rng, days, np.full(len(days), 0.9 * site.volume))
    first = np.flatnonzero(prospects.first_visit < NEVER)
    second = np.flatnonzero(prospects.second_visit < NEVER)
    at = np.concatenate(
        [
            prospects.first_visit[first],
            prospects.second_visit[second],
            opening_minutes(rng, missed),
            span.opened(opening_minutes(rng, others)),
        ]
    )
    parts = [len(first), len(second), len(missed), len(others)]
    owner = np.concatenate([first, second, np.full(parts[2] + parts[3], -1)])
    kind = np.repeat(np.arange(4), parts)
    order = np.argsort(at, kind="stable")
    at, owner, kind = at[order], owner[order], kind[order]
    count = len(at)
    known = owner >= 0
    purpose = np.where(kind == 3, 1 + rng.integers(0, 3, count), 0)
    channel = np.where(known, prospects.channel[owner], draw(rng, WALK_IN_SHARES, count))
    consultant = np.where(
        known,
        prospects.consultant[owner],
        staff.pick(rng, site, at // MINUTES_A_DAY, "销售顾问"),
    )
    left = at + np.rint(25 + rng.gamma(2.0, 22.0, count)).astype(np.int64)
    table = site.frame(
        "showroom_visits",
        {
            "visit_id": frames.document_numbers("KL", at // MINUTES_A_DAY, np.arange(count)),
            "visit_at": frames.moments(at),
            "leave_at": site.at(left),
            "visit_type": frames.labels(("首次", "再次"), np.isin(kind, (1, 3)).astype(np.int64)),
            "purpose": frames.labels(("看车", "提车", "售后", "其他"), purpose),
            "party_size": 1 + rng.poisson(1.1, count),
            "sc_id": staff.labels(consultant),
            "is_recorded": known,
            "prospect_id": prospect_ids(prospects, owner),
            "channel": frames.labels(CHANNELS, np.where(kind == 3, -1, channel)),
        },
    )
    return table.filter(pa.array(site.known(at)))


def _prospects(site: Site, staff: Staff, prospects: Prospects) -> pa.Table:
    rng = site.rng("prospect table")
    count = len(prospects.created)
    won, lost = prospects.won <= site.cutoff, prospects.lost <= site.cutoff
    reason = np.where(lost, draw(rng, np.array([0.3, 0.28, 0.2, 0.1, 0.12]), count), -1)
    level = np.select([won, lost], [0, 6], default=1 + rng.integers(0, 5, count))
    table = site.frame(
        "prospects",
        {
            "prospect_id": prospect_ids(prospects, np.arange(count)),
            "created_at": frames.moments(prospects.created),
            "channel": frames.labels(CHANNELS, prospects.channel),
            "campaign_id": campaign_codes(prospects.campaign),
            "sc_id": staff.labels(prospects.consultant),
            "intent_series": frames.labels([m.series for m in MODELS], prospects.model),
            "intent_level": frames.labels("OHABCNF", level),
            "has_vehicle": rng.random(count) < 0.46,
            "first_visit_at": site.at(prospects.first_visit),
            "won_at": site.at(prospects.won),
            "defeated_at": site.at(prospects.lost),
            "defeat_reason": frames.labels(REASONS, reason),
            "competitor_model": frames.labels(
                RIVALS, np.where(reason == 1, rng.integers(0, len(RIVALS), count), -1)
            ),
        },
    )
    return table.filter(pa.array(site.known(prospects.created)))


def _followups(site: Site, staff: Staff, prospects: Prospects) -> pa.Table:
    rng = site.rng("followups")
    owner = np.repeat(np.arange(len(prospects.created)), 2)
    step = np.tile([2, 9], len(prospects.created))
    day = prospects.created[owner] // MINUTES_A_DAY + step
    due = site.span.opened(day * MINUTES_A_DAY) + 17 * 60
    ends = np.minimum(prospects.won, prospects.lost)[owner]
    # The second call is planned for those only who seem worth it.
    planned = (due < ends) & ((step == 2) | (rng.random(len(step)) < 0.4))
    owner, due = owner[planned], due[planned]
    order = np.argsort(due, kind="stable")
    owner, due = owner[order], due[order]
    count = len(due)
    in_time = rng.random(count) < site.path("followup", due // MINUTES_A_DAY)
    late = site.after(due, 30 + rng.exponential(700.0, count))
    late = np.where(rng.random(count) < 0.55, late, NEVER)
    done = np.where(in_time, due - rng.integers(0, 8 * 60, count), late)
    table = site.frame(
        "followups",
        {
            "followup_id": frames.document_numbers("GJ", due // MINUTES_A_DAY, np.arange(count)),
            "prospect_id": prospect_ids(prospects, owner),
            "due_at": frames.moments(due),
            "done_at": site.at(done),
            "sc_id": staff.labels(prospects.consultant[owner]),
        },
    )
    keep = site.known(due) & site.known(np.maximum(prospects.created[owner], due - 20 * 1440))
    return table.filter(pa.array(keep))


def _test_drives(site: Site, prospects: Prospects) -> pa.Table:
    rng = site.rng("test drives")
    owner = np.flatnonzero(prospects.drive < NEVER)
    owner = owner[np.argsort(prospects.drive[owner], kind="stable")]
    at = prospects.drive[owner]
    count = len(owner)
    table = site.frame(
        "test_drives",
        {
            "td_no": frames.document_numbers("SJ", at // MINUTES_A_DAY, np.arange(count)),
            "prospect_id": prospect_ids(prospects, owner),
            "td_at": frames.moments(at),
            "model_code": frames.labels([m.code for m in MODELS], prospects.model[owner]),
            "agreement_signed": rng.random(count) < 0.94,
            "completed": rng.random(count) < 0.975,
        },
    )
    return table.filter(pa.array(site.known(at)))
