"""Twelve stores alike, one of them far behind on gross, one with three cars a month."""

from datetime import date, timedelta
from typing import Any

import pytest

from access import Masking, Scope
from tests.metrics.network import Network, network

AS_OF = date(2026, 9, 30)
STORES = tuple(f"N{n:02}" for n in range(1, 13))
# Gross of a car.
GROSS = {code: 2000 + 40 * n for n, code in enumerate(STORES)} | {"N05": 500}
KPIS = ("front_gross_per_unit", "retail_deliveries")
CHIEF = Scope("chief", frozenset({"N05"}), None, Masking.PARTIAL)
AREA = Scope("area", frozenset(STORES[:6]), None, Masking.HIDDEN)


def car(code: str, month: date, number: int) -> dict[str, Any]:
    swing = 150 * ((month.month * 5 + number * 3 + int(code[1:])) % 7 - 3)
    return {
        "delivery_no": f"{code}-{month:%y%m}-{number}",
        "store_code": code,
        "vin": f"LTEST{code}{month:%y%m}{number:03}",
        "delivery_date": month + timedelta(days=number),
        "customer_type": "零售",
        "sc_id": f"员工{code}-{number % 6}",
        "revenue_ex_vat": 100_000 + GROSS[code] + swing,
        "cost_ex_vat": 100_000,
    }


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Network:
    months = [date(2025, 10 + i, 1) if i < 3 else date(2026, i - 2, 1) for i in range(12)]
    rows = {
        "dim_store": [
            {
                "store_code": code,
                "store_name": f"暗号{code}店",
                "region": "东" if code <= "N06" else "西",
                "brand": "示范",
                "city": "甲",
                "city_tier": "一线",
                "size_class": "A",
            }
            for code in STORES
        ],
        "vehicle_deliveries": [
            car(code, month, number)
            for code in STORES
            for month in months
            for number in range(3 if code == "N12" else 18)
        ],
    }
    return network(tmp_path_factory.mktemp("twelve"), rows, AS_OF, date(2024, 10, 1))
