"""Every page keeps to the rules of accessibility, in both languages and themes, full and empty."""

import pytest

from dashboards.site import PAGES
from tests.browser.axe import violations
from tests.browser.conftest import Screen, Screens

pytestmark = pytest.mark.browser
LANGUAGES = ("zh", "en")
DRILLED = ("/sales?kpi=retail_deliveries", "/compare?kpi=retail_deliveries&show=heat")
PLAIN = (
    "/me",
    "/me/report",
    "/me/views/new",
    "/password",
    "/nowhere",
    "/actions/new?kpi=retail_deliveries&store=A1",
    "/notes/new?kpi=retail_deliveries&store=A1",
)
DARK = "for (const [k, v] of [['bsTheme', 'dark'], ['agThemeMode', 'dark']]) {" + (
    " document.documentElement.dataset[k] = v }"
)
UNFOLD = "document.querySelector('.fc-unfold')?.click();" + (
    " document.querySelectorAll('.fc-chart-table').forEach(d => { d.open = true })"
)


def in_both_themes(screen: Screen, path: str) -> list[str]:
    """What is wrong on the page in view; in the dark only colours can be different."""
    page = screen.page
    found = [f"{path}: {each}" for each in violations(page)]
    page.evaluate(DARK)
    # What moves from one colour to another has come to rest.
    page.wait_for_timeout(250)
    return found + [f"{path} dark: {each}" for each in violations(page, ["color-contrast"])]


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["area", "chief"])
def test_pages_with_figures(screens: Screens, name: str, language: str) -> None:
    screen, found = screens.of(name, lets_in=True), []
    paths = [page.path for page in PAGES] if name == "area" else ["/", "/sales", "/profit"]
    for path in (*paths, *(DRILLED if name == "area" else ())):
        screen.open(in_language(path, language))
        if "kpi=retail_deliveries" in path and "/sales" in path:
            screen.page.wait_for_selector("#drill .ag-row")
        screen.page.evaluate(UNFOLD)
        found += in_both_themes(screen, path)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_figures(empty_screens: Screens, language: str) -> None:
    screen, found = empty_screens.of("chief", lets_in=True), []
    for page in PAGES:
        screen.page.goto(screen.address + in_language(page.path, language))
        screen.page.wait_for_selector("#main h1")
        found += in_both_themes(screen, page.path)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_plain_pages(screens: Screens, language: str) -> None:
    screen, found = screens.of("chief", lets_in=True), []
    for path in PLAIN:
        screen.page.goto(screen.address + in_language(path, language))
        found += in_both_themes(screen, path)
    screen.page.context.clear_cookies()
    screen.page.goto(screen.address + in_language("/login", language))
    found += in_both_themes(screen, "/login")
    # The browser itself says that a page was not found.
    screen.problems[:] = [p for p in screen.problems if "404" not in p]
    assert found == []


def test_a_fault_is_found(screens: Screens) -> None:
    screen = screens.of("chief", lets_in=True)
    screen.page.evaluate("document.body.append(document.createElement('button'))")
    assert [each for each in violations(screen.page) if each.startswith("button-name")] != []
