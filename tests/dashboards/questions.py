"""The question about a page as its own script sends it to the app."""

import json
from typing import Any

from dashboards.components.chapter import CHAPTER
from dashboards.shell import ids
from dashboards.shell.sent import PLACES

_CHAPTERS = json.dumps({"name": ["ALL"], "type": CHAPTER}, separators=(",", ":"))


def question(path: str, search: str = "", **asked: object) -> dict[str, Any]:
    """The body of a callback for what a page shows.

    Args:
        path: of the page.
        search: of its address.
        asked: ``later``, which tells what of the page is wanted; all of it without.
    """
    outputs = [
        *((place, "children") for place in PLACES),
        (ids.FIGURES, "data"),
        (ids.SHOWN, "data"),
    ]
    named = [f"{place}.{name}" for place, name in outputs]
    return {
        "output": f"..{'...'.join([*named, f'{_CHAPTERS}.children'])}..",
        "outputs": [*({"id": place, "property": name} for place, name in outputs), []],
        "inputs": [
            {"id": ids.ASK, "property": "data", "value": {"path": path, "search": search, **asked}}
        ],
        "state": [[]],
        "changedPropIds": [f"{ids.ASK}.data"],
    }
