"""Open items at each month end: claims, insurers, banks, rebates, fleet customers."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER, Floats, Ints, month_start
from data_loaders.demo.site import Site
from data_loaders.demo.sums import among, floats


def receivable_table(site: Site, tables: dict[str, pa.Table]) -> pa.Table:
    """Return ``receivables_aging`` from the documents of the store."""
    rng = site.rng("receivables")
    claims, orders = tables["warranty_claims"], tables["repair_orders"]
    loans, cars, rebates = (
        tables["fi_contracts"], tables["vehicle_deliveries"], tables["oem_rebates"],
    )  # fmt: skip
    refused = among(claims, "final_result", "拒赔")
    claim = claims.filter(pa.array(~refused))
    insured = orders.filter(
        pa.array(among(orders, "ro_type", "事故") & (floats(orders, "labour_sales") > 0))
    )
    insured = insured.filter(pc.is_valid(insured["settled_at"]))
    settled = _days(insured["settled_at"])
    value = floats(insured, "labour_sales") + floats(insured, "parts_sales")
    value = value + floats(insured, "other_sales") - floats(insured, "discount")
    loan = loans.filter(
        pc.and_(among_array(loans, "result", "通过"), pc.is_valid(loans["delivery_no"]))
    )
    handed = _handed(loan, cars)
    fleet = cars.filter(
        pa.array(among(cars, "customer_type", "大客户") & (floats(cars, "msrp") > 0))
    )
    sold = _days(fleet["delivery_date"])
    groups = (
        _Items("厂家索赔", claim["claim_no"], _days(claim["first_submit_at"]), 45,
               _days(claim["paid_at"]), floats(claim, "claimed_amount")),
        _Items("保险公司", insured["ro_no"], settled, 30,
               settled + rng.integers(12, 66, len(settled)), np.round(value * 1.13, 2)),
        _Items("金融机构", loan["contract_no"], handed, 7, _days(loan["disbursed_at"]),
               floats(loan, "loan_amount")),
        _Items("厂家返利", rebates["rebate_id"], _earned(rebates), 60,
               _days(rebates["received_at"]),
               floats(rebates, "estimated_amount") - floats(rebates, "clawback_amount")),
        _Items("客户", fleet["delivery_no"], sold, 30, sold + rng.integers(0, 95, len(sold)),
               np.round(floats(fleet, "retail_price") * 0.3, 2)),
    )  # fmt: skip
    ends = month_start(site.span.months + 1) - 1
    ends = ends[ends <= site.last_day]
    return pa.concat_tables([_open(site, ends, items) for items in groups])


@dataclass(frozen=True)
class _Items:
    """Items of one kind of debtor: number, day, days to pay, day paid, amount."""

    kind: str
    number: pa.ChunkedArray
    begun: Ints
    term: int
    paid: Ints
    amount: Floats


def _open(site: Site, ends: Ints, items: _Items) -> pa.Table:
    there = (items.begun <= ends[:, None]) & (items.paid > ends[:, None]) & (items.amount > 0)
    row, place = np.nonzero(there)
    return site.frame(
        "receivables_aging",
        {
            "snapshot_date": frames.dates(ends[row]),
            "doc_no": items.number.combine_chunks().take(pa.array(place)),
            "debtor_type": items.kind,
            "doc_date": frames.dates(items.begun[place]),
            "due_date": frames.dates(items.begun[place] + items.term),
            "amount": items.amount[place],
        },
    )


def among_array(table: pa.Table, column: str, value: str) -> pa.ChunkedArray:
    """Tell rows whose column has the value, null counts as no."""
    return pc.fill_null(pc.equal(table[column], value), False)


def _days(dates: pa.ChunkedArray) -> Ints:
    """Return day numbers; null is NEVER."""
    numbers = pc.fill_null(dates.cast(pa.date32()).cast(pa.int32()).cast(pa.int64()), NEVER)
    return np.asarray(numbers, dtype=np.int64)


def _handed(loans: pa.Table, cars: pa.Table) -> Ints:
    where = pc.index_in(loans["delivery_no"], cars["delivery_no"].combine_chunks())
    found = np.asarray(pc.fill_null(where.cast(pa.int64()), -1), dtype=np.int64)
    days = _days(cars["delivery_date"])
    return np.where(found >= 0, days[found] if len(days) else NEVER, NEVER)


def _earned(rebates: pa.Table) -> Ints:
    numbers = np.asarray(rebates["earn_period"].cast(pa.int64()), dtype=np.int64)
    return month_start((numbers // 100 - 1970) * 12 + numbers % 100) - 1
