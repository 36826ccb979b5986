"""The one way from the warehouse to a figure: scope, groups, comparisons, states, statements."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import NOBODY, OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import kpi
from metrics.listings import Wanted, list_rows
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Note, State
from metrics.selection import QuestionError, Selection
from tests.metrics.network import Network, network, stores

AS_OF = date(2025, 3, 20)
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
RETAIL = kpi("retail_deliveries")
ATTAINED = kpi("delivery_target_attainment")


def delivery(store: str, day: str, number: int, consultant: str = "C1") -> dict[str, Any]:
    return {
        "store_code": store,
        "delivery_no": f"D{number}",
        "delivery_date": day,
        "customer_type": "零售",
        "sc_id": consultant,
        "vin": f"LFZ00000000{number:06d}",
        "revenue_ex_vat": 100,
    }


def target(store: str, month: str, value: int) -> dict[str, Any]:
    return {
        "store_code": store,
        "period": month,
        "department": "销售",
        "metric_code": "retail_deliveries",
        "value": value,
        "version": "年初预算",
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    sold = {"N1": 2, "N2": 4, "S1": 6, "S2": 8, "S3": 10}
    deliveries = [
        delivery(store, f"2025-03-{day + 1:02d}", 100 * index + day, f"C{day % 2}")
        for index, (store, count) in enumerate(sold.items())
        for day in range(count)
    ]
    deliveries += [delivery("N1", "2025-02-03", 900), delivery("N1", "2025-02-25", 901)]
    deliveries += [delivery("N1", "2024-03-05", 902)]
    rows = {
        "dim_store": stores(*sold),
        "vehicle_deliveries": deliveries,
        "budgets": [target("N1", "202503", 4), target("N2", "202503", 16)],
    }
    return network(tmp_path_factory.mktemp("small"), rows, AS_OF, date(2024, 1, 1))


def scope_of(*codes: str) -> Scope:
    return Scope("someone", frozenset(codes), None, Masking.PARTIAL)


def ask(small: Network, scope: Scope, kpis: tuple[Any, ...], **selection: Any) -> Any:
    return small.quick.ask(scope, Question(Selection(MARCH, **selection), kpis))


def test_a_total_holds_the_stores_of_the_scope_only(small: Network) -> None:
    assert ask(small, OPERATOR, (RETAIL,)).figure("retail_deliveries").value == 30
    assert ask(small, scope_of("N1"), (RETAIL,)).figure("retail_deliveries").value == 2
    assert ask(small, scope_of("N1", "S1"), (RETAIL,)).figure("retail_deliveries").value == 8


def test_a_store_outside_the_scope_is_refused(small: Network) -> None:
    with pytest.raises(ScopeError, match="S1"):
        ask(small, scope_of("N1"), (RETAIL,), stores=("S1",))
    with pytest.raises(ScopeError):
        ask(small, NOBODY, (RETAIL,))
    with pytest.raises(ScopeError, match="no store is open"):
        ask(small, scope_of(), (RETAIL,))


def test_a_department_outside_the_scope_is_refused(small: Network) -> None:
    parts_only = Scope("someone", frozenset({"N1"}), frozenset({"parts"}), Masking.PARTIAL)
    with pytest.raises(ScopeError, match="department"):
        ask(small, parts_only, (RETAIL,))
    with pytest.raises(ScopeError, match="department"):
        list_rows(small.quick, parts_only, RETAIL, Selection(MARCH))


def test_groups_divide_last(small: Network) -> None:
    result = ask(small, OPERATOR, (ATTAINED,), by=("region",))
    north = result.figure("delivery_target_attainment", region="N")
    assert (north.numerator, north.denominator, north.value) == (6, 20, 0.3)
    south = result.figure("delivery_target_attainment", region="S")
    assert south.value is None
    assert south.state is State.NO_DATA
    assert south.missing == ("S1", "S2", "S3")


def test_a_total_over_stores_without_data_says_which(small: Network) -> None:
    figure = ask(small, OPERATOR, (ATTAINED,)).figure("delivery_target_attainment")
    assert figure.value == 0.3
    assert figure.missing == ("S1", "S2", "S3")
    assert figure.note is Note.STORES_MISSING


def test_the_month_to_date_is_compared_with_as_many_days(small: Network) -> None:
    figure = ask(small, scope_of("N1"), (RETAIL,), compare=("prior",)).figure("retail_deliveries")
    before = figure.compared["prior"]
    assert before.period == Period(date(2025, 2, 1), date(2025, 2, 20))
    assert (before.value, before.change, before.relative) == (1, 1, 1.0)


def test_targets_come_from_the_budget(small: Network) -> None:
    figure = ask(small, scope_of("N1", "N2"), (RETAIL,), compare=("target",)).figure(
        "retail_deliveries"
    )
    assert figure.compared["target"].value == 20
    assert figure.compared["target"].change == -14


def test_peers_need_five_stores(small: Network) -> None:
    ranked = ask(small, OPERATOR, (RETAIL,), stores=("S3",), compare=("peers",))
    peers = ranked.figure("retail_deliveries").peers
    assert peers is not None
    assert (peers.median, peers.rank, peers.of) == (6, 1, 5)
    few = ask(small, scope_of("N1", "N2"), (RETAIL,), stores=("N1",), compare=("peers",))
    assert few.figure("retail_deliveries").peers is None


def test_a_breakdown_adds_up(small: Network) -> None:
    result = ask(small, OPERATOR, (RETAIL, ATTAINED), by=("consultant",))
    values = {row.keys["consultant"]: row.value for row in result.of("retail_deliveries")}
    assert values == {"C0": 15, "C1": 15}
    (unfit,) = result.of("delivery_target_attainment")
    assert unfit.state is State.NOT_APPLICABLE


def test_months_before_the_data_are_no_data(small: Network) -> None:
    year = Period(date(2024, 12, 1), AS_OF)
    selection = Selection(year, ("N1",), ("month",))
    rows = small.quick.ask(OPERATOR, Question(selection, (RETAIL,))).rows
    assert [(row.keys["month"], row.value) for row in rows] == [
        ("2024-12", None),
        ("2025-01", None),
        ("2025-02", 2),
        ("2025-03", 2),
    ]


def test_a_period_that_has_not_begun_has_no_figure(small: Network) -> None:
    april = Selection(Period(date(2025, 4, 1), date(2025, 4, 30)))
    figure = small.quick.ask(OPERATOR, Question(april, (RETAIL,))).figure("retail_deliveries")
    assert (figure.value, figure.note) == (None, Note.NOT_BEGUN)


def test_a_page_is_one_statement(small: Network) -> None:
    questions = [
        Question(Selection(MARCH, compare=("prior", "year")), (RETAIL, ATTAINED)),
        Question(Selection(MARCH, by=("store",)), (RETAIL, ATTAINED)),
    ]
    # What is read once for a snapshot: its stores, months with data, what was reported.
    small.quick.ask_all(OPERATOR, questions)
    before = small.counted.statements
    small.quick.ask_all(OPERATOR, questions)
    assert small.counted.statements - before == 1


def test_documents_stand_behind_a_figure(small: Network) -> None:
    listing = list_rows(small.quick, scope_of("N1"), RETAIL, Selection(MARCH))
    assert listing.total == 2
    assert sum(row["numerator"] for row in listing.rows) == 2
    assert {row["store_code"] for row in listing.rows} == {"N1"}
    assert all("***" in row["vin"] for row in listing.rows)
    page = list_rows(small.quick, OPERATOR, RETAIL, Selection(MARCH), Wanted(limit=3, offset=29))
    assert (len(page.rows), page.total) == (1, 30)
    narrowed = Wanted(members={"consultant": "C1"})
    assert list_rows(small.quick, OPERATOR, RETAIL, Selection(MARCH), narrowed).total == 15


def test_a_wrong_question_says_what_would_do(small: Network) -> None:
    with pytest.raises(QuestionError, match="did you mean retail_deliveries"):
        kpi("retail_delivery")
    with pytest.raises(QuestionError, match="rests on deliveries"):
        list_rows(small.quick, OPERATOR, RETAIL, Selection(MARCH), Wanted(fact="loans"))
    with pytest.raises(QuestionError, match="narrowed down by"):
        list_rows(
            small.quick, OPERATOR, RETAIL, Selection(MARCH), Wanted(members={"colour": "red"})
        )
    with pytest.raises(QuestionError, match="comparison"):
        Selection(MARCH, compare=("yesterday",))


def test_figures_are_the_same_from_roll_ups_and_details(small: Network, tmp_path: Path) -> None:
    for by in ((), ("store",), ("region",), ("month",), ("store", "month"), ("day",)):
        question = Question(Selection(MARCH, by=by), (RETAIL, ATTAINED))
        quick = small.quick.ask(OPERATOR, question)
        assert quick == small.exact.ask(OPERATOR, question), by


def reported(store: str, metric: str, month: str, value: float, currency: str) -> dict[str, Any]:
    return {
        "store_code": store,
        "origin": "test",
        "metric": metric,
        "period_start": f"{month}-01",
        "period_end": f"{month}-28",
        "dimension": "agent",
        "member": str(value),
        "value": value,
        "currency": currency,
    }


def test_reported_figures_stand_in_where_there_are_no_documents(tmp_path: Path) -> None:
    rows = {
        "dim_store": stores("N1", "T1"),
        "vehicle_deliveries": [delivery("N1", "2025-02-03", 1)],
        "reported_figures": [
            reported("T1", "retail_deliveries", "2025-02", 4, ""),
            reported("T1", "retail_deliveries", "2025-02", 5, ""),
            reported("T1", "retail_target", "2025-02", 12, ""),
            reported("N1", "retail_deliveries", "2025-02", 100, ""),
        ],
    }
    made = network(tmp_path, rows, AS_OF, date(2025, 1, 1))
    february = Selection(Period(date(2025, 2, 1), date(2025, 2, 28)), by=("store",))
    result = made.quick.ask(OPERATOR, Question(february, (RETAIL, ATTAINED)))
    told = result.figure("retail_deliveries", store="T1")
    assert (told.value, told.note) == (9, Note.REPORTED)
    assert result.figure("retail_deliveries", store="N1").value == 1
    assert result.figure("delivery_target_attainment", store="T1").value == 0.75
    half = Selection(Period(date(2025, 2, 1), date(2025, 2, 14)), ("T1",))
    assert made.quick.ask(OPERATOR, Question(half, (RETAIL,))).rows[0].value is None
