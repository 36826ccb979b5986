"""Members of a breakdown that are shares of one whole."""

from datetime import date
from pathlib import Path

import pytest

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.listings import Wanted, list_rows
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Note, State
from metrics.selection import Selection
from tests.metrics.network import Network, network, stores
from tests.specs.accounts import ACCOUNT_MAP

MARCH = Period.month(date(2025, 3, 1))
SHARE = kpi("dept_gross_share")


def booked(store: str, account: str, debit: int, credit: int) -> dict[str, object]:
    return {
        "store_code": store,
        "period": "202503",
        "account_code": account,
        "debit": debit,
        "credit": credit,
    }


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """N1: new 100 + 80, service 180, parts 40. N2: new -150 + 50, service 20."""
    rebates = [
        {"store_code": "N1", "rebate_id": "r1", "earn_period": "202503", "confirmed_amount": 80},
        {"store_code": "N2", "rebate_id": "r2", "earn_period": "202503", "confirmed_amount": 50},
    ]
    ledger = [
        booked("N1", "6001", 0, 1000),
        booked("N1", "6401", 900, 0),
        booked("N1", "6002", 20, 300),
        booked("N1", "6402", 100, 0),
        booked("N1", "6003", 0, 200),
        booked("N1", "6403", 160, 0),
        booked("N1", "6611", 130, 0),
        booked("N2", "6401", 150, 0),
        booked("N2", "6002", 0, 20),
    ]
    rows = {
        "dim_store": stores("N1", "N2"),
        "account_map": ACCOUNT_MAP,
        "gl_monthly": ledger,
        "oem_rebates": rebates,
    }
    folder: Path = tmp_path_factory.mktemp("departments")
    return network(folder, rows, date(2025, 3, 31), date(2025, 1, 1))


def members(books: Network, *by: str) -> list[Figure]:
    result = books.quick.ask(OPERATOR, Question(Selection(MARCH, by=by), (SHARE,)))
    return list(result.rows)


def test_departments_add_up_to_all_of_the_gross(books: Network) -> None:
    found = {f.keys["department"]: f for f in members(books, "department")}
    # 320 in all; parts are in N1 only, and are held against both stores all the same.
    assert {name: f.numerator for name, f in found.items()} == {
        "新车": 80,
        "机电维修": 200,
        "配件": 40,
    }
    assert {f.denominator for f in found.values()} == {320}
    assert sum(f.value or 0 for f in found.values()) == pytest.approx(1)


def test_each_store_is_a_whole_of_its_own(books: Network) -> None:
    found = {
        (f.keys["store"], f.keys["department"]): f for f in members(books, "store", "department")
    }
    assert found["N1", "配件"].value == pytest.approx(0.1)
    assert found["N1", "新车"].denominator == 400
    loss = found["N2", "机电维修"]
    assert (loss.numerator, loss.denominator, loss.value) == (20, -80, None)
    assert loss.note is Note.NEGATIVE_DENOMINATOR


def test_undivided_it_is_the_share_of_after_sales(books: Network) -> None:
    figure = books.quick.ask(OPERATOR, Question(Selection(MARCH), (SHARE,))).rows[0]
    assert (figure.numerator, figure.denominator, figure.value) == (240, 320, 0.75)


def test_documents_of_a_department_add_to_its_share(books: Network) -> None:
    wanted = Wanted(members={"department": "新车"})
    listing = list_rows(books.quick, OPERATOR, SHARE, Selection(MARCH), wanted)
    assert {row["item"] for row in listing.rows} == {"6001", "6401", "r1", "r2"}
    assert sum(row["numerator"] for row in listing.rows) == 80


def test_questions_by_several_dimensions_and_periods_take_one_statement(books: Network) -> None:
    april = Period.month(date(2025, 4, 1))
    questions = (
        Question(Selection(MARCH, by=("department",)), (SHARE,)),
        Question(Selection(MARCH, by=("store", "account")), (kpi("absorption_fixed"), SHARE)),
        Question(Selection(april, by=("department",)), (SHARE,)),
    )
    alone = [books.quick.ask(OPERATOR, question) for question in questions]
    before = books.counted.statements
    found = books.quick.ask_all(OPERATOR, questions)
    assert books.counted.statements - before == 1
    assert [result.rows for result in found] == [result.rows for result in alone]
    assert found[0].rows
    assert found[1].figure("dept_gross_share", account="").state is State.NOT_APPLICABLE
