"""Two stores on 20 March 2026 with little of everything that panels and worklists tell of."""

from datetime import date
from typing import Any

from tests.metrics.network import stores
from tests.specs.accounts import ACCOUNT_MAP

AS_OF = date(2026, 3, 20)
_SELF_FUNDED = date(2026, 1, 4)


def _car(store: str, vin: str, came: date, cost: int, **more: Any) -> dict[str, Any]:
    return {
        "store_code": store,
        "vin": vin,
        "stock_type": "新车",
        "model_code": "M1",
        "receipt_date": came,
        "cost_ex_vat": cost,
        **more,
    }


def _order(number: str, day: date, **more: Any) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "order_no": number,
        "order_date": day,
        "customer_type": "零售",
        "sc_id": "顾问甲",
        "contract_price": 150_000,
        **more,
    }


def _delivery(number: str, day: date, consultant: str, cost: int) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "delivery_no": number,
        "vin": f"LDELIVERED{number}",
        "delivery_date": day,
        "customer_type": "零售",
        "sc_id": consultant,
        "revenue_ex_vat": 100_000,
        "cost_ex_vat": cost,
        "rebate_confirmed": 500,
        "rebate_estimated": 250,
    }


def _booked(account: str, debit: int, credit: int) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "period": "202602",
        "account_code": account,
        "debit": debit,
        "credit": credit,
    }


def _part(number: str, quantity: int, most: int, cost: int, **days: date) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "part_no": number,
        "warehouse": "主库",
        "snapshot_date": date(2026, 2, 28),
        "qty_on_hand": quantity,
        "max_qty": most,
        "unit_cost": cost,
        **days,
    }


def _complaint(number: str, day: date, category: str, dept: str, **more: Any) -> dict[str, Any]:
    return {
        "store_code": "N1",
        "complaint_id": number,
        "opened_at": day,
        "category_l1": category,
        "dept": dept,
        **more,
    }


def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table."""
    return {
        "dim_store": stores("N1", "N2"),
        "vehicle_stock": [
            # Ages on the day: 10, 47, 85, 139, 292; one is gone; 90 and 91 on either side.
            _car("N1", "LCAR0000000000001", date(2026, 3, 10), 100, funding_source="自有资金"),
            _car("N1", "LCAR0000000000002", date(2026, 2, 1), 200),
            _car("N1", "LCAR0000000000003", date(2025, 12, 25), 300, outlet_code="E1"),
            _car("N1", "LCAR0000000000004", date(2025, 11, 1), 400),
            _car(
                "N1", "LCAR0000000000005", date(2025, 6, 1), 500, self_fund_start=date(2026, 1, 4)
            ),
            _car("N1", "LCAR0000000000006", date(2025, 6, 1), 600, out_date=date(2026, 3, 1)),
            _car("N2", "LCAR0000000000007", date(2025, 12, 20), 700),
            _car("N2", "LCAR0000000000008", date(2025, 12, 19), 800),
        ],
        "clearance_plans": [
            {
                "store_code": "N1",
                "plan_id": name,
                "vin": "LCAR0000000000004",
                "measure": measure,
                "owner_id": "顾问甲",
                "created_at": day,
                "due_date": date(2026, 3, 31),
                "status": "执行中",
            }
            for name, measure, day in (
                ("P0", "二网调拨", date(2026, 2, 1)),
                ("P1", "限时特价", date(2026, 2, 15)),
            )
        ],
        "vehicle_orders": [
            _order("O1", date(2026, 2, 20), planned_delivery_date=date(2026, 3, 10)),
            _order("O2", date(2026, 3, 5), delivery_date=date(2026, 3, 15)),
            _order("O3", date(2026, 3, 6), cancel_date=date(2026, 3, 7)),
            _order("O4", date(2026, 3, 18), planned_delivery_date=date(2026, 4, 10)),
        ],
        "vehicle_deliveries": [
            _delivery("D1", date(2026, 3, 10), "顾问乙", 98_000),
            _delivery("D2", date(2026, 3, 11), "顾问甲", 99_000),
            _delivery("D3", date(2026, 3, 19), "顾问甲", 99_000),
            _delivery("D4", date(2026, 3, 12), "", 99_000)
            | {"customer_type": "二级网点", "outlet_code": "E1"},
        ],
        "outlet_stock_counts": [
            {
                "store_code": "N1",
                "outlet_code": "E1",
                "count_date": day,
                "vin": f"LCOUNTED{number}",
                "on_book": True,
                "found": found,
            }
            for day, number, found in (
                (date(2026, 2, 28), 1, False),
                (date(2026, 3, 16), 1, True),
                (date(2026, 3, 16), 2, True),
                (date(2026, 3, 16), 3, False),
            )
        ],
        # D1 was never called, D2 too late, D3 is due in two days.
        "callbacks": [
            {
                "store_code": "N1",
                "callback_id": "C1",
                "event_type": "销售交车",
                "event_no": "D2",
                "attempt_at": date(2026, 3, 16),
                "result": "成功",
            }
        ],
        "complaints": [
            _complaint("T1", date(2026, 2, 3), "交付", "销售", closed_at=date(2026, 2, 5)),
            _complaint("T2", date(2026, 3, 3), "交付", "销售"),
            _complaint("T3", date(2026, 3, 4), "配件", "配件"),
            _complaint("T4", date(2026, 3, 5), "配件", "配件"),
        ],
        "parts_stock_snapshot": [
            _part(
                "PA",
                5,
                2,
                100,
                first_receipt_date=date(2025, 12, 1),
                last_issue_date=date(2026, 2, 1),
            ),
            _part(
                "PB",
                2,
                5,
                50,
                first_receipt_date=date(2024, 1, 1),
                last_issue_date=date(2024, 6, 1),
            ),
        ],
        "account_map": ACCOUNT_MAP,
        "gl_monthly": [
            _booked("6001", 0, 1000),
            _booked("6401", 800, 0),
            _booked("6002", 0, 300),
            _booked("6402", 100, 0),
            _booked("6601", 50, 0),
            _booked("6611", 70, 0),
        ],
        "oem_rebates": [
            {"store_code": "N1", "rebate_id": "R1", "earn_period": "202602", "confirmed_amount": 40}
        ],
    }
