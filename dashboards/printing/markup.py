"""Components as plain HTML: what can be read, without what can only be clicked."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dash.development.base_component import Component

# Controls, and what is folded away on the screen too.
_LEFT_OUT = frozenset({"fc-export", "fc-hints", "fc-how", "fc-unfold", "fc-segments", "icon"})
_NAMES = {
    "className": "class",
    "title": "title",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "scope": "scope",
    "role": "role",
}
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_TAGS = frozenset(
    (
        "a", "article", "aside", "b", "caption", "dd", "div", "dl", "dt", "em", "figure", "h1",
        "h2", "h3", "h4", "header", "i", "li", "main", "ol", "p", "section", "small", "span",
        "strong", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip


def to_html(node: Any) -> str:
    """The HTML of a component and all that is in it; texts are escaped.

    Links become plain text. Charts, grids, forms and buttons are left out.
    """
    match node:
        case None | bool():
            return ""
        case str() | int() | float():
            return escape(str(node))
        case Component():
            return _element(node)
        case Sequence():
            return "".join(to_html(child) for child in node)
        case _:
            return ""


def _element(node: Component) -> str:
    # Has no types.
    told: Mapping[str, Any] = node.to_plotly_json()  # type: ignore[no-untyped-call]
    tag, props = str(told["type"]).lower(), told["props"]
    if told["namespace"] != "dash_html_components" or tag not in _TAGS or props.get("hidden"):
        return ""
    if _LEFT_OUT & set(str(props.get("className", "")).split()):
        return ""
    if tag == "a":
        tag = "span"
    said = "".join(
        f' {name}="{escape(str(props[key]), quote=True)}"'
        for key, name in _NAMES.items()
        if props.get(key) is not None
    )
    style = props.get("style")
    if style:
        text = "; ".join(f"{_CAPITAL.sub('-', name).lower()}: {v}" for name, v in style.items())
        # The prefix of older browsers begins with a dash.
        text = text.replace("webkit-mask", "-webkit-mask")
        said += f' style="{escape(text, quote=True)}"'
    return f"<{tag}{said}>{to_html(props.get('children'))}</{tag}>"
