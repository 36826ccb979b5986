"""Documents against the ledger: each department on both sides, with tolerance and accounts."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commands.tie_out_text import tie_out_lines
from metrics.tie_out import Account, Side, Tie, Verdict, read_ties
from tests.warehouse.support import small_duckdb

ACCOUNTS = {
    "6001": ("新车销售收入", "revenue", "new"),
    "6401": ("新车销售成本", "cogs", "new"),
    "6002": ("机电工时收入", "revenue", "service"),
    "6003": ("钣喷工时收入", "revenue", "body"),
    "6004": ("配件销售收入", "revenue", "parts"),
    "6404": ("配件销售成本", "cogs", "parts"),
    "6005": ("金融收入", "revenue", "fi"),
    "6006": ("精品收入甲", "revenue", "accessory"),
    "6007": ("精品收入乙", "revenue", "accessory"),
    "6009": ("其他收入", "revenue", None),
    "6601": ("广告费", "marketing_exp", "new"),
}


def _booked(period: str, **moved: tuple[int, int]) -> list[dict[str, Any]]:
    """Debit and credit by account."""
    return [
        {
            "store_code": "A",
            "period": period,
            "account_code": code[1:],
            "account_name": ACCOUNTS[code[1:]][0],
            "department": "x",
            "debit": debit,
            "credit": credit,
        }
        for code, (debit, credit) in moved.items()
    ]


def _order(number: str, kind: str, **more: Any) -> dict[str, Any]:
    usual = {"labour_sales": 1000, "parts_sales": 2000, "parts_cost": 1500, "discount": 100}
    return {
        "store_code": "A",
        "ro_no": number,
        "ro_type": kind,
        "settled_at": "2024-03-31T20:00",
        "status": "已结算",
        **usual,
        **more,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "dim_store": [{"store_code": "A", "store_name": "甲店"}],
    "account_map": [
        {"account_code": code, "measure": measure, "dept_measure": department}
        for code, (_, measure, department) in ACCOUNTS.items()
    ],
    "gl_monthly": [
        *_booked("202402", _6001=(0, 999)),
        *_booked(
            "202403",
            _6001=(0, 200_000),
            _6401=(190_000, 0),
            _6002=(0, 900),
            _6003=(0, 900),
            _6004=(0, 4700),
            _6404=(3500, 0),
            _6005=(0, 650),
            _6006=(0, 300),
            _6007=(0, 4000),
            _6009=(0, 77),
            _6601=(5000, 0),
        ),
    ],
    "vehicle_deliveries": [
        {
            "store_code": "A",
            "delivery_no": number,
            "delivery_date": day,
            "revenue_ex_vat": revenue,
            "cost_ex_vat": cost,
        }
        for number, day, revenue, cost in (
            ("1", "2024-03-01", 150_000, 140_000),
            ("2", "2024-03-31", 150_000, 140_000),
            ("2R", "2024-03-31", -100_000, -90_000),
            ("3", "2024-04-01", 500_000, 1),
            ("4", "2024-02-29", 500_000, 1),
        )
    ],
    "repair_orders": [
        _order("1", "保养"),
        _order("2", "事故"),
        _order("3", "内部"),
        _order("4", "PDI"),
        _order("5", "保养", status="作废"),
    ],
    "parts_issue_lines": [
        {
            "store_code": "A",
            "issue_no": number,
            "line_no": 1,
            "issued_at": "2024-03-05",
            "issue_type": kind,
            "qty": "2.500",
            "unit_cost": "200.0000",
            "sales_ex_vat": 700,
        }
        for number, kind in (("1", "外销"), ("2", "维修领料"))
    ],
    "fi_contracts": [
        {
            "store_code": "A",
            "contract_no": "1",
            "disbursed_at": "2024-03-05",
            "income_ex_vat": 500,
            "clawback": 50,
            "clawback_at": "2024-03-20",
        }
    ],
    "insurance_policies": [
        {
            "store_code": "A",
            "policy_no": "1",
            "issued_date": "2024-03-06",
            "income_ex_vat": 200,
        }
    ],
}


@pytest.fixture(scope="module")
def ties(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Tie]:
    backend = small_duckdb(tmp_path_factory.mktemp("ties"), ROWS)
    found = read_ties(backend)
    assert {(tie.store, tie.month) for tie in found} == {("A", "202403")}
    return {(tie.department, tie.side.value): tie for tie in found}


def test_both_sides_of_each_department(ties: dict[tuple[str, str], Tie]) -> None:
    told: dict[tuple[str, str], tuple[object, object, str]] = {
        key: (tie.documents, tie.ledger, tie.verdict.value) for key, tie in ties.items()
    }
    assert told == {
        ("new", "revenue"): (200_000, 200_000, "ties"),
        ("new", "cost"): (190_000, 190_000, "ties"),
        ("new", "gross"): (10_000, 10_000, "ties"),
        ("accessory", "revenue"): (None, 4300, "one_sided"),
        ("accessory", "gross"): (None, 4300, "one_sided"),
        ("fi", "revenue"): (650, 650, "ties"),
        ("fi", "gross"): (650, 650, "ties"),
        ("service", "revenue"): (900, 900, "ties"),
        ("service", "gross"): (900, 900, "ties"),
        ("body", "revenue"): (900, 900, "ties"),
        ("body", "gross"): (900, 900, "ties"),
        # Two orders of 2,000 and 700 over the counter; the cost of the latter is 2.5 x 200.
        ("parts", "revenue"): (4700, 4700, "ties"),
        ("parts", "cost"): (3500, 3500, "ties"),
        ("parts", "gross"): (1200, 1200, "ties"),
        ("", "revenue"): (None, 77, "one_sided"),
        ("", "gross"): (None, 77, "one_sided"),
    }


def test_accounts_are_named_largest_first(ties: dict[tuple[str, str], Tie]) -> None:
    assert ties["accessory", "revenue"].accounts == (
        Account("6007", "精品收入乙", Decimal(4000)),
        Account("6006", "精品收入甲", Decimal(300)),
    )
    assert [one.code for one in ties["new", "gross"].accounts] == ["6001", "6401"]


def _tie(documents: int | None, ledger: int | None) -> Tie:
    given = None if documents is None else Decimal(documents)
    booked = None if ledger is None else Decimal(ledger)
    account = Account("6001", "新车销售收入", booked or Decimal(0))
    return Tie("A", "202403", "new", Side.REVENUE, given, booked, (account,))


@pytest.mark.parametrize(
    ("documents", "ledger", "verdict"),
    [
        (1100, 1000, Verdict.TIES),
        (1101, 1000, Verdict.OFF),
        (1_005_000, 1_000_000, Verdict.TIES),
        (994_999, 1_000_000, Verdict.OFF),
        (-1_005_001, -1_000_000, Verdict.OFF),
        (None, 1000, Verdict.ONE_SIDED),
        (1000, None, Verdict.ONE_SIDED),
    ],
)
def test_half_a_percent_and_at_least_100_is_tolerated(
    documents: int | None, ledger: int | None, verdict: Verdict
) -> None:
    assert _tie(documents, ledger).verdict is verdict


def test_the_report_names_difference_tolerance_and_account() -> None:
    lines = list(tie_out_lines([_tie(994_000, 1_000_000), _tie(1000, 1000)], "en"))
    assert "1 of 2 tie" in lines[0]
    assert lines[1].strip() == (
        "A 202403 New vehicles revenue: documents 994,000.00, ledger 1,000,000.00, difference "
        "-6,000.00 CNY (tolerance 5,000.00) [6001 新车销售收入 1,000,000.00]"
    )
    assert len(lines) == 2
    (none,) = tie_out_lines([], "zh")
    assert "没有总账" in none
    one_sided = list(tie_out_lines([_tie(None, 5)], "zh"))
    assert "单据 —,总账 5.00" in one_sided[1]


def test_without_a_ledger_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert read_ties(small_duckdb(tmp_path, {"dim_store": ROWS["dim_store"]})) == ()
