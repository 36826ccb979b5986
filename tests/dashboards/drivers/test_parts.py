"""The parts of the page, from analyses made by hand: what is said, and what is held back."""

import json
from dataclasses import replace
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboards.drivers.controls import target_switch
from dashboards.drivers.diagnostics import diagnostics_panel, facts_of
from dashboards.drivers.exact import Exact
from dashboards.drivers.importance import importance_panel, refused_panel
from dashboards.drivers.ordering import Progress
from dashboards.drivers.points import draw_relation
from dashboards.drivers.ranking import answer_text, axis_of, ranking_panel
from dashboards.drivers.sentences import Basis
from dashboards.drivers.sheets import sheets_of
from dashboards.drivers.told import Told
from dashboards.drivers.tree import tree_panel
from dashboards.drivers.waiting import has_more, ticking
from dashboards.pages.drivers import RELATION, driver_of, parts
from dashboards.query import View
from dashboards.visit import Visit
from metrics.drivers.result import Analysis
from tests.dashboards.drivers.analyses import (
    ANALYSIS,
    APPOINTMENT,
    COMEBACK,
    FILL,
    NO_GAIN,
    PROFICIENCY,
    REFUSED,
    RETENTION,
    TARGET,
    chosen_of,
    relation,
    told_of,
)
from tests.dashboards.drivers.changes import bridged
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts


@pytest.fixture(params=["zh", "en"])
def visit(network: Network, request: pytest.FixtureRequest) -> Visit:
    return network.visit("/drivers", request.param, view=View(target=TARGET))


@pytest.fixture
def english(network: Network) -> Visit:
    return network.visit("/drivers", "en", view=View(target=TARGET))


def rows_of(panel: object) -> list[Any]:
    found = []
    if isinstance(panel, Component):
        if type(panel).__name__ == "Tr":
            found.append(panel)
        found += rows_of(getattr(panel, "children", None))
    elif isinstance(panel, list | tuple):
        found += [row for part in panel for row in rows_of(part)]
    return found


def test_a_direction_that_the_trade_does_not_expect_is_flagged_and_only_that(
    english: Visit,
) -> None:
    odd = "The other way than the trade expects"
    assert odd not in texts(ranking_panel(english, told_of(english), FILL))
    turned = tuple(
        replace(c, estimate=-c.estimate, ci_low=-c.ci_high, ci_high=-c.ci_low)
        if c.name in (FILL, PROFICIENCY)
        else c
        for c in ANALYSIS.coefficients
    )
    told = told_of(english, replace(ANALYSIS, coefficients=turned))
    flagged = [row for row in rows_of(ranking_panel(english, told, FILL)) if odd in texts(row)]
    # One that is not shown has no direction that could be odd.
    assert len(flagged) == 1
    assert told.name_of(FILL, "en") in texts(flagged[0])


def test_only_what_passed_every_test_is_ranked_by_its_share(english: Visit) -> None:
    told = told_of(english)
    assert [effect.driver for effect in told.shown()] == [FILL, APPOINTMENT, COMEBACK]
    panel = ranking_panel(english, told, FILL)
    _, *rows = rows_of(panel)
    assert len(rows) == 3
    assert "+31,000 CNY" in texts(rows[0])
    assert "per +5 points" in texts(rows[0])
    assert "likely 12,000 CNY to 50,000 CNY" in texts(rows[0])
    assert "lower" in texts(rows[2])
    assert told.name_of(PROFICIENCY, "en") not in texts(rows)


def test_all_intervals_are_on_one_axis_with_zero(english: Visit) -> None:
    shown = told_of(english).shown()
    low, high = axis_of(shown)
    assert low < min(effect.low or 0.0 for effect in shown) < 0 < high
    for row in rows_of(ranking_panel(english, told_of(english), ""))[1:]:
        spans = [s for s in spans_of(row) if getattr(s, "className", "") == "is-zero"]
        assert {span.style["left"] for span in spans} == {f"{100 * -low / (high - low):.2f}%"}


def spans_of(part: object) -> list[Any]:
    if isinstance(part, Component):
        own = [part] if type(part).__name__ == "Span" else []
        return own + spans_of(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return [span for item in part for span in spans_of(item)]
    return []


def test_before_the_intervals_no_direction_is_said(english: Visit) -> None:
    told = told_of(english, complete=False)
    said = texts(ranking_panel(english, told, ""))
    assert "higher" not in said
    assert "lower" not in said
    assert "31,000" not in said
    assert told.shown() == []
    assert len(rows_of(ranking_panel(english, told, ""))) == 1 + 4
    assert importance_panel(english, told) == []


@pytest.mark.parametrize(
    ("analysis", "zh", "en"),
    [
        (ANALYSIS, "3 项通过全部检验", "3 of 4 KPIs passed"),
        (REFUSED, "只有 3 家店，至少要 8 家", "There are 3 stores and 8 are needed"),
        (NO_GAIN, "不排先后", "not put in order"),
        (None, "正在计算", "being worked out"),
    ],
)
def test_the_answer_is_one_sentence(
    visit: Visit, analysis: Analysis | None, zh: str, en: str
) -> None:
    told = told_of(visit, analysis, complete=analysis is not None)
    assert (zh if visit.language == "zh" else en) in answer_text(visit, told)


def test_without_a_gain_on_what_was_kept_aside_there_is_no_order(visit: Visit) -> None:
    told = told_of(visit, NO_GAIN)
    declared = [name for name in told.drivers if name in (FILL, APPOINTMENT, COMEBACK)]
    assert [effect.driver for effect in told.shown()] == declared
    assert len(rows_of(ranking_panel(visit, told, ""))) == 1 + 3
    assert importance_panel(visit, told) == []


def test_what_was_refused_is_told_with_its_reason(english: Visit) -> None:
    said = texts(refused_panel(english, told_of(english)))
    name = told_of(english).name_of(RETENTION, "en")
    assert f"{name} is a part of the target" in said
    # The name stands beside it once, not in front of every reason again.
    assert "The likely range holds zero" in said
    assert said.count(told_of(english).name_of(PROFICIENCY, "en")) == 1
    assert "KPIs without a direction: 2" in said
    assert refused_panel(english, told_of(english, None)) == []


def test_shares_tell_ties_and_are_no_evidence(english: Visit) -> None:
    told = told_of(english)
    said = texts(importance_panel(english, told))
    assert f"cannot be told apart from {told.name_of(APPOINTMENT, 'en')}" in said
    assert "no evidence" in said
    # Controls and what did not pass are in it, too: it is not what these KPIs go with.
    assert "The whole model, with KPIs that did not pass" in said
    assert "goes with 21% of the changes" in said


def test_the_statistics_are_behind_one_click(visit: Visit) -> None:
    told = told_of(visit)
    (panel,) = diagnostics_panel(visit, told)
    assert type(panel.children).__name__ == "Details"
    assert ANALYSIS.diagnostics is not None
    facts = dict(facts_of(visit, told, ANALYSIS.diagnostics))
    assert "Benjamini–Yekutieli，q = 0.1，共 8 对" in facts.values() or (
        "Benjamini–Yekutieli, q = 0.1, 8 pairs" in facts.values()
    )
    assert len(rows_of(panel)) == 1 + 4
    assert diagnostics_panel(visit, told_of(visit, REFUSED)) == []


def test_the_line_of_the_relation_has_the_slope_of_the_sentence(english: Visit) -> None:
    drawing = draw_relation(english, told_of(english, store="A1"), FILL)
    band, others, own, line = drawing.data
    run = (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0])
    assert run == pytest.approx(6_200.0, rel=1e-3)  # per point
    assert len(own["x"]) == 3
    assert len(others["x"]) == 2
    assert own["marker"]["symbol"] != others["marker"]["symbol"]
    assert "31,000 CNY" in drawing.answer
    assert band["fill"] == "toself"
    json.dumps(drawing.plain(), allow_nan=False)
    assert draw_relation(english, told_of(english), "nothing").data == ()


def test_of_logarithms_the_line_is_that_of_the_values(english: Visit) -> None:
    told, near = told_of(english, complete=False), relation(FILL, 2.0)
    told = replace(
        told,
        target=replace(told.target, is_log=True),
        drivers={**told.drivers, FILL: replace(told.drivers[FILL], is_log=True)},
        relations={FILL: replace(near, y=tuple(2 * x for x in near.x))},
    )
    line = draw_relation(english, told, FILL).data[-1]
    # With an elasticity of two, 6.18 % more of the one are 12.75 % more of the other.
    assert (line["x"][-1], line["y"][-1]) == pytest.approx((6.1837, 12.7497), abs=1e-4)
    assert (line["x"][0], line["y"][0]) == pytest.approx((-4.8771, -9.5163), abs=1e-4)


def test_statistics_of_quarters_count_quarters(network: Network) -> None:
    view = View(target=TARGET, by="quarter")
    visit = network.visit("/drivers", "en", view=view)
    told = replace(told_of(visit), basis=Basis(34, 12, quarterly=True), store="A1")
    said = texts(parts(visit, chosen_of(visit), told, "key", Exact(bridged())).table)
    assert "Lag (quarters)" in said
    assert "quarter effects" in said
    assert "Number of quarters" in said
    for name in told.drivers:
        # Some KPIs are of twelve months by name.
        said = said.replace(told.name_of(name, "en"), "")
    assert "month" not in said.lower()
    assert "closed quarters from" in texts(target_switch(visit, chosen_of(visit)))
    assert "34 stores, 12 quarters" in answer_text(visit, told)


def test_intervals_say_the_level_that_they_have(visit: Visit) -> None:
    assert ANALYSIS.diagnostics is not None
    usual = told_of(visit)
    wider = replace(ANALYSIS.diagnostics, level_of_shown=1 - 0.05 * 3 / 8)
    told = told_of(visit, replace(ANALYSIS, diagnostics=wider))
    # What a fraction of a per cent adds is left out.
    assert (usual.level, told.level) == ("95", "98")
    change = bridged()
    assert change.bridge is not None
    for one, level in ((usual, "95"), (told, "98")):
        said = texts([ranking_panel(visit, one, FILL), tree_panel(visit, change.bridge, one)])
        space = "" if visit.language == "zh" else " "
        assert f"{level}{space}%" in said
        assert said.count(f"95{space}%") == (3 if one is usual else 1)
        sheet = sheets_of(visit, one, Exact(change))[0]
        assert sheet.heads[3].startswith(f"{level}{space}%")
    facts = facts_of(visit, told, wider)
    assert any("98" in value and "95" in value for _, value in facts)
    # Where nothing is shown, nothing was picked.
    none = replace(ANALYSIS, diagnostics=wider, coefficients=ANALYSIS.coefficients[3:])
    assert told_of(visit, none).level == "95"


def test_every_reason_for_a_row_left_out_has_its_words(visit: Visit) -> None:
    assert ANALYSIS.diagnostics is not None
    reasons = {"missing": 34, "singleton": 2, "other_currency": 5}
    found = replace(ANALYSIS.diagnostics, left_out=reasons)
    values = [value for _, value in facts_of(visit, told_of(visit), found)]
    assert values[-3:] == ["34", "2", "5"]


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("analysis", [ANALYSIS, REFUSED, NO_GAIN, None])
def test_the_page_can_be_put_together(
    visit: Visit, analysis: Analysis | None, complete: bool
) -> None:
    told = told_of(visit, analysis, complete=complete)
    found = parts(visit, chosen_of(visit), told, "key", Exact(bridged()))
    assert found.lasting is not told.is_working
    assert (RELATION in found.drawings) is bool(told.relations)
    assert texts(found.body)


def test_the_driver_of_the_address_is_looked_at(network: Network) -> None:
    asked = network.visit("/drivers", view=View(target=TARGET, driver=COMEBACK))
    assert driver_of(chosen_of(asked), told_of(asked)) == COMEBACK
    other = network.visit("/drivers", view=View(target=TARGET, driver="no such"))
    assert driver_of(chosen_of(other), told_of(other)) == FILL


def made_of(components: list[Component]) -> list[Any]:
    """Components with whatever properties they have."""
    return list(components)


class Known:
    """Statistics that know the state of one question."""

    def __init__(self, state: str) -> None:
        self._state = state

    def ask(self, key: object, make: object, seconds: float = 0.0) -> Progress[Any]:
        return Progress("waiting")

    def state(self, key: object) -> Progress[Any] | None:
        return None if key != "k" else Progress(self._state)  # type: ignore[arg-type]


def test_a_page_ticks_until_it_is_complete(visit: Visit) -> None:
    assert ticking(told_of(visit), "k") == []
    interval, store = made_of(ticking(told_of(visit, complete=False), "k"))
    assert store.data == {"key": "k", "state": "under_way"}
    assert has_more(store.data, Known("done"))
    assert not has_more(store.data, Known("under_way"))
    assert has_more({**store.data, "key": "forgotten"}, Known("under_way"))
    assert not has_more(store.data, None)
    assert not has_more("odd", Known("done"))
    busy: Told = told_of(visit, None, complete=False)
    assert interval.interval < 1_000
    assert made_of(ticking(busy, "k"))[1].data["state"] == "waiting"
