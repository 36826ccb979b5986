"""The address of a view: read without trust, written back the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.query import View, read_query, read_view

FULL = (
    "store=A1&store=B2&from=2026-09-01&to=2026-09-30&compare=year&by=consultant"
    "&kpi=as_visits&fact=repair_orders&drill=x&at=store%3AA1&at=model%3A&doc=A1%3AR%3A1&lang=en"
)


def test_everything_is_read_and_written_back() -> None:
    view = read_query(f"?{FULL}")
    assert view == View(
        stores=("A1", "B2"),
        start=date(2026, 9, 1),
        end=date(2026, 9, 30),
        compare=("year",),
        by="consultant",
        kpis=("as_visits",),
        fact="repair_orders",
        drill="x",
        at=(("store", "A1"), ("model", "")),
        document=("A1", "R:1"),
        language="en",
    )
    address = view.address("/sales")
    assert read_query(address.split("?")[1]) == view


def test_an_empty_address_is_the_default_view() -> None:
    assert read_query("") == View()
    assert View().address("/") == "/"
    assert View().period is None


def test_no_comparison_can_be_asked_for() -> None:
    view = read_query("compare=none")
    assert view.compare == ()
    assert read_query(view.address("/").split("?")[1]).compare == ()


@pytest.mark.parametrize(
    "query",
    ["from=2026-09-01", "from=x&to=2026-09-30", "from=2026-09-30&to=2026-09-01",
     "from=1899-12-30&to=2026-09-30", "from=9999-01-01&to=9999-12-31"],
)  # fmt: skip
def test_days_that_make_no_period_are_odd_and_left_out(query: str) -> None:
    view = read_query(query)
    assert view.period is None
    assert set(view.odd) <= {"from", "to"}
    assert view.odd


@pytest.mark.parametrize("value", [{"a": 1}, 7, None, ["x", 3], "x" * 300])
def test_what_is_no_text_is_odd(value: object) -> None:
    view = read_view({"store": value})
    assert view.stores == ()
    assert view.odd == ("store",)


def test_unknown_languages_and_comparisons_are_left_out() -> None:
    view = read_query("lang=fr&compare=year&compare=evil")
    assert view.language is None
    assert view.compare == ("year",)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    view = read_query(text)
    assert read_query(view.address("/x").partition("?")[2]).stores == view.stores
