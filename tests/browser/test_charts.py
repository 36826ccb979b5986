"""Charts for those who do not point at them: a label, and a table with every figure."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboards.site import PAGES
from tests.browser.conftest import Screens
from tests.dashboards.network import MONTHLY

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "assets" / "32-chart-tables.js"
DRAWN = ".fc-charts .fc-chart:not(.is-hidden)"


def unfolded(frame: Locator) -> Locator:
    frame.locator(".fc-chart-table > summary").press("Enter")
    table = frame.locator(".fc-chart-rows table")
    expect(table).to_be_visible()
    return table


def test_every_chart_has_a_label_and_a_table_of_all_its_points(screens: Screens) -> None:
    screen = screens.of("chief")
    seen = 0
    for page in (page for page in PAGES if page.charts):
        screen.open(page.path)
        for frame in screen.page.locator(DRAWN).all():
            label = frame.locator("[role=img][aria-labelledby]").evaluate(
                "n => n.getAttribute('aria-labelledby').split(' ')"
                ".map(id => document.getElementById(id).textContent).join(' ').trim()"
            )
            assert len(label) > 3, page.path
            told = frame.locator(".js-plotly-plot").evaluate(
                "g => Math.max(0, ...g.data.filter(t => t.hovertemplate && t.fill !== 'tonexty')"
                ".map(t => (t.x || []).length))"
            )
            if not told:
                frame.locator(".fc-chart-table > summary").press("Enter")
                expect(frame.locator(".fc-chart-rows")).to_contain_text("所选范围没有")
                continue
            rows = unfolded(frame).locator("tbody tr")
            assert rows.count() >= told, (page.path, label)
            for text in rows.all_inner_texts():
                assert "undefined" not in text
                assert "%{" not in text
            seen += 1
    assert seen >= 4


def test_points_at_one_place_each_have_a_row_and_columns_say_which_axis(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<div class=fc-chart><h2>Points</h2><div class=js-plotly-plot></div>"
        "<details class=fc-chart-table><summary>Table</summary><div class=fc-chart-rows></div>"
        "</details></div>"
    )
    page.evaluate(
        "Object.assign(document.querySelector('.js-plotly-plot'), {"
        "  layout: { xaxis: { title: { text: 'Fill rate' } },"
        "    yaxis: { title: { text: 'Gross' } } },"
        "  data: [{ mode: 'markers', hovertemplate: '%{text}',"
        "    x: [0.5, 0.5, 1], y: [1, 2000, null],"
        "    text: ['A 2026-01', 'B 2026-01', 'A 2026-02'] },"
        "    { mode: 'lines', hoverinfo: 'skip', x: [0, 1], y: [0, 1] }],"
        "  on: () => {} })"
    )
    page.add_script_tag(path=str(SCRIPT))
    table = unfolded(page.locator(".fc-chart"))
    assert table.locator("thead th").all_inner_texts() == ["Fill rate", "Gross"]
    rows = [row.inner_text().split("\t") for row in table.locator("tbody tr").all()]
    assert rows == [
        ["A 2026-01", "0.5", "1"], ["B 2026-01", "0.5", "2,000"], ["A 2026-02", "1", "–"],
    ]  # fmt: skip
    page.close()


def test_the_table_says_what_the_chart_draws_and_leads_on(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/sales?kpi=retail_deliveries")
    page, drill = screen.page, screen.page.locator("#drill")
    trend = drill.locator(".fc-drill-part", has=page.locator(".js-plotly-plot")).first
    expect(trend.locator(".main-svg").first).to_be_visible()
    picture = trend.locator("[role=img][aria-label]")
    expect(picture).to_have_attribute("aria-label", re.compile("\\d"))
    row = unfolded(trend).locator("tr", has_text="9月").first
    expect(row).to_contain_text(str(MONTHLY["A1"] + MONTHLY["B2"]))
    split = drill.locator(".fc-drill-part", has=page.locator(".js-plotly-plot")).nth(1)
    expect(split.locator(".main-svg").first).to_be_visible()
    unfolded(split).locator("a", has_text="松湖店").press("Enter")
    expect(page).to_have_url(re.compile("at=store(%3A|:)B2"))


def test_the_table_follows_the_filters(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page = screen.page
    frame = page.locator(DRAWN).first
    table = unfolded(frame)
    before = table.inner_text()
    page.locator(".fc-period label", has_text="上月").click()
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月")
    page.locator("#page-charts").scroll_into_view_if_needed()
    expect(frame.locator(".main-svg").first).to_be_visible()
    if not frame.locator(".fc-chart-rows table").is_visible():
        table = unfolded(frame)
    expect(table).not_to_have_text(before)
