"""What a real browser of one person sends, to be sent again by everybody else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from tests.security.matrix.asking import CALLBACK, SAME
from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import codes_in
from tests.security.matrix.reply import Reply, reply_of
from tests.security.matrix.world import World

_STORAGE = """async () => JSON.stringify({
    local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
    databases: (await indexedDB.databases()).map(each => each.name),
    caches: await caches.keys(),
})"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it was sent.

    Attributes:
        method: of HTTP.
        address: path and query.
        body: of a POST; empty for none.
    """

    method: str
    address: str
    body: str


class Recorder:
    """Listens to a page; only what is no asset is kept, and each request once."""

    def __init__(self, page: Page) -> None:
        self._sent: dict[Sent, None] = {}
        page.on("request", self._keep)

    @property
    def sent(self) -> Sequence[Sent]:
        """In order."""
        return list(self._sent)

    def _keep(self, request: Request) -> None:
        parts = urlsplit(request.url)
        is_asset = parts.path.startswith(("/assets/", "/_dash-component-suites/"))
        if parts.scheme == "http" and not is_asset:
            address = f"{parts.path}?{parts.query}" if parts.query else parts.path
            self._sent[Sent(request.method, address, request.post_data or "")] = None


def storage_of(page: Page) -> str:
    """Everything that the browser keeps of the site."""
    found: str = page.evaluate(_STORAGE)
    return found


def replay(world: World, who: Identity, sent: Sent) -> Reply:
    """Send a request as somebody else, with the cookies and the token of his own."""
    client = world.client(who)
    asked = codes_in(f"{sent.address} {sent.body}")
    label = f"{sent.method} {sent.address}"
    if sent.method != "POST":
        return reply_of(label, client.get(sent.address), asked)
    if sent.address != CALLBACK:
        form = {"data": sent.body, "content_type": "application/x-www-form-urlencoded"}
        return reply_of(label, client.post(sent.address, headers=SAME, **form), asked)
    token = client.get_cookie("forecourt_callback")
    headers = {**SAME, "X-Forecourt-Callback": "" if token is None else token.value}
    answer = client.post(CALLBACK, json=json.loads(sent.body), headers=headers)
    return reply_of(f"{label} {sent.body[:200]}", answer, asked)
