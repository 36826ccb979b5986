"""Networks that are copied out of a small one, sums by hand, and tables in the documentation."""

import argparse
from pathlib import Path
from typing import Any

import pytest

from access.scope import OPERATOR
from bench.enlarging import enlarged
from bench.measurement import Measurement
from bench.references import by_hand, in_pandas
from bench.written_page import END, begin_of, write_parts
from commands.bench import _sizes
from metrics.catalogue import kpi
from metrics.compiler.slots import Slot
from metrics.model.period import Period
from metrics.plan import Plan
from metrics.reader import Question, Reader
from metrics.rolled_up import read_rolled_up
from metrics.selection import Selection
from metrics.sums import take_sums
from tests.metrics.network import CALENDAR, Network, network, stores
from tests.metrics.test_reader import AS_OF, MARCH, delivery

RETAIL = kpi("retail_deliveries")
SOLD = {"N1": 2, "S1": 5}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores(*SOLD),
        "vehicle_deliveries": [
            delivery(store, f"2025-03-{day + 1:02}", 100 * place + day)
            for place, (store, count) in enumerate(SOLD.items())
            for day in range(count)
        ],
    }
    folder = tmp_path_factory.mktemp("small")
    return network(folder, rows, AS_OF, MARCH.start, kpis=(RETAIL,))


def database(small: Network) -> Path:
    found: Any = small.quick.backend
    (row,) = found.inner._connection.execute(
        "SELECT path FROM duckdb_databases() WHERE NOT internal"
    ).fetchall()
    return Path(row[0])


@pytest.mark.parametrize("facts", [True, False])
def test_a_large_network_holds_the_stores_of_the_small_one(
    small: Network, tmp_path: Path, facts: bool
) -> None:
    source: Any = small.quick._source
    with enlarged(source, database(small), tmp_path, 5, facts=facts) as large:
        reader = Reader(large, CALENDAR, read_rolled_up(large.backend), 0)
        question = Question(Selection(MARCH, by=("store",)), (RETAIL,))
        sold = [figure.value for figure in reader.ask(OPERATOR, question).rows]
        assert sold == [2, 5, 2, 5, 2]
        named = Question(Selection(MARCH, by=("consultant",)), (RETAIL,))
        counted = sum(figure.value or 0 for figure in reader.ask(OPERATOR, named).rows)
        assert counted == (16 if facts else 0)
    assert list(tmp_path.iterdir()) == []


def test_sums_by_hand_are_those_that_a_page_takes(small: Network) -> None:
    backend = small.quick.backend
    days = Period(MARCH.start, MARCH.start.replace(day=4))
    slots = [Slot("retail_delivered", ((p.start, p.end),)) for p in (MARCH, days)]
    held = small.quick.holding
    plan = Plan(AS_OF, held.facts, held.first)
    for period in (MARCH, days):
        plan.add(RETAIL, period)
    taken = take_sums(backend, plan, ("S1",), ("S1",), held.measures)
    expected = [float(values[0]) for values in taken.values.values()]
    found = [
        table.column("retail_delivered")[0].as_py() for table in by_hand(backend, slots, "S1")()
    ]
    assert [float(value) for value in found] == [5.0, 4.0] == sorted(expected)[::-1]
    frame = in_pandas(backend, slots, "S1")
    assert frame is not None
    sums: Any = frame()
    assert [float(series["retail_delivered"]) for series in sums] == [5.0, 4.0]


def test_measurements_are_written_where_their_part_has_a_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{begin_of('growth')}\nold\n{END}\nafter\n", encoding="utf-8")
    found = [
        Measurement(
            "slow", 300.0, "ms", "plain", 100.0, bar=2, spread=(290.0, 310.0), part="growth"
        ),
        Measurement("elsewhere", 1.0, "s", part="pages"),
    ]
    write_parts(page, found, "on this day")
    text = page.read_text(encoding="utf-8")
    assert "| slow | 300 ms | plain: 100 ms | 3.00 | 2 **missed** | 290 ms - 310 ms |" in text
    assert "on this day" in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "elsewhere" not in text


def test_sizes_are_numbers_in_order() -> None:
    assert _sizes("100,10,100") == (10, 100)
    for wrong in ("ten", "", "0,5"):
        with pytest.raises(argparse.ArgumentTypeError, match="10,100,1000"):
            _sizes(wrong)
