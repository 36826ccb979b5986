"""Pictures of every page in both languages, both themes and two widths, for somebody to look at.

Run as `python -m bench.pictures FOLDER [HOME]`, which `make pictures` does.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from playwright.sync_api import Page as Screen
from playwright.sync_api import ViewportSize, sync_playwright

from bench.serving import MANAGER, REGION, chromium, our_pages
from bench.start import clean_environ
from dashboards.page import Page
from dashboards.site import PAGES

LANGUAGES = ("zh", "en")
THEMES = ("light", "dark")
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
# A region compares stores; the rest is looked at as the manager of one.
_OF_A_REGION = ("/compare",)
_PATIENCE = 120_000


def pictures(folder: Path, home: Path) -> Iterator[Path]:
    """Take the pictures, whole pages each, and yield their files.

    Args:
        folder: where they go; named by page, language, theme and width.
        home: a data directory with a published snapshot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        place = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="forecourt-pictures-")))
        site = held.enter_context(our_pages(place, home, clean_environ()))
        browser = held.enter_context(chromium(held.enter_context(sync_playwright())))
        for name, (width, size) in product((MANAGER, REGION), WIDTHS.items()):
            window: ViewportSize = {"width": size[0], "height": size[1]}
            context = browser.new_context(viewport=window, reduced_motion="reduce")
            screen = context.new_page()
            screen.set_default_timeout(_PATIENCE)
            site.sign_in(screen, name)
            mine = [page for page in PAGES if (page.path in _OF_A_REGION) == (name == REGION)]
            for page, language in product(mine, LANGUAGES):
                _open(screen, site.address, page, language)
                for theme in THEMES:
                    _turn(screen, theme)
                    file = folder / f"{page.key}-{language}-{theme}-{width}.png"
                    screen.screenshot(path=file, full_page=page.key != "handbook")
                    yield file
            context.close()


def _open(screen: Screen, address: str, page: Page, language: str) -> None:
    screen.goto(f"{address}{page.path}?lang={language}")
    screen.wait_for_selector("#page-body > *")
    screen.wait_for_function("() => performance.getEntriesByName('forecourt:charts').length > 0")
    # What would come when it is looked at.
    screen.evaluate("document.dispatchEvent(new Event('forecourt:everything'))")
    screen.wait_for_function("() => !document.querySelector('.fc-later:empty')")
    screen.wait_for_timeout(800)


def _turn(screen: Screen, theme: str) -> None:
    if screen.evaluate("document.documentElement.dataset.bsTheme") != theme:
        screen.evaluate("document.querySelector('[data-act=theme]').click()")
        screen.wait_for_timeout(700)


def main(words: Sequence[str]) -> int:
    """Take the pictures and say where they are."""
    if not words:
        print("python -m bench.pictures FOLDER [HOME]", file=sys.stderr)
        return 2
    home = Path(words[1]) if len(words) > 1 else Path(__file__).resolve().parents[1] / "var"
    for file in pictures(Path(words[0]), home.absolute()):
        print(file, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
