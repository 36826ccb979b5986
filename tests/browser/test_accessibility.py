"""Every page keeps to the rules of accessibility, in both languages and themes, full and empty."""

import pytest
from playwright.sync_api import expect

from dashboards.i18n import say
from dashboards.site import PAGES
from tests.browser.axe import violations
from tests.browser.conftest import Screen, Screens
from tests.dashboards.drivers.analyses import TARGET

pytestmark = pytest.mark.browser
LANGUAGES = ("zh", "en")
DRILLED = ("/sales?kpi=retail_deliveries", "/compare?kpi=retail_deliveries&show=heat")
PLAIN = (
    "/me",
    "/me/report",
    "/me/views/new",
    "/me/security",
    "/second-factor",
    "/password",
    "/nowhere",
    "/actions/new?kpi=retail_deliveries&store=A1",
    "/notes/new?kpi=retail_deliveries&store=A1",
)
THEME = """theme => {
  document.documentElement.dataset.bsTheme = document.documentElement.dataset.agThemeMode = theme;
}"""
# What moves from one colour to another has come to rest.
AT_REST = "() => document.getAnimations().every(one => one.playState !== 'running')"
UNFOLD = "() => { document.querySelector('.fc-unfold')?.click();" + (
    " document.querySelectorAll('.fc-chart-table').forEach(d => { d.open = true }) }"
)


def in_both_themes(screen: Screen, path: str) -> list[str]:
    """What is wrong on the page in view; in the dark only colours can be different."""
    page = screen.page
    page.wait_for_load_state("load")
    page.wait_for_function(AT_REST)
    found = [f"{path}: {each}" for each in violations(page)]
    page.evaluate(THEME, "dark")
    page.wait_for_function(AT_REST)
    found += [f"{path} dark: {each}" for each in violations(page, ["color-contrast"])]
    page.evaluate(THEME, "light")
    page.wait_for_function(AT_REST)
    return found


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["area", "chief"])
def test_pages_with_figures(screens: Screens, name: str, language: str) -> None:
    screen, found = screens.of(name, lets_in=True), []
    shown = PAGES if name == "area" else [p for p in PAGES if p.path in ("/", "/sales", "/profit")]
    # From the last of them there is a way to each.
    screen.open(in_language(shown[-1].path, language))
    for page in shown:
        screen.walk(page.path, say(language, f"page.{page.key}"))
        screen.settle()
        screen.page.evaluate(UNFOLD)
        found += in_both_themes(screen, page.path)
    for path in DRILLED if name == "area" else ():
        screen.open(path)
        if "/sales" in path:
            screen.page.wait_for_selector("#drill .ag-row")
        found += in_both_themes(screen, path)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_of_the_statistics(screens: Screens, language: str) -> None:
    screen = screens.of("chief", lets_in=True)
    screen.open(in_language(f"/drivers?target={TARGET}", language))
    expect(screen.page.locator("#drivers-ranking tbody tr").first).to_be_visible()
    assert in_both_themes(screen, "/drivers") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_figures(empty_screens: Screens, language: str) -> None:
    screen, found = empty_screens.of("chief", lets_in=True), []
    screen.page.goto(screen.address + in_language("/", language))
    for page in PAGES:
        screen.walk(page.path, say(language, f"page.{page.key}"))
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_step_of_signing_in(empty_screens: Screens, language: str) -> None:
    screen = empty_screens.of("parts", lets_in=True, step="/code")
    screen.page.goto(screen.address + in_language("/code", language))
    assert screen.page.locator("#code").count() == 1
    found = in_both_themes(screen, "/code")
    screen.page.fill("#code", "000000")
    screen.page.press("#code", "Enter")
    screen.page.wait_for_selector("[role=alert], .fc-error")
    found += in_both_themes(screen, "/code with a wrong code")
    # The browser itself says that it was refused.
    screen.problems[:] = [p for p in screen.problems if "401" not in p]
    assert found == []


def test_a_fault_is_found(screens: Screens) -> None:
    screen = screens.of("chief", lets_in=True)
    screen.page.evaluate("document.body.append(document.createElement('button'))")
    assert [each for each in violations(screen.page) if each.startswith("button-name")] != []
