"""Closing balances of the balance sheet, from stock lists and open items; cash is the rest."""

import numpy as np
import pyarrow as pa

from data_loaders.demo.arrays import Floats, month_start
from data_loaders.demo.ledger import Books
from data_loaders.demo.site import Site
from data_loaders.demo.sums import Months, among, floats
from data_loaders.demo.used import UsedCars
from data_loaders.demo.yard import Yard

SMALLEST_CASH = 350000.0


def make_balances(
    site: Site,
    books: Books,
    yard: Yard,
    used: UsedCars,
    tables: dict[str, pa.Table],
) -> dict[str, Floats]:
    """Return closing balances, CNY, debit positive; the first value is the first opening."""
    count, cars, funding = len(books.months), yard.cars, yard.funding
    days = np.concatenate([[site.span.start - 1], month_start(books.months + 1) - 1])
    there = (cars.receipt <= days[:, None]) & (cars.out > days[:, None])
    bought = (used.acquired <= days[:, None]) & (used.sold > days[:, None])
    own = there & (funding.source == 0)
    parts = _at_ends(books, tables["parts_stock_snapshot"], "snapshot_date", "stock_value")
    open_items = _at_ends(books, tables["receivables_aging"], "snapshot_date", "amount")
    balances = {
        "140501": np.round(there @ cars.cost, 2),
        "140502": np.round(bought @ used.cost, 2),
        "140503": parts,
        "140504": _in_work(books, tables),
        "112201": open_items,
        "200101": -np.round((there & (funding.source > 0)) @ cars.cost, 2),
        "220201": -np.round(0.45 * parts + 0.55 * open_items + 0.6 * (own @ cars.cost), 2),
        "410301": -_kept(books),
    }
    known = np.round(sum(balances.values()), 2)
    capital = float(np.ceil((known.max() + SMALLEST_CASH) / 100000.0) * 100000.0)
    balances["400101"] = np.full(count + 1, -capital)
    balances["100201"] = np.round(capital - known, 2)
    return balances


def _kept(books: Books) -> Floats:
    """Return the profit of the year so far; the owners take out last year's in January."""
    found, kept = [0.0], 0.0
    for month, profit in zip(books.months.tolist(), books.profit.tolist(), strict=True):
        kept = profit + (0.0 if month % 12 == 0 else kept)
        found.append(kept)
    return np.round(np.array(found), 2)


def _at_ends(books: Books, table: pa.Table, date: str, amount: str) -> Floats:
    """Return the sum at each month end; the opening of the first month counts as its closing."""
    of = Months(int(books.months[0]) if len(books.months) else 0, len(books.months))
    found = of.sum(table, date, amount)
    return np.concatenate([found[:1] if len(found) else [0.0], found])


def _in_work(books: Books, tables: dict[str, pa.Table]) -> Floats:
    """Return the cost of parts that were issued for jobs not settled yet."""
    orders, issues = tables["repair_orders"], tables["parts_issue_lines"]
    of = Months(int(books.months[0]) if len(books.months) else 0, len(books.months))
    cost = np.round(floats(issues, "qty") * floats(issues, "unit_cost"), 2)
    issued = of.sum(issues, "issued_at", cost, among(issues, "issue_type", "维修领料", "退料"))
    settled = of.sum(orders, "settled_at", "parts_cost")
    return np.round(np.concatenate([[0.0], np.cumsum(issued - settled)]), 2)
