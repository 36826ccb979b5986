"""The books by month: revenue and cost from the documents, expenses from people, space and stock.

Movements are those before the closing entries; ``closing = opening + debit - credit``
throughout, so that liabilities and equity stand negative and balances add up to zero.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.accounts import ACCOUNTS, BALANCE_SHEET, CREDIT_SIDE
from data_loaders.demo.arrays import Floats, Ints, month_start
from data_loaders.demo.people import POSTS, Staff
from data_loaders.demo.rebates import periods
from data_loaders.demo.site import Site
from data_loaders.demo.sums import Months, among, floats
from data_loaders.demo.yard import Yard

SOCIAL_SECURITY = 1.28
# Yearly facts of a normal store, CNY a month.
RENT, DEPRECIATION, POWER, OFFICE, TRAINING, EQUIPMENT = 54000, 30000, 11000, 6500, 1800, 5200
PAY_ACCOUNTS = {"销售": "660201", "售后": "660202", "配件": "660203", "金融保险": "660204"}


@dataclass(frozen=True)
class Books:
    """Amounts of each profit-and-loss account in the closed months, positive on its own side."""

    months: Ints
    amounts: dict[str, Floats]
    profit: Floats


def make_books(site: Site, staff: Staff, yard: Yard, tables: dict[str, pa.Table]) -> Books:
    """Return the profit-and-loss accounts of the closed months."""
    rng, months = site.rng("books"), site.span.closed_months
    of = Months(int(months[0]) if len(months) else 0, len(months))
    book = document_sums(of, tables)
    pay = _pay(site, staff, months)
    for account in ("660201", "660202", "660203", "660204", "660205"):
        book[account] = np.round(pay[account] * SOCIAL_SECURITY, 2)
    size = site.volume
    season = months % 12
    for account, level, noise in (
        ("660301", RENT, 0.0), ("660302", DEPRECIATION, 0.0), ("660304", OFFICE, 0.1),
        ("660305", TRAINING, 0.3), ("660306", EQUIPMENT, 0.15), ("660402", 2600.0, 0.1),
        ("671102", 1500.0, 0.5), ("660105", 5200.0, 0.1),
    ):  # fmt: skip
        spread = np.exp(rng.normal(0.0, noise, len(months)))
        book[account] = np.round(level * size * spread, 2)
    heat = np.where(np.isin(season, (0, 1, 6, 7, 11)), 1.3, 0.88)
    book["660303"] = np.round(POWER * size * heat * np.exp(rng.normal(0.0, 0.06, len(months))), 2)
    book["605101"] = np.round(4200.0 * size * np.exp(rng.normal(0.0, 0.3, len(months))), 2)
    book["660101"] = np.round(
        380.0 * _units(of, tables["vehicle_deliveries"]) + 0.03 * book["600103"], 2
    )
    starts = month_start(months)
    ends = month_start(months + 1) - 1
    interest = [
        yard.funding.interest(yard.cars, int(a), int(b)) for a, b in zip(starts, ends, strict=True)
    ]
    book["660401"] = np.round(np.array(interest), 2)
    profit = np.zeros(len(months))
    for entry in ACCOUNTS:
        if entry.measure not in BALANCE_SHEET and entry.code != "680101":
            sign = 1.0 if entry.measure in CREDIT_SIDE else -1.0
            profit = profit + sign * book[entry.code]
    book["680101"] = np.round(np.maximum(profit, 0.0) * 0.25, 2)
    return Books(months, book, np.round(profit - book["680101"], 2))


def document_sums(of: Months, tables: dict[str, pa.Table]) -> dict[str, Floats]:
    """Return the accounts that follow from documents alone."""
    sold, orders = tables["vehicle_deliveries"], tables["repair_orders"]
    used, extras, issues = (
        tables["used_vehicles"], tables["accessory_sales"], tables["parts_issue_lines"],
    )  # fmt: skip
    loans, products = tables["fi_contracts"], tables["fi_products"]
    policies, spend = tables["insurance_policies"], tables["marketing_spend"]
    claims, rebates = tables["warranty_claims"], tables["oem_rebates"]
    inside, body = among(orders, "ro_type", "PDI", "内部"), among(orders, "ro_type", "事故")
    net_labour = floats(orders, "labour_sales") + floats(orders, "other_sales")
    net_labour = net_labour - floats(orders, "discount")
    labour_cost = floats(orders, "labour_cost") + floats(orders, "other_cost")
    counter = among(issues, "issue_type", "外销")
    issue_cost = np.round(floats(issues, "qty") * floats(issues, "unit_cost"), 2)
    lost = floats(claims, "claimed_amount") - floats(claims, "approved_amount")
    refused = among(claims, "final_result", "拒赔")
    decided = np.where(refused, floats(claims, "claimed_amount"), lost)
    earned = pa.table({"day": _period_dates(rebates["earn_period"])})
    accrued = floats(rebates, "estimated_amount") - floats(rebates, "clawback_amount")
    own_use = of.sum(orders, "settled_at", labour_cost + floats(orders, "parts_cost"), inside)
    return {
        "600101": of.sum(sold, "delivery_date", "revenue_ex_vat"),
        "640101": of.sum(sold, "delivery_date", "cost_ex_vat"),
        "600102": of.sum(used, "sold_at", "revenue_ex_vat"),
        "640102": of.sum(
            used, "sold_at", floats(used, "acquire_cost") + floats(used, "recon_cost")
        ),
        "600103": of.sum(extras, "sale_date", "revenue_ex_vat"),
        "640103": of.sum(extras, "sale_date", "cost_ex_vat"),
        "600104": of.sum(loans, "disbursed_at", "income_ex_vat")
        - of.sum(loans, "clawback_at", "clawback")
        + of.sum(policies, "issued_date", "income_ex_vat")
        + of.sum(products, "sold_date", "revenue_ex_vat"),
        "640104": of.sum(products, "sold_date", "cost_ex_vat"),
        "600105": of.sum(orders, "settled_at", net_labour, ~inside & ~body),
        "600106": of.sum(orders, "settled_at", net_labour, body),
        "640105": of.sum(orders, "settled_at", labour_cost, ~inside & ~body),
        "640106": of.sum(orders, "settled_at", labour_cost, body),
        "600107": of.sum(orders, "settled_at", "parts_sales", ~inside)
        + of.sum(issues, "issued_at", "sales_ex_vat", counter),
        "640107": of.sum(orders, "settled_at", "parts_cost", ~inside)
        + of.sum(issues, "issued_at", issue_cost, counter),
        "600109": of.sum(earned, "day", accrued),
        "660102": of.sum(
            spend, "spend_date", "amount_ex_vat", among(spend, "account_code", "660102")
        ),
        "660103": of.sum(
            spend, "spend_date", "amount_ex_vat", among(spend, "account_code", "660103")
        ),
        "660104": own_use,
        "671101": of.sum(
            claims, "first_submit_at", decided, ~among(claims, "final_result", "审核中")
        ),
    }


def _period_dates(periods_: pa.ChunkedArray) -> pa.Array:
    number = np.asarray(periods_.cast(pa.int64()), dtype=np.int64)
    return frames.dates(month_start((number // 100 - 1970) * 12 + number % 100 - 1))


def _units(of: Months, sold: pa.Table) -> Floats:
    return of.sum(sold, "delivery_date", np.sign(floats(sold, "revenue_ex_vat")))


def _pay(site: Site, staff: Staff, months: Ints) -> dict[str, Floats]:
    starts, ends = month_start(months), month_start(months + 1)
    found: dict[str, Floats] = {
        account: np.zeros(len(months)) for account in (*PAY_ACCOUNTS.values(), "660205")
    }
    for person, post in enumerate(staff.post.tolist()):
        here = np.minimum(ends, staff.leave[person]) - np.maximum(starts, staff.hire[person])
        share = np.clip(here, 0, None) / (ends - starts)
        account = PAY_ACCOUNTS.get(POSTS[post][1], "660205")
        found[account] = found[account] + share * POSTS[post][7] * max(site.plan.volume, 0.4)
    return found


def ledger_table(site: Site, books: Books, balances: dict[str, Floats]) -> pa.Table:
    """Return ``gl_monthly``.

    Args:
        site: the store.
        books: profit-and-loss accounts.
        balances: closing balance of each balance-sheet account, one more value than closed months
            (the first is the opening); debit positive.
    """
    rng, months = site.rng("closing days"), books.months
    count = len(months)
    closed = month_start(months + 1) - 1 + rng.choice(np.array([3, 4, 5, 6, 8]), count)
    parts = []
    for account in ACCOUNTS:
        if account.measure in BALANCE_SHEET:
            series = balances[account.code]
            opening, closing = series[:-1], series[1:]
            change = np.round(closing - opening, 2)
            debit, credit = np.maximum(change, 0.0), np.maximum(-change, 0.0)
        else:
            amount = books.amounts[account.code]
            on_credit = account.measure in CREDIT_SIDE
            debit = np.zeros(count) if on_credit else amount
            credit = amount if on_credit else np.zeros(count)
            opening = closing = np.zeros(count)
        parts.append(
            site.frame(
                "gl_monthly",
                {
                    "period": periods(months),
                    "account_code": account.code,
                    "account_name": account.name,
                    "department": account.department,
                    "opening_balance": opening,
                    "debit": debit,
                    "credit": credit,
                    "closing_balance": closing,
                    "closed_at": frames.dates(closed),
                },
            )
        )
    return pa.concat_tables(parts)
