"""Measures are followed to the money that they add up, and targets to what they are made of."""

import sqlalchemy as sa

from metrics.catalogue import all_measures, kpi
from metrics.drivers.tautology.filters import judged_by, may_share, values_of
from metrics.drivers.tautology.footprint import reach_of, touch
from metrics.drivers.tautology.guard import verdict
from metrics.drivers.tautology.money import money_of, traced
from metrics.facts.repair_orders import AS_COST, AS_COSTED_REVENUE
from metrics.model.formula import Over, Total
from metrics.model.kpi import Department, Unit
from metrics.model.measures import Measure
from metrics.model.words import Words
from metrics.supporting.figure import figure
from warehouse.schema import TABLES


def measure(name: str) -> Measure:
    return all_measures()[name]


def money(name: str) -> set[str]:
    return {str(column) for column in money_of(measure(name))}


def test_what_is_added_and_taken_off_again_is_gone() -> None:
    # Service gross is revenue less cost less parts gross: parts cancel out.
    assert money("service_gross") == {
        f"repair_orders.{name}"
        for name in ("labour_sales", "labour_cost", "other_sales", "other_cost", "discount")
    }


def test_unions_joins_and_aggregates_are_followed() -> None:
    assert money("fi_gross") == {
        "fi_contracts.income_ex_vat",
        "fi_contracts.clawback",
        "insurance_policies.income_ex_vat",
        "fi_products.revenue_ex_vat",
        "fi_products.cost_ex_vat",
    }
    assert "accessory_sales.cost_ex_vat" in money("retail_blended_gross")
    assert money("parts_counter_gross") == {
        "parts_issue_lines.sales_ex_vat",
        "parts_issue_lines.unit_cost",
    }


def test_what_a_case_asks_adds_nothing() -> None:
    # The sign of a car's revenue makes it one car or one car less.
    assert money("retail_delivered") == set()
    amounts = TABLES["vehicle_deliveries"].c
    case = sa.case((amounts.msrp > 0, -amounts.cost_ex_vat), else_=0)
    assert traced(case) == {amounts.cost_ex_vat: -1.0}
    assert traced(amounts.msrp - amounts.msrp) == {amounts.msrp: 0.0}
    assert traced(sa.cast(amounts.msrp, sa.Float())) == {amounts.msrp: 1.0}


def test_conditions_tell_sums_of_one_column_apart() -> None:
    personnel, revenue = measure("ledger_personnel"), measure("ledger_revenue")
    assert values_of(personnel) == {"account_map.measure": frozenset({"personnel"})}
    assert not may_share(personnel, revenue)
    assert not touch(personnel, revenue)
    assert touch(personnel, measure("ledger_expenses"))


def test_what_is_held_and_what_moves_are_not_the_same_money() -> None:
    held, sold = measure("used_stock_cost"), measure("used_cost_sold")
    assert money_of(held) & money_of(sold)
    assert not touch(held, sold)


def test_documents_may_be_judged_by_money() -> None:
    assert {column.key for column in judged_by(measure("retail_under_cost_units"))} == {
        "revenue_ex_vat",
        "cost_ex_vat",
    }
    assert judged_by(measure("retail_delivered")) == frozenset()


def test_factors_stay_inside_their_line() -> None:
    line, store = reach_of(kpi("gross_service")), reach_of(kpi("total_gross"))
    assert {"hours_per_cp_ro", "effective_labour_rate_cp", "as_visits"} <= line.factors
    assert store.factors == frozenset()
    assert {"gross_service", "gross_new_cars"} <= store.kpis
    assert "showroom_close_rate" not in reach_of(kpi("gross_new_cars")).factors


def test_a_target_that_is_no_node_is_made_of_those_inside_it() -> None:
    after_sales = figure(
        "after_sales_gross",
        Words("售后毛利", "After-sales gross"),
        Department.AFTER_SALES,
        Unit.CNY,
        Total(Over(AS_COSTED_REVENUE) - Over(AS_COST)),
    )
    assert {"gross_service", "as_visits", "hours_per_cp_ro"} <= (
        reach_of(after_sales).factors | reach_of(after_sales).kpis
    )
    assert verdict(after_sales, kpi("hours_per_cp_ro"), 0) is not None
    assert verdict(after_sales, kpi("parts_first_fill_rate"), 0) is None
