"""Switches made of links: each changes one parameter of the address without loading anew."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra


def segments(links: Sequence[Component], label: str, *classes: str) -> html.Nav:
    """Links side by side.

    Args:
        links: mostly from ``segment``.
        label: what is chosen by them, for those who do not see it.
        classes: beside that of every switch.
    """
    look = " ".join(("fc-segments", *classes))
    return html.Nav(list(links), className=look, **extra({"aria-label": label}))


def segment(text: str, setting: tuple[str, str], address: str, *, is_current: bool) -> html.A:
    """A link of a switch.

    Args:
        text: what it says.
        setting: parameter of the address and the value that it takes.
        address: where it leads without scripts.
        is_current: whether the parameter has this value now.
    """
    marks = {"data-side-set": setting[0], "data-side-value": setting[1]}
    if is_current:
        marks["aria-current"] = "true"
    return html.A(text, href=address, className="is-current" if is_current else "", **extra(marks))
