"""Campaigns: their reviews, their support, and what came of the prospects they brought."""

import sqlalchemy as sa

from metrics.facts.columns import flag, or_zero, table
from metrics.facts.deliveries import DELIVERIES
from metrics.facts.prospects import PROSPECT_OUTCOMES
from metrics.facts.spend import SPEND
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import add_days, days_between

REVIEW_DAYS = 10
"""Days after the end of a campaign in which its review is due."""

RETURN_DAYS = 120
"""Days from the start of a campaign in which its spend and its deliveries count."""

SUPPORT_DAYS = 90
"""Days after the start in which support of the manufacturer usually arrives."""

ORDER_DAYS = 60
"""Days from the creation of a prospect in which an order counts for a campaign."""

_k, _p, _o = table("campaigns"), table("prospects"), table("vehicle_orders")
_s, _d = SPEND.source, DELIVERIES.source

_DOCUMENT = ("campaign_id", "name", "media", "start_date", "end_date", "budget")
_columns = (
    _k.c.store_code,
    _k.c.campaign_id,
    _k.c.name,
    _k.c.media,
    _k.c.start_date,
    _k.c.end_date,
    _k.c.budget,
    _k.c.oem_support_approved,
    _k.c.oem_support_received,
    _k.c.report_at,
)
_DIMENSIONS = {"campaign": "campaign_id", "media": "media"}

CAMPAIGNS = Fact(
    name="campaigns",
    words=Words("市场活动", "Campaigns"),
    source=sa.select(
        *_columns,
        add_days(_k.c.end_date, REVIEW_DAYS).label("review_due"),
        flag(days_between(_k.c.end_date, _k.c.report_at) <= REVIEW_DAYS).label("is_reviewed"),
        flag(_k.c.oem_support_approved > 0).label("is_supported"),
    ).subquery("campaign_rows"),
    tables=("campaigns",),
    document=(*_DOCUMENT, "report_at", "oem_support_approved", "oem_support_received"),
    dimensions=_DIMENSIONS,
)

_spent = (
    sa.select(
        _k.c.store_code,
        _k.c.campaign_id,
        sa.func.sum(
            sa.case((days_between(_k.c.start_date, _s.c.spend_date) <= RETURN_DAYS, _s.c.amount))
        ).label("spent"),
    )
    .select_from(
        _k.join(
            _s,
            sa.and_(_s.c.store_code == _k.c.store_code, _s.c.campaign_id == _k.c.campaign_id),
        )
    )
    .group_by(_k.c.store_code, _k.c.campaign_id)
    .subquery("spent_on_campaigns")
)
_in_time = days_between(_k.c.start_date, _d.c.delivery_date).between(0, RETURN_DAYS)
_earned = (
    sa.select(
        _k.c.store_code,
        _k.c.campaign_id,
        sa.func.sum(sa.case((_in_time, _d.c.units))).label("units"),
        sa.func.sum(sa.case((_in_time, _d.c.front_gross + _d.c.rebate_confirmed))).label("gross"),
    )
    .select_from(
        _k.join(
            _p, sa.and_(_p.c.store_code == _k.c.store_code, _p.c.campaign_id == _k.c.campaign_id)
        )
        .join(_o, sa.and_(_o.c.store_code == _k.c.store_code, _o.c.prospect_id == _p.c.prospect_id))
        .join(_d, sa.and_(_d.c.store_code == _k.c.store_code, _d.c.order_no == _o.c.order_no))
    )
    .group_by(_k.c.store_code, _k.c.campaign_id)
    .subquery("earned_by_campaigns")
)


def _of_campaign(amounts: sa.Subquery) -> sa.ColumnElement[bool]:
    return sa.and_(
        amounts.c.store_code == _k.c.store_code, amounts.c.campaign_id == _k.c.campaign_id
    )


CAMPAIGN_RETURNS = Fact(
    name="campaign_returns",
    words=Words("市场活动投入产出", "Campaigns and their return"),
    source=sa.select(
        *_columns,
        or_zero(_spent.c.spent).label("spent"),
        (or_zero(_spent.c.spent) - or_zero(_k.c.oem_support_received)).label("net_spend"),
        or_zero(_earned.c.units).label("units"),
        or_zero(_earned.c.gross).label("gross"),
    )
    .select_from(
        _k.outerjoin(_spent, _of_campaign(_spent)).outerjoin(_earned, _of_campaign(_earned))
    )
    .subquery("campaign_return_rows"),
    tables=("campaigns", "marketing_spend", "prospects", "vehicle_orders", "vehicle_deliveries"),
    document=(*_DOCUMENT[:-1], "spent", "oem_support_received", "net_spend", "units", "gross"),
    dimensions=_DIMENSIONS,
    labels={
        "spent": Words("活动费用", "Spend"),
        "net_spend": Words("净费用", "Net spend"),
        "units": Words("带来的交车", "Deliveries"),
        "gross": Words("带来的整车毛利", "Gross of these vehicles"),
    },
)

_c, _r, _f = CAMPAIGNS.c, CAMPAIGN_RETURNS.c, PROSPECT_OUTCOMES.c
_from_campaign = sa.func.coalesce(_f.campaign_id, "") != ""

REVIEWS_DUE = Flow("campaign_reviews_due", CAMPAIGNS, at=_c.review_due)
REVIEWS_DONE = Flow("campaign_reviews_done", CAMPAIGNS, at=_c.review_due, where=_c.is_reviewed == 1)
SUPPORT_APPROVED = Flow(
    "campaign_support_approved",
    CAMPAIGNS,
    at=_c.start_date,
    value=or_zero(_c.oem_support_approved),
    where=_c.is_supported == 1,
)
SUPPORT_RECEIVED = Flow(
    "campaign_support_received",
    CAMPAIGNS,
    at=_c.start_date,
    value=or_zero(_c.oem_support_received),
    where=_c.is_supported == 1,
)
RETURN_GROSS = Flow("campaign_gross", CAMPAIGN_RETURNS, at=_r.start_date, value=_r.gross)
RETURN_SPEND = Flow("campaign_net_spend", CAMPAIGN_RETURNS, at=_r.start_date, value=_r.net_spend)
CAMPAIGN_PROSPECTS = Flow(
    "campaign_prospects", PROSPECT_OUTCOMES, at=_f.created_day, where=_from_campaign
)
CAMPAIGN_ORDERS = Flow(
    "campaign_orders",
    PROSPECT_OUTCOMES,
    at=_f.created_day,
    value=_f.orders_within_60,
    where=_from_campaign,
)
