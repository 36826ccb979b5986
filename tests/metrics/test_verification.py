"""Roll-ups are held against details before a snapshot is published."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from metrics.catalogue import all_measures, kpi
from metrics.reader import Reader
from metrics.rolled_up import build_rolled_up
from metrics.verification import roll_ups_agree
from tests.metrics.network import CALENDAR, TestSource, stores
from tests.specs.warehouse import Connected
from tests.warehouse.support import build_file, small_duckdb, writing
from warehouse.engines.duckdb import open_file

FIRST, AS_OF = date(2025, 1, 1), date(2025, 3, 20)
KPIS = (kpi("retail_deliveries"), kpi("new_stock_units"), kpi("front_gross_per_unit"))
ROWS: dict[str, list[dict[str, Any]]] = {
    "dim_store": stores("N1", "S1"),
    "vehicle_deliveries": [
        {
            "store_code": store,
            "delivery_no": f"{store}-{month}",
            "delivery_date": date(2025, month, 5),
            "customer_type": "零售",
            "revenue_ex_vat": 100,
            "cost_ex_vat": 90,
        }
        for store in ("N1", "S1")
        for month in (1, 2, 3)
    ],
    "vehicle_stock": [
        {
            "store_code": "N1",
            "vin": "V1",
            "receipt_date": date(2025, 1, 3),
            "out_date": date(2025, 2, 7),
            "stock_type": "新车",
        }
    ],
}


def problems(
    folder: Path, change: str = "SELECT 1", rows: dict[str, list[dict[str, Any]]] = ROWS
) -> list[str]:
    """What is found after something happened to the roll-up."""
    path = build_file(folder, rows)
    with writing(path) as connection:
        held = build_rolled_up(
            Connected(connection), all_measures(KPIS).values(), FIRST, date(2025, 12, 31)
        )
        connection.execute(change)
    source = TestSource("test", AS_OF, open_file(path, threads=1, memory_limit="500MB"))
    return roll_ups_agree(Reader(source, CALENDAR, held), KPIS, ("N1", "S1"), held.measures)


def test_roll_ups_that_were_built_agree(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("measure", "value", "store", "day"),
    [
        # In the month to date, in the month before, and before both.
        ("retail_delivered", 7, "S1", "2025-03-05"),
        ("retail_delivered", 0, "N1", "2025-02-05"),
        ("new_stock_units", 2, "N1", "2025-01-09"),
        ("retail_front_gross", 11, "S1", "2025-01-05"),
    ],
)
def test_one_wrong_day_is_found(
    tmp_path: Path, measure: str, value: int, store: str, day: str
) -> None:
    where = f"store_code = '{store}' AND day = '{day}'"
    found = problems(tmp_path, f"UPDATE daily_measures SET {measure} = {value} WHERE {where}")
    assert found
    assert all(text.startswith(f"roll-up of {measure} for {store} over ") for text in found)


def test_a_lost_day_is_found(tmp_path: Path) -> None:
    lost = "DELETE FROM daily_measures WHERE store_code = 'S1' AND day = '2025-01-05'"
    assert any("retail_delivered for S1" in text for text in problems(tmp_path, lost))


def test_a_roll_up_of_a_table_without_rows_must_be_nothing(tmp_path: Path) -> None:
    without = {name: rows for name, rows in ROWS.items() if name != "vehicle_stock"}
    at = "store_code = 'N1' AND day = '2025-01-09'"
    found = problems(tmp_path, f"UPDATE daily_measures SET new_stock_units = 1 WHERE {at}", without)
    assert any(text.startswith("roll-up of new_stock_units for N1 over ") for text in found)


def test_without_a_roll_up_there_is_nothing_to_compare(tmp_path: Path) -> None:
    source = TestSource("test", AS_OF, small_duckdb(tmp_path, ROWS))
    assert roll_ups_agree(Reader(source, CALENDAR), KPIS, ("N1", "S1"), frozenset()) == []
