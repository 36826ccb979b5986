"""Lines of purchase orders of parts, as the shelf and its month-end list both need them."""

from dataclasses import dataclass

from data_loaders.demo.arrays import Ints


@dataclass(frozen=True)
class Purchases:
    """Purchase lines; times are minutes, ``short`` is what was ordered and did not come."""

    kind: Ints
    part: Ints
    ordered: Ints
    received: Ints
    short: Ints
    quantity: Ints


@dataclass(frozen=True)
class Bought:
    """All purchases: for lines the shelf could not fill, for pre-orders, for the shelf itself."""

    special: Purchases
    preorders: Purchases
    stock: Purchases
