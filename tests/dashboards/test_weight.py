"""How much a page asks of a browser: few charts, few callbacks."""

import dash
from flask.testing import FlaskClient

from dashboards.site import PAGES
from tests.dashboards.conftest import sign_in

MOST_CHARTS = 12
MOST_CALLBACKS = 40


def test_no_page_has_more_charts_than_one_reads() -> None:
    assert max(len(page.charts) for page in PAGES) <= MOST_CHARTS


def test_the_app_has_few_callbacks(app: dash.Dash, client: FlaskClient) -> None:
    sign_in(client, "chief")
    told = client.get("/_dash-dependencies").get_json()
    assert 0 < len(told) <= MOST_CALLBACKS
    # Each part of a page is written by one callback, so that none waits for another.
    written = [each["output"] for each in told]
    assert len(written) == len(set(written))
