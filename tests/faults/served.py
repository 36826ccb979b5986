"""A real server with two workers over a data directory, and readers that browse it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from access import Grants, NewUser, Origin, Role, add_user, migrate, open_database
from commands.settings import Settings
from tests.conftest import CHECKOUT
from tests.dashboards.questions import question

PASSWORD = "morgen früh 早上"
PEOPLE = (
    NewUser("chief", Role.GM, Grants(stores=frozenset({"N001"}))),
    NewUser("keeper", Role.ADMIN),
)
_PATIENCE = 60.0
_LOOK = 0.25


@contextmanager
def server(home: Path) -> Iterator[int]:
    """Serve a data directory with two workers, and yield the port."""
    home.mkdir(parents=True, exist_ok=True)
    environ = {"FORECOURT_HOME": str(home), "FORECOURT_ENGINE_THREADS": "1"}
    database = open_database(Settings.from_environ(environ).database_url)
    migrate(database)
    for person in PEOPLE:
        add_user(database, person, PASSWORD, Origin("operator", datetime.now(UTC)))
    database.dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [sys.executable, str(CHECKOUT / "app.py"), "serve", "--workers", "2", "--port"]
    with (home.parent / f"{home.name}-server.log").open("wb") as log:
        process = subprocess.Popen(
            [*words, str(port)],
            env={**os.environ, **environ},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    # A worker that crashes while it ends is told by the process that started it.
    assert b"was sent SIG" not in Path(log.name).read_bytes()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()


class Browsing:
    """A person who has signed in; asks as the script of the pages does."""

    def __init__(self, port: int, name: str, password: str = PASSWORD) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self.request("GET", "/login")
        form = {"name": name, "password": password, "token": self._cookies["forecourt_token"]}
        status, text = self.request(
            "POST", "/login", urlencode(form), "application/x-www-form-urlencoded"
        )
        assert status == 303, text
        # A page hands its script the token that callbacks bring.
        self.request("GET", "/")

    def request(
        self, method: str, path: str, body: str | None = None, kind: str = "application/json"
    ) -> tuple[int, str]:
        """Send a request and return status and text."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Origin": f"http://127.0.0.1:{self._port}",
            "Content-Type": kind,
            "X-Forecourt-Callback": self._cookies.get("forecourt_callback", ""),
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for value in answer.headers.get_all("Set-Cookie") or ():
                self._cookies.update({k: m.value for k, m in SimpleCookie(value).items()})
            return answer.status, text
        finally:
            connection.close()

    def figures(self, path: str, search: str = "?lang=en") -> tuple[int, str]:
        """Ask for what a page shows, as its callback answers."""
        asked = question(path, search)
        return self.request("POST", "/_dash-update-component", json.dumps(asked))


class Readers:
    """People who browse all the time, each through pages of his own.

    Attributes:
        faults: what was no page, in words.
        answers: for each of them, path and answer in order.
    """

    def __init__(self, port: int, *paths: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self.answers: list[list[tuple[str, str]]] = [[] for _ in paths]
        self._paths = paths
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._browse, args=(Browsing(port, "chief"), each, kept))
            for each, kept in zip(paths, self.answers, strict=True)
        ]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for_more(self) -> None:
        """Wait until all have been to each of their pages since now."""
        wanted = [
            len(kept) + 2 * len(paths)
            for paths, kept in zip(self._paths, self.answers, strict=True)
        ]
        deadline = time.monotonic() + _PATIENCE
        while any(len(kept) < n for kept, n in zip(self.answers, wanted, strict=True)):
            assert time.monotonic() < deadline, self.faults
            time.sleep(0.05)

    def _browse(
        self, person: Browsing, paths: tuple[str, ...], kept: list[tuple[str, str]]
    ) -> None:
        while not self._stop.is_set():
            for path in paths:
                try:
                    status, text = person.figures(path)
                    page_status, page = person.request("GET", f"{path}?lang=en")
                except (OSError, HTTPException) as error:
                    self.faults.append(f"{path}: {error!r}")
                    continue
                if (status, page_status) != (200, 200) or "forecourt" not in page.lower():
                    self.faults.append(f"{path}: {status} {page_status} {text[:300]}")
                kept.append((path, text))
            # A person looks before he goes on; without a pause pages take all of the processor.
            time.sleep(_LOOK)
