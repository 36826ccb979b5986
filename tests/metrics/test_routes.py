"""Random small networks: every way to a figure gives the same figure."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Result
from metrics.selection import Selection
from tests.metrics.network import network, stores

FIRST, AS_OF = date(2025, 1, 1), date(2025, 3, 20)
KPIS = (kpi("retail_deliveries"), kpi("delivery_target_attainment"))


@st.composite
def sold(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Deliveries of four stores, reversals among them."""
    entries = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("N1", "N2", "S1", "S2")),
                st.integers(0, 78),
                st.sampled_from(("零售", "大客户", "内部")),
                st.sampled_from((100, -100, None)),
            ),
            max_size=60,
        )
    )
    return [
        {
            "store_code": store,
            "delivery_no": f"D{number}",
            "delivery_date": FIRST + timedelta(days=offset),
            "customer_type": kind,
            "revenue_ex_vat": amount,
        }
        for number, (store, offset, kind, amount) in enumerate(entries)
    ]


def figures(result: Result) -> dict[tuple[str, tuple[tuple[str, str], ...]], Any]:
    return {(row.kpi, tuple(row.keys.items())): (row.value, row.state) for row in result.rows}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=sold(), start=st.integers(0, 78), days=st.integers(1, 78))
def test_roll_ups_details_and_series_agree(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[dict[str, Any]],
    start: int,
    days: int,
) -> None:
    tables = {
        "dim_store": stores("N1", "N2", "S1", "S2"),
        "vehicle_deliveries": rows,
        "budgets": [
            {
                "store_code": store,
                "period": month,
                "department": "销售",
                "metric_code": "retail_deliveries",
                "value": 7,
                "version": "年初预算",
            }
            for store in ("N1", "S1")
            for month in ("202501", "202503")
        ],
    }
    made = network(tmp_path, tables, AS_OF, FIRST, kpis=KPIS)
    period = Period(FIRST + timedelta(days=start), FIRST + timedelta(days=start + days - 1))
    for by in ((), ("store",), ("store", "month"), ("week",)):
        question = Question(Selection(period, by=by), KPIS)
        quick = figures(made.quick.ask(OPERATOR, question))
        assert quick == figures(made.exact.ask(OPERATOR, question))
        with monkeypatch.context() as patch:
            patch.setattr("metrics.reader.series_pays", lambda *_: True)
            assert quick == figures(made.quick.ask(OPERATOR, question))
    total = made.quick.ask(OPERATOR, Question(Selection(period), KPIS[:1])).rows[0]
    each = made.quick.ask(OPERATOR, Question(Selection(period, by=("store",)), KPIS[:1])).rows
    assert (total.value or 0) == sum(row.value or 0 for row in each)
