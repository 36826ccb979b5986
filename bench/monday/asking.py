"""What a browser sends: the requests that Chromium was seen to send at each step, composed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

CALLBACK = "/_dash-update-component"
_LINKED = re.compile(r'<(?:link|script)[^>]*?(?:href|src)="(/[^"]+)"')
_SNAPSHOT = re.compile(r'"snapshot": ?"([^"]+)"')
_PARTS = ("panels", "charts", "table", "more", "rest")
_ROUTED = ("_pages_content.children", "_pages_store.data")
_DRILLED = ("drill-body.children", "drill-figures.data")
_ANSWERED = (
    "page-body.children",
    *(f"page-{part}.children" for part in _PARTS),
    "page-trust.children",
    "page-figures.data",
    "page-shown.data",
)
_CHAPTERS = '{"name":["ALL"],"type":"chapter"}.children'
# Of the filter above a page, in which months of the demo network a choice lies.
_PERIODS = (
    "?from=2026-09-01&to=2026-09-30",
    "?from=2026-10-01&to=2026-10-22&compare=year",
    "?from=2026-08-01&to=2026-10-22",
    "?from=2026-10-21&to=2026-10-21",
    "?from=2026-10-16&to=2026-10-22&compare=prior",
)
_DRILLS = {
    "/": ("retail_deliveries", "as_revenue"),
    "/sales": ("retail_deliveries", "new_vehicle_revenue"),
    "/after-sales": ("as_revenue",),
    "/parts": ("parts_first_fill_rate",),
    "/profit": ("net_profit",),
    "/compare": ("retail_deliveries",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        kind: under which its time is counted.
        path: with its query.
        body: of a POST; None for a GET.
        named: codes of stores that the request itself names, and that an answer may repeat.
    """

    kind: str
    path: str
    body: dict[str, Any] | None = None
    named: frozenset[str] = field(default_factory=frozenset)


def opened(page: str) -> tuple[Asked, tuple[Asked, ...], Asked]:
    """The page, then layout and dependencies at once, then what fills the page."""
    inputs = {"_pages_location.pathname": page, "_pages_location.search": ""}
    return (
        Asked("html", page),
        (Asked("layout", "/_dash-layout"), Asked("layout", "/_dash-dependencies")),
        Asked("figures", CALLBACK, _body(_ROUTED, inputs, (*inputs,))),
    )


def linked(document: str) -> Iterator[Asked]:
    """Style sheets and scripts that a page names."""
    for path in _LINKED.findall(document):
        yield Asked("static", path.replace("&amp;", "&"))


def scrolled(page: str, snapshot: str, at: int) -> Asked:
    """The parts further down."""
    return _later(page, "", {"anew": False, "parts": ["charts", "table"], "at": at}, snapshot)


def filtered(page: str, number: int, at: int, others_store: str) -> Asked:
    """Another period; one in twenty names a store that is not his, too."""
    search = _PERIODS[number % len(_PERIODS)]
    named: frozenset[str] = frozenset()
    if number % 20 == 0 and others_store:
        search, named = f"{search}&store={others_store}", frozenset({others_store})
    return _later(page, search, {"anew": True, "parts": [], "at": at}, "", named)


def drilled(page: str, number: int, at: int) -> Asked:
    """What is behind a figure of the page."""
    kpis = _DRILLS.get(page, _DRILLS["/"])
    data = {"path": page, "search": f"?kpi={kpis[number % len(kpis)]}", "at": at}
    return Asked("drill", CALLBACK, _body(_DRILLED, {"drill-ask.data": data}, ("drill-ask.data",)))


def exported(page: str) -> Asked:
    """The page as a workbook."""
    return Asked("export", f"/export/page.xlsx?path={page}")


def snapshots_in(text: str) -> frozenset[str]:
    """The ids of the snapshots that an answer rests on."""
    return frozenset(_SNAPSHOT.findall(text))


def _later(
    page: str,
    search: str,
    later: dict[str, Any],
    snapshot: str,
    named: frozenset[str] = frozenset(),
) -> Asked:
    more = {"chapters": [], "snapshot": snapshot, "near": ["panels"], "frames": False}
    data = {"path": page, "search": search, "at": later["at"], "later": {**later, **more}}
    body = _body(_ANSWERED, {"page-ask.data": data}, ("page-ask.data",))
    body["output"] = f"{body['output'][:-2]}...{_CHAPTERS}.."
    body["outputs"].append([])
    return Asked("figures", CALLBACK, {**body, "state": [[]]}, named)


def _body(
    outputs: tuple[str, ...], inputs: dict[str, Any], changed: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "output": f"..{'...'.join(outputs)}..",
        "outputs": [_place(name) for name in outputs],
        "inputs": [{**_place(name), "value": value} for name, value in inputs.items()],
        "changedPropIds": list(changed),
        "parsedChangedPropsIds": list(changed),
    }


def _place(name: str) -> dict[str, str]:
    id_, property_ = name.rsplit(".", 1)
    return {"id": id_, "property": property_}


def sent(asked: Asked) -> bytes | None:
    """The body as it goes over the wire."""
    return None if asked.body is None else json.dumps(asked.body).encode()
