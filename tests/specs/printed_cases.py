"""The published worked examples, each put as documents of a store of its own.

What a source gives as a total (hours of a week, cost of a year) becomes the fewest documents that
add up to it; a store's code is the case, with a letter where a case needs several.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.specs.example import Rows

Inputs = Mapping[str, Any]
_FIRST, _LAST = date(2025, 1, 1), date(2025, 12, 31)
_MONTHS = range(1, 13)


def rows_of(cases: Mapping[str, Inputs]) -> dict[str, Rows]:
    """Documents of all cases by table; the cars of K01, a hundred thousand, are added by number."""
    found: dict[str, Rows] = {}
    for add in (_hours, _attended, _stock, _parts, _books, _answers, _marketing, _turning):
        for table, row in add(cases):
            found.setdefault(table, []).append(row)
    found.setdefault("dim_store", []).extend(
        {"store_code": code, "store_name": code, "region": "R"}
        for code in sorted({r["store_code"] for rows in found.values() for r in rows} | {"K01"})
    )
    return found


_Made = Iterator[tuple[str, dict[str, Any]]]


def _technician(store: str, *, sold: float, clocked: float | None = None) -> _Made:
    yield (
        "dim_employee",
        {"store_code": store, "employee_id": "T", "hire_date": _FIRST, "is_technician": True},
    )
    yield (
        "ro_labour_lines",
        {
            "store_code": store,
            "ro_no": "r",
            "line_no": 1,
            "technician_id": "T",
            "sold_hours": sold,
            "settled_at": date(2025, 3, 4),
        },
    )
    if clocked is not None:
        yield (
            "labour_clock",
            {
                "store_code": store,
                "clock_id": "c",
                "employee_id": "T",
                "start_at": date(2025, 3, 4),
                "clocked_hours": clocked,
            },
        )


def _hours(cases: Mapping[str, Inputs]) -> _Made:
    """Hours sold and worked on jobs."""
    one, three, other = cases["K22"], cases["K23"], cases["K24"]
    yield from _technician("K22", sold=one["billed_hours"], clocked=one["hours_on_job"])
    for letter, worked in zip("abc", three["worked"], strict=True):
        yield from _technician(f"K23{letter}", sold=three["billed"], clocked=worked)
    yield from _technician("K24", sold=other["billed"], clocked=other["clock"])


def _attended(cases: Mapping[str, Inputs]) -> _Made:
    """Hours sold and attended: so many technicians on so many days."""
    one = cases["K21"]
    plans = {"K21": (1, one["available_hours"], 1, one["billed_hours"])}
    for name in ("K25", "K26"):
        case = cases[name]
        plans[name] = (case["technicians"], case["hours_per_day"], case["days"], case["billed"])
    for store, (people, hours, days, sold) in plans.items():
        yield from _technician(store, sold=sold, clocked=1)
        for person in range(people):
            name = "T" if person == 0 else f"T{person}"
            if person:
                yield (
                    "dim_employee",
                    {
                        "store_code": store,
                        "employee_id": name,
                        "hire_date": _FIRST,
                        "is_technician": True,
                    },
                )
            for day in range(1, days + 1):
                yield (
                    "attendance",
                    {
                        "store_code": store,
                        "employee_id": name,
                        "date": date(2025, 3, day),
                        "on_duty": True,
                        "attended_hours": hours,
                    },
                )
    # Nobody works at K27: hours of the store beside it make the month known.
    for table in ("ro_labour_lines", "labour_clock"):
        moment = "settled_at" if table == "ro_labour_lines" else "start_at"
        key = {"ro_no": "r", "line_no": 1} if table == "ro_labour_lines" else {"clock_id": "c"}
        yield table, {"store_code": "K27", **key, moment: date(2025, 3, 4)}
    yield (
        "dim_employee",
        {"store_code": "K27", "employee_id": "P", "hire_date": _FIRST, "is_technician": False},
    )
    yield "attendance", {"store_code": "K27", "employee_id": "P", "date": date(2025, 3, 4)}


def _car(store: str, vin: str, since: date, cost: float, until: date | None = None) -> _Made:
    yield (
        "vehicle_stock",
        {
            "store_code": store,
            "vin": vin,
            "stock_type": "新车",
            "receipt_date": since,
            "out_date": until,
            "cost_ex_vat": cost,
            "funding_source": "自有资金",
        },
    )


def _sold(store: str, number: str, day: date, cost: float, **more: Any) -> _Made:
    yield (
        "vehicle_deliveries",
        {
            "store_code": store,
            "delivery_no": number,
            "vin": number,
            "delivery_date": day,
            "customer_type": "零售",
            "revenue_ex_vat": cost,
            "cost_ex_vat": cost,
            **more,
        },
    )


def _stock(cases: Mapping[str, Inputs]) -> _Made:
    """One car stands all year at the mean of the stock, one is sold at the cost of the year."""
    average = (cases["K10"]["begin"] + cases["K10"]["end"]) / 2
    for store, held, sold in (
        ("K07", cases["K07"]["avg_inventory"], cases["K07"]["cogs"]),
        ("K10", average, cases["K10"]["cogs"]),
    ):
        day = date(2025, 6, 15)
        yield from _car(store, "held", _FIRST, held)
        # In and out on one day: it is sold from own money and never in stock overnight.
        yield from _car(store, "sold", day, 0, day)
        yield from _sold(store, "sold", day, sold)


def _balances(store: str, values: Sequence[float]) -> _Made:
    ends = [date(2024, 12, 31)] + [date(2025, m, monthrange(2025, m)[1]) for m in _MONTHS]
    for day, value in zip(ends, values, strict=True):
        yield (
            "parts_stock_snapshot",
            {
                "store_code": store,
                "snapshot_date": day,
                "warehouse": "W",
                "part_no": "p",
                "qty_on_hand": 1,
                "stock_value": value,
            },
        )


def _issues(store: str, cost: float, sales: float) -> _Made:
    """A twelfth each month, the rest of the division in the last."""
    part, each = round(cost / 12), round(sales / 12)
    for month in _MONTHS:
        rest = (cost - 11 * part, sales - 11 * each) if month == 12 else (part, each)
        yield (
            "parts_issue_lines",
            {
                "store_code": store,
                "issue_no": f"i{month}",
                "line_no": 1,
                "issued_at": date(2025, month, 15),
                "issue_type": "外销",
                "qty": 1,
                "unit_cost": rest[0],
                "sales_ex_vat": rest[1],
            },
        )


def _parts(cases: Mapping[str, Inputs]) -> _Made:
    """Month ends between the first and the last: at their mean, and in a second store above it."""
    turned, earned = cases["K09"], cases["K13"]
    begin, end = turned["begin"], turned["end"]
    for store, between in (("K09", (begin + end) / 2), ("K09b", 150_000)):
        yield from _balances(store, [begin, *[between] * 11, end])
        yield from _issues(store, turned["cogs"], turned["cogs"])
    yield from _balances("K13", [earned["avg_inventory_cost"]] * 13)
    cost = earned["net_sales"] * (100 - earned["gross_margin_pct"]) / 100
    yield from _issues("K13", round(cost, 2), earned["net_sales"])


def _books(cases: Mapping[str, Inputs]) -> _Made:
    """Gross of service and parts, and overhead; K19 has none, K18 moves each by a percentage."""
    for store in ("K17", "K18", "K19"):
        case = cases[store]
        names = ("service_gp", "parts_gp", "fixed_overhead")
        moved = zip(names, case.get("adj_pct", (0, 0, 0)), strict=True)
        service, parts, overhead = (case[name] * (100 + more) / 100 for name, more in moved)
        for account, debit, credit in (
            ("6002", 0, service),
            ("6003", 0, parts),
            ("6621", overhead, 0),
        ):
            yield (
                "gl_monthly",
                {
                    "store_code": store,
                    "period": "202503",
                    "account_code": account,
                    "department": "-",
                    "debit": debit,
                    "credit": credit,
                },
            )
        # Rebates are a part of gross elsewhere: the register is there and empty of money.
        yield (
            "oem_rebates",
            {"store_code": store, "rebate_id": "r", "earn_period": "202503", "confirmed_amount": 0},
        )


def _answers(cases: Mapping[str, Inputs]) -> _Made:
    for number, score in enumerate(cases["K35"]["scores"]):
        yield (
            "survey_responses",
            {
                "store_code": "K35",
                "response_id": f"q{number}",
                "program": "NPS",
                "question_code": "N1",
                "sent_at": date(2025, 3, 1),
                "responded_at": date(2025, 3, 2),
                "score": score,
                "score_max": 10,
            },
        )


def _marketing(cases: Mapping[str, Inputs]) -> _Made:
    """Both channels in K39, each as a campaign, and the first alone in K39a."""
    case = cases["K39"]
    channels = [
        (f"c{place}", spend, leads) for place, (_, spend, leads) in enumerate(case["channels"])
    ]
    for store, chosen in (("K39", channels), ("K39a", channels[:1])):
        for campaign, spend, leads in chosen:
            same: dict[str, Any] = {"store_code": store, "campaign_id": campaign}
            day = date(2025, 3, 3)
            yield "campaigns", {**same, "start_date": day, "end_date": day, "name": campaign}
            yield (
                "marketing_spend",
                {**same, "spend_id": campaign, "spend_date": day, "amount_ex_vat": spend},
            )
            for number in range(leads):
                yield (
                    "leads",
                    {
                        **same,
                        "lead_id": f"{campaign}-{number}",
                        "phone_hash": f"{campaign}-{number}",
                        "created_at": day,
                        "is_valid": True,
                    },
                )
            for number in range(leads * case["close_pct"] // 100):
                yield from _won(store, campaign, number, case["gp_per_unit"])


def _won(store: str, campaign: str, number: int, gross: float) -> _Made:
    """A prospect of a campaign who buys a car that earns so much."""
    name, day = f"{campaign}-{number}", date(2025, 3, 5)
    yield (
        "prospects",
        {"store_code": store, "prospect_id": name, "campaign_id": campaign, "created_at": day},
    )
    yield (
        "vehicle_orders",
        {
            "store_code": store,
            "order_no": name,
            "prospect_id": name,
            "order_date": day,
            "customer_type": "零售",
        },
    )
    yield from _sold(
        store, name, day + timedelta(days=9), 100_000, order_no=name, revenue_ex_vat=100_000 + gross
    )


def _turning(cases: Mapping[str, Inputs]) -> _Made:
    """So many cars stand all year, and the same number is sold every month, half of it at once."""
    case = cases["K40"]
    for number in range(case["avg_inventory"]):
        yield from _car("K40", f"v{number}", _FIRST, case["unit_cost"])
    for month in _MONTHS:
        for number in range(case["sold_per_month"]):
            day = date(2025, month, 10 if number < case["sold_per_month"] // 2 else 20)
            yield from _sold("K40", f"d{month}-{number}", day, case["unit_cost"])
