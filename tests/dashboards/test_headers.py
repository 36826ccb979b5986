"""What browsers keep, and that what they hold is not sent again."""

import pytest
from flask.testing import FlaskClient

from dashboards.web.own_plotly import ADDRESS
from tests.dashboards.conftest import sign_in

BOOTSTRAP = "/assets/vendor/bootstrap/bootstrap.min.css"


@pytest.mark.parametrize("address", [ADDRESS, BOOTSTRAP])
@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_what_a_browser_holds_is_not_sent_again(
    client: FlaskClient, address: str, encoding: str
) -> None:
    sign_in(client, "chief")
    headers = {"Accept-Encoding": encoding}
    first = client.get(address, headers=headers, buffered=True)
    assert first.status_code == 200
    assert (first.headers.get("Content-Encoding") == "br") == (encoding == "br")
    held = {**headers, "If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=held, buffered=True)
    assert (again.status_code, again.get_data()) == (304, b"")
    other = client.get(address, headers={**headers, "If-None-Match": '"another"'}, buffered=True)
    assert other.get_data() == first.get_data()
