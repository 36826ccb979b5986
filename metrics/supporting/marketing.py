"""What explains marketing: plan and spend by month, and what each campaign brought in."""

from metrics.facts.campaigns import (
    CAMPAIGN_ORDERS,
    CAMPAIGN_PROSPECTS,
    RETURN_GROSS,
    RETURN_SPEND,
)
from metrics.facts.leads import VALID_LEADS
from metrics.facts.spend import MARKETING_BUDGET, MARKETING_SPEND
from metrics.model.formula import Over, Total
from metrics.model.kpi import Department, Unit
from metrics.model.windows import FULL_SELECTION
from metrics.model.words import Words
from metrics.supporting.figure import figure

_MARKETING = Department.MARKETING

FIGURES = (
    figure(
        "marketing_planned",
        Words("预算", "Plan"),
        _MARKETING,
        Unit.CNY,
        Total(Over(MARKETING_BUDGET, FULL_SELECTION)),
    ),
    figure(
        "marketing_spent",
        Words("实际费用", "Spend"),
        _MARKETING,
        Unit.CNY,
        Total(Over(MARKETING_SPEND)),
    ),
    figure(
        "marketing_valid_leads",
        Words("有效线索", "Valid leads"),
        _MARKETING,
        Unit.COUNT,
        Total(Over(VALID_LEADS)),
    ),
    figure(
        "campaign_prospects",
        Words("带来潜客", "Prospects"),
        _MARKETING,
        Unit.COUNT,
        Total(Over(CAMPAIGN_PROSPECTS)),
    ),
    figure(
        "campaign_orders",
        Words("60天内订单", "Orders in 60 days"),
        _MARKETING,
        Unit.COUNT,
        Total(Over(CAMPAIGN_ORDERS)),
    ),
    figure(
        "campaign_net_spend",
        Words("净费用", "Net spend"),
        _MARKETING,
        Unit.CNY,
        Total(Over(RETURN_SPEND)),
    ),
    figure(
        "campaign_gross",
        Words("带来毛利", "Gross brought in"),
        _MARKETING,
        Unit.CNY,
        Total(Over(RETURN_GROSS)),
    ),
)
