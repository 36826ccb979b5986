"""How a database is treated: read only, by one connection, never without end, its password kept."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_loaders.sources.database import connecting
from data_loaders.sources.database.connecting import first_line, make_engine
from tests.data_loaders.sources import mariadb, postgres
from tests.data_loaders.sources.dms import SERVERS, Loader, Server, fill, order, writing

pytestmark = pytest.mark.database


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with SERVERS[request.param]() as found:
        fill(found, [order(n, n) for n in range(230)])
        yield found


def test_nothing_can_be_written(server: Server) -> None:
    engine, _ = make_engine(server.address, 5)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as caught:
        connection.execute(sa.text("DELETE FROM wx_gd"))
    assert "read" in str(caught.value).lower()
    engine.dispose()


def test_one_connection_which_holds_no_transaction_in_a_pause(
    server: Server, tmp_path: Path
) -> None:
    seen: list[list[str]] = []
    ask = (
        "SELECT state FROM pg_stat_activity WHERE application_name = 'forecourt'"
        if server.address.startswith("postgresql")
        else "SELECT coalesce(t.trx_state, 'idle') FROM information_schema.processlist p "
        "LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id "
        "WHERE p.user = 'dms' AND p.id <> connection_id()"
    )

    def look(seconds: float) -> None:
        if isinstance(server, mariadb.Running):
            with server.root() as cursor:
                cursor.execute(ask)
                seen.append([row[0] for row in cursor.fetchall()])
            return
        with writing(server) as connection:
            seen.append(list(connection.execute(sa.text(ask)).scalars()))

    Loader(server, tmp_path, on_rest=look).load()
    assert len(seen) == 4
    assert all(states == ["idle"] for states in seen)


def test_a_network_that_goes_silent_is_not_waited_for(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_SILENCE", 0.2)
    monkeypatch.setattr(connecting, "CONNECT_SECONDS", 2)
    with swallowing(server.address, after=10_000) as address:
        loader = Loader(server, tmp_path)
        loader.server = Elsewhere(address)
        loader.stated = loader.stated.replace("timeout_seconds = 5", "timeout_seconds = 1")
        assert loader.read() == []
    assert "source_interrupted" in loader.refused[0]
    assert mariadb.PASSWORD not in loader.refused[0]


def test_a_password_is_in_no_message() -> None:
    with mariadb.running() as running:
        wrong = running.address.replace(mariadb.PASSWORD, "wrong-Geheim-7")
        engine, _ = make_engine(wrong, 5)
        with pytest.raises(sa.exc.DBAPIError) as caught:
            engine.connect()
        said = first_line(caught.value, wrong)
        assert "Access denied" in said
        assert "Geheim" not in said
    assert first_line(ValueError("no wrong-Geheim-7 here"), wrong) == "no *** here"


def test_two_loads_of_one_source_do_not_share_their_pages(tmp_path: Path) -> None:
    with postgres.running() as running:
        fill(running, [order(n, n) for n in range(120)])
        first, second = Loader(running, tmp_path), Loader(running, tmp_path)

        def disturb(seconds: float) -> None:
            second.read()

        first.on_rest = disturb
        assert first.load().rows == 120
        assert "source_busy" in second.refused[0]
        assert second.load().rows == 120


class Elsewhere:
    """A server behind another address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def start(self) -> None:
        """Nothing to do."""

    def stop(self) -> None:
        """Nothing to do."""


@contextmanager
def swallowing(address: str, after: int) -> Iterator[str]:
    """Yield an address behind which everything is swallowed once so many bytes came back."""
    url = sa.make_url(address)
    assert url.port is not None
    place = ("127.0.0.1", url.port)
    left = [after]
    sockets: list[socket.socket] = []

    def pump(source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                if counted:
                    left[0] -= len(data)
                if left[0] > 0:
                    target.sendall(data)

    def serve(door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near = door.accept()[0]
                far = socket.create_connection(place)
                sockets.extend((near, far))
                for one, other, counted in ((near, far, False), (far, near, True)):
                    threads.append(threading.Thread(target=pump, args=(one, other, counted)))
                    threads[-1].start()

    threads: list[threading.Thread] = []
    door = socket.create_server(("127.0.0.1", 0))
    accepting = threading.Thread(target=serve, args=(door,))
    accepting.start()
    try:
        yield url.set(port=door.getsockname()[1]).render_as_string(hide_password=False)
    finally:
        for each in (door, *sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        accepting.join(10)
        for thread in threads:
            thread.join(10)
