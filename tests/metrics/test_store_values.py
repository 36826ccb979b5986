from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.scope import OPERATOR, Masking, Scope, ScopeError
from metrics.catalogue import MEASURED, kpi
from metrics.model.formula import AmongPeers
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import Selection
from tests.metrics.arrays_and_figures import SUMMED, differing
from tests.metrics.network import network
from tests.metrics.random_network import COMPLETE, FIRST, NETWORKS, drawn, made, random_rows

# Beyond the newest day of every network.
ASKED = Period(date(2024, 10, 1), date(2026, 2, 28))


@drawn(8)
@given(
    st.integers(1, NETWORKS),
    st.lists(st.sampled_from(SUMMED), min_size=1, max_size=8, unique=True),
    st.sampled_from(["month", "quarter"]),
)
def test_arrays_hold_the_values_of_figures_that_are_ok(
    seed: int, kpis: list[Kpi], grain: str
) -> None:
    one = made(seed)
    assert differing(one.network.quick, one.codes, kpis, (ASKED, grain)) == []


def test_every_kpi_is_the_same_either_way_where_few_trials_say_little(tmp_path: Path) -> None:
    rows, codes, as_of = random_rows(COMPLETE)
    reader = network(tmp_path, rows, as_of, FIRST, min_trials=3).quick
    assert differing(reader, codes, list(SUMMED), (ASKED, "month")) == []


def test_standings_and_what_is_not_open_are_refused() -> None:
    one = made(COMPLETE)
    standing = next(each for each in MEASURED if isinstance(each.formula, AmongPeers))
    question = Question(Selection(ASKED, one.codes, ("month",)), (standing,))
    with pytest.raises(TypeError, match="ask for its figures"):
        one.network.quick.values(OPERATOR, question)
    narrow = Scope("parts", None, frozenset({"parts"}), Masking.NONE)
    question = Question(Selection(ASKED, one.codes, ("month",)), (kpi("net_profit"),))
    with pytest.raises(ScopeError, match="not open"):
        one.network.quick.values(narrow, question)
