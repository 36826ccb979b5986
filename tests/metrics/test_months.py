"""Sums of months, from columns as wide as an engine gives them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from metrics.compiler.slots import Slot
from metrics.months import take_months


class Given:
    """Answers with a table of two stores and two months."""

    def __init__(self, kind: pa.DataType) -> None:
        amounts = [Decimal("1.25"), Decimal("-2.50"), None, Decimal("10.00")]
        self._table = pa.table(
            {
                "store": ["A", "B", "A", "B"],
                "month": pa.array([date(2025, 1, 1)] * 2 + [date(2025, 2, 1)] * 2, pa.date32()),
                "revenue": pa.array(amounts, kind),
            }
        )

    def arrow(self, _: object) -> pa.Table:
        return self._table


@pytest.mark.parametrize("kind", [pa.decimal64(12, 2), pa.decimal128(38, 2), pa.decimal256(60, 2)])
def test_every_width_of_a_number_gives_the_same_sums(kind: pa.DataType) -> None:
    slots = [
        Slot("revenue", ((date(2025, 1, 1), date(2025, 2, 28)),)),
        Slot("revenue", ((date(2025, 2, 1), date(2025, 2, 28)),)),
    ]
    backend: Any = Given(kind)
    whole, last = take_months(backend, slots, ("A", "B"), None).values()
    assert (whole.tolist(), last.tolist()) == ([1.25, 7.5], [0.0, 10.0])
