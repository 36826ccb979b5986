"""Faults planted on purpose, so that quarantine, queues and gaps have something to show.

Each is in one place that ``docs/demo-network.md`` names. Only extracts of a DMS carry them.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.frames import decimals
from data_loaders.demo.site import Site


@dataclass(frozen=True)
class WrongCell:
    """A cell that does not hold what its column holds: in the middle row of the table's first file.

    ``refused`` tells whether the row must end in quarantine.
    """

    store: int
    table: str
    column: str
    text: str
    refused: bool


WRONG_CELLS = (
    WrongCell(1, "complaints", "opened_at", "1899-12-30", refused=True),
    WrongCell(2, "repair_orders", "settled_at", "待定", refused=True),
    WrongCell(3, "accessory_sales", "revenue_ex_vat", "见附件", refused=True),
    WrongCell(6, "repair_orders", "ro_type", "美容装潢", refused=False),
)
# Store: a reversal without its original; an older export of the last week; a month without visits.
ORPHAN_REVERSAL = 5
OLDER_EXPORT = 7
MONTH_MISSING = 9
MONTHS_BACK = 3
# Each twelfth store has not handed in its last day yet.
LATE_STORE = 12
ORPHAN = "XS2600000H"


def days_missing(number: int) -> int:
    """Return how many days at the end a store has not exported."""
    return 1 if number % LATE_STORE == 0 else 0


def spoil(site: Site, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the tables of a store with the faults that concern whole rows."""
    number = site.traits.number
    if number == ORPHAN_REVERSAL:
        return tables | {"vehicle_deliveries": _with_orphan(tables["vehicle_deliveries"])}
    if number == MONTH_MISSING:
        return tables | {"showroom_visits": _without_month(site, tables["showroom_visits"])}
    return tables


def wrong_cells(number: int, table: str) -> list[WrongCell]:
    """Return the wrong cells of a table of a store."""
    return [cell for cell in WRONG_CELLS if (cell.store, cell.table) == (number, table)]


def _with_orphan(sold: pa.Table) -> pa.Table:
    """Return the deliveries with a red-letter row that reverses nothing."""
    row = sold.slice(sold.num_rows // 2, 1)
    for name in ("msrp", "retail_price", "revenue_ex_vat", "cost_ex_vat", "rebate_confirmed"):
        place = row.schema.get_field_index(name)
        amount = -np.abs(np.asarray(row[name].cast(pa.float64())))
        row = row.set_column(place, name, decimals(amount, 2))
    for name, text in (("delivery_no", ORPHAN), ("order_no", None), ("vin", "0DEM000590T000001")):
        place = row.schema.get_field_index(name)
        row = row.set_column(place, name, pa.array([text], pa.string()))
    return pa.concat_tables([sold, row])


def _without_month(site: Site, visits: pa.Table) -> pa.Table:
    month = site.span.last_month - MONTHS_BACK
    days = visits["visit_at"].cast(pa.date32(), safe=False)
    found = np.asarray(days).astype("datetime64[M]").astype(np.int64)
    return visits.filter(pa.array(found != month))


def older_export(site: Site, orders: pa.Table) -> pa.Table:
    """Return the repair orders of the last week as they stood one evening before."""
    evening = pa.scalar(site.last_day * 86400 - 1, pa.timestamp("s"))
    week = pa.scalar((site.last_day - 7) * 86400, pa.timestamp("s"))
    mine = pc.and_(
        pc.greater_equal(orders["open_at"], week), pc.less_equal(orders["open_at"], evening)
    )
    rows = orders.filter(mine)
    done_later = pc.fill_null(pc.greater(rows["completed_at"], evening), False)
    settled_later = pc.fill_null(pc.greater(rows["settled_at"], evening), False)
    for name, later in (
        ("completed_at", done_later),
        ("settled_at", settled_later),
        ("released_at", settled_later),
    ):
        place = rows.schema.get_field_index(name)
        empty = pa.scalar(None, rows[name].type)
        rows = rows.set_column(place, name, pc.if_else(later, empty, rows[name]))
    open_status = pc.if_else(done_later, "在修", pc.if_else(settled_later, "完工", rows["status"]))
    status = pc.if_else(pc.equal(rows["status"], "作废"), "作废", open_status)
    return rows.set_column(rows.schema.get_field_index("status"), "status", status)
