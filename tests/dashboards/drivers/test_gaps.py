"""Gaps to peers: what is chance, what is more, and what is not known to be either."""

from datetime import date

import pytest

from dashboards.drivers.gaps import gaps_answer, gaps_panel
from dashboards.query import View
from dashboards.visit import Visit
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.opportunities.listing import Goal, Opportunities, Opportunity
from tests.dashboards.drivers.analyses import FILL, TARGET, chosen_of
from tests.dashboards.drivers.test_parts import rows_of
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts


@pytest.fixture
def english(network: Network) -> Visit:
    return network.visit("/drivers", "en", view=View(target=TARGET, stores=("A1",)))


def listed(*beyond: bool | None) -> Opportunities:
    items = tuple(
        Opportunity(kpi(FILL), 0.8, 0.9, 12, (), 20_000.0, 20_000.0, known) for known in beyond
    )
    period = Period(date(2026, 7, 1), date(2026, 9, 30))
    return Opportunities("s", "A1", period, Goal.MEDIAN, items, 20_000.0 * len(items), (), ())


def test_a_gap_that_nobody_judged_is_not_told_as_more_than_chance(english: Visit) -> None:
    (panel,) = gaps_panel(english, chosen_of(english), listed(True, False, None))
    _, sure, chance, unknown, _ = (texts(row) for row in rows_of(panel))
    assert "chance" not in sure
    assert "may be chance" in chance
    assert "not known whether chance" in unknown


def test_the_answer_says_where_the_history_is_too_short_to_judge(english: Visit) -> None:
    assert "too short to tell" in gaps_answer(english, listed(None, None))
    assert "every one of these gaps may be chance" in gaps_answer(english, listed(False, None))
    assert "20,000 CNY of it is in gaps that are more" in gaps_answer(english, listed(True, None))
