"""Signing on in a real browser, at a provider that is another site to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from access.identities import Identity, link
from access.sign_on import Provider, SignOnSettings
from tests.access.moments import BY_OPERATOR
from tests.browser.conftest import PATIENCE, served
from tests.browser.test_content_policy import WATCH
from tests.dashboards.network import services_without_data
from tests.dashboards.sign_on.real_provider import real_provider

pytestmark = pytest.mark.browser


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    services = services_without_data(tmp_path)
    with real_provider({"sub-chief": {}}) as issuer:
        # The same machine by another name: cookies of one are not sent to the other.
        elsewhere = issuer.replace("127.0.0.1", "localhost")
        settings = SignOnSettings(
            issuer=elsewhere,
            client_id="forecourt",
            client_secret="a secret of the tests",
            name="集团账号",
            address="",
        )
        provider = Provider(settings)
        link(services.database, "chief", Identity(elsewhere, "sub-chief"), BY_OPERATOR)
        signing_on = replace(services, sign_on=provider, now=lambda: datetime.now(UTC))
        with served(signing_on) as address:
            provider.settings = replace(settings, address=address)
            yield address


def test_a_browser_goes_to_the_provider_and_comes_back_signed_in(
    browser: Browser, place: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    page.goto(f"{place}/login?lang=en")
    page.get_by_role("link", name="Sign in with 集团账号").click()
    page.get_by_role("button", name="sub-chief").click()
    page.wait_for_url(f"{place}/")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    assert page.evaluate("window.stopped") == []
    page.locator("form[action='/logout'] button").click()
    page.wait_for_url(f"{place}/login?out")
    assert page.evaluate("window.stopped") == []
    page.get_by_role("link", name="Sign out of 集团账号").click()
    page.wait_for_url("http://localhost:*/**")
    context.close()
