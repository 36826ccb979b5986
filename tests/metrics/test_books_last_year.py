"""Closed books beside those of the year before, in months that Spring Festival rules."""

from datetime import date
from pathlib import Path
from typing import Any

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import BusinessCalendar, Question, Reader
from metrics.rolled_up import NOTHING_ROLLED_UP
from metrics.selection import Selection
from tests.metrics.network import TestSource
from tests.warehouse.support import small_duckdb
from warehouse.calendar import aligned_last_year, is_business_day

FEBRUARY = Period.month(date(2026, 2, 1))
NET, VISITS = kpi("net_profit"), kpi("as_visits")


def test_a_month_of_books_stands_beside_the_same_month(tmp_path: Path) -> None:
    ledger: list[dict[str, Any]] = [
        {"store_code": "S1", "period": month, "account_code": account, **amount}
        for month, net in (("202501", 50), ("202502", 100), ("202602", 300))
        for account, amount in (("6001", {"credit": 1000}), ("6611", {"debit": 1000 - net}))
    ]
    rows = {
        "dim_store": [{"store_code": "S1", "region": "北"}],
        "gl_monthly": ledger,
        "oem_rebates": [
            {"store_code": "S1", "rebate_id": month, "earn_period": month, "confirmed_amount": 0}
            for month in ("202501", "202502", "202602")
        ],
        "account_map": [
            {"account_code": "6001", "measure": "revenue"},
            {"account_code": "6611", "measure": "personnel"},
        ],
    }
    calendar = BusinessCalendar(is_business_day, aligned_last_year)
    source = TestSource("books", date(2026, 3, 31), small_duckdb(tmp_path, rows))
    reader = Reader(source, calendar, NOTHING_ROLLED_UP, 0)
    asked = Question(Selection(FEBRUARY, compare=("year",)), (NET,))
    compared = reader.ask(OPERATOR, asked).figure("net_profit").compared["year"]
    assert (compared.value, compared.change) == (100, 200)
    assert compared.period == Period.month(date(2025, 2, 1))
    # What is counted by days goes with the festival, which was in January the year before.
    moved = Question(Selection(FEBRUARY, compare=("year",)), (VISITS,))
    days = reader.ask(OPERATOR, moved).figure("as_visits").compared["year"].period
    assert days is not None
    assert days.start.month == 1
