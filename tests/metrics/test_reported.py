"""Reported figures: all of a figure or none, whole windows, one breakdown, one currency."""

from calendar import monthrange
from datetime import date
from typing import Any

import pytest

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Note, State
from metrics.selection import Selection
from tests.metrics.arrays_and_figures import SUMMED, differing
from tests.metrics.network import Network, network, stores
from tests.specs.accounts import ACCOUNT_MAP
from tests.specs.example import every_day

FIRST, AS_OF = date(2025, 1, 1), date(2025, 3, 31)
JANUARY, FEBRUARY = Period.month(date(2025, 1, 1)), Period.month(date(2025, 2, 1))
CHINESE = ("N1", "N2", "N3", "N4", "N5")


def told(store: str, metric: str, value: float, currency: str = "", **other: Any) -> dict[str, Any]:
    month = other.pop("month", 2)
    return {
        "store_code": store,
        "origin": "paper",
        "metric": metric,
        "period_start": date(2025, month, 1),
        "period_end": date(2025, month, monthrange(2025, month)[1]),
        "dimension": "group",
        "member": str(value),
        "value": value,
        "currency": currency,
        **other,
    }


def delivery(store: str, month: int, revenue: int, cost: int) -> dict[str, Any]:
    return {
        "store_code": store,
        "delivery_no": f"{store}-{month}",
        "delivery_date": date(2025, month, 5),
        "customer_type": "零售",
        "revenue_ex_vat": revenue,
        "cost_ex_vat": cost,
    }


def booked(store: str, account: str, debit: int, credit: int) -> dict[str, Any]:
    return {
        "store_code": store,
        "period": "202502",
        "account_code": account,
        "department": "销售",
        "debit": debit,
        "credit": credit,
    }


def rebate(store: str, amount: int) -> dict[str, Any]:
    return {
        "store_code": store,
        "rebate_id": f"r-{store}",
        "earn_period": "202502",
        "confirmed_amount": amount,
        "confirmed_at": date(2025, 3, 1),
    }


REPORTS = [
    told("T1", "retail_deliveries", 3, month=1),
    told("T1", "retail_front_gross", 300, "TRY", month=1),
    told("T1", "retail_deliveries", 4),
    told("T1", "retail_deliveries", 5),
    told("T1", "retail_target", 12),
    told("T1", "retail_front_gross", 900, "TRY"),
    told("T1", "total_revenue", 1000, "TRY"),
    told("T1", "total_cost_of_sales", 700, "TRY"),
    told("T2", "retail_deliveries", 1),
    told("T2", "retail_front_gross", 100, "TRY"),
    told("T2", "total_revenue", 500, "TRY"),
    told("T2", "total_cost_of_sales", 450, "TRY"),
    told("E1", "retail_deliveries", 1),
    told("E1", "retail_front_gross", 7, "EUR"),
    # Of N1 documents are known, and what it reported is left aside; of H1 only the budget is.
    told("N1", "retail_deliveries", 100),
    told("N1", "retail_target", 80),
    told("N2", "retail_target", 80),
    told("H1", "retail_deliveries", 6),
    # The same cars twice: from two sources, in two breakdowns, in two currencies.
    told("D1", "retail_deliveries", 6),
    told("D1", "retail_deliveries", 6, origin="daily sheet"),
    told("D2", "retail_deliveries", 6),
    told("D2", "retail_deliveries", 6, dimension="consultant"),
    told("D3", "retail_deliveries", 2),
    told("D3", "retail_front_gross", 7, "EUR"),
    told("D3", "retail_front_gross", 8, "TRY"),
    # Documents in January, reports in February.
    told("S1", "retail_deliveries", 2),
    told("S1", "retail_front_gross", 500, "TRY"),
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores(*CHINESE, "T1", "T2", "E1", "H1", "D1", "D2", "D3", "S1", "L1"),
        "account_map": ACCOUNT_MAP,
        "dim_calendar": every_day("T1", FIRST, date(2025, 12, 31)),
        "vehicle_deliveries": [
            *(delivery(s, 2, 100, 90 - 10 * i) for i, s in enumerate(CHINESE)),
            delivery("S1", 1, 100, 60),
        ],
        "budgets": [
            {
                "store_code": "H1",
                "period": "202502",
                "department": "销售",
                "metric_code": "retail_deliveries",
                "value": 12,
                "version": "年初预算",
            }
        ],
        "gl_monthly": [
            booked("N1", "6001", 0, 100),
            booked("N1", "6401", 80, 0),
            booked("L1", "6001", 0, 100),
        ],
        "oem_rebates": [rebate("N1", 5), rebate("T1", 50)],
        "reported_figures": REPORTS,
    }
    return network(tmp_path_factory.mktemp("reported"), rows, AS_OF, FIRST)


def figure(
    mixed: Network, name: str, *codes: str, period: Period = FEBRUARY, **more: Any
) -> Figure:
    question = Question(Selection(period, codes, **more), (kpi(name),))
    exact = mixed.exact.ask(OPERATOR, question)
    assert mixed.quick.ask(OPERATOR, question) == exact
    (found,) = exact.rows
    return found


def test_both_sides_of_a_ratio_are_reported(mixed: Network) -> None:
    found = figure(mixed, "front_gross_per_unit", "T1")
    assert (found.value, found.numerator, found.denominator) == (100, 900, 9)
    assert (found.currency, found.note, found.state) == ("TRY", Note.REPORTED, State.OK)


def test_a_report_goes_together_with_the_calendar(mixed: Network) -> None:
    assert figure(mixed, "delivery_pace_index", "T1").value == 0.75


def test_documents_come_first(mixed: Network) -> None:
    found = figure(mixed, "retail_deliveries", "N1")
    assert (found.value, found.note) == (1, None)


@pytest.mark.parametrize("store", ["N2", "H1"])
def test_a_figure_is_never_half_documents_and_half_reports(mixed: Network, store: str) -> None:
    assert figure(mixed, "retail_deliveries", store).value is not None
    found = figure(mixed, "delivery_target_attainment", store)
    assert (found.value, found.state) == (None, State.NO_DATA)


def test_where_documents_give_one_side_only_both_are_taken_from_reports(mixed: Network) -> None:
    found = figure(mixed, "delivery_target_attainment", "N1")
    assert (found.numerator, found.denominator, found.note) == (100, 80, Note.REPORTED)


def test_a_window_is_reported_whole_or_not_at_all(mixed: Network) -> None:
    both = Period(JANUARY.start, FEBRUARY.end)
    assert figure(mixed, "retail_deliveries", "T1", period=both).value == 12
    quarter = Period.quarter(date(2025, 3, 1))
    assert figure(mixed, "retail_deliveries", "T1", period=quarter).value is None
    half = Period(date(2025, 2, 1), date(2025, 2, 14))
    assert figure(mixed, "retail_deliveries", "T1", period=half).value is None


@pytest.mark.parametrize("store", ["D1", "D2"])
def test_what_is_told_twice_is_not_counted_twice(mixed: Network, store: str) -> None:
    assert figure(mixed, "retail_deliveries", store).value is None


def test_amounts_in_two_currencies_have_no_sum(mixed: Network) -> None:
    assert figure(mixed, "retail_deliveries", "D3").value == 2
    assert figure(mixed, "front_gross_per_unit", "D3").value is None


def test_counts_add_up_over_currencies(mixed: Network) -> None:
    found = figure(mixed, "retail_deliveries", "N1", "T1", "E1")
    assert (found.value, found.note, found.missing) == (11, Note.REPORTED, ())


@pytest.mark.parametrize(
    ("name", "value"), [("front_gross_per_unit", 10), ("total_gross", 25), ("gross_margin", 0.25)]
)
def test_foreign_money_is_never_added(mixed: Network, name: str, value: float) -> None:
    found = figure(mixed, name, "N1", "T1")
    assert found.value == pytest.approx(value)
    assert (found.currency, found.missing, found.stores) == ("CNY", ("T1",), 1)
    assert found.note is Note.OTHER_CURRENCY


def test_stores_of_one_foreign_currency_add_up(mixed: Network) -> None:
    found = figure(mixed, "front_gross_per_unit", "T1", "T2")
    assert (found.value, found.currency) == (100, "TRY")
    margin = figure(mixed, "gross_margin", "T1", "T2")
    assert (margin.numerator, margin.denominator, margin.currency) == (350, 1500, "TRY")


def test_two_foreign_currencies_have_no_total(mixed: Network) -> None:
    found = figure(mixed, "front_gross_per_unit", "T1", "E1")
    assert (found.value, found.note) == (None, Note.OTHER_CURRENCY)


def test_reported_gross_has_its_rebates_in_it(mixed: Network) -> None:
    assert figure(mixed, "total_gross", "T1").value == 300
    assert figure(mixed, "gross_margin", "T1").value == 0.3


def test_from_documents_gross_still_needs_the_rebates(mixed: Network) -> None:
    assert figure(mixed, "total_gross", "N1").value == 25
    assert figure(mixed, "total_gross", "L1").value is None


@pytest.mark.parametrize("name", ["net_profit", "return_on_sales", "expense_to_gross"])
def test_what_nobody_reported_is_not_made_up(mixed: Network, name: str) -> None:
    assert figure(mixed, name, "T1").value is None


def test_amounts_of_two_currencies_are_not_compared(mixed: Network) -> None:
    found = figure(mixed, "front_gross_per_unit", "S1", compare=("prior",))
    assert (found.value, found.currency) == (250, "TRY")
    before = found.compared["prior"]
    assert (before.value, before.change, before.state) == (None, None, State.NO_DATA)
    cars = figure(mixed, "retail_deliveries", "S1", compare=("prior",))
    assert cars.compared["prior"].change == 1


def test_stores_are_ranked_among_those_of_their_currency(mixed: Network) -> None:
    chinese = figure(mixed, "front_gross_per_unit", "N5", compare=("peers",)).peers
    assert chinese is not None
    assert (chinese.rank, chinese.of, chinese.median) == (1, 5, 30)
    assert figure(mixed, "front_gross_per_unit", "T1", compare=("peers",)).peers is None


def test_arrays_of_values_know_what_was_reported_and_in_which_currency(mixed: Network) -> None:
    codes = [store.code for store in mixed.quick.directory(OPERATOR)]
    asked = Period(FIRST, AS_OF), "month"
    assert differing(mixed.quick, codes, SUMMED, asked) == []
