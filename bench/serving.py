"""Our pages served to a browser on this machine, with somebody to sign in as."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from access import OPERATOR, Grants, NewUser, Origin, Role, add_user
from commands.application_database import application_database
from commands.printing import find_printer
from commands.reading import open_reader
from commands.settings import Settings

# A snapshot that another version built is built anew first.
_PATIENCE = 600.0
MANAGER, REGION = "bench-manager", "bench-region"


@dataclass(frozen=True, slots=True)
class Site:
    """Where our pages are, and the password of both people."""

    address: str
    password: str

    def sign_in(self, page: Page, name: str = MANAGER) -> None:
        """Sign somebody in."""
        page.goto(f"{self.address}/login")
        page.fill("#name", name)
        page.fill("#password", self.password)
        page.click("button[type=submit]")
        page.wait_for_url(f"{self.address}/")


@contextmanager
def our_pages(folder: Path, home: Path, environ: Mapping[str, str]) -> Iterator[Site]:
    """Serve the snapshot of a data directory; its own people are not touched.

    Args:
        folder: for the application database and the log of the server.
        home: the data directory.
        environ: of the server, without settings.

    Raises:
        RuntimeError: the server did not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    given = {
        "FORECOURT_HOME": str(home),
        "FORECOURT_DATABASE_URL": f"sqlite:///{folder}/people.db",
        "FORECOURT_WORKERS": "1",
    }
    password = _people(Settings.from_environ(given))
    with server(["-m", "app", "serve", "--port"], {**environ, **given}, folder) as address:
        yield Site(address, password)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: where it answers, and its first process."""

    address: str
    process: int


@contextmanager
def server(words: Sequence[str], environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Run a Python program that takes a port as its last word, until it is no longer needed.

    Raises:
        RuntimeError: it did not start.
    """
    with running(words, environ, folder) as it:
        yield it.address


@contextmanager
def running(words: Sequence[str], environ: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """The same, for who wants to know the process, too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    log = folder / f"server-{port}.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *words, port],
            env=dict(environ),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            began = time.monotonic()
            while not _answers(address):
                if process.poll() is not None or time.monotonic() - began > _PATIENCE:
                    raise RuntimeError(f"no server: {log.read_text()[-1000:]}")
                time.sleep(0.1)
            yield Running(address, process.pid)
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def chromium(driver: Any) -> Iterator[Browser]:
    """The machine's own Chromium.

    Raises:
        RuntimeError: there is none.
    """
    found = find_printer()
    if found is None:
        raise RuntimeError("no Chromium on this machine: make browser")
    words = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = driver.chromium.launch(executable_path=found, args=words)
    try:
        yield browser
    finally:
        browser.close()


def _people(settings: Settings) -> str:
    """The manager of the first store and somebody of its region, with one password."""
    password = secrets.token_urlsafe(12)
    by = Origin("operator", datetime.now(UTC))
    with open_reader(settings) as reader, application_database(settings) as database:
        first = reader.directory(OPERATOR)[0]
        manager = NewUser(MANAGER, Role.GM, Grants(stores=frozenset({first.code})))
        region = NewUser(REGION, Role.REGION, Grants(regions=frozenset({first.region})))
        for person in (manager, region):
            add_user(database, person, password, by)
    return password


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
