"""What people write: actions, notes, views, settings, orders of reports."""

from dataclasses import replace

from tests.security.matrix.asking import get, post
from tests.security.matrix.channel import NAMES_ONLY, Asked, Channel
from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import FIGURES, NAMES_OF_ALL
from tests.security.matrix.oracle import rights_of
from tests.security.matrix.reply import Reply
from tests.security.matrix.stores import CODES, STORES
from tests.security.matrix.world import ENTRIES, World

_KINDS = [(store.code, kpi) for store in STORES for kpi in ENTRIES]


def _entries(world: World, who: Identity) -> Asked:
    for number, (code, kpi) in enumerate(_KINDS, start=1):
        yield get(world, who, f"/actions/{number}"), FIGURES
        yield get(world, who, f"/notes/{number}?kpi={kpi}&store={code}", code), NAMES_ONLY
    for kind in ("actions", "notes"):
        yield get(world, who, f"/{kind}/new?kpi=retail_deliveries"), FIGURES


def _own(world: World, who: Identity) -> Asked:
    yield get(world, who, "/me"), NAMES_ONLY
    yield get(world, who, "/me/views/new"), NAMES_ONLY
    yield get(world, who, "/me/security"), NAMES_ONLY
    # An administrator sees who has ordered reports, and where to.
    yield get(world, who, "/me/report"), NAMES_OF_ALL if rights_of(who).reads_loads else NAMES_ONLY
    for number in range(1, len(STORES) + 1):
        yield get(world, who, f"/me/views/{number}"), NAMES_ONLY


def _about(reply: Reply, code: str) -> Reply:
    """An answer to a form that named a store, which the way back may name again."""
    return replace(reply, asked=frozenset({code}))


def _forms(world: World, who: Identity) -> Asked:
    """Everything that can be sent, about stores of one's own and of others."""
    for code in sorted(CODES):
        view = f"store={code}&kpi=retail_deliveries"
        about = {"view": view, "page": "/sales", "store": code}
        action = {"measure": f"{code}-SENT", "owner": who.name, "unit": "CNY", "due": ""}
        note = {"about": "kpi", "kind": "other", "words": f"{code}-SENT", "first": "2026-10-05"}
        kept = {"path": "/sales", "query": f"store={code}", "name": f"{code}-SENT", "shared": "yes"}
        for reply in (
            post(world, who, "/actions/new", **about, **action),
            post(world, who, "/notes/new", **about, **note),
            post(world, who, "/me/views/new", **kept),
            post(world, who, "/me", store=code, language="zh", theme="", period=""),
            post(world, who, f"/me/pins?pin=retail_deliveries&view=store%3D{code}"),
        ):
            yield _about(reply, code), FIGURES
    for number, (code, kpi) in enumerate(_KINDS, start=1):
        change = {"status": "done", "owner": who.name, "result": "SENT", "due": ""}
        yield post(world, who, f"/actions/{number}", **change), NAMES_ONLY
        sent = post(world, who, f"/notes/{number}", view=f"store={code}&kpi={kpi}", page="/sales")
        yield _about(sent, code), NAMES_ONLY
    for number in range(1, len(STORES) + 1):
        yield post(world, who, f"/me/views/{number}/remove"), NAMES_ONLY
        for what in ("try", "remove", "off", "on"):
            yield post(world, who, f"/me/report/{number}/{what}"), NAMES_ONLY
    order = {"kind": "wecom", "at": "08:00", "language": "zh", "address": "https://a.example/"}
    yield post(world, who, "/me/report", **order), NAMES_ONLY
    yield post(world, who, "/me/sessions"), NAMES_ONLY


WRITTEN = (
    Channel(
        "entries",
        _entries,
        ("/actions/new", "/actions/<int:number>", "/notes/new", "/notes/<int:number>"),
    ),
    Channel(
        "own settings",
        _own,
        ("/me", "/me/views/new", "/me/security", "/me/report", "/me/views/<int:number>"),
    ),
    Channel(
        "forms",
        _forms,
        (
            *("/me/pins", "/me/sessions", "/me/views/<int:number>/remove"),
            "/me/report/<int:number>/<what>",
        ),
        is_read=False,
    ),
)
