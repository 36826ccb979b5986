"""Targets of lines from the budgets of their accounts: with all sides planned, or none at all."""

from datetime import date

import pytest

from metrics.model.period import Period
from metrics.targets import Targets, read_targets
from tests.specs.example import Example
from tests.specs.warehouse import duckdb_examples

MARCH = Period.month(date(2025, 3, 1))
# A plans both sides and expenses, B revenue alone, C both sides and a target of its own; D plans
# the workshop only, E a class of expenses as a whole.
_PLANS = """
    store | period | department | metric_code   | version  | value
    A     | 202503 | 售后       | 6002          | 年初预算 | 50000
    A     | 202503 | 售后       | 6402          | 年初预算 | 20000
    A     | 202503 | 销售       | 6001          | 年初预算 | 100000
    A     | 202503 | 销售       | 6401          | 年初预算 | 90000
    A     | 202503 | 行政       | 6611          | 年初预算 | 12000
    B     | 202503 | 售后       | 6002          | 年初预算 | 50000
    C     | 202503 | 售后       | 6002          | 年初预算 | 50000
    C     | 202503 | 售后       | 6402          | 年初预算 | 20000
    C     | 202503 | 售后       | gross_service | 年初预算 | 33000
    D     | 202503 | 售后       | 6002          | 年初预算 | 50000
    D     | 202503 | 售后       | 6402          | 年初预算 | 20000
    D     | 202503 | 行政       | 6611          | 年初预算 | 12000
    E     | 202503 | 售后       | 6002          | 年初预算 | 50000
    E     | 202503 | 售后       | 6402          | 年初预算 | 20000
    E     | 202503 | 销售       | 6001          | 年初预算 | 100000
    E     | 202503 | 销售       | 6401          | 年初预算 | 90000
    E     | 202503 | 行政       | 6611          | 年初预算 | 12000
    E     | 202503 | 行政       | personnel     | 年初预算 | 80000
"""
EXAMPLE = Example(
    kpi="gross_service",
    tables={"budgets": _PLANS},
    expect=(),
    stores="A=North B=North C=South D=South E=South",
)


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> Targets:
    opened = duckdb_examples(tmp_path_factory.mktemp("targets"), [EXAMPLE])
    metrics = ("gross_service", "gross_of_lines", "gross_parts", "net_profit", "operating_expenses")
    return read_targets(opened.backend, metrics, [MARCH], None)


@pytest.mark.parametrize(
    ("store", "metric", "value"),
    [
        ("A", "gross_service", 30000),
        ("A", "gross_of_lines", 40000),
        ("A", "operating_expenses", 12000),
        ("A", "net_profit", 28000),
        # Nothing of parts is planned.
        ("A", "gross_parts", None),
        # Revenue is no gross.
        ("B", "gross_service", None),
        ("B", "gross_of_lines", None),
        ("B", "net_profit", None),
        # What is stated goes before the sum; without expenses there is no profit.
        ("C", "gross_service", 33000),
        ("C", "net_profit", None),
        # A part of the store is not the whole.
        ("D", "gross_service", 30000),
        ("D", "gross_of_lines", None),
        ("D", "net_profit", None),
        # A class stands for its accounts, of which only one is planned.
        ("E", "gross_of_lines", 40000),
        ("E", "operating_expenses", None),
        ("E", "net_profit", None),
    ],
)
def test_a_line_has_a_target_where_its_plan_has_all_sides(
    targets: Targets, store: str, metric: str, value: float | None
) -> None:
    found = targets.values.get((metric, EXAMPLE.code(store), "202503"))
    assert (None if found is None else found.value) == value
