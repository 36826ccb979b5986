"""Rows for every table of the warehouse, made from its declaration: no table is forgotten.

Each text bears the code of its store, each person is unmistakable, and each amount is the store's.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from tests.security.matrix.stores import ROWS, STORES, CanaryStore
from tests.specs.accounts import ACCOUNT_MAP
from warehouse.schema import TABLES, Personal

AS_OF = date(2026, 10, 20)
READ_AT = datetime.combine(AS_OF, time(22))
MONTHS = (date(2025, 10, 1), date(2026, 9, 1), date(2026, 10, 1))
Rows = dict[str, list[dict[str, Any]]]
_OWN = ("dim_store", "dim_calendar", "account_map", "market_registrations", "external_indices")
# Columns of words that formulas compare with.
_WORDS = {
    "department": ("销售", "售后"),
    "metric_code": ("retail_deliveries", "revenue", "6001"),
    "account_code": tuple(str(row["account_code"]) for row in ACCOUNT_MAP),
    "version": ("年初预算",),
    "channel": ("网络", "自然到店", "电话"),
}
_MONTHLY = ("period", "wave", "earn_period")
_INCOMES = ("revenue", "sales", "income", "price", "premium", "credit", "approved", "claimed")


def rows_of_everything(shaken: frozenset[str] = frozenset()) -> Rows:
    """Rows for every table.

    Args:
        shaken: codes of stores all of whose figures and texts are to be others.
    """
    made: Rows = {
        "account_map": [*ACCOUNT_MAP],
        "dim_store": [_store(store, store.code in shaken) for store in STORES],
        "dim_calendar": [
            {"store_code": store.code, "date": day, "is_business_day": True, "day_weight": 1}
            for store in STORES
            for day in _days(date(2025, 9, 1), date(2026, 12, 31))
        ],
        "load_log": [row for store in STORES for row in _loads(store)],
        "rejected_rows": [row for store in STORES for row in _rejected(store)],
    }
    for name, table in TABLES.items():
        if name not in _OWN:
            made[name] = list(_rows(table, shaken))
    return made


def _rows(table: sa.Table, shaken: frozenset[str]) -> Iterator[dict[str, Any]]:
    for store in STORES:
        is_shaken = store.code in shaken
        for at, month in enumerate(MONTHS):
            # What is shaken lacks a row of each month, so that counts differ, too.
            for place in range(ROWS - is_shaken):
                number = at * ROWS + place
                row = {
                    column.name: _value(store, column, (month, number, at_column))
                    for at_column, column in enumerate(table.c)
                    if not column.name.startswith("source_")
                }
                row |= {"source_file": f"{store.code}-sha", "source_sheet": "S", "source_row": 2}
                yield _other(row) if is_shaken else row


def _value(store: CanaryStore, column: sa.Column[Any], at: tuple[date, int, int]) -> Any:
    """A value of a column; ``at`` is the month, the number of the row and that of the column."""
    name, (month, number, place) = column.name, at
    if name == "store_code":
        return store.code
    if column.info["values"]:
        return column.info["values"][number % len(column.info["values"])]
    if name in _MONTHLY:
        return f"{month:%Y%m}"
    if name in _WORDS:
        return _WORDS[name][number % len(_WORDS[name])]
    match column.type:
        case sa.Boolean():
            return number % 2 == 0
        case sa.Integer():
            return number % 3 + 1
        case sa.Numeric():
            return _amount(store, column)
        case sa.DateTime():
            return datetime.combine(_day(month, number, place), time(9))
        case sa.Date():
            return _day(month, number, place)
        case _:
            return text_of(store.code, name, column.info["personal"], number)


def text_of(code: str, name: str, class_: Personal, number: int) -> str:
    """A text of a store, by its privacy class."""
    return {
        Personal.NONE: f"{code}-{name}-{number}",
        Personal.STAFF: f"{code}-STAFF-{number % ROWS}",
        Personal.CUSTOMER_ID: f"{code}-CUSTOMER-{number}",
        Personal.NAME: f"CANARY-{code}-{number}",
        Personal.PHONE: f"139{code[-2:]}{number:06}",
        Personal.VIN: f"LVS{code}AKEBC{number:05}",
        Personal.PLATE: f"京A{code}{number:02}",
        Personal.FREE_TEXT: f"{code}-FREE-{number}",
    }[class_]


def _amount(store: CanaryStore, column: sa.Column[Any]) -> int:
    if column.info["unit"] != "CNY":
        return 2
    is_income = any(word in column.name for word in _INCOMES)
    return store.amount * (3 if is_income else 1)


def _day(month: date, number: int, place: int) -> date:
    return min(month + timedelta(days=1 + 3 * (number % ROWS) + place % 9), AS_OF)


def _other(row: dict[str, Any]) -> dict[str, Any]:
    """The same row with other amounts, and with another tail to every text that is free."""
    return {
        name: value * 2
        if isinstance(value, int) and value >= ROWS * 1000
        else f"{value}-SHAKEN"
        if isinstance(value, str) and value.startswith("ZK") and name != "store_code"
        else value
        for name, value in row.items()
    }


def _store(store: CanaryStore, is_shaken: bool) -> dict[str, Any]:
    return {
        "store_code": store.code,
        "store_name": store.name + ("新" if is_shaken else ""),
        "region": store.region,
        "brand": store.brand,
        "city": store.city,
        "city_tier": "一线",
        "size_class": "A",
        "open_date": date(2020, 1, 1),
        "bay_count": 4,
        "parts_stock_cap": store.amount,
        "posted_labour_rate": 100,
    }


def _loads(store: CanaryStore) -> Iterator[dict[str, Any]]:
    for name in ("repair_orders", "vehicle_deliveries"):
        yield {
            "file_sha256": f"{store.code}-sha",
            "file": f"{store.code}/{name}.xlsx",
            "sheet": "S",
            "table_name": name,
            "profile": "standard",
            "store_code": store.code,
            "state": "loaded",
            "loaded_at": READ_AT,
            "rows_read": 10,
            "rows_loaded": 9,
            "rows_quarantined": 1,
            "rows_skipped": 0,
        }


def _rejected(store: CanaryStore) -> Iterator[dict[str, Any]]:
    """A row with faults under a heading of persons, under one that is none, and under none."""
    vin, plate = (text_of(store.code, "", class_, 7) for class_ in (Personal.VIN, Personal.PLATE))
    under = (
        ("车架号", vin),
        ("车牌号", plate),
        *(("工时费", v) for v in (vin, plate)),
        ("", plate),
    )
    for heading, value in (*under, ("", vin)):
        yield {
            "file_sha256": f"{store.code}-sha",
            "file": f"{store.code}/repair_orders.xlsx",
            "sheet": "S",
            "row": 17,
            "column_name": heading,
            "rule": "not_a_number",
            "value": value,
            "message": f"“{value}”不是数字 / “{value}” is no number",
            "table_name": "repair_orders",
            "store_code": store.code,
            "content": json.dumps({"工单号": f"{store.code}-W7", "车架号": vin, "车牌号": plate}),
            "seen_at": READ_AT,
        }


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]
