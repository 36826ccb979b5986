"""From a figure of a breakdown to the steps that lead to it, as bars and cells carry them."""

from collections.abc import Iterable
from urllib.parse import quote

from dashboards.charts.members import is_hidden
from dashboards.query import Step
from dashboards.visit import Visit
from metrics.result import Figure


def step_to(visit: Visit, by: str, figure: Figure) -> tuple[Step, ...]:
    """The steps to a member: people of several stores by their store first.

    To people whose codes are hidden from the reader no step leads, only to their store.
    """
    store = figure.keys.get("store", "")
    first = (("store", store),) if by != "store" and store else ()
    return first if is_hidden(visit, by) else (*first, (by, figure.keys[by]))


def steps_text(visit: Visit, by: str, figure: Figure) -> str:
    """The same, as the script of the browser reads them."""
    return packed(":".join(step) for step in step_to(visit, by, figure))


def packed(texts: Iterable[str]) -> str:
    """Texts as one, which stays as it is among the attributes of a page; a slash parts them."""
    return "/".join(quote(text, safe="") for text in texts)
