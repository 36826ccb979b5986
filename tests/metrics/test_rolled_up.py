"""What a snapshot holds beside its details, and that it answers as the details do."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest

from metrics import stored
from metrics.catalogue import all_measures
from metrics.compiler.slots import Slot
from metrics.daily_series import scale_of
from metrics.facts.budgets import STATED
from metrics.frame import Frame
from metrics.model.facts import Fact
from metrics.model.measures import Flow, MonthlyDistinct, Spread
from metrics.model.period import Period
from metrics.model.windows import SELECTION, month_ends, trailing_days, trailing_months
from metrics.plan import Plan
from metrics.rolled_up import (
    NOTHING_ROLLED_UP,
    RolledUp,
    build_rolled_up,
    read_rolled_up,
)
from metrics.series import take_series
from metrics.stored import facts_of, stored_summed
from metrics.sums import Running, take_sums
from tests.specs.warehouse import Connected
from tests.warehouse.support import Rows, build_file, writing
from warehouse.engines.duckdb import DuckDBBackend, open_file

AS_OF = date(2025, 3, 20)
FIRST = date(2024, 1, 1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[DuckDBBackend, RolledUp]:
    """Three stores of unequal size; the second has no call-backs."""
    calls = [
        {
            "store_code": store,
            "callback_id": f"{store}{n}",
            "event_type": "售后出厂",
            "event_no": f"RO{n // 4}",
            "event_date": FIRST + timedelta(days=3 * (n // 4)),
            "attempt_at": f"{FIRST + timedelta(days=4 * (n // 4) + 9 * (n % 4))}T10:00",
            "result": "成功" if n % 3 else "未接",
        }
        for store, count in (("S1", 300), ("S3", 17))
        for n in range(count)
    ]
    rows: Rows = {
        "dim_store": [{"store_code": f"S{n}", "store_name": f"S{n}"} for n in (1, 2, 3)],
        "callbacks": calls,
    }
    path = build_file(tmp_path_factory.mktemp("rolled"), rows)
    with writing(path) as connection:
        held = build_rolled_up(Connected(connection), all_measures().values(), FIRST, AS_OF)
    return open_file(path, threads=1, memory_limit="500MB"), held


def test_a_snapshot_says_what_it_holds(opened: tuple[DuckDBBackend, RolledUp]) -> None:
    backend, held = opened
    assert read_rolled_up(backend) == held
    summed = {n for n, m in all_measures().items() if not isinstance(m, Spread)}
    assert held.measures == summed
    assert held.facts == {STATED.name, *(fact.name for fact in facts_of(all_measures().values()))}


def test_a_snapshot_without_roll_ups_holds_nothing(tmp_path: Path) -> None:
    path = build_file(tmp_path, {"dim_store": [{"store_code": "S1", "store_name": "S1"}]})
    assert read_rolled_up(open_file(path)) == NOTHING_ROLLED_UP


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2025, 2, 1), date(2025, 2, 28)),
        Period(date(2025, 3, 1), date(2025, 3, 31)),
        # Begins inside a month, where the first day of a key in its month does not suffice.
        Period(date(2025, 1, 17), date(2025, 3, 9)),
        Period(date(2023, 11, 1), date(2024, 2, 29)),
    ],
    ids=lambda period: f"{period.start}",
)
def test_series_sums_and_details_agree(
    opened: tuple[DuckDBBackend, RolledUp], period: Period
) -> None:
    backend, held = opened
    stores = ("S1", "S2", "S3")
    wanted = [
        m
        for m in all_measures().values()
        if isinstance(m, Flow | MonthlyDistinct) and m.fact.tables == ("callbacks",)
    ]
    assert any(isinstance(m, MonthlyDistinct) for m in wanted)
    frame = Frame((period,), AS_OF)
    windows = (SELECTION, trailing_days(90), trailing_months(12), month_ends(2))
    slots = {
        Slot(m.name, ranges): None
        for m in wanted
        for window in windows
        for ranges in frame.ranges(window)
        if ranges
    }

    def plan(facts: frozenset[str]) -> Plan:
        measures = {m.name: stored_summed(m, facts) for m in wanted}
        return Plan(AS_OF, facts, FIRST, dict(slots), measures)

    exact = take_sums(backend, plan(frozenset()), stores, None, frozenset())
    stored = take_sums(backend, plan(held.facts), stores, ("S1", "S2", "S3"), frozenset())
    summed = take_sums(backend, plan(held.facts), stores, None, held.measures)
    again = plan(held.facts)
    series = take_series(backend, again, stores, None, again.daily(held.measures))
    total = 0.0
    for measure in wanted:
        for window in windows:
            if not frame.ranges(window)[0]:
                continue
            first = exact.take(measure.name, frame, window)
            total += float(first.sum())
            for other in (stored, summed, series):
                np.testing.assert_array_equal(other.take(measure.name, frame, window), first)
    assert total > 0


def test_running_totals_are_exact_beyond_what_floats_hold() -> None:
    cents = np.array([[0, 10**16 + 1, 10**16 + 3, 10**16 + 4]], dtype=np.int64)
    running = Running(date(2025, 3, 1).toordinal(), cents, 100.0)
    frame = Frame((Period(date(2025, 3, 2), date(2025, 3, 3)),), AS_OF)
    assert running.over(frame, SELECTION).tolist() == [[0.03]]


def test_days_outside_the_axis_add_nothing() -> None:
    running = Running(date(2025, 3, 1).toordinal(), np.array([[0, 5, 12]]), 1.0)
    frame = Frame(
        (
            Period(date(2025, 2, 1), date(2025, 2, 28)),
            Period(date(2025, 2, 1), date(2025, 3, 1)),
            Period(date(2025, 3, 2), date(2025, 3, 20)),
        ),
        AS_OF,
    )
    assert running.over(frame, SELECTION).ravel().tolist() == [0, 5, 7]


@pytest.mark.parametrize(
    ("kind", "scale"), [("BIGINT", 0), ("DECIMAL(18,2)", 2), ("DECIMAL(38, 7)", 7), ("DOUBLE", 9)]
)
def test_a_type_has_its_decimals(kind: str, scale: int) -> None:
    assert scale_of(kind) == scale


def test_a_slip_of_the_pen_does_not_stop_the_roll_up(tmp_path: Path) -> None:
    """A phone number typed as a quantity: what has too many digits is left to the details."""
    line = {"store_code": "S1", "line_no": 1, "issue_type": "外销", "unit_cost": 9_999_999_999.99}
    days = (date(2025, 2, 3), date(2025, 3, 3))
    rows: Rows = {
        "dim_store": [{"store_code": "S1", "store_name": "S1"}],
        "parts_issue_lines": [
            {**line, "issue_no": f"{n}", "issued_at": f"{day}T09:00", "qty": qty}
            for n, (day, qty) in enumerate(zip(days, (13_800_138_000, 2), strict=True))
        ],
    }
    path = build_file(tmp_path, rows)
    with writing(path) as connection:
        held = build_rolled_up(Connected(connection), all_measures().values(), FIRST, AS_OF)
    backend = open_file(path, threads=1, memory_limit="500MB")
    wanted = [m for m in all_measures().values() if m.fact.tables == ("parts_issue_lines",)]
    flows = [m for m in wanted if isinstance(m, Flow)]
    frame = Frame((Period.month(days[0]), Period.month(days[1])), AS_OF)
    slots = {Slot(m.name, r): None for m in flows for r in frame.ranges(SELECTION)}
    measures = {m.name: stored_summed(m, held.facts) for m in flows}
    plan = Plan(AS_OF, held.facts, FIRST, slots, measures)
    series = take_series(backend, plan, ("S1",), None, plan.daily(held.measures))
    exact = take_sums(backend, plan, ("S1",), None, frozenset())
    largest = 0.0
    for measure in flows:
        first = exact.take(measure.name, frame, SELECTION)
        largest = max(largest, float(first.max()))
        np.testing.assert_array_equal(series.take(measure.name, frame, SELECTION), first)
    assert largest > 1e20
    assert {"parts_cost_sold"} == {m.name for m in flows} - held.measures


def test_a_text_has_no_decimals() -> None:
    with pytest.raises(ValueError, match="expected a type of numbers, got VARCHAR"):
        scale_of("VARCHAR")


def test_roll_ups_of_other_definitions_count_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = build_file(tmp_path, {"dim_store": [{"store_code": "S1", "store_name": "S1"}]})
    some = list(all_measures().values())[:3]
    with writing(path) as connection:
        held = build_rolled_up(Connected(connection), some, FIRST, AS_OF)
    backend = open_file(path)
    assert read_rolled_up(backend) == held
    monkeypatch.setattr("metrics.rolled_up.fingerprint", lambda: "another version")
    assert read_rolled_up(backend) == NOTHING_ROLLED_UP


def test_threads_share_the_table_of_a_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tables of one fact in one statement would be joined with one another."""
    stored._adapted.cache_clear()
    stored._stored.cache_clear()
    plain = stored._stored.__wrapped__

    def slow(fact: Fact) -> Any:
        time.sleep(0.01)
        return plain(fact)

    monkeypatch.setattr(stored, "_stored", cache(slow))
    measures = [m for m in all_measures().values() if m.fact.name == "callbacks"][:6]
    held = frozenset({"callbacks"})
    together = Barrier(len(measures))

    def adapt(measure: Any) -> Any:
        together.wait()
        return stored_summed(measure, held).fact.source

    with ThreadPoolExecutor(len(measures)) as threads:
        tables = list(threads.map(adapt, measures))
    stored._adapted.cache_clear()
    assert len(measures) > 2
    assert len({id(table) for table in tables}) == 1
