"""Tie-out: revenue, cost of sales and gross of each department, documents against the ledger.

What the documents add up to in a closed month is put beside what the accounts of the department
moved. Both are before rebates of the manufacturer, which the ledger books when it likes; internal
work and pre-delivery inspection are left out, since the books eliminate them. Amounts are CNY
without VAT.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from metrics.facts.columns import Column, or_zero, table, wide
from metrics.facts.ledger import LEDGER
from metrics.model.words import Words
from warehouse.engines import Backend
from warehouse.functions import as_day, month_of_text, month_start

TOLERATED_SHARE = Decimal("0.005")
TOLERATED_AT_LEAST = Decimal(100)
"""A difference up to half a percent of the ledger's amount, and up to 100 CNY, is no difference."""

DEPARTMENTS: Mapping[str, Words] = {
    "new": Words("新车", "New vehicles"),
    "used": Words("二手车", "Used vehicles"),
    "accessory": Words("精品", "Accessories"),
    "fi": Words("金融保险", "Finance and insurance"),
    "service": Words("机电维修", "Mechanical repair"),
    "body": Words("钣喷", "Body and paint"),
    "parts": Words("配件", "Parts"),
    "admin": Words("管理", "Administration"),
    "": Words("未归部门", "No department"),
}
"""Departments by the class that ``account_map`` gives to an account."""

_INTERNAL, _BODY = ("PDI", "内部"), "事故"
_ZERO = Decimal(0)


class Side(StrEnum):
    """What is compared."""

    REVENUE = "revenue"
    COST = "cost"
    GROSS = "gross"


class Verdict(StrEnum):
    """What came of a comparison; one-sided where documents or accounts are missing."""

    TIES = "ties"
    OFF = "off"
    ONE_SIDED = "one_sided"


@dataclass(frozen=True, slots=True)
class Account:
    """What an account moved, positive on its own side."""

    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Tie:
    """One department of one store in one month.

    Attributes:
        store: code.
        month: ``YYYYMM``.
        department: class of `DEPARTMENTS`.
        side: revenue, cost or gross.
        documents: what the documents add up to; None where there are none.
        ledger: what the accounts moved; None where none belongs to the department.
        accounts: the accounts, largest first.
    """

    store: str
    month: str
    department: str
    side: Side
    documents: Decimal | None
    ledger: Decimal | None
    accounts: tuple[Account, ...]

    @property
    def difference(self) -> Decimal | None:
        """Documents less ledger, in CNY."""
        if self.documents is None or self.ledger is None:
            return None
        return self.documents - self.ledger

    @property
    def tolerance(self) -> Decimal:
        """How large a difference may be, in CNY."""
        share = abs(self.ledger or _ZERO) * TOLERATED_SHARE
        return max(TOLERATED_AT_LEAST, share.quantize(Decimal("0.01")))

    @property
    def verdict(self) -> Verdict:
        """Whether both sides agree within the tolerance."""
        difference = self.difference
        if difference is None:
            return Verdict.ONE_SIDED
        return Verdict.TIES if abs(difference) <= self.tolerance else Verdict.OFF


_Place = tuple[str, str, str, Side]


def read_ties(backend: Backend, stores: Collection[str] | None = None) -> tuple[Tie, ...]:
    """Compare, for each store, the newest month of its ledger; three statements.

    Args:
        backend: of the snapshot.
        stores: only these; None for all of them.

    Returns:
        By store, department in the order of `DEPARTMENTS`, revenue, cost and gross; empty where no
        ledger was loaded.
    """
    months = _newest_months(backend, stores)
    if not months:
        return ()
    periods = sorted(set(months.values()))
    ledger = _ledger(backend, periods, months)
    documents = _documents(backend, periods, months)
    return tuple(_ties(months, ledger, documents))


def _newest_months(backend: Backend, stores: Collection[str] | None) -> Mapping[str, str]:
    rows = LEDGER.c
    statement = (
        sa.select(rows.store_code, sa.func.max(rows.period).label("month"))
        .where(rows.measure.in_(("revenue", "cogs")), rows.income != 0)
        .group_by(rows.store_code)
        .order_by(rows.store_code)
    )
    found = backend.arrow(statement).to_pylist()
    return {
        row["store_code"]: row["month"]
        for row in found
        if row["month"] and (stores is None or row["store_code"] in stores)
    }


def _ledger(
    backend: Backend, periods: Sequence[str], months: Mapping[str, str]
) -> dict[_Place, list[Account]]:
    c = LEDGER.c
    keys = (c.store_code, c.period, c.account_code, c.account_name, c.measure, c.dept_measure)
    statement = (
        sa.select(*keys, sa.func.sum(c.income).label("amount"))
        .where(c.measure.in_(("revenue", "cogs")), c.period.in_(list(periods)))
        .group_by(*keys)
        .order_by(c.account_code)
    )
    found: dict[_Place, list[Account]] = {}
    for row in backend.arrow(statement).to_pylist():
        store, month = row["store_code"], row["period"]
        if months.get(store) != month:
            continue
        side = Side.REVENUE if row["measure"] == "revenue" else Side.COST
        amount = _exact(row["amount"])
        account = Account(
            row["account_code"],
            row["account_name"] or "",
            amount if side is Side.REVENUE else -amount,
        )
        place = store, month, row["dept_measure"] or "", side
        found.setdefault(place, []).append(account)
    return found


def _documents(
    backend: Backend, periods: Sequence[str], months: Mapping[str, str]
) -> dict[_Place, Decimal]:
    rows = sa.union_all(*_amounts(periods)).subquery("tied_documents")
    c = rows.c
    statement = sa.select(
        c.store_code,
        c.month,
        c.department,
        sa.func.sum(c.revenue).label("revenue"),
        sa.func.sum(c.cost).label("cost"),
    ).group_by(c.store_code, c.month, c.department)
    found: dict[_Place, Decimal] = {}
    for row in backend.arrow(statement).to_pylist():
        day = row["month"]
        store, month = row["store_code"], f"{day:%Y%m}"
        if months.get(store) == month:
            found[store, month, row["department"], Side.REVENUE] = _exact(row["revenue"])
            found[store, month, row["department"], Side.COST] = _exact(row["cost"])
    return found


def _amounts(periods: Sequence[str]) -> Iterable[sa.Select[Any]]:
    """Revenue and cost of sales by store, month and department, document by document."""
    d, u, a = table("vehicle_deliveries").c, table("used_vehicles").c, table("accessory_sales").c
    yield _sum("new", d, d.delivery_date, d.revenue_ex_vat, d.cost_ex_vat, periods)
    used_cost = or_zero(u.acquire_cost) + or_zero(u.recon_cost)
    yield _sum("used", u, u.sold_at, u.revenue_ex_vat, used_cost, periods)
    yield _sum("accessory", a, a.sale_date, a.revenue_ex_vat, a.cost_ex_vat, periods)
    loans, policies = table("fi_contracts").c, table("insurance_policies").c
    products = table("fi_products").c
    nothing = sa.literal(0, sa.Numeric(18, 2))
    yield _sum("fi", loans, loans.disbursed_at, loans.income_ex_vat, nothing, periods)
    yield _sum("fi", loans, loans.clawback_at, nothing - or_zero(loans.clawback), nothing, periods)
    yield _sum("fi", policies, policies.issued_date, policies.income_ex_vat, nothing, periods)
    yield _sum(
        "fi", products, products.sold_date, products.revenue_ex_vat, products.cost_ex_vat, periods
    )
    yield from _workshop(periods)


def _workshop(periods: Sequence[str]) -> Iterable[sa.Select[Any]]:
    o, i = table("repair_orders").c, table("parts_issue_lines").c
    kind = sa.func.coalesce(o.ro_type, "")
    stands = sa.and_(sa.func.coalesce(o.status, "") != "作废", kind.not_in(_INTERNAL))
    labour = or_zero(o.labour_sales) + or_zero(o.other_sales) - or_zero(o.discount)
    labour_cost = or_zero(o.labour_cost) + or_zero(o.other_cost)
    for name, which in (("service", kind != _BODY), ("body", kind == _BODY)):
        met = sa.and_(stands, which)
        yield _sum(name, o, o.settled_at, labour, labour_cost, periods, met)
    yield _sum("parts", o, o.settled_at, o.parts_sales, o.parts_cost, periods, stands)
    counter_cost = wide(or_zero(i.qty), 3) * or_zero(i.unit_cost)
    yield _sum(
        "parts", i, i.issued_at, i.sales_ex_vat, counter_cost, periods, i.issue_type == "外销"
    )


def _sum(  # noqa: PLR0913 - one line of the table of contents above
    department: str,
    columns: Any,
    at: Column,
    revenue: Column,
    cost: Column,
    periods: Sequence[str],
    where: Column | None = None,
) -> sa.Select[Any]:
    month = month_start(as_day(at))
    met: list[Column] = [
        month.in_([month_of_text(sa.literal(period, sa.String())) for period in periods])
    ]
    met += [] if where is None else [where]
    exact = sa.Numeric(38, 7)
    return (
        sa.select(
            columns.store_code.label("store_code"),
            month.label("month"),
            sa.literal(department, sa.String()).label("department"),
            sa.cast(sa.func.sum(or_zero(revenue)), exact).label("revenue"),
            sa.cast(sa.func.sum(or_zero(cost)), exact).label("cost"),
        )
        .where(*met)
        .group_by(columns.store_code, month)
    )


def _ties(
    months: Mapping[str, str],
    ledger: Mapping[_Place, Sequence[Account]],
    documents: Mapping[_Place, Decimal],
) -> Iterable[Tie]:
    for store, month in sorted(months.items()):
        for department in DEPARTMENTS:
            made = [
                _tie((store, month, department, side), ledger, documents)
                for side in (Side.REVENUE, Side.COST)
            ]
            there = [tie for tie in made if tie.documents or tie.ledger]
            if there:
                yield from there
                yield _gross(*made)


def _tie(
    place: _Place,
    ledger: Mapping[_Place, Sequence[Account]],
    documents: Mapping[_Place, Decimal],
) -> Tie:
    accounts = ledger.get(place)
    booked = None if accounts is None else sum((one.amount for one in accounts), _ZERO)
    ordered = sorted(accounts or (), key=lambda one: (-abs(one.amount), one.code))
    return Tie(*place, documents.get(place), booked, tuple(ordered))


def _gross(revenue: Tie, cost: Tie) -> Tie:
    """Revenue less cost; a department may do without one of them, as finance does without cost.

    Where one of them is one-sided, so is gross.
    """
    compared = [tie for tie in (revenue, cost) if tie.documents or tie.ledger]
    documents = all(tie.documents is not None for tie in compared)
    ledger = all(tie.ledger is not None for tie in compared)
    return Tie(
        revenue.store,
        revenue.month,
        revenue.department,
        Side.GROSS,
        (revenue.documents or _ZERO) - (cost.documents or _ZERO) if documents else None,
        (revenue.ledger or _ZERO) - (cost.ledger or _ZERO) if ledger else None,
        (*revenue.accounts, *cost.accounts),
    )


def _exact(value: Any) -> Decimal:
    return Decimal(value or 0).quantize(Decimal("0.01"))
