"""Days of people: on the train without a connection, on a phone, before a visit to the stores."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.conftest import PATIENCE, Screens
from tests.browser.test_journeys import overflow
from tests.dashboards.network import MONTHLY, PASSWORD

pytestmark = pytest.mark.browser


def test_offline_and_back(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales?from=2026-10-01&to=2026-10-19")
    page = screen.page
    trust, toast = page.locator(".fc-trust"), page.locator("#toast")
    shown = trust.text_content() or ""
    page.context.set_offline(True)
    page.locator(".fc-period label", has_text="上月").click()
    expect(toast).to_contain_text("连接中断")
    # What is on screen is still what it says it is.
    expect(trust).to_have_text(shown)
    page.context.set_offline(False)
    # What was asked in vain comes by itself.
    expect(trust).to_contain_text("2026年9月", timeout=PATIENCE)
    expect(toast).not_to_contain_text("连接中断")
    card = page.locator('[data-kpi="retail_deliveries"] .fc-number')
    expect(card).to_have_text(str(MONTHLY["A1"]))
    screen.problems[:] = [p for p in screen.problems if "INTERNET_DISCONNECTED" not in p]
    lost = ("Failed to fetch", "the server did not respond")
    screen.problems[:] = [p for p in screen.problems if not any(said in p for said in lost)]


def test_whoever_is_put_off_by_a_busy_server_comes_again(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales?from=2026-10-01&to=2026-10-19")
    page = screen.page
    busy = {"status": 503, "headers": {"Retry-After": "1"}, "body": "{}"}
    page.route("**/_dash-update-component*", lambda route: route.fulfill(**busy), times=2)
    page.locator(".fc-period label", has_text="上月").click()
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月", timeout=PATIENCE)
    expect(page.locator("#toast")).not_to_contain_text("没能取到")
    assert sum("503" in problem for problem in screen.problems) == 2
    screen.problems.clear()


def test_whoever_signs_in_again_goes_on(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page = screen.page
    page.context.clear_cookies(name="forecourt_session")
    page.locator('[data-drill="retail_deliveries"]').first.click()
    expect(page).to_have_url(re.compile("/login"), timeout=PATIENCE)
    screen.problems[:] = [p for p in screen.problems if "401" not in p]
    expect(page.get_by_role("status")).to_contain_text("登录已超时")
    page.fill("#name", "chief")
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")
    # Where the session ended, with the drill that was asked for.
    expect(page).to_have_url(re.compile(r"/sales\?.*kpi=retail_deliveries"), timeout=PATIENCE)
    expect(page.locator(".fc-trust")).to_contain_text("晨光店")


def test_the_morning_on_a_phone(screens: Screens) -> None:
    screen = screens.of("chief", width=360, height=740)
    screen.open("/")
    page, drill = screen.page, screen.page.locator("#drill")
    line = page.locator('.fc-morning tr[data-kpi="gross_new_cars"]')
    expect(line).to_be_in_viewport()
    assert overflow(page) <= 0
    line.locator("th a[data-drill]").click()
    expect(drill.locator(".fc-documents .ag-row").first).to_be_visible(timeout=PATIENCE)
    # The panel takes the whole width, and the way back is within reach of the thumb.
    box = drill.bounding_box()
    assert box is not None
    assert box["width"] >= 359
    assert overflow(page) <= 0
    page.go_back()
    expect(drill).not_to_be_visible()
    thumb = page.locator(".fc-thumb")
    for link in thumb.locator("> *").all():
        place = link.bounding_box()
        assert place is not None
        assert place["height"] >= 40
        assert place["width"] >= 44
    thumb.get_by_role("link", name="售后").click()
    expect(page.locator("h1")).to_have_text("售后服务", timeout=PATIENCE)
    assert overflow(page) <= 0


def test_before_a_visit_stores_are_compared_and_the_pack_is_fetched(
    screens: Screens, tmp_path: Path
) -> None:
    screen = screens.of("area")
    screen.open("/compare?kpi=retail_deliveries&from=2026-09-01&to=2026-09-30")
    page = screen.page
    expect(page.locator("#compare-grid .ag-row", has_text="松湖店").first).to_be_visible()
    page.locator("a.fc-side-pack").click()
    expect(page.locator("body")).to_contain_text("2026年9月")
    expect(page.locator("body")).to_contain_text("晨光店 · 松湖店")
    page.get_by_role("button").click()
    link = page.locator("a.btn-primary")
    expect(link).to_contain_text(".pptx")
    with page.expect_download() as download:
        link.click()
    fetched = tmp_path / "pack.pptx"
    download.value.save_as(fetched)
    slides = list(Presentation(str(fetched)).slides)
    texts = [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in slides
    ]
    for name in ("晨光店", "松湖店"):
        assert any(name in text for text in texts)
    assert not any("云岭店" in text for text in texts)
