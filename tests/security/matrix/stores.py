"""The stores of the canary warehouse, as a plain table: it shares nothing with the application.

Whatever belongs to a store bears its code, and its amounts are its power of two: a figure shows
which stores went into it, and a text whose it is.
"""

from dataclasses import dataclass

# Every amount is a small multiple of MARK x 64 ** place, so that sums over stores and a few rows
# show one digit for each store in base 64, and hardly any other number is a multiple of MARK.
MARK = 10_007
BASE = 64
# So many rows of each table, store and month.
ROWS = 3


@dataclass(frozen=True, slots=True)
class CanaryStore:
    """A store: its code, and what it alone, its region and its brand are called."""

    code: str
    name: str
    region: str
    brand: str
    city: str

    @property
    def place(self) -> int:
        """Which digit of an amount is its own."""
        return int(self.code[-1]) - 1

    @property
    def amount(self) -> int:
        """Its amount, in CNY."""
        return int(MARK * BASE**self.place)


STORES = (
    CanaryStore("ZK01", "鹤鸣店", "朔北区", "赤兔牌", "鹤城"),
    CanaryStore("ZK02", "鹿鸣店", "朔北区", "乌骓牌", "鹿城"),
    CanaryStore("ZK03", "雁鸣店", "朔北区", "赤兔牌", "雁城"),
    CanaryStore("ZK04", "虎啸店", "岭南区", "乌骓牌", "虎城"),
    CanaryStore("ZK05", "龙吟店", "岭南区", "赤兔牌", "龙城"),
    CanaryStore("ZK06", "凤栖店", "岭南区", "飞电牌", "凤城"),
)
# A code of the same form that no store has.
NO_STORE = "ZK09"
CODES = frozenset(store.code for store in STORES)
SOUTH = frozenset(store.code for store in STORES if store.region == "岭南区")
