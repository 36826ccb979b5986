"""The study of the driver analysis, small: what it counts, what it writes, and that it holds."""

import argparse
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.driver_study import study as whole
from bench.driver_study.designs import AS_ASSUMED, FEWEST, NOTHING, PARTIAL, VIOLATIONS, WEAK
from bench.driver_study.planted import Design, plant
from bench.driver_study.report import PART, tables, write_page
from bench.driver_study.runs import holds, one, study
from bench.driver_study.summary import Summary, of_violation, summarise
from bench.driver_study.tally import Tally, allowed
from bench.measurement import write_table
from bench.written_page import END, begin_of
from commands import bench
from commands.settings import Settings
from metrics.drivers.analysis import analyse
from metrics.drivers.estimation import fit
from metrics.drivers.gates import THRESHOLDS
from metrics.drivers.inference import infer
from metrics.drivers.options import Options
from metrics.drivers.within import swept

BOTH = ("entity", "time")
BEGIN = begin_of(PART)


def named(name: str) -> Design:
    return next(v.design for v in VIOLATIONS if v.design.name == name)


def test_effects_have_the_partial_r_squared_that_was_planted() -> None:
    design = Design("large", 400, 36, partial=0.04, error_lasts=0.0, driver_lasts=0.0)
    panel = plant(design, np.random.default_rng(1))
    left = swept(np.column_stack([panel.values, panel.outcome]), panel, BOTH)
    outcome = left[:, -1]

    def unexplained(columns: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        rest = outcome - columns @ np.linalg.lstsq(columns, outcome)[0]
        return float(rest @ rest)

    full = unexplained(left[:, :-1])
    without = unexplained(np.delete(left[:, :-1], 0, axis=1))
    assert 1 - full / without == pytest.approx(0.04, abs=0.006)


def test_panels_are_the_same_for_the_same_stream() -> None:
    design = replace(Design("all"), missing=0.1, outliers=0.05, city=0.2, by_city=True)
    panels = [plant(design, np.random.default_rng(3)) for _ in range(2)]
    assert (panels[0].outcome == panels[1].outcome).all()
    assert len(np.unique(panels[0].clusters)) == 10
    assert panels[0].n < 720


def test_planted_truth_is_found_and_nothing_else() -> None:
    """The small version of the study: 60 panels of 30 stores x 24 months."""
    tally = study(AS_ASSUMED[2], 60, 1)
    assert AS_ASSUMED[2].name == whole.USEFUL_IN
    assert AS_ASSUMED[2].partial == PARTIAL
    low, high = allowed(0.95, 360)
    assert low <= tally.coverage()[0] <= high
    assert allowed(0.95, tally.coverage_shown()[1])[0] <= tally.coverage_shown()[0]
    assert tally.power()[0] >= 0.8
    assert tally.false_discoveries()[0] <= 0.1
    assert tally.bias() == pytest.approx(1.0, abs=0.05)


def test_few_stores_hold_their_intervals_too() -> None:
    tally = study(AS_ASSUMED[0], 30, 1)
    low, high = allowed(0.95, 180)
    assert low <= tally.coverage()[0] <= high
    assert tally.power()[0] >= 0.5


def test_the_fewest_months_that_the_gates_admit_are_analysed() -> None:
    assert {design.months for design in FEWEST} == {THRESHOLDS.periods}
    for design in FEWEST:
        tally = study(design, 20, 1)
        trials = 20 * design.drivers
        assert tally.coverage()[0] >= allowed(0.95, trials)[0]
        assert tally.held_back_for("reverse_untested", tally.true) == 0.0
        assert tally.power()[0] > 0.3


def test_where_nothing_is_planted_little_is_shown() -> None:
    tally = study(NOTHING[1], 40, 1)
    assert not tally.true.any()
    assert tally.false_discoveries()[0] <= allowed(0.1, 40)[1]
    assert tally.ranked.mean() < 0.2


@pytest.mark.parametrize(
    ("name", "reason"),
    [("reverse, a month later", "reverse"), ("few stores move", "no_variation_within"),
     ("twins", "collinear")],
)  # fmt: skip
def test_gates_strike_where_an_assumption_is_broken(name: str, reason: str) -> None:
    violation = next(v for v in VIOLATIONS if v.design.name == name)
    summary = of_violation(violation, study(violation.design, 12, 1))
    assert summary.touched[reason] > 0.8
    assert summary.touched["shown"] <= 0.1


def test_what_no_gate_can_tell_is_shown() -> None:
    violation = next(v for v in VIOLATIONS if v.design.name == "confounded")
    summary = of_violation(violation, study(violation.design, 12, 1))
    assert summary.touched["shown"] > 0.5


def test_the_study_says_what_an_analysis_says() -> None:
    """Of one panel each with few clusters, many clusters and a refused driver."""
    for design in (AS_ASSUMED[0], AS_ASSUMED[2], named("few stores move")):
        streams = [1, 2, 3]
        run = one(design, np.random.default_rng(streams))
        chance = np.random.default_rng(streams).spawn(4)
        panel = plant(design, chance[0])
        said = analyse(panel, Options(draws=0), np.random.default_rng(4))
        assert run.ranked == (said.refused is None)
        for coefficient in said.coefficients:
            place = panel.drivers.index(coefficient.name)
            assert run.shown[place] == coefficient.shown
            assert {why.reason for why in run.reasons.get(coefficient.name, ())} == {
                why.reason for why in coefficient.held_back
            }
        assert said.diagnostics is not None
        assert said.diagnostics.level_of_shown == pytest.approx(1 - run.level)


def test_an_interval_holds_what_lies_between_its_ends() -> None:
    for design in (AS_ASSUMED[0], AS_ASSUMED[2]):
        panel = plant(design, np.random.default_rng(1))
        inference = infer(fit(panel, BOTH), panel, True, np.random.default_rng(2))
        low, high = inference.interval(0.05)
        for place in range(3):
            width = high[place] - low[place]
            assert holds(inference, place, low[place] + 0.01 * width, 0.05)
            assert not holds(inference, place, low[place] - 0.01 * width, 0.05)
            assert not holds(inference, place, high[place] + 0.01 * width, 0.05)


def test_a_panel_that_is_refused_shows_nobody() -> None:
    run = one(replace(Design("short"), months=8), np.random.default_rng(1))
    assert not run.shown.any()
    assert {why.reason.value for reasons in run.reasons.values() for why in reasons} == {
        "too_few_periods"
    }


def tallied() -> Tally:
    """Two panels of one true driver and one without effect."""
    return Tally(
        truth=np.array([2.0, 0.0]),
        estimates=np.array([[1.0, 0.5], [3.0, -0.5]]),
        covered=np.array([[True, True], [False, True]]),
        covered_as_shown=np.array([[True, False], [True, False]]),
        shown=np.array([[True, True], [True, False]]),
        held_back={"reverse": np.array([[False, False], [False, True]])},
        ranked=np.array([True, False]),
    )


_BY_DRIVER = ("estimates", "covered", "covered_as_shown", "shown")


def test_rates_are_counted() -> None:
    tally = tallied()
    assert tally.coverage() == (0.75, 4)
    assert tally.coverage_shown() == (2 / 3, 3)
    assert tally.coverage_shown(adjusted=False) == (2 / 3, 3)
    assert tally.power() == (1.0, 2)
    assert tally.null_shown() == (0.5, 2)
    assert tally.false_discoveries() == (0.25, 0.25)
    assert tally.bias() == 1.0
    assert tally.held_back_for("reverse", ~tally.true) == 0.5
    assert tally.held_back_for("break", tally.true) == 0.0


def test_chance_allows_what_the_binomial_says() -> None:
    assert allowed(0.95, 2000) == (0.937, 0.962)


def test_tables_are_written_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Title\n\n{BEGIN}\nyesterday\n{END}\n\nafter\n", encoding="utf-8")
    violation = next(v for v in VIOLATIONS if v.design.name == "twins")
    found = [
        summarise(AS_ASSUMED[0], tallied()),
        summarise(replace(violation.design, drivers=2), tallied(), 2),
    ]
    write_page(page, found, "Measured today.")
    written = page.read_text(encoding="utf-8")
    assert written.startswith(f"# Title\n\n{BEGIN}\n\nMeasured today.\n\n| panel |")
    assert written.endswith(f"\n\n{END}\n\nafter\n")
    assert "| 8 stores x 24 months | 13.5% | 75.0% (" in written
    assert f"| {violation.broken} | 100.0% |" in written
    assert "shown 50%, reverse 50%, interval without gates holds the truth 100%" in written
    assert "yesterday" not in written
    write_page(page, found, "Measured today.")
    assert page.read_text(encoding="utf-8") == written


def test_a_page_without_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no lines"):
        write_page(page, [], "")


def test_coverage_outside_of_chance_is_marked() -> None:
    line = summarise(AS_ASSUMED[0], tallied())
    short = replace(line, coverage=(0.90, 12_000), coverage_shown=(0.99, 6_000))
    assert "90.0% (94.5% to 95.5%) **below**" in tables([short], "")
    assert "99.0% (94.3% to 95.7%) above" in tables([short], "")


def test_the_whole_study_yields_what_has_a_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(whole, "study", quick(asked))
    measured = list(whole.driver_study(whole.Plan(7, page)))
    names = [name for name, _ in asked]
    assert names == [
        design.name
        for design in (*AS_ASSUMED, *FEWEST, *WEAK, *NOTHING, *(v.design for v in VIOLATIONS))
    ]
    assert [runs for _, runs in asked[:9]] == [7] * 8 + [2]
    assert len(set(names)) == len(names)
    assert len(measured) == 4 * len(AS_ASSUMED)
    assert "7 panels of each design as assumed, 2 of each other one" in page.read_text(
        encoding="utf-8"
    )
    out = io.StringIO()
    write_table(measured, out)
    assert "bar 20 ok" in out.getvalue()


def test_one_command_runs_it_and_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(whole, "study", quick(asked))
    parser = argparse.ArgumentParser()
    bench.configure(parser)
    args = parser.parse_args(["--only", "driver-study", "--runs", "12", "--page", str(page)])
    out = io.StringIO()
    status = bench.run(args, Settings.from_environ({"FORECOURT_HOME": str(tmp_path)}), out)
    assert {runs for _, runs in asked} == {12, 2}
    assert "| 30 stores x 24 months |" in page.read_text(encoding="utf-8")
    assert "intervals shown that miss, 30 stores x 24 months" in out.getvalue()
    # Half of the panels miss in what was counted here.
    assert status == 1


def quick(asked: list[tuple[str, int]]) -> Callable[[Design, int, int], Tally]:
    """Counted before, whatever is asked; who asks for what is written down."""

    def planted(design: Design, runs: int, _: int) -> Tally:
        asked.append((design.name, runs))
        truth = np.zeros(6) if design in NOTHING else np.array([2.0, 0, 0, 0, 0, 0])
        every = {name: np.repeat(getattr(tallied(), name)[:, :1], 6, axis=1) for name in _BY_DRIVER}
        return replace(tallied(), truth=truth, held_back={}, **every)

    return planted


def test_a_summary_says_nothing_of_drivers_that_are_not_there() -> None:
    none = replace(tallied(), truth=np.zeros(2))
    summary = summarise(NOTHING[0], none)
    assert isinstance(summary, Summary)
    assert np.isnan(summary.bias)
    assert (summary.partial, summary.reasons) == (0.0, {})
