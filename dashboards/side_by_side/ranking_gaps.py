"""Which gaps count, and which come first: the same order on the page and in the visit pack."""

from collections.abc import Iterable

from dashboards.side_by_side.asked import Cell
from metrics.side_by_side.gap_money import Kind
from metrics.side_by_side.places import Verdict

TOLD = (Verdict.APART, Verdict.BEYOND)
_KINDS = {Kind.RESULT: 0, Kind.REVENUE: 1, Kind.CAPITAL: 2}
_WITHOUT_MONEY = 3


def is_behind(cell: Cell) -> bool:
    """Whether a member is behind its median by more than chance; never where no way is good."""
    place = cell.place
    if place is None or place.rank is None or place.verdict not in TOLD:
        return False
    return place.gap < 0


def worst_first(cells: Iterable[Cell]) -> list[Cell]:
    """Gaps behind the median: those of gross and cost by CNY, of revenue, of capital, the rest.

    Amounts of different kinds are not set against one another, and gaps without an amount go by
    how far they lie outside of what is usual.
    """
    return sorted((cell for cell in cells if is_behind(cell)), key=_weight)


def _weight(cell: Cell) -> tuple[int, float]:
    if cell.money is not None:
        return _KINDS[cell.money.kind], cell.money.amount
    assert cell.place is not None  # it is behind
    return _WITHOUT_MONEY, -abs(cell.place.adjusted or 0.0)


def size_of(cell: Cell) -> float:
    """How far a figure lies from its median, in errors: what charts are cut by."""
    if cell.place is None or cell.place.adjusted is None:
        return 0.0
    return abs(cell.place.adjusted)
