"""The median of a group is that of its rows, whatever the sizes of its stores."""

from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean, median

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question, Reader
from metrics.selection import Selection
from tests.metrics.network import CALENDAR, TestSource, stores
from tests.metrics.random_network import drawn
from tests.warehouse.support import small_duckdb

OPENED = datetime(2025, 3, 3, 9)  # noqa: DTZ001 - local time without zone
MARCH = Period.month(OPENED.date())
HOURS = kpi("complaint_response_hours_median")

# Hours of each store, a few complaints at one, many at another.
responses = st.fixed_dictionaries(
    {
        "N1": st.lists(st.integers(0, 90), min_size=1, max_size=3),
        "N2": st.lists(st.integers(0, 90), min_size=5, max_size=30),
        "S1": st.lists(st.integers(0, 90), max_size=8),
    }
)


def medians(folder: Path, hours: dict[str, list[int]]) -> dict[str, tuple[float | None, float]]:
    """Median and number of rows of each store, of the region N, and of all."""
    rows = [
        {
            "store_code": store,
            "complaint_id": f"{store}-{number}",
            "opened_at": OPENED,
            "first_response_at": OPENED + timedelta(hours=hour),
        }
        for store, given_hours in hours.items()
        for number, hour in enumerate(given_hours)
    ]
    backend = small_duckdb(folder, {"dim_store": stores(*hours), "complaints": rows})
    reader = Reader(TestSource("test", MARCH.end, backend), CALENDAR)
    questions = [
        Question(Selection(MARCH, by=by), (HOURS,)) for by in (("store",), ("region",), ())
    ]
    return {
        "".join(figure.keys.values()): (figure.value, figure.denominator or 0)
        for result in reader.ask_all(OPERATOR, questions)
        for figure in result.rows
    }


def test_a_group_is_taken_from_its_rows(tmp_path: Path) -> None:
    @drawn(8)
    @given(hours=responses)
    @example(hours={"N1": [90], "N2": [1, 1, 2, 2, 3], "S1": []})
    def check(hours: dict[str, list[int]]) -> None:
        found = medians(tmp_path, hours)
        north = hours["N1"] + hours["N2"]
        groups = {**hours, "N": north, "": north + hours["S1"]}
        for group, rows in groups.items():
            value, count = found[group]
            assert count == len(rows)
            assert value == (pytest.approx(median(rows)) if rows else None)

    check()


def test_it_is_not_the_mean_of_medians(tmp_path: Path) -> None:
    hours = {"N1": [90], "N2": [1, 1, 2, 2, 3], "S1": []}
    value, count = medians(tmp_path, hours)["N"]
    assert (value, count) == pytest.approx((2, 6))
    assert mean(median(rows) for rows in hours.values() if rows) == 46
