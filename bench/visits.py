"""What a browser tells of a visit: when cards and charts are painted, and what went over the wire.

Times are those of the browser's own clock; bytes and requests are what its network counted, without
what it took from its cache.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page

PATIENCE = 90_000
# Marks of ours, and for a page that sets none the moments at which the same things are there.
WATCH = """
new MutationObserver(() => {
  const body = document.querySelector('#page-body > *');
  const has = (name) => performance.getEntriesByName(name).length;
  if (body && !has('bench:cards')) performance.mark('bench:cards');
  if (document.querySelector('.main-svg') && !has('bench:charts')) performance.mark('bench:charts');
}).observe(document, { childList: true, subtree: true });
"""
# Clicks, and waits until what is asked for is there and painted.
CLICK = """
async ([place, kind, wanted]) => {
  const found = document.querySelector(place);
  if (!found) throw new Error('nothing to click at ' + place);
  const old = kind === 'there' ? document.querySelector(wanted) : null;
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const body = document.querySelector('#page-body > *');
  let cards = 0, charts = 0;
  const drawn = () => { charts = performance.now(); };
  document.querySelectorAll('.js-plotly-plot').forEach((g) => g.on('plotly_afterplot', drawn));
  const began = performance.now();
  found.click();
  const there = () => kind === 'body' ? document.querySelector('#page-body > *') !== body
    : kind === 'style' ? getComputedStyle(document.body).backgroundColor !== wanted
    : (document.querySelector(wanted) || old) !== old;
  while (!there()) {
    if (performance.now() - began > 60000) throw new Error('waited in vain for ' + wanted);
    await new Promise((done) => requestAnimationFrame(done));
  }
  await painted();
  cards = performance.now();
  if (kind === 'body') {
    const graphs = document.querySelectorAll('.fc-charts .fc-chart:not(.is-hidden)').length;
    while (graphs && !charts && performance.now() - began < 5000) await painted();
    let last = -1;
    while (last !== charts) { last = charts; await new Promise((done) => setTimeout(done, 150)); }
  }
  return { cards: cards - began, charts: charts ? charts - began : 0 };
}
"""


@dataclass
class Wire:
    """What went over the wire since the last look.

    Attributes:
        requests: answered, by address.
        size: bytes as they were sent, headers included.
    """

    requests: list[str] = field(default_factory=list)
    size: float = 0.0

    def clear(self) -> None:
        """Begin anew."""
        self.requests.clear()
        self.size = 0.0


@dataclass(frozen=True)
class Visitor:
    """A page, and the wire behind it."""

    page: Page
    wire: Wire

    def load(self, address: str, charts: str, cards: str) -> tuple[float, float]:
        """Open an address; milliseconds until the marks of cards and of charts are set."""
        self.wire.clear()
        self.page.goto(address)
        for mark in (cards, charts):
            self.page.wait_for_function(
                "name => performance.getEntriesByName(name).length > 0", arg=mark, timeout=PATIENCE
            )
        # Whatever is fetched after that counts as well.
        self.page.wait_for_load_state("networkidle")
        told: list[float] = self.page.evaluate(
            "names => names.map(n => performance.getEntriesByName(n)[0].startTime)", [cards, charts]
        )
        return told[0], told[1]

    def click(self, place: str, kind: str, wanted: str = "") -> tuple[float, float]:
        """Click; milliseconds until what is wanted is painted, and until charts are redrawn.

        Args:
            place: selector of what is clicked.
            kind: ``body`` for a new body of the page, ``style`` for another colour behind it,
                ``there`` for something that appears.
            wanted: selector, or the colour of before.
        """
        self.wire.clear()
        told: dict[str, float] = self.page.evaluate(CLICK, [place, kind, wanted])
        self.page.wait_for_load_state("networkidle")
        return told["cards"], told["charts"]


def visitor(context: BrowserContext, before: Callable[[Page], None] | None = None) -> Visitor:
    """A new page whose network is counted.

    Args:
        context: with or without what an earlier visit left in its cache.
        before: done with the page first, uncounted.
    """
    page, wire = context.new_page(), Wire()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    if before is not None:
        before(page)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    cached: set[str] = set()
    named: dict[str, str] = {}

    def asked(event: dict[str, Any]) -> None:
        named[event["requestId"]] = event["request"]["url"]

    def served(event: dict[str, Any]) -> None:
        cached.add(event["requestId"])

    def done(event: dict[str, Any]) -> None:
        address = named.get(event["requestId"], "")
        # What lies in a cache comes without a byte.
        if (
            not event["encodedDataLength"]
            or event["requestId"] in cached
            or address.startswith(("data:", "blob:"))
        ):
            return
        wire.requests.append(address)
        wire.size += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.requestServedFromCache", served)
    session.on("Network.loadingFinished", done)
    return Visitor(page, wire)
