"""The pages, in the order of the navigation."""

from dashboards.page import Page
from dashboards.pages import sales, today

PAGES: tuple[Page, ...] = (today.PAGE, sales.PAGE)


def page_of(path: str) -> Page | None:
    """The page of an address; None where there is none."""
    return next((page for page in PAGES if page.path == path), None)
