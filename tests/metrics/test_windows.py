"""Windows, seen from a selection."""

from datetime import date

import pytest

from metrics.model import windows as w
from metrics.model.period import Period, add_months, buckets

MONTH = Period(date(2025, 3, 1), date(2025, 3, 31))
MID = date(2025, 3, 10)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("window", "as_of", "expected"),
    [
        (w.SELECTION, MID, [("2025-03-01", "2025-03-10")]),
        (w.FULL_SELECTION, MID, [("2025-03-01", "2025-03-31")]),
        (w.MONTHS, MID, [("2025-03-01", "2025-03-31")]),
        (w.CLOSED_MONTHS, MID, []),
        (w.CLOSED_MONTHS, d("2025-03-31"), [("2025-03-01", "2025-03-31")]),
        (w.QUARTERS, MID, [("2025-01-01", "2025-03-31")]),
        (w.trailing_days(45), d("2025-03-31"), [("2025-02-15", "2025-03-31")]),
        (w.trailing_months(12), d("2025-03-31"), [("2024-04-01", "2025-03-31")]),
        (w.trailing_months(3), MID, [("2024-12-11", "2025-03-10")]),
        (w.month_ends(2), MID, [("2025-02-28", "2025-02-28"), ("2025-03-10", "2025-03-10")]),
        (w.DAY_BEFORE, MID, [("2025-02-28", "2025-02-28")]),
        (w.LAST_DAY, MID, [("2025-03-10", "2025-03-10")]),
        (w.QUARTER, MID, [("2025-01-01", "2025-03-10")]),
        # 69 days have passed of this quarter, so 69 of the one before.
        (w.PREVIOUS_QUARTER, MID, [("2024-10-01", "2024-12-08")]),
        (w.PREVIOUS_QUARTER, d("2025-03-31"), [("2024-10-01", "2024-12-31")]),
        (w.YEAR, MID, [("2025-01-01", "2025-12-31")]),
        (w.shifted(3), MID, [("2025-02-26", "2025-03-07")]),
        (w.SELECTION, d("2025-02-01"), []),
    ],
)
def test_ranges(window: w.Window, as_of: date, expected: list[tuple[str, str]]) -> None:
    assert window.ranges(MONTH, as_of) == tuple((d(a), d(b)) for a, b in expected)


def test_thirteen_month_ends() -> None:
    ends = w.month_ends(13).ranges(MONTH, d("2025-12-31"))
    assert len(ends) == 13
    assert ends[0] == (d("2024-03-31"), d("2024-03-31"))
    assert ends[-1] == (d("2025-03-31"), d("2025-03-31"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -12, "2024-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_add_months(day: str, months: int, expected: str) -> None:
    assert add_months(d(day), months) == d(expected)


def test_buckets_cover_the_period_once() -> None:
    period = Period(d("2024-12-30"), d("2025-02-03"))
    for grain in ("day", "week", "month", "quarter", "year"):
        days = [day for piece in buckets(period, grain) for day in piece.each_day()]
        assert days == list(period.each_day())


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2025-03-01", "2025-03-31", 1.0),
        ("2025-01-01", "2025-03-31", 3.0),
        ("2025-04-01", "2025-04-15", 0.5),
        ("2025-02-15", "2025-04-15", 2.0),
    ],
)
def test_a_month_under_way_counts_by_its_days(first: str, last: str, months: float) -> None:
    assert Period(d(first), d(last)).months == pytest.approx(months)


def test_an_unknown_grain_is_refused() -> None:
    with pytest.raises(ValueError, match="expected day, week"):
        buckets(MONTH, "fortnight")


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="must not end"):
        Period(d("2025-03-02"), d("2025-03-01"))
