"""A reader that answers with figures given as arrays, to test what is made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np
import numpy.typing as npt

from access.scope import Masking, Scope
from metrics.directory import Store, pick
from metrics.model.kpi import Kpi, Rollup
from metrics.model.period import add_months, buckets
from metrics.reader import Question, Reader
from metrics.selection import Selection
from metrics.store_values import StoreValues

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
    figures: dict[str, Array]
    as_of: date
    currencies: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    snapshot: str = "given"
    backend: object = None

    @property
    def reader(self) -> Reader:
        return cast(Reader, self)

    def directory(self, scope: Scope) -> tuple[Store, ...]:
        return tuple(one for one in self.stores if scope.allows_store(one.code))

    def stores_of(self, scope: Scope, selection: Selection) -> tuple[Store, ...]:
        open_to = self.directory(scope)
        return pick(open_to, selection.stores)[0] if selection.stores else open_to

    def values(self, scope: Scope, question: Question) -> Mapping[str, StoreValues]:
        self.asked.append(question)
        selection = question.selection
        grain = selection.time_grain or "month"
        pieces = buckets(selection.period, grain)
        found = {}
        for kpi in question.kpis:
            cells = np.array(
                [
                    [self._cell(kpi, code, piece.start, grain) for piece in pieces]
                    for code in selection.stores
                ]
            )
            currencies = [self.currencies.get((kpi.id, code), "CNY") for code in selection.stores]
            told = np.array([[currency != "CNY"] * len(pieces) for currency in currencies])
            found[kpi.id] = StoreValues(cells, told, tuple(currencies))
        return found

    def _cell(self, kpi: Kpi, code: str, start: date, grain: str) -> float:
        row = next(n for n, one in enumerate(self.stores) if one.code == code)
        months = [add_months(start, n) for n in range(3 if grain == "quarter" else 1)]
        held = [self._value(kpi.id, row, month) for month in months]
        total = float(np.sum(held))
        return total if kpi.rollup is Rollup.ADDITIVE else total / len(held)

    def _value(self, kpi: str, row: int, month: date) -> float:
        place = 12 * (month.year - self.first.year) + month.month - self.first.month
        values = self.figures.get(kpi)
        if values is None or not 0 <= place < values.shape[1]:
            return float("nan")
        return float(values[row, place])


def ended(first: date, months: int) -> date:
    """Last day of so many months from a first one on."""
    return date.fromordinal(add_months(first, months).toordinal() - 1)
