"""Invariants that speak of our own figures hold on random small networks, and each can fail."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.scope import OPERATOR
from metrics.invariants.ground import Ground
from metrics.invariants.model import Blame, Invariant
from metrics.invariants.register import INVARIANTS, Verdict, examine
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.result import Figure
from tests.metrics.invariants.stand_ins import completed
from tests.metrics.random_network import COMPLETE, NETWORKS, RandomNetwork, drawn, made

MARCH = Period.month(date(2025, 3, 1))
OURS = tuple(one for one in INVARIANTS if one.blame is Blame.COMPUTATION)


def test_our_figures_hold_together() -> None:
    @drawn(2)
    @given(seed=st.integers(0, NETWORKS - 1), month=st.integers(1, 5), quarter=st.booleans())
    def check(seed: int, month: int, quarter: bool) -> None:
        day = date(2025, month, 1)
        period = Period.quarter(day) if quarter else Period.month(day)
        ground = Ground(made(seed).network.quick, OPERATOR, period, completed())
        wrong = [(f.invariant.name, f.violations[:3]) for f in examine((ground,), OURS)]
        assert [pair for pair in wrong if pair[1]] == []

    check()


class Tampered(Ground):
    """A ground on which the sums of one KPI are not what was counted."""

    def __init__(self, network: RandomNetwork, kpi: str, amount: float, *, whole: bool) -> None:
        super().__init__(network.network.quick, OPERATOR, MARCH, completed())
        self._tampered, self._amount, self._whole = kpi, amount, whole

    def figures(
        self, kpis: Sequence[Kpi], by: tuple[str, ...] = (), period: Period | None = None
    ) -> Mapping[Kpi, tuple[Figure, ...]]:
        """As they were asked, but for the one KPI."""
        found = super().figures(kpis, by, period)
        if self._whole and by:
            return found
        return {
            kpi: tuple(map(self._more, figures)) if kpi.id == self._tampered else figures
            for kpi, figures in found.items()
        }

    def _more(self, figure: Figure) -> Figure:
        parts = (figure.value, figure.numerator)
        value, above = (None if part is None else part + self._amount for part in parts)
        below = figure.denominator
        if self._whole and below is not None:
            below += self._amount
        return figure._replace(value=value, numerator=above, denominator=below)


# Which sums must be wrong for an invariant to notice, by how much, and whether only in totals.
TAMPERED: Mapping[str, tuple[str, float, bool]] = {
    "technicians": ("tech_efficiency", 0.5, False),
    "cars_balance": ("checked_cars_in", 1, False),
    "points_of_the_rate": ("points_redemption_rate", 1, False),
    "visits": ("as_visits", 1, False),
    "group_between_stores": ("accessory_revenue_per_unit", 1e9, True),
    "sums_of_stores": ("retail_deliveries", 1, True),
    "claims_in_stages": ("checked_claims_approved", 99, False),
    "calls": ("callback_3d_completion", 99, False),
    "renewals": ("insurance_renewal_rate", 99, False),
    "shares_count_their_base": ("checked_accessory_penetration_above", 99, False),
    "absorption": ("absorption_total", 1e9, False),
    "blended_gross": ("front_gross_per_unit", 1, False),
    "days_supply": ("new_days_supply", 1, False),
    "ages_of_stock": ("checked_cars_from_0_days", 1, False),
    "ages_of_used_stock": ("used_aged_share_60", 99, False),
    "complaint_cross_table": ("complaint_count", 1, False),
    "budget_lines": ("budget_variance", 1, False),
    "recommendations": ("nps", 1, False),
    "orders_by_day": ("net_orders", 1, False),
    "medians_recomputed": ("new_stock_age_median", 9999, True),
}


def named(name: str) -> Invariant:
    return next(one for one in OURS if one.name == name)


def test_every_one_of_them_is_tampered_with() -> None:
    assert set(TAMPERED) == {one.name for one in OURS}


@pytest.mark.parametrize("name", TAMPERED)
def test_wrong_sums_are_noticed(name: str) -> None:
    kpi, amount, whole = TAMPERED[name]
    small = made(COMPLETE)
    ground = Ground(small.network.quick, OPERATOR, MARCH, completed())
    (right,) = examine((ground,), (named(name),))
    assert right.verdict is Verdict.HOLDS
    (wrong,) = examine((Tampered(small, kpi, amount, whole=whole),), (named(name),))
    assert wrong.verdict is Verdict.VIOLATED
    for violation in wrong.violations:
        assert violation.left != violation.right
        assert violation.when
        # Some are about all stores together.
        assert violation.store in ("", *small.codes)
