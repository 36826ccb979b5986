"""The morning as a message: ahead or behind in so many words, with currency and what is lacking."""

from dataclasses import replace
from typing import Any

import pytest

from dashboards.asking import ask_once
from dashboards.board.pace import Pace
from dashboards.morning import brief
from dashboards.morning.asked import Asking
from dashboards.morning.brief import brief_of
from dashboards.morning.standing import Standing
from dashboards.visit import Visit
from metrics.business_lines import ALL_LINES
from tests.dashboards.network import Network


@pytest.fixture
def visit(network: Network, request: pytest.FixtureRequest) -> Visit:
    return network.visit("/", request.param)


def told(
    visit: Visit, network: Network, monkeypatch: pytest.MonkeyPatch, gap: float, **changes: Any
) -> list[str]:
    """Lines of the message where every line stands so far from what is due."""
    asking = Asking(visit)
    found = asking.answered(ask_once(visit, asking.questions))
    figure = found.to_date[ALL_LINES.id]._replace(value=900_000.0 + gap, **changes)
    names = (ALL_LINES.id, *(kpi.id for kpi in asking.lines))
    morning = replace(found, to_date=dict.fromkeys(names, figure))
    goal = Pace(1_000_000.0, 0.9, 900_000.0, None, 0.9)
    monkeypatch.setattr(Asking, "answered", lambda *_: morning)
    monkeypatch.setattr(brief, "stand_of", lambda *_: Standing(goal, gap))
    return list(brief_of(visit, network.report).lines)


@pytest.mark.parametrize(
    ("visit", "gap", "said"),
    [
        ("zh", 100_000.0, "领先 10.0 万元"),
        ("zh", -100_000.0, "落后 10.0 万元"),
        ("en", 100_000.0, "ahead by 100,000 CNY"),
        ("en", -100_000.0, "behind by 100,000 CNY"),
        ("en", 0.001, "just on pace"),
    ],
    indirect=["visit"],
)
def test_a_gap_is_ahead_or_behind_in_words(
    visit: Visit, network: Network, monkeypatch: pytest.MonkeyPatch, gap: float, said: str
) -> None:
    lines = told(visit, network, monkeypatch, gap, missing=())
    assert lines[1].endswith(said)
    behind = [line for line in lines if line.startswith(("落后：", "Behind: "))]
    assert bool(behind) is (gap < 0)
    assert all(line.endswith(("10.0 万元", "by 100,000 CNY")) for line in behind)


@pytest.mark.parametrize("visit", ["en"], indirect=True)
def test_money_keeps_its_currency_and_a_total_says_what_it_lacks(
    visit: Visit, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(visit, network, monkeypatch, -100_000.0, currency="HKD", missing=("A1", "B2"))
    assert "800,000 HKD (2 stores missing)" in lines[0]
    assert lines[1].endswith("behind by 100,000 HKD")
    assert lines[2].endswith("by 100,000 HKD (2 stores missing)")
    assert not any("CNY" in line for line in lines[1:3])
