"""What a gap comes to in CNY, where it comes to money at all, and in which way.

A ratio whose numerator is money: gap x own denominator, which is how much numerator the member
would have more, or less, at the ratio of the others (an effective labour rate x the hours sold). A
turnover: the stock that the same sales would need at the turnover of the others. A total of money:
the gap itself. Days, shares of counts and points have none; what a day or a point is worth is a
question for the driver analysis.
"""

from dataclasses import dataclass
from enum import StrEnum

from metrics.model.formula import Ratio
from metrics.model.kpi import Direction, Kpi, Unit
from metrics.money import is_money
from metrics.result import Figure


class Way(StrEnum):
    """How the amount was computed; a key of words."""

    TOTAL = "total"
    PER_CASE = "per_case"
    STOCK = "stock"


class Kind(StrEnum):
    """What the amount is an amount of, what weighs most in the result first; a key of words."""

    RESULT = "result"
    REVENUE = "revenue"
    CAPITAL = "capital"


@dataclass(frozen=True, slots=True)
class GapMoney:
    """A gap in CNY.

    Attributes:
        amount: CNY over the period; negative where the member is worse than its group.
        way: how it was computed.
        kind: of what.
    """

    amount: float
    way: Way
    kind: Kind


RESULT = frozenset(
    {
        "front_gross_per_unit",
        "blended_gross_per_unit",
        "avg_discount_rate",
        "used_gross_per_unit",
        "as_gross_margin",
        "labour_gross_margin",
        "labour_rate_realisation",
        "effective_labour_rate_cp",
        "warranty_rejection_value_rate",
        "parts_gross_margin",
        "finance_income_per_contract",
        "fi_gross_per_retail_unit",
        "cost_per_valid_lead",
        "cost_per_visit",
        "cost_per_order",
        "marketing_spend_per_delivery",
        "marketing_expense_ratio",
        "oem_marketing_support_recovery",
        "net_profit",
        "return_on_sales",
        "expense_to_gross",
        "net_to_gross",
        "personnel_to_gross",
        "total_gross",
        "gross_margin",
        "gross_per_employee",
        "absorption_total",
        "absorption_fixed",
        "rebate_capture_rate",
    }
)
"""Gross, cost or profit."""

REVENUE = frozenset(
    {
        "accessory_revenue_per_unit",
        "as_revenue",
        "as_revenue_per_visit",
        "revenue_per_bay",
        "collision_to_premium_ratio",
        "parts_fill_rate_value",
    }
)

CAPITAL = frozenset(
    {
        "open_ro_wip",
        "warranty_receivable_over_60d",
        "parts_overmax_share",
        "parts_dead_stock_share",
        "receivable_over_60_share",
        "rebate_receivable",
    }
)
"""Money tied up in stock, work or receivables."""

TURNS = frozenset({"new_stock_turnover", "parts_turnover_gross", "parts_turnover_true"})


def kind_of(kpi: Kpi) -> Kind | None:
    """What the gap of a KPI is an amount of; None where it is no money."""
    for kind, names in ((Kind.RESULT, RESULT), (Kind.REVENUE, REVENUE), (Kind.CAPITAL, CAPITAL)):
        if kpi.id in names:
            return kind
    return Kind.CAPITAL if kpi.id in TURNS else None


def gap_in_cny(kpi: Kpi, figure: Figure, centre: float) -> GapMoney | None:
    """The gap of a figure to the middle of its group, in CNY.

    Args:
        kpi: of the figure.
        figure: with its denominator.
        centre: median of the group, in the KPI's unit.

    Returns:
        None where the KPI has no money meaning or no direction of good, where the figure has no
        value, or where it is not in CNY.
    """
    kind = kind_of(kpi)
    fit = figure.value is not None and figure.currency == "CNY"
    if kind is None or not fit or kpi.direction is Direction.BAND:
        return None
    assert figure.value is not None
    better = 1.0 if kpi.direction is Direction.UP else -1.0
    gap = better * (figure.value - centre)
    if not isinstance(kpi.formula, Ratio):
        return GapMoney(gap, Way.TOTAL, kind) if kpi.unit is Unit.CNY else None
    if figure.denominator is None:
        return None
    below = abs(figure.denominator) if kpi.formula.absolute_denominator else figure.denominator
    if kpi.id in TURNS:
        if centre <= 0:
            return None
        # The same turnover from less stock: numerator / centre is the stock that it would need.
        return GapMoney(gap * below / centre, Way.STOCK, kind)
    return GapMoney(gap * below / kpi.formula.factor, Way.PER_CASE, kind)


def has_money(kpi: Kpi) -> bool:
    """Whether gaps of a KPI come to money; the value itself need not be an amount."""
    return kind_of(kpi) is not None and (is_money(kpi) or isinstance(kpi.formula, Ratio))
