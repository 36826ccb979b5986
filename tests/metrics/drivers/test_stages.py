"""An analysis in stages: the first at once and without a direction, the last with everything."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from metrics.drivers.options import Options
from metrics.drivers.plain import from_plain, to_plain
from metrics.drivers.relation import AT_MOST, relations
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.stage import Stage
from metrics.drivers.stages import in_stages
from metrics.drivers.store_analysis import options_of
from metrics.drivers.store_panel import StorePanel, read_store_panel
from metrics.drivers.wanted import Wanted
from metrics.drivers.what_if.moves import Company
from metrics.drivers.within import swept
from tests.metrics.drivers.given_figures import OPERATOR, GivenFigures, ended, store

MONTHS, STORES = 36, 32
FIRST = date(2023, 1, 1)
FILL, APPOINTMENT = "parts_first_fill_rate", "appointment_rate"
SLOPE = 200_000.0


def planted() -> StorePanel:
    """Gross of service that goes with the fill rate, and an appointment rate that does not."""
    rng = np.random.default_rng(7)
    codes = tuple(f"S{n:02}" for n in range(STORES))
    fill = np.clip(0.7 + 0.06 * rng.normal(size=(STORES, MONTHS)), 0.3, 1.0)
    before = np.column_stack([fill[:, :1], fill[:, :-1]])
    gross = 100_000 + SLOPE * (fill + before) / 2 + 8_000 * rng.normal(size=fill.shape)
    gross += 20_000 * rng.normal(size=(STORES, 1)) + 5_000 * rng.normal(size=(1, MONTHS))
    base = np.full((STORES, MONTHS), 100.0)
    base[0] = 200.0
    gross[0] *= 2
    figures = {
        "gross_service": gross,
        "vehicles_in_base": base,
        FILL: fill,
        APPOINTMENT: 0.5 + 0.05 * rng.normal(size=fill.shape),
    }
    places = tuple(store(code, code, "华北") for code in codes)
    given = GivenFigures(places, FIRST, figures, ended(FIRST, MONTHS))
    wanted = Wanted("gross_service", (FILL, APPOINTMENT), first=FIRST)
    return read_store_panel(given.reader, OPERATOR, wanted)


@pytest.fixture(scope="module")
def panel() -> StorePanel:
    return planted()


@pytest.fixture(scope="module")
def stages(panel: StorePanel) -> list[Stage]:
    return list(in_stages(panel, {"S00", "S01"}, "S00"))


def test_the_first_stage_has_the_fit_and_shows_nothing(stages: list[Stage]) -> None:
    first, last = stages
    assert [c.name for c in first.analysis.coefficients] == [FILL, APPOINTMENT]
    assert not any(c.shown for c in first.analysis.coefficients)
    assert first.analysis.importance == ()
    assert (first.store, first.trials) == (None, None)
    estimates = [[c.estimate for c in stage.analysis.coefficients] for stage in (first, last)]
    assert estimates[0] == estimates[1]


def test_the_last_stage_shows_what_was_planted_and_nothing_else(stages: list[Stage]) -> None:
    last = stages[-1]
    shown = {c.name: c for c in last.analysis.coefficients if c.shown}
    assert set(shown) == {FILL}
    assert shown[FILL].ci_low < SLOPE < shown[FILL].ci_high
    assert (last.stores, last.periods, last.size) == (STORES, MONTHS - 1, 2.0)
    assert last.store is not None
    assert last.store.effects[FILL].weight > 0
    assert last.trials is not None
    offers = last.trials.scenario(last.analysis).offers(Company.ALONE)
    assert [offer.driver for offer in offers] == [FILL]


def test_points_are_of_the_stores_that_may_be_seen_and_lie_about_the_slope(
    stages: list[Stage], panel: StorePanel
) -> None:
    relation = {one.driver: one for one in stages[-1].relations}[FILL]
    assert set(relation.entities) == {"S00", "S01"}
    assert panel.panel is not None
    (whole,) = (
        one
        for one in relations(panel.panel, stages[-1].analysis, ("entity", "time"))
        if one.driver == FILL
    )
    assert len(whole.x) == panel.panel.n
    # The least squares line through all points has the slope of the model.
    x, y = np.array(whole.x), np.array(whole.y)
    assert float(x @ y / (x @ x)) == pytest.approx(whole.slope, rel=1e-9)
    left = swept(panel.panel.values, panel.panel, ("entity", "time"))
    assert x == pytest.approx(left[:, 0])


def test_a_picture_has_no_more_points_than_it_can_show(stages: list[Stage]) -> None:
    given = planted()
    assert given.panel is not None
    twice = np.tile(np.arange(given.panel.n), 2)
    further = np.repeat([0, STORES], given.panel.n)
    many = replace(
        given.panel,
        outcome=given.panel.outcome[twice],
        values=given.panel.values[twice],
        held=given.panel.held[twice],
        clusters=given.panel.clusters[twice],
        leads=None,
        entities=given.panel.entities[twice] + further,
        periods=given.panel.periods[twice],
        entity_names=tuple(f"T{n}" for n in range(2 * STORES)),
    )
    assert many.n > AT_MOST
    found = relations(many, stages[-1].analysis, ("entity", "time"))
    assert {len(one.x) for one in found} == {AT_MOST}


def test_a_stage_comes_back_from_json_as_it_was(stages: list[Stage]) -> None:
    for stage in stages:
        assert from_plain(Stage, json.loads(json.dumps(to_plain(stage)))) == stage


def test_without_a_panel_there_is_one_stage_that_says_why(panel: StorePanel) -> None:
    none = replace(panel, panel=None, refused=Refusal(Reason.TOO_FEW_ROWS))
    (only,) = in_stages(none, ())
    assert only.analysis.refused == Refusal(Reason.TOO_FEW_ROWS)
    assert only.analysis.target == "gross_service"
    assert (only.stores, only.relations) == (0, ())


def test_a_refused_analysis_is_not_worked_out_twice() -> None:
    given = planted()
    assert given.panel is not None
    few = given.panel.entities < 3
    small = replace(
        given.panel,
        outcome=given.panel.outcome[few],
        values=given.panel.values[few],
        held=given.panel.held[few],
        entities=given.panel.entities[few],
        periods=given.panel.periods[few],
        clusters=given.panel.clusters[few],
        leads=None,
        entity_names=given.panel.entity_names[:3],
        cluster_names=given.panel.cluster_names[:3],
    )
    (only,) = in_stages(replace(given, panel=small), ())
    assert only.analysis.refused is not None
    assert only.analysis.refused.reason is Reason.TOO_FEW_STORES


def test_everything_declared_goes_into_the_options(panel: StorePanel) -> None:
    assert panel.panel is not None
    found = options_of(panel, panel.panel)
    assert isinstance(found, Options)
    assert found.gated
    assert found.lags == panel.lags
    assert found.family == panel.family
