"""The screens in a real browser: visits, filters, drill, theme, beside a bare page of Dash.

Chromium and server share the machine; times are medians, bytes and requests are exact. What the
figures are held against is in the README.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench.bare_page import PROGRAM
from bench.measurement import Measurement, from_samples
from bench.serving import Site, chromium, our_pages, server
from bench.visits import Visitor, visitor
from dashboards.site import PAGES

TURNS = 5
CHANGES = 8
MOST_MEGABYTES = 1.0
MOST_KILOBYTES = 10.0
MOST_CHARTS = 12
MOST_CALLBACKS = 40
_OURS = ("forecourt:cards", "forecourt:charts")
_BARE = ("bench:cards", "bench:charts")


def screens(folder: Path, home: Path, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Measure the screens as the manager of the first store sees them.

    Args:
        folder: an empty folder.
        home: a data directory with a published snapshot; people of its own are not touched.
        environ: of the server.

    Raises:
        RuntimeError: there is no Chromium, or a server did not start.
    """
    with ExitStack() as held:
        ours = held.enter_context(our_pages(folder, home, environ))
        bare = held.enter_context(server(["-c", PROGRAM], environ, folder))
        browser = held.enter_context(chromium(held.enter_context(sync_playwright())))
        yield from _counts(browser, ours)
        for path in ("/", "/sales"):
            yield from _first_and_second(browser, ours, bare, path)
        yield from _changes(browser, ours)


def _counts(browser: Browser, site: Site) -> Iterator[Measurement]:
    charts = max(len(page.charts) for page in PAGES)
    yield Measurement("charts of a page, the most", charts, "charts", bar=MOST_CHARTS)
    context = browser.new_context()
    page = context.new_page()
    site.sign_in(page)
    count = page.evaluate("fetch('/_dash-dependencies').then(a => a.json()).then(a => a.length)")
    yield Measurement("callbacks of the app", count, "callbacks", bar=MOST_CALLBACKS)
    context.close()


def _first_and_second(browser: Browser, site: Site, bare: str, path: str) -> Iterator[Measurement]:
    found: dict[str, list[tuple[float, float]]] = {}
    weight: dict[str, tuple[float, int]] = {}
    window: ViewportSize = {"width": 1440, "height": 900}
    for _ in range(TURNS):
        # Who has signed in brings a cookie along, and nothing that was fetched for it.
        signing = browser.new_context()
        site.sign_in(signing.new_page())
        cookies = signing.storage_state()
        signing.close()
        for name, address, marks in (("ours", site.address + path, _OURS), ("bare", bare, _BARE)):
            context = browser.new_context(viewport=window, storage_state=cookies)
            for turn in ("first", "second"):
                one = visitor(context)
                times = one.load(address, marks[1], marks[0])
                found.setdefault(f"{name} {turn}", []).append(times)
                weight[f"{name} {turn}"] = (one.wire.size, len(one.wire.requests))
                one.page.close()
            context.close()
    for turn in ("first", "second"):
        for place, what in enumerate(("cards", "charts")):
            samples = [times[place] for times in found[f"ours {turn}"]]
            plain = [times[place] for times in found[f"bare {turn}"]]
            yield from_samples(
                f"{turn} visit of {path}, {what}",
                samples,
                "ms",
                reference="bare page",
                reference_value=from_samples("", plain, "ms").value,
            )
        size, count = weight[f"ours {turn}"]
        plain_size, _ = weight[f"bare {turn}"]
        megabytes = size / 1e6
        # What is held to it is the page that people come to.
        bar = MOST_MEGABYTES if (turn, path) == ("first", "/") else None
        yield Measurement(f"{turn} visit of {path}, sent", megabytes, "MB", bar=bar)
        yield Measurement(f"{turn} visit of the bare page, sent", plain_size / 1e6, "MB")
        yield Measurement(f"{turn} visit of {path}, requests", count, "requests")


def _changes(browser: Browser, site: Site) -> Iterator[Measurement]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    one = visitor(context, site.sign_in)
    one.load(f"{site.address}/sales", _OURS[1], _OURS[0])
    changed, sizes, requests = [], [], []
    periods = ('input[value="last_month"]', 'input[value="mtd"]')
    for turn in range(CHANGES):
        changed.append(one.click(f"#filter-period {periods[turn % 2]}", "body"))
        sizes.append(one.wire.size / 1000)
        requests.append(len([a for a in one.wire.requests if "/_dash-update-component" in a]))
    yield from_samples("change of period, cards", [cards for cards, _ in changed], "ms")
    yield from_samples("change of period, charts", [charts for _, charts in changed], "ms")
    yield Measurement("change of period, requests", max(requests), "requests", bar=1)
    yield Measurement("change of period, sent", max(sizes), "kB", bar=MOST_KILOBYTES)
    yield from_samples("from a card to its documents", _drills(one), "ms")
    yield from_samples("another theme", _themes(one), "ms")
    yield from_samples("page to page, charts included", _page_to_page(one), "ms")
    context.close()


def _drills(one: Visitor) -> list[float]:
    samples = []
    for _ in range(TURNS):
        taken, _charts = one.click(
            '#page-body [data-drill="retail_deliveries"], [data-drill="retail_deliveries"]',
            "there",
            "#drill .fc-documents .ag-row",
        )
        samples.append(taken)
        one.page.keyboard.press("Escape")
        one.page.wait_for_function("() => !document.body.classList.contains('has-drill')")
        # Rows of before must not be taken for new ones.
        one.page.evaluate("() => window.dash_clientside.set_props('drill-body', {children: []})")
        one.page.wait_for_function("() => !document.querySelector('#drill .ag-row')")
    return samples


def _themes(one: Visitor) -> list[float]:
    samples = []
    for _ in range(CHANGES):
        before = one.page.evaluate("getComputedStyle(document.body).backgroundColor")
        samples.append(one.click('[data-act="theme"]', "style", before)[0])
        one.page.wait_for_timeout(600)
    return samples


def _page_to_page(one: Visitor) -> list[float]:
    samples = []
    for path in ("/parts", "/sales") * TURNS:
        one.page.evaluate("performance.clearMarks()")
        began = one.page.evaluate(
            "path => { const at = performance.now();"
            " document.querySelector(`.fc-nav a[href^='${path}']`).click(); return at }",
            path,
        )
        one.page.wait_for_function(
            "name => performance.getEntriesByName(name).length > 0", arg=_OURS[1]
        )
        ended = one.page.evaluate("n => performance.getEntriesByName(n)[0].startTime", _OURS[1])
        samples.append(ended - began)
        one.page.wait_for_load_state("networkidle")
    return samples
