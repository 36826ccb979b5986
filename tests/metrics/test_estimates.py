"""Ledger figures of days whose books are still open: estimated, and said to be."""

from datetime import date, timedelta
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import CATALOGUE, kpi
from metrics.model.formula import Over, terms_of
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Note, State
from metrics.selection import Selection
from tests.metrics.network import Network, network

AS_OF = date(2025, 4, 15)
MARCH, APRIL = Period.month(date(2025, 3, 1)), Period(date(2025, 4, 1), AS_OF)
NET, ABSORPTION = kpi("net_profit"), kpi("absorption_total")


def line(store: str, month: str, account: str, **amount: float) -> dict[str, Any]:
    return {"store_code": store, "period": month, "account_code": account, **amount}


def books(store: str, month: str, net: float) -> list[dict[str, Any]]:
    return [line(store, month, "6001", credit=1000), line(store, month, "6611", debit=1000 - net)]


@pytest.fixture(scope="module")
def open_books(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """S1 has closed March, S2 February, S3 nothing since December; S4 has closed April already."""
    ledger = [
        *books("S1", "202503", 210),
        *books("S1", "202502", 70),
        *books("S2", "202502", 400),
        *books("S3", "202412", 90),
        *books("S4", "202503", 10),
        *books("S4", "202504", 33),
    ]
    rebates = [
        {"store_code": row["store_code"], "rebate_id": row["period"], "earn_period": row["period"],
         "confirmed_amount": 0}
        for row in ledger
        if row["account_code"] == "6001"
    ]  # fmt: skip
    # Open on weekdays: 20 business days in February, 21 in March, 11 up to 15 April.
    calendar = [
        {
            "store_code": store,
            "date": day,
            "is_business_day": day.weekday() < 5,
            "day_weight": 1,
        }
        for store in ("S1", "S2", "S3", "S4")
        for day in (date(2024, 12, 1) + timedelta(days=n) for n in range(240))
    ]
    rows = {
        "dim_store": [
            {"store_code": code, "region": "北" if code < "S3" else "南"}
            for code in ("S1", "S2", "S3", "S4")
        ],
        "gl_monthly": ledger,
        "oem_rebates": rebates,
        "dim_calendar": calendar,
        "account_map": [
            {"account_code": "6001", "measure": "revenue"},
            {"account_code": "6611", "measure": "personnel"},
        ],
    }
    return network(tmp_path_factory.mktemp("books"), rows, AS_OF, date(2024, 1, 1))


def ask(books: Network, period: Period, store: str) -> Figure:
    question = Question(Selection(period, (store,)), (NET,))
    quick, exact = books.quick.ask(OPERATOR, question), books.exact.ask(OPERATOR, question)
    assert quick.rows == exact.rows
    return quick.figure("net_profit")


def test_an_open_month_is_as_large_as_its_business_days_of_the_last_closed_one(
    open_books: Network,
) -> None:
    figure = ask(open_books, APRIL, "S1")
    assert figure.value == pytest.approx(210 * 11 / 21)
    assert (figure.state, figure.note) == (State.ESTIMATED, Note.BOOKS_STILL_OPEN)


def test_two_months_may_be_open(open_books: Network) -> None:
    assert ask(open_books, MARCH, "S2").value == pytest.approx(400 * 21 / 20)
    april = ask(open_books, APRIL, "S2")
    assert april.value == pytest.approx(400 * 11 / 20)
    assert april.state is State.ESTIMATED


def test_what_is_closed_is_no_estimate(open_books: Network) -> None:
    march = ask(open_books, MARCH, "S1")
    assert (march.value, march.state) == (210, State.OK)


def test_old_books_say_nothing_of_today(open_books: Network) -> None:
    april = ask(open_books, APRIL, "S3")
    assert (april.value, april.state, april.note) == (
        None, State.NO_DATA, Note.PERIOD_NOT_CLOSED
    )  # fmt: skip


def test_a_period_that_begins_before_the_close_is_not_pieced_together(open_books: Network) -> None:
    both = ask(open_books, Period(date(2025, 3, 10), AS_OF), "S1")
    assert both.value is None


def test_a_group_with_one_estimate_is_an_estimate(open_books: Network) -> None:
    question = Question(Selection(MARCH, ("S1", "S2")), (NET,))
    figure = open_books.quick.ask(OPERATOR, question).figure("net_profit")
    assert figure.value == pytest.approx(210 + 420)
    assert (figure.state, figure.missing) == (State.ESTIMATED, ())


def test_only_sums_of_flows_are_estimated() -> None:
    estimated = [one for one in CATALOGUE if one.estimated]
    assert {"net_profit", "expense_to_gross", "absorption_total", "absorption_fixed"} <= {
        one.id for one in estimated
    }
    for one in estimated:
        for term in terms_of(one.formula):
            for leaf in term.leaves():
                assert isinstance(leaf, Over)
