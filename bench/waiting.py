"""Waiting for a page in a browser whose content policy lets nobody make code of text.

Playwright's own `wait_for_function` does so within the page and is refused; asked from outside, the
page answers.
"""

import time

from playwright.sync_api import Page

_EVERY = 20


def until(page: Page, expression: str, given: object = None, patience: float = 90_000) -> None:
    """Wait until an expression is true in a page.

    Args:
        page: where it is evaluated.
        expression: in the language of the page, or a function of what is given.
        given: its argument.
        patience: milliseconds.

    Raises:
        TimeoutError: it was not true in time.
    """
    deadline = time.monotonic() + patience / 1000
    while not page.evaluate(expression, given):
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {expression}")
        page.wait_for_timeout(_EVERY)
