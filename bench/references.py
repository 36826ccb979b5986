"""The sums of a page as somebody would write them by hand: in SQL, and in pandas.

The sums are those that a page took from daily values: a measure over days, for the stores in view.
What a page makes of them (ratios, comparisons, states) is no part of a reference.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from bench.counting import TimedReader
from metrics.compiler.slots import Slot
from metrics.model.windows import Ranges
from metrics.plan import Plan
from metrics.sums import Sums
from warehouse.engines import Backend

ROWS_IN_PANDAS = 400_000
"""Of a larger roll-up a process would hold gigabytes before it could answer anything."""


class ListingReader(TimedReader):
    """A reader that lists the sums it takes from roll-ups."""

    slots: dict[Slot, None]

    def _sums(self, backend: Backend, plan: Plan, *stores: Any) -> Sums:
        self.slots.update(plan.daily(self.rolled_up))
        return super()._sums(backend, plan, *stores)


def _by_days(slots: Sequence[Slot]) -> dict[Ranges, list[str]]:
    found: dict[Ranges, dict[str, None]] = {}
    for slot in slots:
        found.setdefault(slot.ranges, {})[slot.measure] = None
    return {ranges: list(names) for ranges, names in found.items()}


def by_hand(backend: Backend, slots: Sequence[Slot], store: str) -> Callable[[], list[pa.Table]]:
    """A plain SELECT over the daily roll-up for each set of days, one after another.

    One statement for all, with a filter for each sum, takes the engine many times longer.
    """
    statements = []
    for ranges, names in _by_days(slots).items():
        days = " OR ".join(f"day BETWEEN DATE '{a}' AND DATE '{b}'" for a, b in ranges)
        sums = ", ".join(f"sum({name}) AS {name}" for name in names)
        text = f"SELECT {sums} FROM daily_measures WHERE store_code = '{store}' AND ({days})"
        statements.append(sa.select(sa.text("*")).select_from(sa.text(f"({text}) t")))
    return lambda: [backend.arrow(statement) for statement in statements]


def in_pandas(backend: Backend, slots: Sequence[Slot], store: str) -> Callable[[], object] | None:
    """The same over a frame of the whole roll-up, which is read before; None if it is too large."""
    days = sa.table("daily_measures")
    (rows,) = backend.rows(sa.select(sa.func.count().label("n")).select_from(days))
    if rows["n"] > ROWS_IN_PANDAS:
        return None
    names = sorted({slot.measure for slot in slots})
    columns = ", ".join(f"CAST({name} AS DOUBLE) AS {name}" for name in names)
    text = sa.text(f"(SELECT store_code, day, {columns} FROM daily_measures) t")
    frame = backend.arrow(sa.select(sa.text("*")).select_from(text)).to_pandas()
    frame["day"] = pd.to_datetime(frame["day"])
    wanted = _by_days(slots)

    def sums() -> list[object]:
        mine = frame[frame["store_code"] == store]
        found: list[object] = []
        for ranges, measures in wanted.items():
            inside = sum(mine["day"].between(str(a), str(b)) for a, b in ranges) > 0
            found.append(mine.loc[inside, measures].sum())
        return found

    return sums
