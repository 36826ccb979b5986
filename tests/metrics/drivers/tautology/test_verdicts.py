"""Every pair of the catalogue has a verdict, and those of the targets are a reviewed table.

``verdicts.csv`` holds one row for each pair that is refused or marked; a pair that is not in it
passes. It was gone through pair by pair, against the caution column of the trade's list. A change
of a formula or of a tree that moves a verdict shows here as a row to be looked at again.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from metrics.business_lines import LINE_KPIS
from metrics.catalogue import CATALOGUE, kpi
from metrics.drivers.hypotheses.hypothesis import Why
from metrics.drivers.hypotheses.registry import HYPOTHESES, SET_ASIDE
from metrics.drivers.result import Reason
from metrics.drivers.tautology.guard import shares_denominator, verdict
from metrics.model.formula import Percentile
from metrics.model.kpi import Kpi

TABLE = Path(__file__).with_name("verdicts.csv")
TARGETS = (
    "net_profit",
    "return_on_sales",
    "net_to_gross",
    "total_gross",
    "gross_of_lines",
    "gross_new_cars",
    "gross_used_cars",
    "gross_accessories",
    "gross_finance_insurance",
    "gross_service",
    "gross_parts",
    "blended_gross_per_unit",
    "front_gross_per_unit",
    "used_gross_per_unit",
    "fi_gross_per_retail_unit",
    "retail_deliveries",
    "renewal_policies",
    "sales_effectiveness",
    "warranty_receivable_over_60d",
    "working_capital",
)
DRIVERS = (*CATALOGUE, *LINE_KPIS)
Row = tuple[str, str, str, str, str]


def reason(target: Kpi, driver: Kpi, lag: int) -> str:
    found = verdict(target, driver, lag)
    return "" if found is None else found.reason.value


def rows() -> list[Row]:
    """Target, driver, verdict at once, verdict a month later, whether a denominator is shared."""
    found = []
    for name in TARGETS:
        target = kpi(name)
        for driver in DRIVERS:
            said = [reason(target, driver, lag) for lag in (0, 1)]
            shared = "shared" if shares_denominator(target, driver) else ""
            if any(said) or shared:
                found.append((name, driver.id, *said, shared))
    return [(a, b, c, d, e) for a, b, c, d, e in found]


def test_verdicts_are_those_of_the_reviewed_table() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *reviewed = csv.reader(file)
    assert header == ["target", "driver", "lag_0", "lag_1", "denominator"]
    now = {row[:2]: row[2:] for row in rows()}
    then = {(row[0], row[1]): tuple(row[2:]) for row in reviewed}
    changed = {key: (then.get(key), now.get(key)) for key in now.keys() | then.keys()}
    assert {key: pair for key, pair in changed.items() if pair[0] != pair[1]} == {}


def test_every_pair_of_the_catalogue_has_a_verdict() -> None:
    at_once, later = Counter[str](), Counter[str]()
    for target in DRIVERS:
        for driver in DRIVERS:
            at_once[reason(target, driver, 0)] += 1
            later[reason(target, driver, 3)] += 1
    assert at_once.total() == later.total() == len(DRIVERS) ** 2
    assert set(at_once) == {"", "identity", "component", "ratio_of_target"}
    assert set(later) == {"", "lagged_outcome", "component"}
    assert at_once["identity"] >= len(DRIVERS)
    assert at_once[""] > 0.8 * at_once.total(), "a guard that refuses most pairs helps nobody"


def test_a_kpi_is_always_itself() -> None:
    for one in DRIVERS:
        assert reason(one, one, 0) == "identity"
        assert reason(one, one, 1) == "lagged_outcome"


@pytest.mark.parametrize("pair", HYPOTHESES, ids=lambda pair: f"{pair.target}-{pair.driver}")
def test_no_declared_pair_is_made_of_its_target(pair: object) -> None:
    known = {one.id: one for one in DRIVERS}
    target, driver, lag = (getattr(pair, name) for name in ("target", "driver", "lag"))
    if target in known and driver in known:
        assert reason(known[target], known[driver], lag.first) == ""
    else:
        assert target == "receivables_open", "a figure beside KPIs"


def test_what_the_trade_calls_an_identity_is_refused() -> None:
    known = {one.id: one for one in DRIVERS}
    pairs = [
        (one.target, one.driver)
        for one in SET_ASIDE
        if one.why is Why.MADE_OF_IT and {one.target, one.driver} <= known.keys()
    ]
    assert len(pairs) >= 15
    passed = [pair for pair in pairs if not reason(known[pair[0]], known[pair[1]], 0)]
    assert passed == []


@pytest.mark.parametrize(
    ("target", "driver", "at_once", "later"),
    [
        # The cautions of the trade's list.
        ("blended_gross_per_unit", "aged_stock_share_90", "", ""),
        ("blended_gross_per_unit", "stock_coefficient", "", ""),
        ("front_gross_per_unit", "avg_discount_rate", "component", "lagged_outcome"),
        ("total_gross", "avg_discount_rate", "", ""),
        ("retail_deliveries", "avg_discount_rate", "", ""),
        ("blended_gross_per_unit", "finance_penetration", "component", ""),
        ("front_gross_per_unit", "finance_penetration", "", ""),
        ("total_gross", "finance_penetration", "", ""),
        ("retail_deliveries", "showroom_visits", "", ""),
        ("retail_deliveries", "showroom_close_rate", "", ""),
        ("gross_service", "hours_per_cp_ro", "component", ""),
        ("gross_service", "effective_labour_rate_cp", "component", ""),
        ("gross_service", "tech_proficiency", "", ""),
        ("gross_service", "as_revenue_per_visit", "component", "lagged_outcome"),
        ("net_profit", "absorption_total", "component", "lagged_outcome"),
        ("net_profit", "net_to_gross", "ratio_of_target", "lagged_outcome"),
        ("net_profit", "new_days_supply", "", ""),
        ("net_profit", "marketing_spend_per_delivery", "", ""),
        ("net_profit", "used_gmroi", "component", ""),
        ("gross_used_cars", "used_gmroi", "component", "lagged_outcome"),
        ("gross_parts", "parts_turnover_true", "", ""),
        # Counted by the sign of what the car earned.
        ("front_gross_per_unit", "price_inversion_share", "component", ""),
        # A balance is made of what came and went, however long ago.
        ("warranty_receivable_over_60d", "warranty_rejection_value_rate", "component", "component"),
        ("warranty_receivable_over_60d", "warranty_first_pass_rate", "", ""),
    ],
)
def test_known_pairs(target: str, driver: str, at_once: str, later: str) -> None:
    pair = kpi(target), kpi(driver)
    assert (reason(*pair, 0), reason(*pair, 1)) == (at_once, later)


def test_a_shared_denominator_is_marked_and_not_refused() -> None:
    target, driver = kpi("fi_gross_per_retail_unit"), kpi("marketing_spend_per_delivery")
    assert verdict(target, driver, 0) is None
    assert shares_denominator(target, driver)
    assert not shares_denominator(target, kpi("appointment_rate"))
    assert not shares_denominator(kpi("net_profit"), driver), "an amount is divided by nothing"


def test_a_refusal_names_the_driver_and_its_lag() -> None:
    found = verdict(kpi("net_profit"), kpi("absorption_total"), 3)
    assert found is not None
    assert found.reason is Reason.LAGGED_OUTCOME
    assert (found.subjects, found.numbers) == (("absorption_total",), {"lag": 3.0})
    with pytest.raises(ValueError, match="0 or more months back"):
        verdict(kpi("net_profit"), kpi("csi_score"), -1)


def test_percentiles_add_up_nothing_and_pass() -> None:
    spread = [one for one in DRIVERS if isinstance(one.formula, Percentile)]
    assert len(spread) >= 5
    refused = {(name, one.id) for name in TARGETS for one in spread if verdict(kpi(name), one, 0)}
    assert refused == set()
