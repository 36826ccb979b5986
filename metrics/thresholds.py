"""Thresholds that job descriptions of dealers set: targets by default.

Each keeps the words of its source. A target that a store has loaded wins over them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.model.words import Words


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level that a KPI is to keep to.

    Attributes:
        kpi: id.
        goal: to be reached; None where there is only a band.
        band: within which to stay; None where there is only a goal.
        source: the words of the job description.
        words: what it asks for.
    """

    kpi: str
    goal: float | None
    band: tuple[float, float] | None
    source: str
    words: Words


DEFAULT_VERSION = "默认标准"
"""Version under which a default target is shown."""

THRESHOLDS = (
    Threshold(
        "callback_satisfaction_rate",
        0.85,
        None,
        "客户满意度评分达到85%以上",
        Words("满意率不低于 85%", "satisfaction of at least 85 %"),
    ),
    Threshold(
        "deliveries_qoq_growth",
        0.15,
        None,
        "销售业绩较上季度增长15%",
        Words("销量比上季度增长 15%", "deliveries 15 % above the quarter before"),
    ),
    Threshold(
        "budget_variance",
        None,
        (-0.05, 0.05),
        "成本控制在预算范围内,偏差不超过5%",
        Words("费用与预算的偏差不超过 5%", "costs within 5 % of their budget"),
    ),
    Threshold(
        "marketing_budget_variance",
        None,
        (-0.05, 0.05),
        "成本控制在预算范围内,偏差不超过5%",
        Words("市场费用与预算的偏差不超过 5%", "marketing costs within 5 % of their budget"),
    ),
)

DEFAULT_GOALS: Mapping[str, float] = {t.kpi: t.goal for t in THRESHOLDS if t.goal is not None}
