"""What browsers keep, and that what they hold is not sent again."""

import re

import brotli
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


def test_a_file_is_compressed_once_by_whatever_address_it_is_asked_for(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else anybody fills the memory, without a session, by asking for it again and again."""
    headers = {"Accept-Encoding": "br"}
    sign_in(client, "chief")
    page = client.get("/").get_data(as_text=True)
    suite = re.search(r"/_dash-component-suites/[^\"]+\.v[^\"]+m\d+\.js", page)
    assert suite is not None
    stem = suite[0].partition(".v")[0]
    client.get(BOOTSTRAP, headers=headers, buffered=True)
    client.get(suite[0], headers=headers, buffered=True)
    compressed: list[int] = []
    compress = brotli.compress

    def counting(plain: bytes, quality: int) -> bytes:
        compressed.append(len(plain))
        return bytes(compress(plain, quality=quality))

    monkeypatch.setattr(brotli, "compress", counting)
    for number in range(3):
        for address in (
            f"{BOOTSTRAP}?{number}",
            BOOTSTRAP.replace("/bootstrap/", "/./bootstrap/" + "./" * number),
            f"{stem}.v{number}m{number}.js",
        ):
            answer = client.get(address, headers=headers, buffered=True)
            assert answer.headers.get("Content-Encoding") == "br", address
    assert compressed == []
