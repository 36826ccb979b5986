from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.scope import Masking, Scope, ScopeError
from metrics.drivers.hypotheses.registry import HYPOTHESES, measured
from metrics.drivers.store_months import read_store_months
from metrics.model.period import Period, buckets
from metrics.reader import Question
from metrics.result import State
from metrics.selection import Selection
from tests.metrics.drivers.given_figures import OPERATOR, GivenFigures, ended, store
from tests.metrics.random_network import NETWORKS, drawn, made

NAMES = sorted({name for pair in HYPOTHESES for name in (pair.target, pair.driver)})
FIRST = date(2025, 1, 1)
TWO = (store("A"), store("B"))


@drawn(12)
@given(st.integers(1, NETWORKS), st.sampled_from(NAMES), st.sampled_from(["month", "quarter"]))
def test_a_cell_is_the_figure_that_is_given_when_it_is_asked_for_by_itself(
    seed: int, name: str, grain: str
) -> None:
    one = made(seed)
    kpi = measured(name)
    asked = Period(date(2024, 7, 1), date(2025, 3, 31))
    found = read_store_months(one.network.quick, OPERATOR, [kpi], one.codes, asked, grain)
    assert found.stores == tuple(sorted(one.codes))
    for place, piece in enumerate(buckets(asked, grain)):
        assert found.periods[place] == piece.key(grain)
        for row, code in enumerate(found.stores):
            question = Question(Selection(piece, (code,)), (kpi,))
            (figure,) = one.network.exact.ask(OPERATOR, question).rows
            cell = float(found.values[name][row, place])
            if figure.state is State.OK and figure.value is not None:
                assert cell == pytest.approx(figure.value, rel=1e-12, abs=1e-9)
            else:
                assert np.isnan(cell)


def test_amounts_of_the_rarer_currency_are_left_out_and_counted() -> None:
    values = {"gross_service": np.ones((3, 2))}
    stores = (store("A"), store("B"), store("C"))
    currencies = {("gross_service", "A"): "TL", ("gross_service", "B"): "TL"}
    given_ = GivenFigures(stores, FIRST, values, ended(FIRST, 2), currencies)
    asked = Period(FIRST, ended(FIRST, 2))
    kpi = measured("gross_service")
    found = read_store_months(given_.reader, OPERATOR, [kpi], ["A", "B", "C"], asked, "month")
    assert (found.currencies["gross_service"], found.foreign["gross_service"].sum()) == ("TL", 2)
    np.testing.assert_array_equal(np.isnan(found.values["gross_service"]).any(axis=1), [0, 0, 1])


def test_many_stores_are_read_some_at_a_time() -> None:
    stores = tuple(store(f"S{number:03}") for number in range(150))
    values = {"gross_service": np.arange(300.0).reshape(150, 2)}
    given_ = GivenFigures(stores, FIRST, values, ended(FIRST, 2))
    codes = [one.code for one in reversed(stores)]
    asked = Period(FIRST, ended(FIRST, 2))
    kpi = measured("gross_service")
    found = read_store_months(given_.reader, OPERATOR, [kpi], codes, asked, "month")
    np.testing.assert_array_equal(found.values["gross_service"], values["gross_service"])
    assert len(given_.asked) == 3
    assert {question.kpis for question in given_.asked} == {(kpi,)}


def test_what_the_scope_does_not_hold_is_not_read() -> None:
    one = made(1)
    scope = Scope("parts", None, frozenset({"parts"}), Masking.NONE)
    asked = Period(date(2025, 1, 1), date(2025, 3, 31))
    kpi = measured("gross_service")
    with pytest.raises(ScopeError, match="not open"):
        read_store_months(one.network.quick, scope, [kpi], one.codes, asked, "month")
