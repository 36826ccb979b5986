"""Figures that explain KPIs: they add up to what they explain, from roll-ups and from details."""

from datetime import date
from pathlib import Path

import pytest

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import CATALOGUE, MEASURED, kpi
from metrics.facts.stock_ages import AGE_CLASSES, class_name
from metrics.model.period import Period
from metrics.reader import Question, Reader
from metrics.selection import Selection
from metrics.supporting.registry import SUPPORTING, supporting
from metrics.worklists.reading import read_worklists
from metrics.worklists.registry import WORKLISTS
from tests.metrics.explained import AS_OF, rows
from tests.metrics.network import CALENDAR, Network, TestSource, network
from tests.warehouse.support import small_clickhouse

MARCH = Period(date(2026, 3, 1), AS_OF)
FEBRUARY = Period.month(date(2026, 2, 1))


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder: Path = tmp_path_factory.mktemp("explained")
    return network(folder, rows(), AS_OF, date(2025, 1, 1), kpis=MEASURED)


def value(reader: Reader, name: str, period: Period, **keys: str) -> float | None:
    known = {one.id: one for one in SUPPORTING}
    one = known.get(name) or kpi(name)
    result = reader.ask(OPERATOR, Question(Selection(period, by=tuple(keys)), (one,)))
    return result.figure(name, **keys).value


def test_they_are_no_kpis_and_have_names_of_their_own() -> None:
    names = [one.id for one in (*CATALOGUE, *SUPPORTING)]
    assert len(names) == len(set(names))
    assert supporting("orders_signed") in SUPPORTING


def test_the_classes_of_age_add_up_to_the_stock(explained: Network) -> None:
    names = [class_name(*ages) for ages in AGE_CLASSES]
    units = [value(explained.quick, f"stock_units_{name}", MARCH) for name in names]
    assert units == [1, 1, 2, 2, 1]
    assert sum(n or 0 for n in units) == value(explained.quick, "new_stock_units", MARCH)
    cost = [value(explained.quick, f"stock_cost_{name}", MARCH) for name in names]
    assert cost == [100, 200, 1000, 1200, 500]


def test_gross_step_by_step(explained: Network) -> None:
    # (2,000 + 1,000 + 1,000) / 3; with 500 confirmed a car; with 250 more expected.
    steps = ("front_gross_per_unit", "gross_with_confirmed_rebates", "gross_with_all_rebates")
    found = [value(explained.quick, name, MARCH) for name in steps]
    assert found == pytest.approx([4000 / 3, 4000 / 3 + 500, 4000 / 3 + 750])


def test_departments_add_up_to_the_net_profit(explained: Network) -> None:
    lines = tuple(
        supporting(f"department_{name}") for name in ("revenue", "gross", "expenses", "result")
    )
    result = explained.quick.ask(OPERATOR, Question(Selection(FEBRUARY, by=("department",)), lines))
    assert result.figure("department_gross", department="新车").value == 240
    assert result.figure("department_result", department="新车").value == 190
    assert result.figure("department_result", department="机电维修").value == 200
    results = [figure.value or 0 for figure in result.of("department_result")]
    assert sum(results) == value(explained.quick, "net_profit", FEBRUARY) == 320


def test_roll_ups_and_details_agree(explained: Network) -> None:
    questions = [
        Question(Selection(period, by=("store",)), SUPPORTING) for period in (MARCH, FEBRUARY)
    ]
    quick, exact = (
        reader.ask_all(OPERATOR, questions) for reader in (explained.quick, explained.exact)
    )
    assert [result.rows for result in quick] == [result.rows for result in exact]
    assert sum(f.value is not None for result in quick for f in result.rows) > 40


def test_a_department_that_is_not_open_stays_closed(explained: Network) -> None:
    reader = Scope("parts", None, frozenset({"parts"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="orders_signed"):
        explained.quick.ask(reader, Question(Selection(MARCH), (supporting("orders_signed"),)))


@pytest.mark.engine
def test_the_other_engine_gives_the_same_figures_and_lists(
    explained: Network, tmp_path: Path
) -> None:
    source = TestSource("other", AS_OF, small_clickhouse(tmp_path, rows()))
    other = Reader(source, CALENDAR)
    questions = [
        Question(Selection(MARCH, by=("store",)), SUPPORTING),
        Question(Selection(MARCH, by=("category_department",)), (kpi("complaint_count"),)),
    ]
    found = other.ask_all(OPERATOR, questions)
    expected = explained.exact.ask_all(OPERATOR, questions)
    assert [result.rows for result in found] == [result.rows for result in expected]
    assert read_worklists(other, OPERATOR, WORKLISTS, Selection(MARCH)) == read_worklists(
        explained.exact, OPERATOR, WORKLISTS, Selection(MARCH)
    )
