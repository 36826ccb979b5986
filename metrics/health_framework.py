"""Frameworks of the dealer health index: which KPIs count, and with what weight.

A framework is data with a name and a version. Changing weights or parts makes a new version: old
and new indices do not compare. None applies until one is chosen (``FORECOURT_HEALTH_FRAMEWORK``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from metrics.model.kpi import Direction
from metrics.model.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-score: percentile rank among peers on one KPI.

    Attributes:
        kpi: id of a KPI that is no amount of money.
        direction: which way is good, up or down.
        weight: share of the index.
    """

    kpi: str
    direction: Direction
    weight: float


@dataclass(frozen=True, slots=True)
class HealthFramework:
    """A published set of weights.

    Attributes:
        name: by which it is chosen, version included.
        words: its name on screen.
        parts: the sub-scores; their weights sum to 1.
        least_coverage: weight that must have data, else there is no index.
    """

    name: str
    words: Words
    parts: tuple[Part, ...]
    least_coverage: float = 0.6

    def __post_init__(self) -> None:
        """Refuse weights that do not sum to 1, and parts that could not be ranked."""
        weights = [part.weight for part in self.parts]
        if not isclose(sum(weights), 1.0, abs_tol=1e-9) or min(weights, default=0.0) <= 0:
            raise ValueError(f"{self.name}: weights above zero must sum to 1, got {sum(weights)}")
        if len({part.kpi for part in self.parts}) != len(self.parts):
            raise ValueError(f"{self.name}: a KPI counts once")
        if any(part.direction is Direction.BAND for part in self.parts):
            raise ValueError(f"{self.name}: a part is good when it is high or when it is low")
        if not 0 < self.least_coverage <= 1:
            raise ValueError(f"{self.name}: the least coverage lies between 0 and 1")


_UP, _DOWN = Direction.UP, Direction.DOWN

BALANCED_V1 = HealthFramework(
    name="balanced-v1",
    words=Words("均衡框架 第 1 版", "Balanced framework, version 1"),
    parts=(
        # Profitability and liquidity.
        Part("return_on_sales", _UP, 0.15),
        Part("expense_to_gross", _DOWN, 0.05),
        Part("inventory_interest_to_gross", _DOWN, 0.10),
        Part("aged_stock_share_90", _DOWN, 0.05),
        # Sales and after-sales.
        Part("sales_effectiveness", _UP, 0.10),
        Part("delivery_target_attainment", _UP, 0.10),
        Part("as_revenue_attainment", _UP, 0.10),
        Part("final_check_pass_rate", _UP, 0.05),
        # Customers.
        Part("ssi_score", _UP, 0.05),
        Part("csi_score", _UP, 0.05),
        Part("complaint_rate_per_1000", _DOWN, 0.05),
        # Standards and people.
        Part("open_audit_score", _UP, 0.10),
        Part("deliveries_per_consultant", _UP, 0.05),
    ),
)

FRAMEWORKS: tuple[HealthFramework, ...] = (BALANCED_V1,)


def framework_named(
    name: str | None, frameworks: Sequence[HealthFramework] = FRAMEWORKS
) -> HealthFramework | None:
    """The framework of a name; None where none is chosen.

    Raises:
        ValueError: there is no framework of this name.
    """
    if not name:
        return None
    for framework in frameworks:
        if framework.name == name:
            return framework
    known = ", ".join(framework.name for framework in frameworks)
    raise ValueError(f"expected one of the frameworks {known}, got {name!r}")
