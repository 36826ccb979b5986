"""New stock cut by age: each stay is in one class of age after the other.

Age is counted as everywhere, from the first receipt in any of the stores, so that the classes of a
day add up to all cars in stock.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column
from metrics.facts.stock import NEW_STOCK
from metrics.model.measures import Level
from warehouse.functions import add_days, greatest, least

AGE_CLASSES = ((0, 30), (31, 60), (61, 90), (91, 180), (181, None))
"""First and last day of age, both inside; the last class has no end."""

_c = NEW_STOCK.c


def class_name(first: int, last: int | None) -> str:
    """Name of a class: ``0_30``, ``over_180``."""
    return f"over_{first - 1}" if last is None else f"{first}_{last}"


def _begins(first: int) -> Column:
    return greatest(add_days(_c.first_receipt, first), _c.receipt_date)


def _ends(last: int | None) -> Column:
    if last is None:
        return _c.out_date
    passed = add_days(_c.first_receipt, last + 1)
    return sa.case((_c.out_date.is_(None), passed), else_=least(_c.out_date, passed))


UNITS_BY_AGE = tuple(
    Level(
        f"new_stock_units_{class_name(first, last)}",
        NEW_STOCK,
        start=_begins(first),
        end=_ends(last),
    )
    for first, last in AGE_CLASSES
)
COST_BY_AGE = tuple(
    Level(
        f"new_stock_cost_{class_name(first, last)}",
        NEW_STOCK,
        start=_begins(first),
        end=_ends(last),
        value=_c.cost,
    )
    for first, last in AGE_CLASSES
)
OWN_UNITS = Level("new_stock_own_units", NEW_STOCK, start=_c.own_since, end=_c.out_date)
