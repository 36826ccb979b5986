"""Documents expected and received: the median of eight such weekdays, holidays apart."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from tests.warehouse.support import Rows, build_file
from warehouse import arrivals
from warehouse.arrivals import DAYS_KEPT, build_arrivals

# A Wednesday; no public holiday lies in the nine weeks before it.
AS_OF = date(2026, 8, 26)
WEEK = timedelta(days=7)


def _orders(counts: dict[date, int], store: str = "A") -> list[dict[str, Any]]:
    return [
        {"store_code": store, "ro_no": f"{store}{day:%m%d}-{n}", "open_at": day}
        for day, count in counts.items()
        for n in range(count)
    ]


def _built(folder: Path, rows: Rows, as_of: date = AS_OF) -> dict[tuple[str, str, date], Any]:
    with duckdb.connect(str(build_file(folder, rows))) as connection:
        build_arrivals(connection, as_of)
        found = connection.execute(
            "SELECT store_code, table_name, day, received, expected, least FROM arrivals"
        ).fetchall()
    return {row[:3]: row[3:] for row in found}


def _wednesdays(*counts: int, last: date = AS_OF) -> dict[date, int]:
    """The newest count belongs to `last`, the others to the weeks before it."""
    return {last - n * WEEK: count for n, count in enumerate(reversed(counts))}


def test_the_median_of_the_last_eight_such_weekdays_is_expected(tmp_path: Path) -> None:
    counts = _wednesdays(90, 4, 12, 12, 14, 10, 10, 18, 12, 7)
    found = _built(tmp_path, {"repair_orders": _orders(counts)})
    # The ninth week before, with its 90, no longer counts; (12 + 12) / 2 is the middle.
    assert found["A", "repair_orders", AS_OF] == (7, 12, 4)


def test_a_day_without_any_document_is_there_with_none_received(tmp_path: Path) -> None:
    counts = _wednesdays(10, 10, 10, 10, 10, 10, 10, 10, 0)
    found = _built(tmp_path, {"repair_orders": _orders(counts)})
    assert found["A", "repair_orders", AS_OF] == (0, 10, 10)
    assert ("A", "repair_orders", AS_OF - timedelta(days=1)) not in found


def test_holidays_are_neither_judged_nor_looked_back_upon(tmp_path: Path) -> None:
    last = date(2026, 10, 14)
    counts = _wednesdays(20, 20, 20, 20, 20, 20, 20, 20, 1, 18, last=last)
    assert counts[date(2026, 10, 7)] == 1  # National Day's week
    found = _built(tmp_path, {"repair_orders": _orders(counts)}, last)
    assert found["A", "repair_orders", last] == (18, 20, 20)
    assert found["A", "repair_orders", date(2026, 10, 7)] == (1, None, None)


def test_a_day_on_which_the_store_was_closed_is_apart(tmp_path: Path) -> None:
    closed = AS_OF - WEEK
    counts = _wednesdays(20, 20, 20, 20, 20, 20, 20, 0, 18)
    calendar = [{"store_code": "A", "date": closed, "is_business_day": False, "day_weight": 0}]
    found = _built(tmp_path, {"repair_orders": _orders(counts), "dim_calendar": calendar})
    assert found["A", "repair_orders", AS_OF] == (18, 20, 20)
    assert ("A", "repair_orders", closed) not in found


def test_a_short_history_expects_nothing(tmp_path: Path) -> None:
    found = _built(tmp_path, {"repair_orders": _orders(_wednesdays(9, 9, 9, 1))})
    assert found["A", "repair_orders", AS_OF] == (1, None, None)
    found = _built(tmp_path, {"repair_orders": _orders(_wednesdays(9, 9, 9, 9, 1))})
    assert found["A", "repair_orders", AS_OF] == (1, 9, 9)


def test_every_store_has_its_own_expectation_and_only_the_last_weeks_are_kept(
    tmp_path: Path,
) -> None:
    counts = _wednesdays(*[6] * 14)
    orders = [*_orders(counts), *_orders(_wednesdays(*[2] * 14), "B")]
    found = _built(tmp_path, {"repair_orders": orders})
    assert found["A", "repair_orders", AS_OF] == (6, 6, 6)
    assert found["B", "repair_orders", AS_OF] == (2, 2, 2)
    days = {day for _, _, day in found}
    assert min(days) > AS_OF - timedelta(days=DAYS_KEPT)


def test_what_lies_in_the_future_is_not_looked_at(tmp_path: Path) -> None:
    assert _built(tmp_path, {"repair_orders": _orders({AS_OF + WEEK: 5})}) == {}


def test_plans_and_due_dates_are_no_daily_documents() -> None:
    counted = " ".join(arrivals._counts())
    for name in ("repair_orders", "leads", "vehicle_deliveries", "attendance"):
        assert f"'{name}'" in counted
    for name in ("followups", "insurance_renewal_pool", "dim_calendar"):
        assert f"'{name}'" not in counted
