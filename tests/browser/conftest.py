"""The small network, served to a real browser."""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

from access import OPERATOR, Origin, find_user
from access.second_factor import begin, confirm
from dashboards.application import create_app
from dashboards.drivers.ordering import Progress
from dashboards.query import View
from dashboards.services import Sending, Services
from dashboards.visit_pack.content import pack_of
from dashboards.visit_pack.ordering import Order, Ordered
from dashboards.visit_pack.slides import slides_of
from tests.dashboards.drivers.test_asked import STAGE, Given
from tests.dashboards.network import (
    AS_OF,
    NOW,
    PASSWORD,
    Network,
    open_network,
    services_for,
    services_without_data,
)
from tests.dashboards.test_visit_pack import NoAgreements

# The first answers compile large statements, on machines that others use too.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
# Nothing is awaited any more, and every chart is drawn.
WHOLE = """() => !document.querySelector('.fc-later:empty, .fc-cards > i')
  && [...document.querySelectorAll('.fc-charts .fc-chart:not(.is-hidden) .fc-graph')]
    .every(graph => graph.querySelector('.main-svg'))"""


@dataclass
class Screen:
    """A page of a person who has signed in, and what its console said."""

    page: Page
    address: str
    problems: list[str]

    def sign_in(self, name: str, step: str = "/") -> None:
        """Sign a person in, who is then led to a first step."""
        sign_in(self.page, self.address, name, step)

    def open(self, path: str) -> None:
        """Go to a page of the app and wait for its cards and charts."""
        self.page.goto(self.address + path)
        self.settle()

    def walk(self, path: str, title: str) -> None:
        """Follow the link of the navigation to a page, which loads no script again."""
        # The page of before is there when its links are.
        self.page.locator("#nav .fc-nav-link").first.wait_for(state="attached", timeout=PATIENCE)
        self.page.evaluate("() => performance.clearMarks()")
        self.page.evaluate(
            "path => [...document.querySelectorAll('#nav .fc-nav-link')]"
            ".find(link => new URL(link.href).pathname === path).click()",
            path,
        )
        expect(self.page.locator("#main h1")).to_have_text(title)

    def settle(self) -> None:
        """Wait until the page is there, with what would come when it is looked at."""
        self.begin()
        self.page.evaluate("document.dispatchEvent(new Event('forecourt:everything'))")
        self.page.wait_for_function(WHOLE, timeout=PATIENCE)

    def begin(self) -> None:
        """Wait until what is seen first is there, charts included."""
        expect(self.page.locator("#page-body > *").first).to_be_visible(timeout=PATIENCE)
        self.page.wait_for_function(
            "() => performance.getEntriesByName('forecourt:charts').length > 0", timeout=PATIENCE
        )


def sign_in(page: Page, address: str, name: str, step: str = "/") -> None:
    """Sign a person in, who is then led to a first step."""
    page.goto(f"{address}/login")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{address}{step}")


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    return open_network(tmp_path_factory.mktemp("network"))


@pytest.fixture(scope="session")
def address(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    services = replace(
        services_for(network, folder),
        sending=Sending(),
        visit_packs=MadeAtOnce(network, folder / "pack.pptx"),
        statistics=Given(Progress("done", STAGE)),
    )
    with served(services) as address:
        yield address


@dataclass
class MadeAtOnce:
    """Makes visit packs in the process of the test."""

    network: Network
    path: Path
    orders: dict[str, Order] = field(default_factory=dict)
    formats: tuple[str, ...] = ("pptx",)

    def start(self, order: Order) -> str:
        """Make one, with the rights of the person who is signed in."""
        view = View(stores=order.stores, start=order.start, end=order.end)
        visit = self.network.visit("/compare", order.language, OPERATOR, view)
        pack = pack_of(visit, NoAgreements(), AS_OF)
        self.path.write_bytes(slides_of(pack, order.language))
        self.orders["a" * 32] = order
        return "a" * 32

    def find(self, key: str) -> Ordered | None:
        """Ready at once."""
        order = self.orders.get(key)
        return None if order is None else Ordered(order, "ready", self.path)


@contextmanager
def served(services: Services) -> Iterator[str]:
    """Serve an app until the end of the block; yields its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(services).server

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Whole, and closed before it is sent: a browser that goes away leaves no file open.
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, list(headers))
        return body

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    services.database.dispose()


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of an app into which nothing has been loaded, and whose ``parts`` has a second factor."""
    services = services_without_data(tmp_path_factory.mktemp("empty"))
    user = find_user(services.database, "parts")
    secret = begin(services.database, user, services.secret_key, NOW).secret
    code = pyotp.TOTP(secret).at(NOW)
    confirm(services.database, user, code, services.secret_key, Origin("parts", NOW))
    with served(services) as address:
        yield address


@pytest.fixture
def empty_screens(browser: Browser, empty_address: str) -> Iterator["Screens"]:
    """Screens of an app into which nothing has been loaded."""
    made = Screens(browser, empty_address)
    yield made
    made.close()


@pytest.fixture
def screens(browser: Browser, address: str) -> Iterator["Screens"]:
    made = Screens(browser, address)
    yield made
    made.close()


class Screens:
    """Opens browsers for people; at the end no console may have complained."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: list[BrowserContext] = []
        self._made: list[Screen] = []

    def of(
        self,
        name: str,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        lets_in: bool = False,
        step: str = "/",
    ) -> Screen:
        """Sign a person in, in a window of this size; ``lets_in`` takes scripts of tests."""
        context = self._browser.new_context(
            bypass_csp=lets_in,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        screen = Screen(page, self._address, [])
        page.on("console", lambda message: _note(screen, message))
        page.on("pageerror", lambda error: screen.problems.append(str(error)))
        screen.sign_in(name, step)
        self._made.append(screen)
        return screen

    def close(self) -> None:
        """Close all windows and look at what their consoles said."""
        problems = [problem for screen in self._made for problem in screen.problems]
        for context in self._contexts:
            context.close()
        assert problems == []


def _note(screen: Screen, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        screen.problems.append(message.text)
