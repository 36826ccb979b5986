"""The small network, served to a real browser."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from werkzeug.serving import make_server

from dashboards.application import create_app
from tests.dashboards.network import PASSWORD, open_network, services_for

# The first answers compile large statements, on machines that others use too.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Screen:
    """A page of a person who has signed in, and what its console said."""

    page: Page
    address: str
    problems: list[str]

    def open(self, path: str) -> None:
        """Go to a page of the app and wait for its cards and charts."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until the page is there, charts included."""
        expect(self.page.locator("#page-body > *").first).to_be_visible(timeout=PATIENCE)
        self.page.wait_for_function(
            "performance.getEntriesByName('forecourt:charts').length > 0", timeout=PATIENCE
        )


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    services = services_for(open_network(folder), folder)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(services).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    services.database.dispose()


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

    def of(self, name: str, *, width: int = 1440, height: int = 900, dark: bool = False) -> Screen:
        """Sign a person in, in a window of this size."""
        context = self._browser.new_context(
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
        page.goto(f"{self._address}/login")
        page.fill("#name", name)
        page.fill("#password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{self._address}/")
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
