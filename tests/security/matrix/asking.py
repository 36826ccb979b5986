"""Asking as the scripts of a page do: its callbacks, with the token of the session."""

from typing import Any

from tests.security.matrix.identities import Identity
from tests.security.matrix.reply import Reply, reply_of
from tests.security.matrix.world import World

SAME = {"Origin": "http://localhost"}
PARTS = "page-body.children page-table.children page-more.children page-trust.children"
FIGURES = tuple(f"{PARTS} page-figures.data".split())
ROUTED = ("_pages_content.children", "_pages_store.data")
DRILL = ("drill-body.children", "drill-figures.data")
CALLBACK = "/_dash-update-component"


def get(world: World, who: Identity, address: str, *asked: str) -> Reply:
    """Go to an address."""
    return reply_of(address, world.client(who).get(address), frozenset(asked))


def post(world: World, who: Identity, address: str, /, **form: Any) -> Reply:
    """Send a form with the token of its browser."""
    client = world.client(who)
    answer = client.post(address, data={"token": "mine", **form}, headers=SAME)
    return reply_of(f"POST {address}", answer)


def callback(
    world: World, who: Identity, outputs: tuple[str, ...], inputs: dict[str, Any], *asked: str
) -> Reply:
    """Send a callback; ``inputs`` are values by id and property."""
    body = callback_body(outputs, inputs)
    client = world.client(who)
    token = client.get_cookie("forecourt_callback")
    headers = {**SAME, "X-Forecourt-Callback": "" if token is None else token.value}
    answer = client.post(CALLBACK, json=body, headers=headers)
    return reply_of(f"{body['output']} {inputs}", answer, frozenset(asked))


def callback_body(outputs: tuple[str, ...], inputs: dict[str, Any]) -> dict[str, Any]:
    """The body of a callback as Dash sends it."""
    pairs = [name.rsplit(".", 1) for name in outputs]
    given = [(*name.rsplit(".", 1), value) for name, value in inputs.items()]
    return {
        "output": f"..{'...'.join(outputs)}.." if len(outputs) > 1 else outputs[0],
        "outputs": [{"id": i.split("@")[0], "property": p.split("@")[0]} for i, p in pairs],
        "inputs": [{"id": i, "property": p, "value": value} for i, p, value in given],
        "changedPropIds": list(inputs)[:1],
    }


def figures(world: World, who: Identity, path: str, search: str, *asked: str) -> Reply:
    """Ask for the figures of a page."""
    return callback(
        world, who, FIGURES, {"page-ask.data": {"path": path, "search": search}}, *asked
    )


def whole_page(world: World, who: Identity, path: str, search: str, *asked: str) -> Reply:
    """Ask for a page in its frame, filters and all."""
    inputs = {"_pages_location.pathname": path, "_pages_location.search": search}
    return callback(world, who, ROUTED, inputs, *asked)


def drill(world: World, who: Identity, path: str, search: str, *asked: str) -> Reply:
    """Ask for what is behind a figure."""
    return callback(world, who, DRILL, {"drill-ask.data": {"path": path, "search": search}}, *asked)
