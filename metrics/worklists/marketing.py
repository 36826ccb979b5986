"""Campaigns with what they cost and brought in, and prices of rivals."""

import sqlalchemy as sa

from metrics.facts.campaigns import CAMPAIGN_RETURNS
from metrics.facts.price_watch import FRESH_DAYS
from metrics.facts.rival_prices import RIVAL_PRICES
from metrics.model.kpi import Department
from metrics.model.period import add_months
from metrics.model.words import Words
from metrics.worklists.conditions import day_of
from metrics.worklists.model import Asked, Column, Columns, Shown, Worklist
from warehouse.functions import add_days

BACK_MONTHS = 6
"""Campaigns that began in so many months are listed: their buyers come for months."""


def _recent(c: Columns, asked: Asked) -> Column:
    since = sa.literal(add_months(asked.day, -BACK_MONTHS), sa.Date())
    return c["start_date"].between(since, day_of(asked))


def _fresh(c: Columns, asked: Asked) -> Column:
    day = day_of(asked)
    return sa.and_(c["obs_date"] > add_days(day, -FRESH_DAYS), c["obs_date"] <= day)


CAMPAIGNS = Worklist(
    name="campaigns",
    department=Department.MARKETING,
    fact=CAMPAIGN_RETURNS,
    waits=_recent,
    shows=(
        Shown("campaign_id"),
        Shown("name"),
        Shown("start_date", "day"),
        Shown("budget", "money"),
        Shown("net_spend", "money"),
        Shown("units", "number"),
        Shown("gross", "money", Words("带来毛利", "Gross brought in")),
        Shown("left", "money", Words("毛利减净费用", "Gross less spend"), lambda c, _: _left(c)),
    ),
    first=lambda c, asked: (_left(c).asc(),),
    amount="net_spend",
    kpi="marketing_roi",
    at_most=10,
)


def _left(c: Columns) -> Column:
    return c["gross"] - c["net_spend"]


RIVALS = Worklist(
    name="rivals",
    department=Department.MARKETING,
    fact=RIVAL_PRICES,
    waits=_fresh,
    shows=(
        Shown("model_code"),
        Shown("rival_store"),
        Shown("obs_date", "day"),
        Shown("quoted_price", "money", Words("竞店报价", "Their price")),
        Shown("own_price", "money"),
        Shown("gap", "money"),
    ),
    first=lambda c, asked: (c["gap"].desc().nulls_last(),),
    kpi="online_price_gap",
)
