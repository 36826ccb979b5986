"""Accounts go by their names, where the ledger gives one."""

from pathlib import Path

from metrics.members import read_member_names
from tests.warehouse.support import small_duckdb


def test_accounts_and_budget_lines_go_by_the_names_of_accounts(tmp_path: Path) -> None:
    ledger: list[dict[str, object]] = [
        {"store_code": "A", "period": "202609", "account_code": "6601", "account_name": "销售费用"},
        {"store_code": "B", "period": "202609", "account_code": "6601", "account_name": "销售费用"},
        {"store_code": "A", "period": "202609", "account_code": "6602", "account_name": None},
    ]
    names = read_member_names(small_duckdb(tmp_path, {"gl_monthly": ledger}), ("A", "B"))
    assert names["account"] == {"6601": "销售费用"}
    assert names["metric"] == names["account"]


def test_campaigns_go_by_number_and_name(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"store_code": "A", "campaign_id": "C1", "name": "外展"},
        {"store_code": "A", "campaign_id": "C2", "name": None},
        {"store_code": "B", "campaign_id": "C3", "name": "直播"},
    ]
    names = read_member_names(small_duckdb(tmp_path, {"campaigns": rows}), ("A",))
    assert names == {"campaign": {"C1": "C1 外展"}}


def test_without_a_ledger_nothing_has_a_name(tmp_path: Path) -> None:
    assert read_member_names(small_duckdb(tmp_path, {}), ("A",)) == {}


def test_what_a_store_calls_its_accounts_is_its_own(tmp_path: Path) -> None:
    ledger: list[dict[str, object]] = [
        {"store_code": code, "period": "202609", "account_code": "6601", "account_name": name}
        for code, name in (("A", "甲方费用"), ("B", "销售费用"))
    ]
    backend = small_duckdb(tmp_path, {"gl_monthly": ledger})
    for stores, name in ((("A",), "甲方费用"), (("B",), "销售费用")):
        assert read_member_names(backend, stores)["account"] == {"6601": name}
    assert read_member_names(backend, ()) == {}
