"""What is remembered of the engine's answers: for whom, how much, and nothing of others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pyarrow as pa
import pytest

from access.scope import OPERATOR, Masking, Scope
from metrics.answers import Answers
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question, Reader
from metrics.result import Result
from metrics.selection import Selection
from tests.metrics.network import Network, network, stores
from tests.metrics.test_reader import delivery

AS_OF = date(2025, 6, 30)
JUNE = Period(date(2025, 6, 1), AS_OF)
MAY = Period(date(2025, 5, 1), date(2025, 5, 31))
KPIS = tuple(
    kpi(name)
    for name in ("retail_deliveries", "front_gross_per_unit", "in_shop_hours_median", "net_orders")
)
QUESTION = Question(Selection(JUNE, compare=("prior", "target")), KPIS)
CODES = ("N1", "N2")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Network:
    rows = {
        "dim_store": stores(*CODES),
        "vehicle_deliveries": [
            delivery(store, f"2025-06-{day:02}", 10 * day + place)
            for place, store in enumerate(CODES)
            for day in range(1, 5 + place)
        ],
    }
    folder = tmp_path_factory.mktemp("answers")
    return network(folder, rows, AS_OF, date(2024, 1, 1), kpis=KPIS)


@pytest.fixture
def remembering(small: Network) -> Reader:
    """A reader of its own, which remembers; the network's does not."""
    plain = small.quick
    reader = Reader(plain._source, plain.calendar, plain.holding, plain.min_trials)
    reader.remember(Answers())
    return reader


def counted(
    small: Network, reader: Reader, scope: Scope, question: Question = QUESTION
) -> tuple[Result, int]:
    """An answer, and how many statements reached the engine for it."""
    before = small.counted.statements
    result = reader.ask(scope, question)
    return result, small.counted.statements - before


def scope(*stores: str) -> Scope:
    return Scope("somebody", frozenset(stores), None, Masking.PARTIAL)


def test_the_same_question_reaches_the_engine_once(small: Network, remembering: Reader) -> None:
    first, asked = counted(small, remembering, OPERATOR)
    again, asked_again = counted(small, remembering, OPERATOR)
    assert asked > 0
    assert (again.rows, asked_again) == (first.rows, 0)
    assert first.rows == small.quick.ask(OPERATOR, QUESTION).rows


def test_what_one_scope_asked_is_never_given_to_another(
    small: Network, remembering: Reader
) -> None:
    """Not even where both may see the same stores, so that their statements are the same."""
    codes = CODES
    asked = [
        counted(small, remembering, one)
        for one in (scope(codes[0]), scope(codes[1]), scope(*codes), OPERATOR)
    ]
    assert all(statements > 0 for _, statements in asked)
    plain = small.quick
    for (result, _), one in zip(asked, (scope(codes[0]), scope(codes[1])), strict=False):
        assert result.rows == plain.ask(one, QUESTION).rows


def test_other_days_and_other_figures_are_asked_for(small: Network, remembering: Reader) -> None:
    counted(small, remembering, OPERATOR)
    other = Question(Selection(MAY), KPIS)
    result, asked = counted(small, remembering, OPERATOR, other)
    assert asked > 0
    assert result.rows == small.quick.ask(OPERATOR, other).rows


def test_a_reader_of_another_snapshot_remembers_nothing(
    small: Network, remembering: Reader
) -> None:
    counted(small, remembering, OPERATOR)
    plain = small.quick
    newer = Reader(plain._source, plain.calendar, plain.holding, plain.min_trials)
    newer.remember(Answers())
    assert counted(small, newer, OPERATOR)[1] > 0


def test_documents_are_not_remembered(small: Network, remembering: Reader) -> None:
    """They name people, who may be forgotten; only sums are kept."""
    assert remembering.backend is small.quick.backend


def test_threads_share_what_is_remembered(small: Network, remembering: Reader) -> None:
    questions = [Question(Selection(days), (k,)) for days in (JUNE, MAY) for k in KPIS]
    expected = [remembering.ask(OPERATOR, question).rows for question in questions]
    with ThreadPoolExecutor(4) as threads:
        given = threads.map(lambda q: remembering.ask(OPERATOR, q).rows, questions * 5)
        assert list(given) == expected * 5


def _table(numbers: int) -> pa.Table:
    return pa.table({"n": pa.array(range(numbers), pa.int64())})


def test_what_is_kept_is_bounded_and_the_longest_unused_goes_first() -> None:
    answers = Answers(at_most=10 * 800)
    for key in range(10):
        answers.keep(key, _table(100))
    assert answers.bytes == 8000
    assert answers.get(0) is not None
    answers.keep(10, _table(100))
    assert (answers.get(1), answers.bytes) == (None, 8000)
    assert answers.get(0) is not None
    answers.keep(10, _table(50))
    assert answers.bytes == 7600


def test_one_large_answer_pushes_nothing_out() -> None:
    answers = Answers(at_most=8000)
    answers.keep("small", _table(100))
    answers.keep("large", _table(500))
    assert answers.get("large") is None
    assert answers.get("small") is not None
