"""Documents of a store fit together: what refers to something refers to what is there."""

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.data_loaders.demo.simulated import LAST_DAY, frame, site, tables
from warehouse.schema import LINEAGE, TABLES

STORE = 5
OF_NO_STORE = {"account_map", "market_registrations", "external_indices"}
# Child table, its column, parent table, its column, which start of the extract is behind.
LINKS = (
    ("test_drives", "prospect_id", "prospects", "prospect_id"),
    ("followups", "prospect_id", "prospects", "prospect_id"),
    ("showroom_visits", "prospect_id", "prospects", "prospect_id"),
    ("vehicle_orders", "prospect_id", "prospects", "prospect_id"),
    ("vehicle_deliveries", "order_no", "vehicle_orders", "order_no"),
    ("vehicle_deliveries", "vin", "vehicle_stock", "vin"),
    ("accessory_sales", "delivery_no", "vehicle_deliveries", "delivery_no"),
    ("fi_contracts", "delivery_no", "vehicle_deliveries", "delivery_no"),
    ("fi_products", "delivery_no", "vehicle_deliveries", "delivery_no"),
    ("used_vehicles", "delivery_no", "vehicle_deliveries", "delivery_no"),
    ("insurance_policies", "delivery_no", "vehicle_deliveries", "delivery_no"),
    ("insurance_renewal_pool", "vin", "customers", "vin"),
    ("ro_labour_lines", "ro_no", "repair_orders", "ro_no"),
    ("labour_clock", "ro_no", "repair_orders", "ro_no"),
    ("parts_issue_lines", "ro_no", "repair_orders", "ro_no"),
    ("parts_demand_lines", "ro_no", "repair_orders", "ro_no"),
    ("warranty_claims", "ro_no", "repair_orders", "ro_no"),
    ("warranty_claim_events", "claim_no", "warranty_claims", "claim_no"),
    ("repair_orders", "comeback_of_ro", "repair_orders", "ro_no"),
    ("repair_orders", "appt_id", "service_appointments", "appt_id"),
    ("service_appointments", "ro_no", "repair_orders", "ro_no"),
    ("leads", "campaign_id", "campaigns", "campaign_id"),
    ("marketing_spend", "campaign_id", "campaigns", "campaign_id"),
    ("attendance", "employee_id", "dim_employee", "employee_id"),
    ("callbacks", "agent_id", "dim_employee", "employee_id"),
    ("vehicle_deliveries", "sc_id", "dim_employee", "employee_id"),
    ("ro_labour_lines", "technician_id", "dim_employee", "employee_id"),
)


def started() -> str:
    """Return the year and month of the first day, as document numbers carry them."""
    return str(np.datetime64(site(STORE).span.start, "D")).replace("-", "")[2:6]


def test_every_table_of_a_store_is_there_with_rows() -> None:
    made = tables(STORE)
    assert set(made) == set(TABLES) - OF_NO_STORE
    assert {name for name, table in made.items() if table.num_rows == 0} == set()


@pytest.mark.parametrize("name", sorted(set(TABLES) - OF_NO_STORE))
def test_rows_keep_to_the_declaration(name: str) -> None:
    made = frame(STORE, name)
    declared = [c for c in TABLES[name].columns if c.name not in LINEAGE]
    assert list(made.columns) == [c.name for c in declared]
    key = list(TABLES[name].info["key"])
    assert made[key].notna().all().all()
    assert not made.duplicated(key).any()
    for column in declared:
        if column.info["values"]:
            assert set(made[column.name].dropna()) <= set(column.info["values"])


@pytest.mark.parametrize(("child", "column", "parent", "key"), LINKS)
def test_references_lead_somewhere(child: str, column: str, parent: str, key: str) -> None:
    named = frame(STORE, child)[column].dropna()
    assert len(named) > 0
    lost = named[~named.isin(frame(STORE, parent)[key])]
    # Documents of before the first day may be named; their numbers carry an earlier month.
    recent = lost[lost.str.extract(r"(\d{4})\d{6}")[0] >= started()]
    assert list(recent) == []


def test_nothing_has_happened_after_the_last_day() -> None:
    end = LAST_DAY + pd.Timedelta(days=1)
    planned = ("due", "planned", "promised", "expiry", "warranty_end", "valid_to", "start_date")
    for name in tables(STORE):
        if name in ("dim_calendar", "campaigns", "service_appointments"):
            continue
        made = frame(STORE, name)
        for column in made.select_dtypes("datetime").columns:
            if not any(word in column for word in planned):
                assert not (made[column] >= end).any(), (name, column)


def test_lines_sum_to_their_repair_order() -> None:
    orders = frame(STORE, "repair_orders").set_index("ro_no")
    lines = frame(STORE, "ro_labour_lines").groupby("ro_no")
    issues = frame(STORE, "parts_issue_lines")
    issues["cost"] = (issues.qty * issues.unit_cost).round(2)
    parts = issues.groupby("ro_no")
    for column, sums in (
        ("labour_sales", lines.labour_sales.sum()),
        ("labour_cost", lines.labour_cost.sum()),
        ("parts_sales", parts.sales_ex_vat.sum()),
        ("parts_cost", parts.cost.sum()),
    ):
        gap = orders[column] - sums.reindex(orders.index).fillna(0.0)
        assert gap.abs().max() < 0.005, column
    assert (orders[orders.status == "作废"].labour_sales == 0).all()


def test_waiting_for_parts_is_what_the_demand_says() -> None:
    orders = frame(STORE, "repair_orders")
    demand = frame(STORE, "parts_demand_lines")
    missed = demand[(demand.qty_first_pick < demand.qty_requested) & ~demand.is_lost_sale]
    original = orders[~orders.ro_no.str.endswith("H")]
    assert set(original[original.waited_for_parts].ro_no) == set(missed.ro_no.dropna())
    waiting = orders[orders.status == "待料"]
    assert waiting.completed_at.isna().all()


def test_claims_and_their_reviews_tell_the_same_story() -> None:
    claims = frame(STORE, "warranty_claims").set_index("claim_no")
    events = frame(STORE, "warranty_claim_events").sort_values(["claim_no", "submit_seq"])
    assert (events.groupby("claim_no").submit_seq.max() == claims.submit_count).all()
    first = events[events.submit_seq == 1].set_index("claim_no").reindex(claims.index)
    passed = claims.first_result == "通过"
    assert (first.result[passed] == "通过").all()
    assert (first.result[claims.first_result == "驳回"] == "退回").all()
    assert first.reviewed_at[claims.first_result == "审核中"].isna().all()
    last = events.groupby("claim_no").tail(1).set_index("claim_no").reindex(claims.index)
    assert (last.result[claims.final_result == "拒赔"] == "拒赔").all()
    assert (last.result[claims.final_result == "通过"] == "通过").all()
    decided = claims[claims.final_result.isin(["通过", "部分通过", "拒赔"])]
    assert decided.approved_amount.notna().all()
    assert (decided.approved_amount <= decided.claimed_amount).all()


def test_parts_stock_moves_by_receipts_issues_and_counts() -> None:
    stock = frame(STORE, "parts_stock_snapshot")
    stock = stock[~stock.is_special_order]
    issues = frame(STORE, "parts_issue_lines")
    purchases = frame(STORE, "parts_purchase_lines")
    counts = frame(STORE, "parts_stock_counts")
    closing = stock.pivot_table(
        index="part_no", columns="snapshot_date", values="qty_on_hand", fill_value=0.0
    )
    ends = [pd.Timestamp(str(day)) for day in closing.columns]
    ordered = frame(STORE, "parts_demand_lines").query("is_preorder").part_no
    # Numbers that some customer ordered pass through another shelf.
    plain = closing[~closing.index.isin(ordered)]
    assert len(plain) > 200
    counts["diff"] = counts.counted_qty - counts.book_qty

    def moved(
        table: pd.DataFrame, at: str, quantity: str, days: tuple[Any, Any]
    ) -> "pd.Series[float]":
        inside = (table[at] >= days[0]) & (table[at] < days[1])
        sums: pd.Series[float] = table[inside].groupby("part_no")[quantity].sum()
        return sums.reindex(plain.index).fillna(0.0)

    for before, after in itertools.pairwise(ends):
        days = (before + pd.Timedelta(days=1), after + pd.Timedelta(days=1))
        expected = plain[before] + moved(purchases, "received_at", "qty_received", days)
        expected -= moved(issues, "issued_at", "qty", days)
        expected += moved(counts, "count_date", "diff", days)
        assert (expected - plain[after]).abs().max() < 0.001


def test_reversals_follow_their_originals() -> None:
    sold = frame(STORE, "vehicle_deliveries")
    red = sold[sold.revenue_ex_vat < 0]
    numbers = red.delivery_no.str.removesuffix("H").tolist()
    originals = sold.set_index("delivery_no").loc[numbers]
    assert len(red) > 0
    assert (originals.vin.to_numpy() == red.vin.to_numpy()).all()
    assert (originals.revenue_ex_vat.to_numpy() == -red.revenue_ex_vat.to_numpy()).all()
    assert (originals.delivery_date.to_numpy() < red.delivery_date.to_numpy()).all()


def test_technicians_clock_no_more_than_they_attend() -> None:
    clock = frame(STORE, "labour_clock")
    clock["date"] = clock.start_at.dt.normalize()
    clocked = clock.groupby(["employee_id", "date"]).clocked_hours.sum()
    attended = frame(STORE, "attendance").set_index(["employee_id", "date"]).attended_hours
    joined = clocked.to_frame("clocked").join(attended)
    assert (joined.attended_hours.fillna(0) >= joined.clocked * 0.98).mean() > 0.995
