"""Two routes to a figure agree, for every KPI, over random selections of random small networks.

Every run draws the same examples. `pytest tests/metrics --hypothesis-profile=search` draws others,
and more of them.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.scope import OPERATOR, Masking, Scope
from metrics.catalogue import CATALOGUE
from metrics.compiler.slots import Slot
from metrics.groupings import dimensions
from metrics.model.formula import AmongPeers, External, Percentile
from metrics.model.period import Period
from metrics.reader import Question, Reader
from metrics.result import Figure, State
from metrics.selection import Selection
from tests.metrics.random_network import NETWORKS, apart, drawn, made

PARTS = 10
"""The catalogue is dealt out to so many tests, so that every KPI is asked for in every run."""

seeds = st.integers(0, NETWORKS - 1)
GROUPINGS = ((), ("store",), ("region",), ("store", "month"), ("quarter",), ("region", "week"))


def pays(as_series: bool) -> Callable[[Collection[Slot], int], bool]:
    """Daily values wherever there are any, or nowhere."""
    return lambda daily, _: as_series and bool(daily)


MONTHS_STACKED = (0, 6)
"""Up to how many months are summed in selects of their own; of more a row is read for each."""


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any days of the year, whole months and quarters often."""
    day = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 330)))
    match draw(st.sampled_from(("month", "quarter", "days"))):
        case "month":
            return Period.month(day)
        case "quarter":
            return Period.quarter(day)
        case _:
            return Period(day, day + timedelta(days=draw(st.integers(0, 120))))


def check_same(left: Sequence[Figure], right: Sequence[Figure]) -> None:
    """The same groups, states and, but for the rounding of binary fractions, numbers."""
    for one, other in zip(left, right, strict=True):
        assert (one.kpi, one.keys, one.state, one.note) == (
            other.kpi, other.keys, other.state, other.note
        )  # fmt: skip
        assert (one.stores, one.missing) == (other.stores, other.missing), one
        for mine, yours in (
            (one.value, other.value),
            (one.numerator, other.numerator),
            (one.denominator, other.denominator),
        ):
            expected = None if yours is None else pytest.approx(yours, rel=1e-9, abs=1e-6)
            assert mine == expected, one


def ask(reader: Reader, question: Question, scope: Scope = OPERATOR) -> tuple[Figure, ...]:
    return reader.ask(scope, question).rows


@pytest.mark.parametrize("part", range(PARTS))
def test_roll_ups_and_details_agree(monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    @apart(part)
    @drawn(2)
    @given(
        seed=seeds,
        period=periods(),
        by=st.sampled_from(GROUPINGS),
        stacked=st.sampled_from(MONTHS_STACKED),
    )
    def check(seed: int, period: Period, by: tuple[str, ...], stacked: int) -> None:
        question = Question(Selection(period, by=by), CATALOGUE[part::PARTS])
        small = made(seed).network
        exact = ask(small.exact, question)
        for as_series in (True, False):
            with monkeypatch.context() as patch:
                patch.setattr("metrics.reader.series_pays", pays(as_series), raising=False)
                patch.setattr("metrics.sums._MONTHS_STACKED", stacked)
                check_same(ask(small.quick, question), exact)

    check()


@drawn(4)
@given(seed=seeds, period=periods(), dimension=st.sampled_from(dimensions()))
def test_facts_that_a_snapshot_holds_and_their_tables_agree(
    seed: int, period: Period, dimension: str
) -> None:
    """Grouped by what documents say, which no roll-up knows."""
    small = made(seed).network
    bearing = [k for k in CATALOGUE if all(dimension in m.fact.dimensions for m in k.measures)]
    question = Question(Selection(period, by=(dimension,)), tuple(bearing[:12]))
    assert bearing
    check_same(ask(small.quick, question), ask(small.exact, question))


@pytest.mark.parametrize("part", range(PARTS))
def test_a_group_is_the_kpi_on_all_its_stores_at_once(part: int) -> None:
    """The network, the same stores by name, the same stores by right, and the sums of each."""

    @apart(part)
    @drawn(2)
    @given(seed=seeds, period=periods(), chosen=st.sets(st.integers(0, 4), min_size=1))
    def check(seed: int, period: Period, chosen: set[int]) -> None:
        small = made(seed)
        kpis = CATALOGUE[part::PARTS]
        codes = tuple(code for place, code in enumerate(small.codes) if place in chosen)
        whole = Question(Selection(period), kpis)
        whole_by_name = Question(Selection(period, small.codes), kpis)
        group = Question(Selection(period, codes or small.codes), kpis)
        each = Question(Selection(period, codes or small.codes, ("store",)), kpis)
        answers = small.network.quick.ask_all(OPERATOR, (whole, whole_by_name, group, each))
        network, by_name, together, alone = (answer.rows for answer in answers)
        assert network == by_name
        for stores, expected in ((small.codes, network), (codes or small.codes, together)):
            limited = Scope("region", frozenset(stores), None, Masking.NONE)
            assert ask(small.network.quick, whole, limited) == expected
        for kpi, figure in zip(kpis, together, strict=True):
            if isinstance(kpi.formula, AmongPeers | External):
                # Of one store only, or the same for all.
                continue
            stores_alone = [one for one in alone if one.kpi == kpi.id]
            check_sums(figure, stores_alone, is_percentile=isinstance(kpi.formula, Percentile))

    check()


def check_sums(group: Figure, alone: list[Figure], *, is_percentile: bool) -> None:
    """Numerators and denominators of a group are those of its stores, added up."""
    counting = [figure for figure in alone if figure.keys["store"] not in group.missing]
    assert len(counting) == group.stores
    if group.state is State.NO_DATA and group.numerator is None and group.denominator is None:
        assert all(figure.numerator is None for figure in counting)
        return
    if not is_percentile:
        numerators = [figure.numerator or 0 for figure in counting]
        assert group.numerator == pytest.approx(sum(numerators), abs=1e-5)
    if group.denominator is not None:
        denominators = [figure.denominator or 0 for figure in counting]
        assert group.denominator == pytest.approx(sum(denominators), abs=1e-5)
