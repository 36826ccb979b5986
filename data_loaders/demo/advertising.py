"""Campaigns, what they cost, what rivals ask for the same cars, and the daily report of it."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, Ints, month_start
from data_loaders.demo.funnel import campaign_codes
from data_loaders.demo.goods import MODELS
from data_loaders.demo.people import Staff
from data_loaders.demo.prospects import CAMPAIGN_MEDIA
from data_loaders.demo.site import Site
from data_loaders.demo.traits import BRAND

# Shares of a month's spend: the campaigns' media, then what belongs to no campaign.
MEDIA = (*CAMPAIGN_MEDIA, "户外广告", "老客户转介绍")
SHARES = np.array([0.34, 0.24, 0.22, 0.12, 0.08])
ACCOUNTS = ("660102", "660102", "660103", "660102", "660103")
WATCHED = (0, 3, 6)
PLATFORMS = ("甲示车网", "乙示车网")


def advertising_tables(site: Site, staff: Staff) -> dict[str, pa.Table]:
    """Return campaigns, spend, rival prices and daily reports."""
    return {
        "campaigns": _campaigns(site),
        "marketing_spend": _spend(site),
        "competitor_prices": _prices(site, staff),
        "daily_reports": _reports(site),
    }


def _campaigns(site: Site) -> pa.Table:
    rng, months = site.rng("campaigns"), site.span.months
    kinds = len(CAMPAIGN_MEDIA)
    month, medium = np.repeat(months, kinds), np.tile(np.arange(kinds), len(months))
    count = len(month)
    start = month_start(month) + rng.integers(0, 9, count)
    end = np.minimum(start + rng.integers(7, 21, count), month_start(month + 1) - 1)
    planned = site.paths.of(site.paths.spend, month) * SHARES[medium]
    budget = np.round(planned * rng.uniform(0.94, 1.06, count), -2)
    support = np.round(np.where(rng.random(count) < 0.6, budget * 0.4, 0.0), 2)
    paid = end + rng.integers(30, 100, count)
    writes = rng.random(count) < 0.9
    report = end + np.where(writes, rng.integers(2, 12, count), 400)
    table = site.frame(
        "campaigns",
        {
            "campaign_id": campaign_codes(month * kinds + medium),
            "name": frames.labels(
                [f"{m.series}{word}" for m in MODELS for word in ("团购会", "线上直播", "外展")],
                rng.integers(0, len(MODELS), count) * 3 + np.array([1, 1, 2])[medium],
            ),
            "media": frames.labels(CAMPAIGN_MEDIA, medium),
            "start_date": frames.dates(start),
            "end_date": frames.dates(end),
            "budget": budget,
            "target_leads": np.rint(budget / 260.0),
            "oem_support_approved": support,
            "oem_support_received": np.where(paid <= site.last_day, support, 0.0),
            "report_at": site.on(report),
        },
    )
    return table.filter(pa.array(start <= site.last_day))


def _spend(site: Site) -> pa.Table:
    rng, months = site.rng("spend"), site.span.months
    pieces = 2
    month = np.repeat(months, len(MEDIA) * pieces)
    medium = np.tile(np.repeat(np.arange(len(MEDIA)), pieces), len(months))
    count = len(month)
    day: Ints = month_start(month) + rng.integers(1, 28, count)
    day = site.span.next_open[site.span.at(day)]
    amount = site.paths.of(site.paths.spend, month) * SHARES[medium] / pieces
    amount = np.round(amount * rng.uniform(0.85, 1.15, count), 2)
    kinds = len(CAMPAIGN_MEDIA)
    campaign = np.where(medium < kinds, month * kinds + medium, -1)
    order = np.argsort(day, kind="stable")
    table = site.frame(
        "marketing_spend",
        {
            "spend_id": frames.codes("FY", np.arange(count)),
            "campaign_id": campaign_codes(campaign),
            "spend_date": frames.dates(day),
            "media": frames.labels(MEDIA, medium),
            "amount_ex_vat": amount,
            "account_code": frames.labels(ACCOUNTS, medium),
        },
    )
    return table.take(pa.array(order[site.known_day(day)[order]]))


def _prices(site: Site, staff: Staff) -> pa.Table:
    """Return one observation a week of three models at the store and two rivals."""
    rng = site.rng("rival prices")
    weeks = site.span.days[(site.span.days + 3) % 7 == 0]
    weeks = weeks[weeks <= site.last_day]
    shape = (len(weeks), len(WATCHED), 3)
    week, model, who = (place.ravel() for place in np.indices(shape))
    msrp = np.array([MODELS[place].msrp for place in WATCHED])[model]
    day: Ints = weeks[week]
    gap = np.where(who == 0, site.path("price_gap", day), rng.normal(0.0, 0.006, len(who)))
    price = np.round(msrp * (0.935 + gap), -2)
    rivals = (f"{site.traits.city}示范甲店", f"{site.traits.city}示范乙店")
    return site.frame(
        "competitor_prices",
        {
            "obs_id": frames.codes("JK", np.arange(len(who))),
            "obs_date": frames.dates(day),
            "platform": frames.labels(PLATFORMS, (week % 2).astype(np.int64)),
            "rival_store": frames.labels((site.traits.name, *rivals), who),
            "is_own_store": who == 0,
            "brand": BRAND,
            "model_code": frames.labels([MODELS[place].code for place in WATCHED], model),
            "quoted_price": price,
            "promotion": frames.labels(
                ("置换补贴", "金融贴息", "赠送保养"), rng.integers(-1, 3, len(who))
            ),
            "reporter_id": staff.labels(staff.pick(rng, site, day, "市场专员")),
        },
    )


def _reports(site: Site) -> pa.Table:
    rng = site.rng("daily reports")
    days = np.arange(site.span.start, site.last_day + 1)
    days = days[site.span.open[site.span.at(days)]]
    handed = rng.random(len(days)) < 0.965
    late = rng.random(len(days)) < 0.05
    at = days * MINUTES_A_DAY + 18 * 60 + rng.integers(0, 150, len(days))
    at = at + np.where(late, MINUTES_A_DAY, 0)
    table = site.frame(
        "daily_reports",
        {"department": "市场", "report_date": frames.dates(days), "submitted_at": site.at(at)},
    )
    return table.filter(pa.array(handed & (at <= site.cutoff)))
