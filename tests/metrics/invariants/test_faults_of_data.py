"""Faults of the extract are found with store, period and both sides, and blamed on the data."""

from datetime import date, datetime
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import CATALOGUE
from metrics.invariants.ground import Ground
from metrics.invariants.model import Blame
from metrics.invariants.register import INVARIANTS, Finding, Verdict, examine
from metrics.model.period import Period
from metrics.reader import Reader
from tests.metrics.network import CALENDAR, TestSource, stores
from tests.warehouse.support import small_duckdb

MARCH = Period.month(date(2025, 3, 1))
WHEN = "2025-03-01..2025-03-31"
THEIRS = tuple(one for one in INVARIANTS if one.blame is Blame.DATA)


def moved(number: int, kind: str, points: int, month: int = 3) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "txn_id": f"t{number}",
        "employee_id": "E1",
        "txn_date": date(2025, month, 10),
        "txn_type": kind,
        "points": points,
    }


def claim(number: int, first: str | None, final: str) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "claim_no": f"k{number}",
        "first_submit_at": datetime(2025, 3, 2, 9),  # noqa: DTZ001 - local time without zone
        "first_result": first,
        "final_result": final,
    }


def review(number: int, result: str) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "claim_no": f"k{number}",
        "submit_seq": 1,
        "submitted_at": datetime(2025, 3, 2, 9),  # noqa: DTZ001
        "reviewed_at": datetime(2025, 3, 5, 9),  # noqa: DTZ001
        "result": result,
    }


def sale(number: str, day: date, amount: int) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "delivery_no": number,
        "vin": f"V{number[:2]}",
        "order_no": number[:2],
        "delivery_date": day,
        "customer_type": "零售",
        "revenue_ex_vat": amount,
    }


def balance(day: date, value: int, store: str = "N1") -> dict[str, Any]:
    return {
        "store_code": store,
        "snapshot_date": day,
        "warehouse": "W",
        "part_no": "p1",
        "qty_on_hand": 1,
        "stock_value": value,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "dim_store": stores("N1", "S1"),
    "vehicle_stock": [
        {
            "store_code": "S1",
            "vin": "V1",
            "receipt_date": date(2025, 3, 20),
            "out_date": date(2025, 3, 2),
            "stock_type": "新车",
        }
    ],
    # 100 + 30 received - 50 issued + 5 found is 85, not 90. At S1 the books add up.
    "parts_stock_snapshot": [
        balance(date(2025, 2, 28), 100),
        balance(date(2025, 3, 31), 90),
        balance(date(2025, 2, 28), 40, "S1"),
        balance(date(2025, 3, 31), 40, "S1"),
    ],
    "parts_purchase_lines": [
        {
            "store_code": "N1",
            "po_no": "o1",
            "line_no": 1,
            "ordered_at": date(2025, 3, 1),
            "received_at": date(2025, 3, 4),
            "qty_received": 3,
            "unit_cost": 10,
        }
    ],
    "parts_issue_lines": [
        {
            "store_code": "N1",
            "issue_no": "i1",
            "line_no": 1,
            "issued_at": date(2025, 3, 9),
            "issue_type": "维修领料",
            "qty": 5,
            "unit_cost": 10,
        }
    ],
    "parts_stock_counts": [
        {
            "store_code": "N1",
            "count_date": date(2025, 3, 30),
            "part_no": "p1",
            "book_qty": 1,
            "counted_qty": 2,
            "unit_cost": 5,
        }
    ],
    "points_ledger": [
        moved(1, "发放", 10, month=2),
        moved(2, "兑换", -25),
        moved(3, "其他", 4),
    ],
    "warranty_claims": [claim(1, "通过", "拒赔"), claim(2, None, "通过"), claim(3, "通过", "通过")],
    "warranty_claim_events": [review(1, "通过"), review(2, "退回"), review(3, "退回")],
    # The car of d1, sold without accessories, comes back in March.
    "vehicle_deliveries": [
        sale("d1", date(2025, 2, 5), 100),
        sale("d1r", date(2025, 3, 5), -100),
        sale("d2", date(2025, 3, 6), 100),
        sale("d3", date(2025, 3, 7), 100),
    ],
    "accessory_sales": [
        {
            "store_code": "N1",
            "sale_no": f"a{number}",
            "line_no": 1,
            "delivery_no": f"d{number}",
            "sale_date": date(2025, 3, 6),
            "revenue_ex_vat": 10,
        }
        for number in (2, 3)
    ],
    "load_log": [
        {
            "file_sha256": "x",
            "file": "N1/工单.csv",
            "sheet": "",
            "table_name": "repair_orders",
            "store_code": "N1",
            "state": "loaded",
            "message": "[9] 工费 合计行为 10，各行相加为 9",
        }
    ],
}
EXPECTED: dict[str, tuple[str, str, float, float]] = {
    "cars_leave_after_they_came": ("S1", WHEN, 1, 0),
    "parts_balance": ("N1", WHEN, 90, 85),
    "points_balance": ("N1", WHEN, -11, -15),
    "points_not_overdrawn": ("N1", WHEN, 1, 0),
    "claims_passed_are_approved": ("N1", WHEN, 1, 0),
    "first_reviews": ("N1", WHEN, 2, 3),
    "first_results_stand": ("N1", WHEN, 1, 0),
    "shares_in_range": ("N1", WHEN, 2, 1),
    "printed_totals": ("N1", "", 1, 0),
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    backend = small_duckdb(tmp_path_factory.mktemp("faults"), ROWS)
    reader = Reader(TestSource("test", date(2025, 3, 31), backend), CALENDAR)
    ground = Ground(reader, OPERATOR, MARCH, CATALOGUE)
    return {finding.invariant.name: finding for finding in examine((ground,))}


def test_a_fault_is_shown_for_every_invariant_of_the_data() -> None:
    assert set(EXPECTED) == {one.name for one in THEIRS}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_fault_is_found(findings: dict[str, Finding], name: str) -> None:
    finding = findings[name]
    assert finding.verdict is Verdict.VIOLATED
    told = [(v.store, v.when, v.left, v.right) for v in finding.violations]
    assert EXPECTED[name] in told


def test_what_adds_up_is_not_blamed(findings: dict[str, Finding]) -> None:
    assert findings["parts_balance"].compared == 2
    assert [v.store for v in findings["parts_balance"].violations] == ["N1"]


def test_our_figures_are_right_although_the_data_are_not(findings: dict[str, Finding]) -> None:
    wrong = [f for f in findings.values() if f.violations and f.invariant not in THEIRS]
    assert wrong == []


def test_a_total_that_does_not_add_up_is_told_with_its_place(
    findings: dict[str, Finding],
) -> None:
    (violation,) = findings["printed_totals"].violations
    assert violation.what == "N1/工单.csv; [9] 工费 合计行为 10，各行相加为 9"
