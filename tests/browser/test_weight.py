"""What goes over the wire: bytes and requests of visits and of a change of filters, exactly."""

import json
from collections import Counter

import pytest
from playwright.sync_api import Browser, expect

from bench.visits import Visitor, visitor
from tests.browser.conftest import PATIENCE, Screens, sign_in

pytestmark = pytest.mark.browser
MARKS = ("forecourt:charts", "forecourt:cards")
FIRST_VISIT = 1_000_000
SECOND_VISIT = 60_000
CHANGE = 10_000


def count(one: Visitor, part: str) -> int:
    return len([address for address in one.wire.requests if part in address])


def test_visits_are_light_and_nothing_comes_from_elsewhere(browser: Browser, address: str) -> None:
    signing = browser.new_context()
    sign_in(signing.new_page(), address, "chief")
    context = browser.new_context(storage_state=signing.storage_state())
    signing.close()
    first = visitor(context)
    first.load(f"{address}/", *MARKS)
    assert 100_000 < first.wire.size <= FIRST_VISIT
    elsewhere = [each for each in first.wire.requests if not each.startswith(address)]
    assert elsewhere == []
    first.page.close()
    second = visitor(context)
    second.load(f"{address}/", *MARKS)
    assert second.wire.size <= SECOND_VISIT
    context.close()


def test_a_change_of_filters_is_one_small_request(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    one = visitor(context, lambda page: sign_in(page, address, "chief"))
    one.page.set_default_timeout(PATIENCE)
    for path in ("/", "/sales"):
        one.load(address + path, *MARKS)
        one.click('#filter-period input[value="last_month"]', "body")
        assert count(one, "/_dash-update-component") == 1, path
        assert len(one.wire.requests) == 1, path
        assert one.wire.size <= CHANGE, path
    context.close()


def test_what_comes_into_view_is_fetched_once_and_drawn(screens: Screens) -> None:
    screen = screens.of("area")
    page, asked = screen.page, []
    page.on("request", lambda one: asked.append(one.post_data or ""))
    page.goto(f"{screen.address}/sales")
    screen.begin()
    assert page.locator("#page-charts > *, #page-table > *, .fc-glances").count() == 0
    for place in ("#page-charts", "#page-table", "#page-rest"):
        page.locator(place).scroll_into_view_if_needed()
        expect(page.locator(f"{place} > *").first).to_be_visible()
    # What comes may leave room for the next place, which is then asked for by itself.
    later = [json.loads(one)["inputs"][0]["value"] for one in asked if '"later"' in one]
    parts = Counter(part for one in later for part in one["later"]["parts"])
    assert parts
    assert set(parts.values()) == {1}
    expect(page.locator("#page-charts .main-svg").first).to_be_attached()
    asked.clear()
    page.locator("#page-charts").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert [one for one in asked if '"later"' in one] == []


def test_printing_by_key_fetches_everything_first(screens: Screens) -> None:
    screen = screens.of("chief")
    page = screen.page
    page.goto(f"{screen.address}/sales")
    screen.begin()
    assert page.locator(".fc-later:empty").count() > 0
    page.evaluate(
        "() => { window.print = () => { window.printed = document.body.cloneNode(true) } }"
    )
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed", timeout=PATIENCE)
    assert page.locator(".fc-later:empty, .fc-cards > i").count() == 0
    assert page.locator(".fc-fold .fc-card").count() > 0
