"""A reader that answers with figures given as arrays, to test what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt

from access.scope import Masking, Scope
from metrics.directory import Store, pick
from metrics.model.period import add_months, buckets
from metrics.reader import Question, Reader
from metrics.result import Figure, Result, State
from metrics.selection import Selection

OPERATOR = Scope("operator", None, None, Masking.NONE)
Array = npt.NDArray[np.float64]


def store(code: str, city: str = "", region: str = "") -> Store:
    return Store(code, code, region, "示范牌", city, "")


@dataclass
class GivenFigures:
    """Monthly figures from a first month on; what is not given is not there.

    Quarters are sums of additive figures and means of all others, which is enough here.
    """

    stores: Sequence[Store]
    first: date
    values: Mapping[str, Array]
    as_of: date
    currencies: Mapping[tuple[str, str], str] = field(default_factory=dict)
    states: Mapping[tuple[str, str, str], State] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    @property
    def reader(self) -> Reader:
        return cast(Reader, self)

    def stores_of(self, scope: Scope, selection: Selection) -> tuple[Store, ...]:
        return pick(self.stores, selection.stores)[0] if selection.stores else tuple(self.stores)

    def ask(self, scope: Scope, question: Question) -> Result:
        self.asked.append(question)
        selection = question.selection
        grain = selection.time_grain or "month"
        rows = []
        for kpi in question.kpis:
            for piece in buckets(selection.period, grain):
                months = [add_months(piece.start, n) for n in range(3 if grain == "quarter" else 1)]
                for code in selection.stores:
                    row = next(n for n, one in enumerate(self.stores) if one.code == code)
                    found = [self._value(kpi.id, row, month) for month in months]
                    total = float(np.sum(found))
                    value = total if kpi.rollup.value == "additive" else total / len(found)
                    key = kpi.id, code, piece.key(grain)
                    state = self.states.get(key, State.NO_DATA if np.isnan(value) else State.OK)
                    currency = self.currencies.get((kpi.id, code), "CNY")
                    keys = {"store": code, grain: piece.key(grain)}
                    told = None if np.isnan(value) else value
                    rows.append(
                        Figure(kpi.id, keys, told, None, None, kpi.unit, state, currency=currency)
                    )
        return Result("given", self.as_of, selection.period, tuple(rows))

    def _value(self, kpi: str, row: int, month: date) -> float:
        place = 12 * (month.year - self.first.year) + month.month - self.first.month
        values = self.values.get(kpi)
        if values is None or not 0 <= place < values.shape[1]:
            return float("nan")
        return float(values[row, place])


def ended(first: date, months: int) -> date:
    """Last day of so many months from a first one on."""
    return date.fromordinal(add_months(first, months).toordinal() - 1)
