"""How complete documents are: thresholds, sums over stores and tables, days that were missed."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from metrics.completeness import Arrived, Completeness, Level

DAY, BEFORE = date(2026, 8, 26), date(2026, 8, 25)


def _completeness(*rows: tuple[str, str, date, float, float | None, float | None]) -> Completeness:
    names = ("store_code", "table_name", "day", "received", "expected", "least")
    values: dict[str, Any] = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    values["day"] = pa.array(values["day"], pa.date32())
    return Completeness(pa.table(values))


@pytest.mark.parametrize(
    ("received", "level"),
    [(100, "complete"), (95, "complete"), (94, "amber"), (80, "amber"), (79, "red"), (0, "red")],
)
def test_amber_below_95_and_red_below_80_percent(received: float, level: str) -> None:
    assert Arrived(received, 100).level == level


def test_a_day_like_the_worst_of_eight_is_complete() -> None:
    found = _completeness(("A", "leads", DAY, 3, 5, 3))
    assert found.total().level is Level.COMPLETE
    assert _completeness(("A", "leads", DAY, 2, 5, 3)).total().level is Level.RED


def test_nothing_expected_is_unknown_and_in_no_sum() -> None:
    found = _completeness(("A", "leads", DAY, 3, None, None), ("A", "audits", DAY, 3, 0, 0))
    assert found.total() == Arrived()
    assert found.total().level is Level.UNKNOWN
    assert Completeness().total().share is None
    assert Completeness().by(("store",)) == {}


def test_sums_over_stores_and_tables() -> None:
    found = _completeness(
        ("A", "leads", DAY, 10, 10, 10),
        ("A", "repair_orders", DAY, 10, 20, 20),
        ("B", "leads", DAY, 7, 10, 10),
        ("B", "leads", BEFORE, 10, 10, 10),
    )
    assert found.total(("A",), None, DAY) == Arrived(20, 30, 0)
    assert found.total(("B",), ("leads",)).share == pytest.approx(17 / 20)
    assert found.total(("C",)).share is None
    by = found.by(("store", "day"), last=DAY, first=DAY)
    assert {key: one.level.value for key, one in by.items()} == {
        ("A", DAY): "red",
        ("B", DAY): "red",
    }
    assert set(found.by(("table",), ("A",))) == {("leads",), ("repair_orders",)}
    assert found.days == (BEFORE, DAY)


def test_shortfalls_of_many_tables_swing_less_than_their_sum() -> None:
    """Four tables that may each miss 3 of 10 do not all miss them on the same day."""
    rows = [("A", f"t{n}", DAY, 7.5, 10.0, 7.0) for n in range(4)]
    assert all(one.level is Level.COMPLETE for one in _completeness(*rows).by(("table",)).values())
    assert _completeness(*rows).total() == Arrived(30, 40, 6)
    assert _completeness(*rows).total().level is Level.RED


def test_days_on_which_nothing_came_are_named() -> None:
    found = _completeness(
        ("A", "leads", BEFORE, 0, 9, 6),
        ("A", "leads", DAY, 1, 9, 6),
        ("A", "audits", BEFORE, 0, 9, 0),
        ("A", "test_drives", BEFORE, 0, 2, 1),
        ("B", "leads", DAY, 0, 9, 6),
    )
    tables = ("leads", "audits", "test_drives")
    assert found.missed_days(("A",), tables, BEFORE, DAY) == {"leads": (BEFORE,)}
    assert found.missed_days(("A", "B"), tables, BEFORE, DAY) == {"leads": (BEFORE, DAY)}
    assert found.missed_days(("A",), ("audits",), BEFORE, DAY) == {}
