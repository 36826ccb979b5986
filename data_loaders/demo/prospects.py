"""Who asks for a car: walk-ins, leads and calls become prospects, who visit, drive and decide.

Only what happens is decided here; ``funnel`` writes it down as tables.
"""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, Bools, Floats, Ints, logistic
from data_loaders.demo.goods import MODELS, draw
from data_loaders.demo.people import Staff
from data_loaders.demo.site import Site, opening_minutes, spread
from data_loaders.demo.truth import reference, strength

CHANNELS = (
    "自然到店", "车展活动", "老客户转介绍", "户外广告",
    "垂直媒体", "短视频", "厂家线索", "电话来电",
)  # fmt: skip
WALK_IN_SHARES = np.array([0.62, 0.16, 0.14, 0.08, 0.0, 0.0, 0.0, 0.0])
LEAD_SHARES = np.array([0.0, 0.0, 0.10, 0.0, 0.38, 0.27, 0.25, 0.0])
# Media of the campaigns of each month, in order; a channel of the same name feeds on them.
CAMPAIGN_MEDIA = ("垂直媒体", "短视频", "车展活动")
WALK_INS_A_MONTH, LEADS_A_MONTH, CALLS_A_MONTH = 84.0, 138.0, 48.0
CLOSE_BASE, VISIT_BASE = -1.62, -1.75
DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class Leads:
    """Leads in order of time; ``original`` is the place of the first lead of the same phone."""

    created: Ints
    channel: Ints
    original: Ints
    valid: Bools
    answered: Ints
    fast: Bools
    visited: Ints


@dataclass(frozen=True)
class Prospects:
    """One place for each prospect; times are minutes, NEVER where it did not happen."""

    created: Ints
    channel: Ints
    campaign: Ints
    phone: Ints
    lead: Ints
    consultant: Ints
    model: Ints
    first_visit: Ints
    second_visit: Ints
    drive: Ints
    won: Ints
    lost: Ints


def make_leads(site: Site) -> Leads:
    """Return the leads of the whole span."""
    rng, span = site.rng("leads"), site.span
    days = np.arange(span.first, span.until + 1)
    rate = LEADS_A_MONTH / DAYS_A_MONTH * site.volume * site.market(days)
    rate *= np.sqrt(np.maximum(span.visit_weight[span.at(days)], 0.05))
    rate *= np.exp(strength("leads_log", "marketing_spend_log") * site.path("spend_log", days))
    day = spread(rng, days, rate)
    count = len(day)
    created = np.sort(day * MINUTES_A_DAY + rng.integers(8 * 60, 23 * 60, count))
    original = np.arange(count)
    again = np.flatnonzero(rng.random(count) < 0.08)
    # A second lead of the same person comes within some dozen leads of the first.
    original[again] = original[np.maximum(again - rng.integers(1, 60, len(again)), 0)]
    valid = (rng.random(count) < 0.77)[original]
    fast = rng.random(count) < site.path("fast_answer", created // MINUTES_A_DAY)
    work = np.where(fast, rng.uniform(2, 29, count), 31 + rng.exponential(200, count))
    answered = np.where(rng.random(count) < 0.035, NEVER, site.after(created, work))
    score = VISIT_BASE + strength("lead_visit_logit", "lead_answered_within_30_min") * fast
    comes = valid & (answered < NEVER) & (rng.random(count) < logistic(score))
    comes &= original == np.arange(count)
    delay = 1 + rng.exponential(5.0, count).astype(np.int64)
    visited = site.span.opened((answered // MINUTES_A_DAY + delay) * MINUTES_A_DAY)
    visited += rng.integers(9 * 60, 17 * 60, count)
    return Leads(
        created=created,
        channel=draw(rng, LEAD_SHARES, count),
        original=original,
        valid=valid,
        answered=answered,
        fast=fast,
        visited=np.where(comes, visited, NEVER),
    )


def make_prospects(site: Site, staff: Staff, leads: Leads) -> Prospects:
    """Return the prospects in order of creation, and what becomes of them."""
    rng, span = site.rng("prospects"), site.span
    days = np.arange(span.first, span.until + 1)
    rate = WALK_INS_A_MONTH / DAYS_A_MONTH * site.volume * site.market(days)
    rate *= span.visit_weight[span.at(days)]
    walked = opening_minutes(rng, spread(rng, days, rate))
    walked = walked[rng.random(len(walked)) < site.path("capture", walked // MINUTES_A_DAY)]
    called = opening_minutes(rng, spread(rng, days, rate * 0.16))
    from_lead = np.flatnonzero(leads.valid & (leads.original == np.arange(len(leads.valid))))
    from_lead = from_lead[leads.answered[from_lead] < NEVER]
    created = np.concatenate([walked, leads.answered[from_lead], called])
    order = np.argsort(created, kind="stable")
    created = created[order]
    count = len(created)
    call_visit = np.where(
        rng.random(len(called)) < 0.42,
        span.opened(called + rng.integers(1, 9, len(called)) * MINUTES_A_DAY),
        NEVER,
    )
    channel = np.concatenate(
        [
            draw(rng, WALK_IN_SHARES, len(walked)),
            leads.channel[from_lead],
            np.full(len(called), CHANNELS.index("电话来电")),
        ]
    )[order]
    first_visit = np.concatenate([walked, leads.visited[from_lead], call_visit])[order]
    lead = np.concatenate([np.full(len(walked), -1), from_lead, np.full(len(called), -1)])[order]
    came = first_visit < NEVER
    visit_day = np.where(came, first_visit // MINUTES_A_DAY, created // MINUTES_A_DAY)
    second = np.where(
        came & (rng.random(count) < 0.33),
        span.opened(first_visit + rng.integers(1, 15, count) * MINUTES_A_DAY),
        NEVER,
    )
    drives = came & (rng.random(count) < site.path("test_drive", visit_day))
    later = drives & (second < NEVER) & (rng.random(count) < 0.35)
    drive = np.where(drives, np.where(later, second, first_visit) + 45, NEVER)
    score = _close_score(site, visit_day, drives, second < NEVER)
    wins = came & (rng.random(count) < logistic(score))
    wait = np.where(rng.random(count) < 0.3, 0, 1 + rng.exponential(6.5, count).astype(np.int64))
    seen = np.maximum(first_visit, np.where(drives, drive, 0))
    seen = np.where((second < NEVER) & (wait > 0), np.maximum(seen, second), seen)
    won = np.where(wins, span.opened(seen + wait * MINUTES_A_DAY) + 60, NEVER)
    gives_up = created + (12 + rng.exponential(32.0, count).astype(np.int64)) * MINUTES_A_DAY
    gives_up = np.where(came, np.maximum(gives_up, first_visit + 3 * MINUTES_A_DAY), gives_up)
    return Prospects(
        created=created,
        channel=channel,
        campaign=_campaigns(rng, site, created, channel),
        phone=np.where(lead >= 0, lead, len(leads.created) + np.arange(count)),
        lead=lead,
        consultant=staff.pick(rng, site, created // MINUTES_A_DAY, "销售顾问"),
        model=draw(rng, np.array([m.share for m in MODELS]), count),
        first_visit=first_visit,
        second_visit=second,
        drive=drive,
        won=won,
        lost=np.where(wins, NEVER, span.opened(gives_up)),
    )


def _close_score(site: Site, day: Ints, drives: Bools, twice: Bools) -> Floats:
    follow = site.path("followup", day) - reference("close_logit", "followup_timeliness_rate")
    return np.asarray(
        CLOSE_BASE
        + strength("close_logit", "test_drive") * drives
        + strength("close_logit", "revisit") * twice
        + strength("close_logit", "followup_timeliness_rate") * follow
        + strength("close_logit", "online_price_gap") * site.path("price_gap", day)
    )


def _campaigns(rng: np.random.Generator, site: Site, created: Ints, channel: Ints) -> Ints:
    """Return the campaign of each prospect as month x 3 + medium, or -1."""
    months = site.span.month[site.span.at(created // MINUTES_A_DAY)]
    medium = np.full(len(created), -1)
    for place, name in enumerate(CAMPAIGN_MEDIA):
        medium[channel == CHANNELS.index(name)] = place
    reached = (medium >= 0) & (rng.random(len(created)) < 0.85)
    return np.where(reached, months * len(CAMPAIGN_MEDIA) + medium, -1)
