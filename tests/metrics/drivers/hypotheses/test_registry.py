import re
from pathlib import Path

import pytest

from metrics.catalogue import BESIDE, CATALOGUE
from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.drivers.hypotheses.outcome import FOOTINGS, OUTCOMES, Footing, closes_by_quarter
from metrics.drivers.hypotheses.registry import (
    HYPOTHESES,
    SET_ASIDE,
    declared,
    hypothesis_of,
    measured,
    outcome_of,
)
from metrics.drivers.tautology.guard import verdict
from metrics.model.words import Words

PAIRS: tuple[Hypothesis | SetAside, ...] = (*HYPOTHESES, *SET_ASIDE)
IDS = {kpi.id for kpi in (*CATALOGUE, *BESIDE)}
# A third of 24 months.
LONGEST = 8
CELLS = 7


def words_of(pair: Hypothesis | SetAside) -> tuple[Words, ...]:
    if isinstance(pair, SetAside):
        return (pair.reason,)
    return pair.mechanism, pair.caution


def test_every_name_is_a_figure_that_can_be_read() -> None:
    for pair in HYPOTHESES:
        for name in (pair.target, pair.driver, *pair.controls):
            assert measured(name).id == name
    for outcome in OUTCOMES:
        assert {measured(name).id for name in (outcome.kpi, *outcome.controls)}


def test_every_target_says_how_it_is_made_comparable_and_every_outcome_is_a_target() -> None:
    assert {pair.target for pair in HYPOTHESES} == {outcome.kpi for outcome in OUTCOMES}
    assert set(FOOTINGS) == set(Footing) - {Footing.NOTHING}


def test_each_pair_has_one_lag_of_at_most_a_quarter_of_months_within_a_third_of_two_years() -> None:
    pairs = [(pair.target, pair.driver) for pair in HYPOTHESES]
    assert len(set(pairs)) == len(pairs)
    for pair in HYPOTHESES:
        months = 3 if closes_by_quarter(measured(pair.driver)) else 1
        assert pair.lag.width <= 3
        assert (pair.lag.last + 1) * months - 1 <= LONGEST or pair.lag.last * months <= LONGEST


def test_what_is_set_aside_is_not_tested_and_says_what_stands_in() -> None:
    tested = {(pair.target, pair.driver) for pair in HYPOTHESES}
    for pair in SET_ASIDE:
        assert (pair.target, pair.driver) not in tested
        assert [measured(name).id for name in pair.instead] == list(pair.instead)
        if pair.why is Why.STANDS_IN:
            assert all((pair.target, name) in tested for name in pair.instead)
        if pair.why is not Why.NOT_MEASURED and pair.target:
            assert measured(pair.driver).id == pair.driver


def test_words_claim_no_cause() -> None:
    claims = re.compile(
        r"\b(causes?|caused|leads? to|results? in|drives)\b|导致|使得|造成|引起", re.I
    )
    for pair in PAIRS:
        for words in words_of(pair):
            said = f"{words.zh} {words.en}".replace("reverse cause", "")
            assert not claims.search(said), said


def test_a_lag_does_not_look_ahead() -> None:
    for first, last in ((-1, 0), (2, 1)):
        with pytest.raises(ValueError, match="a lag runs from 0"):
            Lag(first, last)


def test_an_undeclared_pair_is_taken_as_it_is_and_says_so() -> None:
    pair = hypothesis_of("gross_service", "nps")
    assert (pair.sign, pair.lag, pair.log) == (Sign.EITHER, Lag(0, 0), False)
    assert "not declared" in pair.mechanism.en
    assert outcome_of("nps").footing is Footing.NOTHING
    assert declared("nps") == ()


def test_a_declared_pair_is_found() -> None:
    assert hypothesis_of("gross_service", "parts_first_fill_rate") in declared("gross_service")
    assert outcome_of("gross_service").footing is Footing.VEHICLES_IN_BASE


def rows_of(document: str) -> list[list[str]]:
    """Cells of the table: outcome, driver, sign, lag, mechanism, caution, evidence."""
    found = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in document.splitlines()
        if line.startswith("| ") and not line.startswith("| outcome")
    ]
    return [cells for cells in found if len(cells) == CELLS]


def test_every_row_of_the_trade_s_list_is_declared_or_set_aside(shared_folder: Path) -> None:
    document = shared_folder / "domain" / "drivers.md"
    rows = rows_of(document.read_text(encoding="utf-8"))
    assert len(rows) > 35
    known = {pair.driver for pair in PAIRS}
    named = {name for cells in rows for name in re.findall(r"[a-z]+(?:_[a-z0-9]+)+", cells[1])}
    assert named & IDS
    assert sorted(named & IDS - known) == []


def test_signs_and_lags_are_those_of_the_trade_s_list(shared_folder: Path) -> None:
    rows = rows_of((shared_folder / "domain" / "drivers.md").read_text(encoding="utf-8"))
    expected = {"+": Sign.UP, "-": Sign.DOWN}
    checked = 0
    for _, drivers, sign, lag, *_ in rows:
        for name in set(re.findall(r"[a-z]+(?:_[a-z0-9]+)+", drivers)) & IDS:
            bounds = [int(number) for number in re.findall(r"\d+", lag)]
            for pair in HYPOTHESES:
                # Money that is owed goes the other way than cash, rates than the price of a car.
                if pair.driver != name or sign not in expected or "unit" in pair.target:
                    continue
                if "receivable" in pair.target or not bounds:
                    continue
                assert pair.sign is expected[sign], pair
                checked += 1
    assert checked > 15


def test_the_guard_lets_every_declared_pair_pass_and_none_that_is_made_of_its_target() -> None:
    for pair in HYPOTHESES:
        months = 3 if closes_by_quarter(measured(pair.driver)) else 1
        refusal = verdict(measured(pair.target), measured(pair.driver), pair.lag.first * months)
        assert refusal is None, pair
    for aside in SET_ASIDE:
        if aside.why is Why.MADE_OF_IT:
            assert verdict(measured(aside.target), measured(aside.driver), 0) is not None, aside
