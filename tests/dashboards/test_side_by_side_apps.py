"""Two apps in one process: each serves its own data, whichever was made last."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import dash
from flask.testing import FlaskClient

from dashboards.application import create_app
from dashboards.site import PAGES
from tests.dashboards.conftest import callback_headers, sign_in
from tests.dashboards.network import Network, services_for

ROUTER = ("_pages_content", "_pages_store")
TOLD = "Nothing has been loaded yet"


def routed(client: FlaskClient, path: str) -> str:
    """What the router of Dash gives for an address."""
    outputs = [
        {"id": each, "property": prop}
        for each, prop in zip(ROUTER, ("children", "data"), strict=True)
    ]
    answer = client.post(
        "/_dash-update-component",
        json={
            "output": ".." + "...".join(f"{o['id']}.{o['property']}" for o in outputs) + "..",
            "outputs": outputs,
            "inputs": [
                {"id": "_pages_location", "property": "pathname", "value": path},
                {"id": "_pages_location", "property": "search", "value": "?lang=en"},
            ],
            "changedPropIds": ["_pages_location.pathname"],
        },
        headers=callback_headers(client),
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return str(answer.get_json()["response"])


def test_each_app_answers_from_its_own_data(network: Network, tmp_path: Path) -> None:
    for name in ("full", "bare"):
        (tmp_path / name).mkdir()
    full, bare = (services_for(network, tmp_path / name) for name in ("full", "bare"))
    apps = [create_app(full), create_app(replace(bare, reader=lambda: nullcontext(None)))]
    assert len(dash.page_registry) == len(PAGES)
    seen = []
    for app in apps:
        client: FlaskClient = app.server.test_client()
        sign_in(client, "chief")
        seen.append(TOLD in routed(client, "/sales"))
    assert seen == [False, True]
    full.database.dispose()
    bare.database.dispose()
