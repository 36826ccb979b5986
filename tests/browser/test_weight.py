"""What goes over the wire: bytes and requests of visits and of a change of filters, exactly."""

import pytest
from playwright.sync_api import Browser

from bench.visits import Visitor, visitor
from tests.browser.conftest import PATIENCE, sign_in

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
    one.load(f"{address}/", *MARKS)
    one.click('#filter-period input[value="last_month"]', "body")
    assert count(one, "/_dash-update-component") == 1
    assert len(one.wire.requests) == 1
    assert one.wire.size <= CHANGE
    context.close()
