"""The content policy in a real browser: nothing of ours is stopped, and nothing else runs."""

import pytest

from dashboards.site import PAGES
from tests.browser.conftest import PATIENCE, Screens

pytestmark = pytest.mark.browser
# Told by the browser for whatever the policy stops.
WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.stopped.push(event.effectiveDirective + " " + event.blockedURI);
});
"""
PLANT = """
() => {
  const made = document.createElement("script");
  made.textContent = "window.planted = 'script'";
  document.body.append(made);
  const holder = document.createElement("div");
  holder.innerHTML = "<img src=x onerror=\\"window.planted = 'handler'\\">"
    + "<a id=trap href=\\"javascript:window.planted = 'address'\\">x</a>";
  document.body.append(holder);
  document.getElementById("trap").click();
  // Later, since what a test runs by itself is let through.
  setTimeout(() => { window.planted = new Function("return 'text'")(); }, 0);
}
"""
ELSEWHERE = """
async () => {
  try { await fetch("http://127.0.0.2:9/"); return "sent"; } catch { return "stopped"; }
}
"""


def test_no_page_breaks_its_own_policy(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.page.add_init_script(WATCH)
    for page in PAGES:
        screen.page.goto(screen.address + page.path)
        screen.page.locator("#page-body > *, .fc-notice").first.wait_for()
        assert screen.page.evaluate("window.stopped") == [], page.path


def test_no_form_breaks_its_own_policy(screens: Screens) -> None:
    screen = screens.of("keeper")
    screen.page.add_init_script(WATCH)
    for path in ("/audit", "/me", "/me/security", "/me/report", "/second-factor", "/password"):
        screen.page.goto(screen.address + path)
        screen.page.locator("h1").first.wait_for()
        assert screen.page.evaluate("window.stopped") == [], path


def test_planted_scripts_do_not_run(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.page.add_init_script(WATCH)
    screen.open("/sales")
    screen.page.evaluate(PLANT)
    screen.page.wait_for_function("() => window.stopped.length >= 3", timeout=PATIENCE)
    screen.page.wait_for_timeout(500)
    assert screen.page.evaluate("window.planted === undefined")
    assert screen.page.evaluate(ELSEWHERE) == "stopped"
    # The browser complains of each, as it should.
    screen.problems.clear()


def test_a_frame_of_another_page_stays_empty(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.page.set_content(f'<iframe id="frame" src="{screen.address}/sales"></iframe>')
    frame = screen.page.frame_locator("#frame")
    screen.page.wait_for_timeout(1500)
    assert frame.locator("#react-entry-point").count() == 0
    screen.problems.clear()


def test_the_second_step_is_set_up_with_a_telephone(screens: Screens) -> None:
    screen = screens.of("area")
    screen.page.goto(f"{screen.address}/second-factor?lang=en")
    picture = screen.page.locator(".fc-scan svg")
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] >= 160
