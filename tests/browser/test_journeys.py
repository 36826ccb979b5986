"""What people do with the screen, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboards.site import PAGES
from tests.browser.conftest import PATIENCE, Screens
from tests.dashboards.network import MONTHLY

pytestmark = pytest.mark.browser
# A grid holds only the columns that are in view.
SCROLL_TO_UNMASK = """async view => {
  while (!view.querySelector('[col-id=unmask]')
    && view.scrollLeft < view.scrollWidth - view.clientWidth - 1) {
    view.scrollLeft += 150;
    await new Promise(done => setTimeout(done, 50));
  }
}"""


def overflow(page: Page) -> int:
    """Pixels by which a page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


def test_a_manager_sees_his_store_and_nothing_else(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.settle()
    expect(screen.page.locator(".fc-trust")).to_contain_text("晨光店")
    expect(screen.page.locator(".fc-trust")).to_contain_text("数据截至 2026-10-20")
    expect(screen.page.locator("body")).not_to_contain_text("松湖店")


def test_the_morning_of_a_manager(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/")
    page, drill = screen.page, screen.page.locator("#drill")
    line = page.locator('.fc-morning tr[data-kpi="gross_new_cars"]')
    expect(line).to_be_visible()
    # One screen of a laptop holds the lines and what is beside them, once the hints are gone.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="知道了").click()
    bottom = page.evaluate("document.querySelector('.fc-morning').getBoundingClientRect().bottom")
    assert bottom <= 900
    line.locator("th a[data-drill]").click()
    expect(page).to_have_url(re.compile("kpi=gross_new_cars"))
    expect(drill.locator(".fc-documents .ag-row").first).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(drill).not_to_be_visible()
    expect(page.locator(".fc-work-panel")).to_be_visible()
    page.reload()
    expect(line).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="知道了")).not_to_be_visible()


def test_from_a_card_to_its_documents_and_back(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page = screen.page
    page.locator('[data-drill="retail_deliveries"]').first.click()
    expect(page).to_have_url(re.compile(r"[?&]kpi=retail_deliveries"))
    documents = page.locator("#drill .fc-documents")
    expect(documents).to_contain_text(f"共 {MONTHLY['A1']} 条", timeout=PATIENCE)
    expect(documents.locator(".ag-row").first).to_be_visible()
    expect(page.locator("#drill .main-svg").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#drill")).not_to_be_visible()
    expect(page).not_to_have_url(re.compile("kpi="))
    page.go_forward()
    expect(page.locator("#drill")).to_be_visible()
    page.go_back()
    expect(page.locator("#drill")).not_to_be_visible()
    # Beside a masked VIN stands what leads to a form, which tells no more of it.
    page.go_forward()
    expect(documents.locator(".ag-row").first).to_be_visible(timeout=PATIENCE)
    documents.locator(".ag-center-cols-viewport").evaluate(SCROLL_TO_UNMASK)
    documents.locator(".ag-row .ag-cell[col-id=unmask]").first.click()
    expect(page).to_have_url(re.compile(r"/unmask\?kpi=retail_deliveries.*&record=[0-9a-f]{32}$"))
    expect(page.locator("dl")).to_contain_text("LTE***…***")


def test_down_to_the_lines_of_a_document_and_up_again(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page, drill = screen.page, screen.page.locator("#drill")
    page.locator("#page-grid .ag-cell[col-id=retail_deliveries]").first.click()
    expect(page).to_have_url(re.compile("kpi=retail_deliveries&at=consultant"))
    expect(drill.locator(".fc-documents")).to_contain_text("共 3 条", timeout=PATIENCE)
    drill.locator(".fc-members summary").click()
    drill.locator(".fc-members a").first.press("Enter")
    expect(page).to_have_url(re.compile("at=consultant.*&at=model"))
    expect(drill.locator(".fc-path li")).to_have_count(3, timeout=PATIENCE)
    drill.locator(".fc-documents .ag-row .ag-cell").first.click()
    expect(page).to_have_url(re.compile("&doc=A1"))
    expect(drill.locator(".fc-lines .ag-row")).to_be_visible(timeout=PATIENCE)
    for left in ("at=model", "at=consultant"):
        page.keyboard.press("Escape")
        expect(page).to_have_url(re.compile(f"{left}[^&]*$"))
    page.keyboard.press("Escape")
    expect(drill).not_to_be_visible()
    expect(page).not_to_have_url(re.compile("kpi="))


def test_a_link_opens_the_same_view(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/sales?store=B2&from=2026-09-01&to=2026-09-30&kpi=retail_deliveries")
    page = screen.page
    expect(page.locator(".fc-trust")).to_contain_text("松湖店")
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月")
    expect(page.locator("#drill")).to_contain_text(f"共 {MONTHLY['B2']} 条", timeout=PATIENCE)


def test_filters_go_into_the_address_and_along_to_the_next_page(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/sales")
    page = screen.page
    page.locator(".fc-period label", has_text="上月").click()
    expect(page).to_have_url(re.compile(r"from=2026-09-01&to=2026-09-30"))
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月", timeout=PATIENCE)
    card = page.locator('[data-kpi="retail_deliveries"] .fc-number')
    expect(card).to_have_text(str(MONTHLY["A1"] + MONTHLY["B2"]))
    page.locator(".fc-nav .fc-nav-link", has_text="配件").click()
    expect(page).to_have_url(re.compile(r"/parts\?from=2026-09-01&to=2026-09-30"))
    expect(page.locator("h1")).to_have_text("配件", timeout=PATIENCE)
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月")


def test_chinese_to_english_and_light_to_dark(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales?from=2026-09-01&to=2026-09-30")
    page = screen.page
    page.locator(".fc-lang").click()
    expect(page.locator("h1")).to_have_text("Sales", timeout=PATIENCE)
    expect(page.locator(".fc-trust")).to_contain_text("Sep 2026")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    screen.settle()
    page.locator('[data-act="theme"]').click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_grid_can_be_grouped_otherwise(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/sales")
    page = screen.page
    expect(page.locator("#page-table .ag-row", has_text="松湖店").first).to_be_visible()
    page.locator('#page-table [data-by="consultant"]').click()
    expect(page).to_have_url(re.compile("by=consultant"))
    # A region's reader may not see the codes of staff: they are numbered.
    expect(page.locator("#page-table .ag-row", has_text="销售顾问 1").first).to_be_visible()
    expect(page.locator("#page-table .ag-row", has_text="B2-S1")).to_have_count(0)


def test_the_comparison_takes_other_kpis(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/compare?kpi=retail_deliveries")
    page = screen.page
    expect(page.locator("#compare-grid .ag-header")).to_contain_text("零售交车量")
    expect(page.locator("#compare-grid .ag-row", has_text="松湖店").first).to_be_visible()
    numbers = page.locator('#compare-grid [col-id="retail_deliveries"].ag-cell')
    expect(numbers).to_have_text([str(MONTHLY["A1"]), str(MONTHLY["B2"])])
    page.locator("#compare-kpis").click()
    page.locator(".dash-dropdown-search").fill("as_visits")
    page.locator(".dash-dropdown-content label", has_text="进厂台次").first.click()
    expect(page).to_have_url(re.compile("kpi=as_visits"))
    expect(page.locator("#compare-grid .ag-header")).to_contain_text("进厂台次", timeout=PATIENCE)


def test_the_comparison_shows_what_lies_behind_it_when_asked(screens: Screens) -> None:
    screen = screens.of("area")
    screen.open("/compare?kpi=retail_deliveries&lang=zh")
    page = screen.page
    expect(page.locator("#page-body")).to_contain_text("不足 5 家")
    assert page.locator(".fc-side-heat").count() == 0
    page.locator('[data-side-set="show"][data-side-value="heat"]').click()
    expect(page.locator(".fc-side-heat")).to_contain_text("松湖店", timeout=PATIENCE)
    expect(page).to_have_url(re.compile("show=heat"))
    page.locator('[data-side-set="show"][data-side-value="lines"]').click()
    expect(page.locator(".fc-side-chart")).to_have_count(2, timeout=PATIENCE)
    page.locator('[data-side-set="peer"][data-side-value="region"]').click()
    expect(page).to_have_url(re.compile("peer=region"))
    page.reload()
    expect(page.locator(".fc-side-chart")).to_have_count(2, timeout=PATIENCE)


def test_the_handbook_can_be_searched(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/handbook")
    page = screen.page
    entries = page.locator(".fc-entry:visible")
    everything = entries.count()
    page.fill("#handbook-search", "retail_deliveries")
    expect(page.locator("#kpi-retail_deliveries")).to_be_visible()
    assert 0 < entries.count() < everything


def test_a_refused_row_can_be_found(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/data")
    row = screen.page.locator("#rejected-grid .ag-row").first
    expect(row).to_contain_text("A1/工单.xlsx")
    expect(row).to_contain_text("17")


def test_no_page_is_wider_than_a_phone(screens: Screens) -> None:
    screen = screens.of("chief", width=390, height=844)
    for page in PAGES:
        screen.open(page.path)
        assert overflow(screen.page) <= 0, page.path
        expect(screen.page.locator(".fc-thumb")).to_be_visible()


def test_the_usual_range_stays_chosen(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales?compare=prior&compare=band")
    page = screen.page
    expect(page.locator('[data-kpi="retail_deliveries"]')).to_contain_text("与平常比")
    page.locator(".fc-compare label", has_text="门店排名").click()
    expect(page).to_have_url(re.compile("compare=prior&compare=peers&compare=band"))


def test_a_chapter_is_unfolded_by_key_and_stays_so(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page = screen.page
    name = page.locator(".fc-fold", has=page.locator(".fc-glances")).first.get_attribute(
        "data-chapter"
    )
    chapter = page.locator(f'.fc-fold[data-chapter="{name}"]')
    expect(chapter.locator(".fc-glances")).to_be_visible()
    expect(chapter.locator(".fc-card").first).not_to_be_visible()
    chapter.locator("> details > summary").focus()
    page.keyboard.press("Enter")
    expect(chapter.locator(".fc-card").first).to_be_visible()
    expect(chapter.locator(".fc-glances")).not_to_be_visible()
    page.locator(".fc-period label", has_text="上月").click()
    expect(page.locator(".fc-trust")).to_contain_text("2026年9月", timeout=PATIENCE)
    # The filters are above; further down is fetched when one comes back to it.
    page.locator("#page-rest").scroll_into_view_if_needed()
    expect(chapter.locator(".fc-card").first).to_be_visible()
    page.locator(".fc-unfold").click()
    expect(page.locator(".fc-fold > details:not([open])")).to_have_count(0)
    expect(page.locator(".fc-unfold")).to_have_text("全部收起")


def test_every_chapter_is_printed_and_paper_is_light(screens: Screens) -> None:
    screen = screens.of("chief", dark=True)
    screen.open("/sales")
    page = screen.page
    folded = page.locator(".fc-fold > details:not([open])")
    before = folded.count()
    assert before > 3
    root = page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    expect(root).to_have_attribute("data-bs-theme", "light")
    page.emulate_media(media="print")
    expect(page.locator(".fc-filters")).not_to_be_visible()
    expect(page.locator(".fc-segments").first).not_to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before)
    expect(root).to_have_attribute("data-bs-theme", "dark")


def test_the_menu_opens_on_a_phone(screens: Screens) -> None:
    screen = screens.of("chief", width=390, height=844)
    screen.settle()
    page = screen.page
    page.locator('.fc-thumb [data-act="menu"]').click()
    page.locator("#nav .fc-nav-link", has_text="指标手册").click()
    expect(page.locator("h1")).to_have_text("指标手册", timeout=PATIENCE)
    expect(page.locator("#nav")).not_to_be_in_viewport()


def test_every_chart_draws_something_and_none_can_be_sent_away(screens: Screens) -> None:
    screen = screens.of("area", dark=True)
    screen.open("/sales")
    page = screen.page
    frames = page.locator(".fc-charts .fc-chart:not(.is-hidden)")
    assert frames.count() >= 2
    for index in range(frames.count()):
        expect(frames.nth(index).locator(".main-svg").first).to_be_visible()
    drawn = page.locator(".fc-charts .trace, .fc-charts .points, .fc-charts .annotation")
    assert drawn.count() >= frames.count()
    expect(page.locator(".modebar-btn")).to_have_count(0)


def test_an_ended_session_leads_to_the_sign_in(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/sales")
    page = screen.page
    page.context.clear_cookies()
    page.locator(".fc-period label", has_text="上月").click()
    expect(page).to_have_url(re.compile("/login"), timeout=PATIENCE)
    # The refused request is what sent the reader there.
    screen.problems[:] = [p for p in screen.problems if "401" not in p]


def test_signing_out(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.settle()
    screen.page.locator('form[action="/logout"] button').click()
    expect(screen.page).to_have_url(re.compile("/login"))
    screen.page.goto(f"{screen.address}/sales")
    expect(screen.page).to_have_url(re.compile("/login"))


def test_why_leads_to_the_change_and_the_page_turns_to_other_targets(screens: Screens) -> None:
    screen = screens.of("chief")
    screen.open("/")
    page = screen.page
    page.locator('.fc-morning tr[data-kpi="gross_new_cars"] a.fc-why').click()
    expect(page).to_have_url(re.compile(r"/drivers\?.*target=gross_new_cars"), timeout=PATIENCE)
    expect(page.locator("#drill")).not_to_be_visible()
    expect(page.locator("#drivers-bridge")).to_be_visible(timeout=PATIENCE)
    page.locator('[data-side-value="gross_service"]').click()
    expect(page).to_have_url(re.compile("target=gross_service"))
    expect(page.locator("#drivers-ranking h2")).to_contain_text("维修工时毛利", timeout=PATIENCE)
    page.locator('#drivers-bridge [data-side-value="year"]').click()
    expect(page).to_have_url(re.compile("compare=year"))
    page.set_viewport_size({"width": 390, "height": 800})
    assert overflow(page) <= 0
