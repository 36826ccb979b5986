"""Nothing is told to a server that does not prove who it is, and nothing in the clear instead.

Providers of single sign-on: `tests/dashboards/sign_on/test_providers.py`.
"""

import random
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from access import open_database
from access.database import proven
from access.sending import Channel, Kind
from commands.gateways import Gateways, Post, SendError
from tests.security.impostors import (
    Opening,
    as_mail_server,
    as_postgresql,
    at_once,
    impostor,
)
from tests.security.self_signed import self_signed

POST = Post("晨光店 经营早报", ("毛利本期至今 33.7 万元",), ("第 17 号",))
ROBOTS = (
    Channel(Kind.WECOM, "0a1b2c3d-4e5f-6789-abcd-ef0123456789"),
    Channel(Kind.DINGTALK, "a1b2c3d4e5f60718"),
    Channel(Kind.FEISHU, "0a1b2c3d-4e5f-6789-abcd-ef0123456789"),
)
MAIL = Channel(Kind.MAIL, "li.wei@dealer.example")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return self_signed(tmp_path_factory.mktemp("impostor"))


@pytest.fixture
def drawn() -> Iterator[None]:
    # The parts of a mail are parted by words that the standard library draws.
    before = random.getstate()
    yield
    random.setstate(before)


@pytest.mark.parametrize("channel", ROBOTS, ids=lambda channel: channel.kind.value)
def test_a_robot_at_an_impostor_gets_nothing(tls: ssl.SSLContext, channel: Channel) -> None:
    with impostor(tls, at_once) as found:
        there = f"https://127.0.0.1:{found.port}"
        with pytest.raises(SendError) as raised:
            Gateways(wecom=there, dingtalk=there, feishu=there).send(channel, POST)
    assert found.refused == 1
    assert found.told == []
    assert channel.target not in str(raised.value)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("scheme", "opening", "refused"),
    [
        ("smtps", at_once, 1),
        ("smtp+starttls", as_mail_server(True), 1),
        ("smtp+starttls", as_mail_server(False), 0),
    ],
    ids=["smtps", "starttls", "no encryption"],
)
def test_a_mail_server_that_is_an_impostor_gets_nothing(
    tls: ssl.SSLContext, scheme: str, opening: Opening, refused: int
) -> None:
    with impostor(tls, opening) as found:
        server = f"{scheme}://account:password@127.0.0.1:{found.port}"
        with pytest.raises(SendError):
            Gateways(mail_server=server, mail_from="cockpit@dealer.example").send(MAIL, POST)
    assert found.refused == refused
    assert found.told == []


@pytest.mark.parametrize(
    ("answer", "refused"), [(b"S", 1), (b"N", 0)], ids=["impostor", "no encryption"]
)
def test_an_application_database_that_is_an_impostor_gets_nothing(
    tls: ssl.SSLContext, answer: bytes, refused: int
) -> None:
    with impostor(tls, as_postgresql(answer)) as found:
        # As a server on another machine is asked, without a word of it in the URL.
        elsewhere = proven(make_url("postgresql+psycopg://people:secret@db.example/people"))
        here = elsewhere.set(host="127.0.0.1", port=found.port)
        engine = open_database(here.render_as_string(hide_password=False))
        with pytest.raises(OperationalError, match=r"certificate verify failed|SSL"):
            engine.connect()
        engine.dispose()
    assert found.refused == refused
    assert found.told == []


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://u@db.example/people", "verify-full"),
        ("postgresql://u@192.0.2.7/people", "verify-full"),
        ("postgresql://u@/people?host=localhost&host=db.example", "verify-full"),
        ("postgresql://u@localhost/people?hostaddr=192.0.2.7", "verify-full"),
        ("postgresql://u@db.example/people?sslmode=disable", "disable"),
        ("postgresql://u@127.0.0.1/people", None),
        ("postgresql://u@[::1]/people", None),
        ("postgresql://u@localhost/people", None),
        ("postgresql:///people?host=/run/postgresql", None),
        ("postgresql:///people", None),
    ],
    ids=[
        *("name", "address", "one of two elsewhere", "address beside a name", "as it says"),
        *("loopback", "loopback of six", "localhost", "socket", "default socket"),
    ],
)
def test_a_server_elsewhere_proves_who_it_is(url: str, mode: str | None) -> None:
    assert open_database(url).url.query.get("sslmode") == mode


def test_the_certificates_that_are_believed_can_be_named(tmp_path: Path) -> None:
    own = "postgresql://u@db.example/people?sslrootcert=/etc/own-ca.pem"
    assert proven(make_url(own)).query["sslrootcert"] == "/etc/own-ca.pem"
    found = proven(make_url("postgresql://u@db.example/people")).query["sslrootcert"]
    assert found == "system" or Path(str(found)).exists()
