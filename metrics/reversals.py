"""Reversals and their originals: every red-letter row must take back something that was booked.

Reversals are netted in all figures. One without its original takes back what was never counted:
the original is missing from the extracts, or the row is wrong.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from metrics.facts.columns import Column, or_zero, table
from warehouse.engines import Backend
from warehouse.functions import as_day
from warehouse.schema import RECORDS

_LOG = RECORDS["load_log"].c
_CENT = Decimal("0.005")
# Letters that systems put behind the number of a reversal or of what replaces it.
_MARKS = "HRC-"


@dataclass(frozen=True, slots=True)
class Reversal:
    """A row with a negative amount.

    Attributes:
        store: code.
        table: warehouse table.
        number: of the document.
        day: on which it takes back.
        amount: negative; CNY ex VAT, or a quantity of parts.
        original: number of the document that it takes back; empty where there is none.
        file: extract that it came from, by its name where that is known.
        sheet: of the file.
        row: of the sheet.
    """

    store: str
    table: str
    number: str
    day: date | None
    amount: Decimal
    original: str
    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """How reversals of a table are told, and what they have in common with their originals.

    ``mirrored`` where the original must have exactly the opposite amount: there the links alone
    name many documents. Else it must be at least as large, since parts come back singly.
    """

    table: str
    number: str
    day: str
    amounts: tuple[str, ...]
    links: tuple[str, ...]
    mirrored: bool = False


_KINDS = (
    _Kind("vehicle_deliveries", "delivery_no", "delivery_date", ("revenue_ex_vat",), ("vin",)),
    _Kind("used_vehicles", "appraisal_no", "sold_at", ("revenue_ex_vat",), ("vin",)),
    _Kind(
        "repair_orders",
        "ro_no",
        "settled_at",
        ("labour_sales", "parts_sales", "other_sales"),
        ("vin",),
    ),
    _Kind("parts_issue_lines", "issue_no", "issued_at", ("qty",), ("ro_no", "part_no")),
    _Kind("accessory_sales", "sale_no", "sale_date", ("revenue_ex_vat",), ("item_code",), True),
    _Kind("fi_contracts", "contract_no", "disbursed_at", ("income_ex_vat",), ("lender",), True),
    _Kind("fi_products", "sale_id", "sold_date", ("revenue_ex_vat",), ("product_type",), True),
    _Kind(
        "insurance_policies", "policy_no", "issued_date", ("income_ex_vat",), ("policy_kind",), True
    ),
)


def read_reversals(backend: Backend, stores: Collection[str] | None = None) -> tuple[Reversal, ...]:
    """Every reversal with its original, those without one first; one statement.

    An original belongs to the same store and the same car, part or product, is at least as large
    (of goods without a car: of exactly the opposite amount), and is not younger than its reversal.

    Args:
        backend: of the snapshot.
        stores: only these; None for all of them.
    """
    every = sa.union_all(*(_reversals(kind, stores) for kind in _KINDS)).subquery("reversals_found")
    files = (
        sa.select(_LOG.file_sha256.label("sha"), sa.func.min(_LOG.file).label("file"))
        .group_by(_LOG.file_sha256)
        .subquery("reversal_files")
    )
    c = every.c
    statement = (
        sa.select(*c, files.c.file.label("named"))
        .select_from(every.outerjoin(files, files.c.sha == c.source_file))
        .order_by(c.store_code, c.table_name, c.day, c.number)
    )
    found = [_reversal(row) for row in backend.arrow(statement).to_pylist()]
    return tuple(sorted(found, key=lambda reversal: bool(reversal.original)))


def lost(reversals: Sequence[Reversal]) -> Iterator[Reversal]:
    """Those without an original."""
    return (reversal for reversal in reversals if not reversal.original)


def _amount(kind: _Kind, source: Any) -> Column:
    total: Column = or_zero(source.c[kind.amounts[0]])
    for name in kind.amounts[1:]:
        total = total + or_zero(source.c[name])
    return total


def _link(column: Column) -> Column:
    """What is common to both: a red-letter order often bears the old number and a letter.

    Parts sold over the counter belong to no order on either side.
    """
    return sa.func.rtrim(sa.func.coalesce(column, ""), _MARKS)


def _reversals(kind: _Kind, stores: Collection[str] | None) -> sa.Select[Any]:
    red, black = (table(kind.table).alias(f"{kind.table}_{side}") for side in ("red", "black"))
    taken, given = _amount(kind, red), _amount(kind, black)
    same = [red.c.store_code == black.c.store_code]
    same += [_link(red.c[link]) == _link(black.c[link]) for link in kind.links]
    big_enough = given >= -taken - _CENT
    if kind.mirrored:
        big_enough = sa.and_(big_enough, given <= -taken + _CENT)
    not_younger = sa.or_(
        red.c[kind.day].is_(None),
        black.c[kind.day].is_(None),
        as_day(black.c[kind.day]) <= as_day(red.c[kind.day]),
    )
    linked = sa.or_(*(sa.func.coalesce(red.c[link], "") != "" for link in kind.links))
    fits = sa.and_(given > 0, big_enough, not_younger, linked)
    keys = (
        red.c.store_code,
        red.c[kind.number],
        red.c[kind.day],
        red.c.source_file,
        red.c.source_sheet,
        red.c.source_row,
    )
    return (
        sa.select(
            red.c.store_code,
            sa.literal(kind.table, sa.String()).label("table_name"),
            red.c[kind.number].label("number"),
            as_day(red.c[kind.day]).label("day"),
            sa.cast(taken, sa.Numeric(18, 3)).label("amount"),
            red.c.source_file,
            red.c.source_sheet,
            red.c.source_row,
            sa.func.min(sa.case((fits, black.c[kind.number]))).label("original"),
        )
        .select_from(red.outerjoin(black, sa.and_(*same)))
        .where(taken < 0, *([] if stores is None else [red.c.store_code.in_(sorted(stores))]))
        .group_by(*keys, taken)
    )


def _reversal(row: dict[str, Any]) -> Reversal:
    return Reversal(
        store=row["store_code"] or "",
        table=row["table_name"],
        number=row["number"] or "",
        day=row["day"],
        amount=Decimal(row["amount"]),
        original=row["original"] or "",
        file=row["named"] or row["source_file"] or "",
        sheet=row["source_sheet"] or "",
        row=row["source_row"],
    )
