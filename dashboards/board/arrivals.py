"""Which stores have not sent their newest day."""

from collections.abc import Sequence
from datetime import date

from dashboards.services import LoadReport

# Documents that every store writes on every working day; a store without any of them is late.
_DAILY = (
    "leads",
    "showroom_visits",
    "vehicle_orders",
    "vehicle_deliveries",
    "repair_orders",
    "parts_issue_lines",
)


def late_stores(report: LoadReport, stores: Sequence[str], as_of: date) -> tuple[str, ...]:
    """The stores of which no daily document reaches the newest day of the data."""
    arrived = {
        found.store
        for found in report.coverage
        if found.table in _DAILY and found.last_day is not None and found.last_day >= as_of
    }
    known = {found.store for found in report.coverage if found.table in _DAILY}
    return tuple(code for code in stores if code in known and code not in arrived)
