"""The pages, in the order of the navigation."""

from dashboards.page import Page
from dashboards.pages import (
    actions,
    after_sales,
    compare,
    customer_service,
    data,
    drivers,
    finance_insurance,
    handbook,
    marketing,
    parts,
    profit,
    sales,
    today,
)

PAGES: tuple[Page, ...] = (
    today.PAGE,
    sales.PAGE,
    after_sales.PAGE,
    parts.PAGE,
    finance_insurance.PAGE,
    marketing.PAGE,
    customer_service.PAGE,
    profit.PAGE,
    actions.PAGE,
    compare.PAGE,
    drivers.PAGE,
    handbook.PAGE,
    data.PAGE,
)


def page_of(path: str) -> Page | None:
    """The page of an address; None where there is none."""
    return next((page for page in PAGES if page.path == path), None)
