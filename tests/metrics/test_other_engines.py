"""The sums of all KPIs as statements for engines that nobody ran them on.

That a text compiles says nothing of what an engine answers to it; docs/other-engines.md.
"""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.engine.default import DefaultDialect

from metrics.catalogue import CATALOGUE
from metrics.compiler.details import fact_branches, stack
from metrics.frame import Frame
from metrics.model.period import Period
from metrics.plan import Plan
from warehouse import functions
from warehouse.functions import percentile
from warehouse.functions_elsewhere import ELSEWHERE

pytestmark = pytest.mark.engine
AS_OF = date(2026, 10, 22)


class _Trino(DefaultDialect):
    """Standard SQL under Trino's name; its own dialect is a package that is not installed."""

    name = "trino"
    supports_statement_cache = False


class _StarRocks(MySQLDialect):
    """MySQL's under StarRocks' name, as the engine's own dialect is made."""

    name = "starrocks"
    supports_statement_cache = False


DIALECTS: dict[str, Any] = {
    "postgresql": postgresql.dialect,
    "trino": _Trino,
    "starrocks": _StarRocks,
}


@pytest.fixture(scope="module")
def statements() -> list[sa.SelectBase]:
    """Every fact that the catalogue needs, with all its sums over a month for some stores."""
    plan = Plan(AS_OF)
    frame = Frame((Period.month(date(2026, 9, 1)),), AS_OF)
    for kpi in CATALOGUE:
        plan.add_all(kpi, frame)
    slots = {f"s{number}": slot for number, slot in enumerate(plan.slots)}
    branches = fact_branches(slots, plan.measures, ["S01", "S02"])
    assert len(branches) > 50
    return [stack([branch], member=False) for branch in branches]


# MySQL's own dialect has no such cast; StarRocks has.
@pytest.mark.filterwarnings("ignore:Datatype DOUBLE does not support CAST")
@pytest.mark.parametrize("name", list(DIALECTS))
def test_all_sums_compile(statements: list[sa.SelectBase], name: str) -> None:
    for statement in statements:
        text = str(statement.compile(dialect=DIALECTS[name]()))
        assert "GROUP BY" in text
        assert "{" not in text


def test_every_function_has_a_text_or_a_reason() -> None:
    classes = {
        name
        for name, made in vars(functions).items()
        if isinstance(made, type) and issubclass(made, functions._Portable)
    } - {"_Portable"}
    assert set(ELSEWHERE) == set(DIALECTS)
    for name, texts in ELSEWHERE.items():
        assert classes - set(texts) == ({"_Percentile"} if name == "trino" else set())


def test_a_figure_that_would_be_another_one_does_not_compile() -> None:
    """Trino's percentiles are approximate."""
    asked = sa.select(percentile(sa.column("x"), 0.25))
    with pytest.raises(NotImplementedError, match="got trino"):
        asked.compile(dialect=_Trino())
    assert "percentile_cont(0.25) WITHIN GROUP" in str(
        asked.compile(dialect=DIALECTS["postgresql"]())
    )
