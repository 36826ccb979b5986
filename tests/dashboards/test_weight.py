"""How much a page asks of a browser: few charts, few callbacks."""

import re

import dash
from flask.testing import FlaskClient

from dashboards.application import without_grid
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


def test_the_script_of_grids_waits_for_the_first_grid(client: FlaskClient) -> None:
    sign_in(client, "chief")
    index = client.get("/").get_data(as_text=True)
    (place,) = re.findall(r'data-grid="([^"]+)"', index)
    assert f'src="{place}"' not in index
    with client.get(place) as answer:
        assert answer.status_code == 200
        assert "javascript" in str(answer.mimetype)


def test_a_script_of_grids_that_is_named_otherwise_stays() -> None:
    scripts = '<script src="/elsewhere/grid.js"></script>'
    assert without_grid(scripts) == (scripts, "")
