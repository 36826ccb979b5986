"""Requests that a proxy and this server could read differently are refused by this server."""

from pathlib import Path
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from commands.serve import _options
from commands.settings import Settings

BEGIN = b"POST /login HTTP/1.1\r\nHost: cockpit\r\n"
HIDDEN = b"GET /audit HTTP/1.1\r\nHost: cockpit\r\n\r\n"
CHUNKED = b"0\r\n\r\n" + HIDDEN


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """As `forecourt serve` sets it."""
    made = Config()
    for name, value in _options(Settings.from_environ({"FORECOURT_HOME": str(tmp_path)})).items():
        made.set(name, value)
    return made


def requests(config: Config, sent: bytes) -> list[Any]:
    """What the server makes of the bytes of a connection."""
    return list(RequestParser(config, iter([sent]), ("192.0.2.7", 1234)))


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: +5\r\n",
        b"Content-Length: 0x5\r\n",
        b"Content-Length: 5, 6\r\n",
        b"Content-Length : 5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
        b"X: 1\n\rTransfer-Encoding: chunked\r\n",
        b"X: 1\r\n Transfer-Encoding: chunked\r\n",
    ],
)
def test_two_lengths_or_none_that_is_clear_are_refused(config: Config, headers: bytes) -> None:
    with pytest.raises(ParseException):
        requests(config, BEGIN + headers + b"\r\n" + CHUNKED)


def test_a_plain_request_is_one(config: Config) -> None:
    (one,) = requests(config, BEGIN + b"Content-Length: 5\r\n\r\nabcde")
    assert (one.method, one.path) == ("POST", "/login")
