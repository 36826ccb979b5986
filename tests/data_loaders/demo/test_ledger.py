"""The books agree with the documents and with themselves."""

import pandas as pd
import pytest

from data_loaders.demo.accounts import ACCOUNTS, BALANCE_SHEET
from tests.data_loaders.demo.simulated import frame
from warehouse.schema import TABLES

STORE = 3


def amount(account: str) -> pd.Series:
    """Return the amount of an account by period, positive on its own side."""
    ledger = frame(STORE, "gl_monthly")
    rows = ledger[ledger.account_code == account].set_index("period")
    return rows.debit + rows.credit


def by_month(table: pd.DataFrame, date: str, values: pd.Series) -> pd.Series:
    """Return sums by period of the months whose books are closed."""
    periods = amount("600101").index
    return values.groupby(table[date].dt.strftime("%Y%m")).sum().reindex(periods).fillna(0.0)


def agree(account: str, documents: pd.Series) -> bool:
    return bool((amount(account) - documents).abs().max() < 0.01)


def test_accounts_are_classified_once_with_known_classes() -> None:
    codes = [account.code for account in ACCOUNTS]
    assert len(set(codes)) == len(codes)
    columns = TABLES["account_map"].columns
    used = {account.measure for account in ACCOUNTS}
    assert used == set(columns["measure"].info["values"])
    assert {a.dept_measure for a in ACCOUNTS} == set(columns["dept_measure"].info["values"])


def test_sales_accounts_are_the_sum_of_deliveries() -> None:
    sold = frame(STORE, "vehicle_deliveries")
    assert agree("600101", by_month(sold, "delivery_date", sold.revenue_ex_vat))
    assert agree("640101", by_month(sold, "delivery_date", sold.cost_ex_vat))
    extras = frame(STORE, "accessory_sales")
    assert agree("600103", by_month(extras, "sale_date", extras.revenue_ex_vat))
    used = frame(STORE, "used_vehicles")
    used = used[used.sold_at.notna()]
    assert agree("600102", by_month(used, "sold_at", used.revenue_ex_vat))
    assert agree("640102", by_month(used, "sold_at", used.acquire_cost + used.recon_cost))


def test_service_accounts_are_the_sum_of_settled_orders() -> None:
    orders = frame(STORE, "repair_orders")
    orders = orders[~orders.ro_type.isin(["PDI", "内部"])]
    labour = orders.labour_sales + orders.other_sales - orders.discount
    body = orders.ro_type == "事故"
    assert agree("600105", by_month(orders[~body], "settled_at", labour[~body]))
    assert agree("600106", by_month(orders[body], "settled_at", labour[body]))
    issues = frame(STORE, "parts_issue_lines")
    counter = issues[issues.issue_type == "外销"]
    parts = by_month(orders, "settled_at", orders.parts_sales)
    assert agree("600107", parts + by_month(counter, "issued_at", counter.sales_ex_vat))


def test_finance_accounts_are_the_sum_of_their_documents() -> None:
    loans, policies = frame(STORE, "fi_contracts"), frame(STORE, "insurance_policies")
    products = frame(STORE, "fi_products")
    income = (
        by_month(loans, "disbursed_at", loans.income_ex_vat)
        - by_month(loans, "clawback_at", loans.clawback)
        + by_month(policies, "issued_date", policies.income_ex_vat)
        + by_month(products, "sold_date", products.revenue_ex_vat)
    )
    assert agree("600104", income)
    assert agree("640104", by_month(products, "sold_date", products.cost_ex_vat))


@pytest.mark.parametrize("account", ["660102", "660103"])
def test_advertising_accounts_are_the_sum_of_spend(account: str) -> None:
    spend = frame(STORE, "marketing_spend")
    spend = spend[spend.account_code == account]
    assert agree(account, by_month(spend, "spend_date", spend.amount_ex_vat))


def test_balances_roll_on_and_add_up_to_nothing() -> None:
    ledger = frame(STORE, "gl_monthly")
    sheet = {account.code for account in ACCOUNTS if account.measure in BALANCE_SHEET}
    balances = ledger[ledger.account_code.isin(sheet)]
    step = balances.opening_balance + balances.debit - balances.credit - balances.closing_balance
    assert step.abs().max() < 0.01
    assert balances.groupby("period").closing_balance.sum().abs().max() < 0.05
    for _, account in balances.sort_values("period").groupby("account_code"):
        gap = account.opening_balance.iloc[1:].to_numpy() - account.closing_balance[:-1].to_numpy()
        assert abs(gap).max() < 0.01
    movements = ledger[~ledger.account_code.isin(sheet)]
    assert (movements.opening_balance == 0).all()
    assert (movements.closing_balance == 0).all()


def test_stock_accounts_are_the_value_of_the_lists() -> None:
    ledger = frame(STORE, "gl_monthly")
    parts = ledger[ledger.account_code == "140503"].set_index("period").closing_balance
    stock = frame(STORE, "parts_stock_snapshot")
    value = by_month(stock, "snapshot_date", stock.stock_value)
    assert (parts - value).abs().max() < 0.01
    cars = frame(STORE, "vehicle_stock")
    cars = cars[cars.stock_type != "二手车"]
    end = pd.Timestamp("2026-08-31")
    there = cars[(cars.receipt_date <= end) & ~(cars.out_date <= end)]
    booked = ledger[(ledger.account_code == "140501") & (ledger.period == "202608")]
    # A car that came back stands on the list once more for some days, not in the books.
    returned = there[there.duplicated("vin", keep=False)].cost_ex_vat.sum()
    gap = abs(there.cost_ex_vat.sum() - booked.closing_balance.iloc[0])
    assert gap <= returned + cars[cars.duplicated("vin")].cost_ex_vat.sum() + 0.01


def test_the_month_under_way_has_no_books_but_a_budget() -> None:
    assert "202610" not in set(frame(STORE, "gl_monthly").period)
    budgets = frame(STORE, "budgets")
    assert set(budgets.version) == {"年初预算"}
    named = budgets[budgets.period == "202610"].metric_code
    movements = {a.code for a in ACCOUNTS if a.measure not in BALANCE_SHEET}
    assert movements | {"retail_deliveries", "as_revenue", "marketing_spend"} <= set(named)
    months = budgets.period.nunique()
    assert (budgets.groupby("metric_code").period.nunique() == months).all()


def test_retail_targets_are_within_reach() -> None:
    sold = frame(STORE, "vehicle_deliveries")
    sold = sold[sold.customer_type == "零售"]
    sign = (sold.revenue_ex_vat > 0) * 2 - 1
    reached = by_month(sold, "delivery_date", sign)
    targets = frame(STORE, "budgets").query(
        "metric_code == 'retail_deliveries' and team == '全店' and owner_id == '全员'"
    )
    target = targets.set_index("period").value.reindex(reached.index)
    assert 0.85 < reached.sum() / target.sum() < 1.1


def test_rebates_on_deliveries_are_those_of_the_manufacturer() -> None:
    sold = frame(STORE, "vehicle_deliveries")
    first = sold[(sold.revenue_ex_vat > 0) & ~sold.delivery_no.str.endswith("C")]
    rebates = frame(STORE, "oem_rebates")
    per_car = rebates[rebates.vin.notna()].drop_duplicates("vin", keep="last").set_index("vin")
    once = first.drop_duplicates("vin", keep="last").set_index("vin")
    both = once.join(per_car[["confirmed_amount"]], how="inner")
    assert len(both) > 300
    gap = both.rebate_confirmed - both.confirmed_amount.fillna(0.0)
    assert gap.abs().max() < 0.01
