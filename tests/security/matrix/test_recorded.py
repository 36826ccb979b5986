"""A morning of one person in a real browser, sent again by everybody else."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE, served, sign_in
from tests.security.matrix.identities import IDENTITIES, STRANGER, Identity
from tests.security.matrix.leaks import FIGURES, NAMES_OF_ALL, leaks
from tests.security.matrix.oracle import NOTHING, rights_of
from tests.security.matrix.recording import Recorder, Sent, replay, storage_of
from tests.security.matrix.reply import Reply
from tests.security.matrix.world import World

pytestmark = pytest.mark.browser
RECORDED = "owner"


@dataclass
class Morning:
    """What a browser sent, and what it kept."""

    sent: tuple[Sent, ...]
    storage: str


@pytest.fixture(scope="module")
def morning(written: World, browser: Browser) -> Morning:
    """Sign in, look at two pages, open what is behind a figure."""
    with served(written.services) as address:
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        recorder = Recorder(page)
        sign_in(page, address, RECORDED)
        expect(page.locator("#page-body > *").first).to_be_visible(timeout=PATIENCE)
        page.goto(f"{address}/sales?store=ZK05")
        page.locator('[data-drill="retail_deliveries"]').first.click()
        expect(page.locator("#drill .fc-documents")).to_be_visible(timeout=PATIENCE)
        storage = storage_of(page)
        context.close()
    # A sign-in of one is none of another.
    sent = [each for each in recorder.sent if not each.address.startswith("/login")]
    return Morning(tuple(sent), storage)


def test_a_morning_holds_pages_callbacks_and_a_panel(morning: Morning) -> None:
    told = "\n".join(f"{each.address} {each.body}" for each in morning.sent)
    assert len(morning.sent) > 6
    for part in ("/_dash-layout", "_pages_content", "drill-body", "ZK05"):
        assert part in told


@pytest.mark.parametrize("who", IDENTITIES, ids=lambda who: who.name or "stranger")
def test_a_morning_of_another_tells_nobody_more(
    world: World, morning: Morning, who: Identity
) -> None:
    replies = [replay(world, who, each) for each in morning.sent]
    rights = rights_of(who)
    assert [each for reply in replies for each in leaks(reply, rights, FIGURES)] == []
    if who == STRANGER:
        assert {reply.status for reply in replies} <= {302, 401, 403, 404}


def test_a_browser_keeps_no_figures_and_no_persons(morning: Morning) -> None:
    kept = Reply("storage", 200, morning.storage.encode())
    assert leaks(kept, NOTHING, NAMES_OF_ALL) == []
    assert '"databases":[]' in morning.storage
    assert '"caches":[]' in morning.storage
