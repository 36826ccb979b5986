"""Medians from counted values."""

from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.model.measures import Reduction
from metrics.reductions import (
    median_with_misses,
    price_gap,
    reduce_rows,
    survival_median,
    weighted_median,
)

AS_OF = date(2025, 3, 31)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=50))
def test_a_counted_median_is_the_median(values: list[int]) -> None:
    counted = [(value, values.count(value)) for value in set(values)]
    assert weighted_median(counted) == (median(values), len(values))


def test_no_values_no_median() -> None:
    assert weighted_median([]) == (None, 0)


def test_ages_are_seen_from_the_last_day() -> None:
    rows = [{"since": date(2025, 3, 1), "n": 2}, {"since": date(2025, 3, 21), "n": 1}]
    assert reduce_rows(Reduction.AGE_MEDIAN, rows, AS_OF, AS_OF) == (30.0, 3)


def waits(*values: int | None, due: date = AS_OF) -> list[dict[str, object]]:
    return [{"value": value, "due": due, "n": 1} for value in values]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_without_misses_it_is_the_median(values: list[int]) -> None:
    assert median_with_misses(waits(*values), AS_OF) == (median(values), len(values))


@given(st.lists(st.integers(0, 1000), max_size=15), st.integers(1, 15))
def test_a_miss_waits_longer_than_any_other(values: list[int], misses: int) -> None:
    found, count = median_with_misses(waits(*values, *[None] * misses), AS_OF)
    assert count == len(values) + misses
    if misses > len(values):
        assert found is None
    elif misses == len(values):
        assert found == max(values)
    else:
        assert found == median([*values, *[10_000] * misses])


def test_a_miss_that_is_not_due_is_left_out() -> None:
    tomorrow = waits(None, None, due=date(2025, 4, 1))
    assert median_with_misses([*waits(5), *tomorrow], AS_OF) == (5.0, 1)
    assert median_with_misses(tomorrow, AS_OF) == (None, 0)
    assert reduce_rows(Reduction.MEDIAN_WITH_MISSES, waits(5), AS_OF, AS_OF) == (5.0, 1)


def test_open_cases_count_in_a_survival_median() -> None:
    # Closed after 1 and 2 days, two still open after 30: half are open until forever.
    rows: list[dict[str, object]] = [
        {"opened": date(2025, 3, 1), "closed": date(2025, 3, 2), "n": 1},
        {"opened": date(2025, 3, 1), "closed": date(2025, 3, 3), "n": 1},
        {"opened": date(2025, 3, 1), "closed": None, "n": 2},
    ]
    assert survival_median(rows, AS_OF) == (2.0, 4)
    assert survival_median(rows[1:], AS_OF) == (None, 3)


def test_a_closing_after_the_newest_day_is_not_known_yet() -> None:
    rows = [{"opened": date(2025, 3, 1), "closed": date(2025, 4, 9), "n": 1}]
    assert survival_median(rows, AS_OF) == (None, 1)


def test_price_gap_takes_the_newest_price_of_each_rival() -> None:
    day, later = date(2025, 3, 1), date(2025, 3, 2)

    def row(own: bool, rival: str, when: date, price: float) -> dict[str, object]:
        return {
            "model_code": "M",
            "is_own": own,
            "rival": rival,
            "observed": when,
            "price": price,
            "msrp": 100.0,
            "n": 1,
        }

    rows = [
        row(True, "", day, 92),
        row(True, "", later, 90),
        row(False, "x", day, 50),
        row(False, "x", later, 80),
        row(False, "y", day, 90),
    ]
    # 90 against the median of 80 and 90, over 100.
    gap, models = price_gap(rows)
    assert gap == pytest.approx(0.05)
    assert models == 1
    assert price_gap(rows[:2]) == (None, 0)


def test_each_store_is_held_against_the_rivals_that_it_watches() -> None:
    day = date(2025, 3, 1)

    def row(store: str, own: bool, price: float) -> dict[str, object]:
        return {
            "store": store,
            "model_code": "M",
            "is_own": own,
            "rival": "x",
            "observed": day,
            "price": price,
            "msrp": 100.0,
            "n": 1,
        }

    near, far = [row("A", True, 90), row("A", False, 80)], [row("B", True, 70), row("B", False, 69)]
    gap, models = price_gap(near)
    assert gap == pytest.approx(0.10)
    assert models == 1
    # The median of 10 % and 1 %; the cheapest store does not speak for the other city.
    gap, models = price_gap(near + far)
    assert gap == pytest.approx(0.055)
    assert models == 2
