"""Without the application database: no figures, no traceback, and back again by itself."""

import re
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from tests.dashboards.conftest import sign_in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_damaged_application_database_lets_nobody_in_and_heals(
    app: dash.Dash, client: FlaskClient, language: str
) -> None:
    sign_in(client, "chief")
    assert client.get("/sales").status_code == 200
    engine = app.forecourt.database
    path = Path(engine.url.database)
    engine.dispose()
    sound = {each: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
    for each in sound:
        each.unlink()
    path.write_bytes(b"no database at all, " * 500)
    answer = client.get(f"/sales?lang={language}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert re.search("事件编号 [0-9a-f]{8}|incident number [0-9a-f]{8}", text)
    assert "Traceback" not in text
    assert "sqlite" not in text.lower()
    told = client.post("/_dash-update-component", json={}, headers={"Origin": "http://localhost"})
    assert told.status_code == 503
    assert client.get("/readyz").status_code == 503
    engine.dispose()
    path.unlink()
    for each, content in sound.items():
        each.write_bytes(content)
    assert client.get("/sales").status_code == 200
