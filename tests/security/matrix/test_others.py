"""What lies outside of a scope: it cannot be told from what is not there, and changes nothing."""

from collections.abc import Callable

import pytest

from tests.security.matrix.asking import drill, figures, get, post, whole_page
from tests.security.matrix.channels import CHANNELS
from tests.security.matrix.identities import IDENTITIES, SIGNED_IN, Identity
from tests.security.matrix.leaks import sums
from tests.security.matrix.oracle import rights_of
from tests.security.matrix.reply import Reply
from tests.security.matrix.stores import NO_STORE, SOUTH, STORES
from tests.security.matrix.unmasked import send_unmask
from tests.security.matrix.world import World

Probe = Callable[[World, Identity, str], Reply]
KPI = "retail_deliveries"
# Each names a store where a browser can name one.
PROBES: dict[str, Probe] = {
    "page": lambda w, who, code: figures(w, who, "/sales", f"?store={code}"),
    "page of loads": lambda w, who, code: figures(w, who, "/data", f"?store={code}"),
    "whole page": lambda w, who, code: whole_page(w, who, "/", f"?store={code}"),
    "several": lambda w, who, code: figures(w, who, "/", f"?store=ZK00&store={code}"),
    "drill": lambda w, who, code: drill(w, who, "/sales", f"?kpi={KPI}&store={code}"),
    "step": lambda w, who, code: drill(w, who, "/sales", f"?kpi={KPI}&at=store:{code}"),
    "document": lambda w, who, code: drill(
        w, who, "/sales", f"?kpi={KPI}&doc={code}:{code}-delivery_no-7"
    ),
    "workbook": lambda w, who, code: get(w, who, f"/export/page.xlsx?path=/sales&store={code}"),
    "documents": lambda w, who, code: get(
        w, who, f"/export/documents.xlsx?path=/sales&kpi={KPI}&at=store:{code}"
    ),
    "print": lambda w, who, code: get(w, who, f"/export/page.pdf?path=/sales&store={code}"),
    "refused rows": lambda w, who, code: get(w, who, f"/data/refused-rows.xlsx?store={code}"),
    "pack": lambda w, who, code: get(w, who, f"/compare/visit-pack?store={code}"),
    "order": lambda w, who, code: post(w, who, "/compare/visit-pack", store=code, format="html"),
    "action": lambda w, who, code: get(w, who, f"/actions/new?kpi={KPI}&store={code}"),
    "note": lambda w, who, code: get(w, who, f"/notes/new?kpi={KPI}&store={code}"),
    "record": lambda w, who, code: send_unmask(w, who, code, code),
    "record elsewhere": lambda w, who, code: send_unmask(w, who, code, ""),
    "setting": lambda w, who, code: post(
        w, who, "/me", store=code, language="", theme="", period=""
    ),
}
# One of each role whose stores all lie in the north: nothing in the south is theirs to see.
NORTHERN = [who for who in SIGNED_IN if who.name in ("chief", "service", "north", "helper")]
READ = [
    *("pages", "drills", "near names", "workbooks", "documents", "prints"),
    *("refused rows", "entries", "own settings"),
]


@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize("who", IDENTITIES, ids=lambda who: who.name or "stranger")
def test_a_store_of_others_cannot_be_told_from_none(
    world: World, who: Identity, probe: str
) -> None:
    rights = rights_of(who)
    other = next(store.code for store in STORES if store.code not in rights.codes)
    given = PROBES[probe](world, who, other)
    none = PROBES[probe](world, who, NO_STORE)
    assert given.told.replace(other, NO_STORE) == none.told


@pytest.mark.parametrize("who", SIGNED_IN, ids=lambda who: who.name)
def test_everybody_sees_the_sums_of_all_of_his_stores(world: World, who: Identity) -> None:
    """The canary sings: what is open is there, so that its lack elsewhere means something."""
    rights = rights_of(who)
    path = "/after-sales" if rights.opens("/after-sales") else "/sales"
    kpi = "as_revenue" if path == "/after-sales" else "net_orders"
    shown = [
        figures(world, who, path, "?by=store"),
        get(world, who, f"/export/documents.xlsx?path={path}&kpi={kpi}"),
        get(world, who, f"/export/page.xlsx?path={path}&by=store"),
    ]
    told = "\n".join(reply.text for reply in shown)
    assert {store.code for store in STORES if store.code in told} == rights.codes
    if path == "/after-sales":
        summed = {stores for reply in shown for _, stores in sums(reply)}
        assert frozenset().union(*summed) == rights.codes
        # One figure is that of all of them together.
        assert rights.codes in summed or not rights.codes


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("who", NORTHERN, ids=lambda who: who.name)
def test_what_is_not_ones_own_changes_nothing(
    world: World, shaken: World, who: Identity, name: str
) -> None:
    """Other amounts, counts and names in the south: an answer in the north is the same to a letter.

    This finds what no sum shows: averages, ranks, shares, hints.
    """
    assert not rights_of(who).codes & SOUTH
    channel = next(channel for channel in CHANNELS if channel.name == name)
    # Who looks after loading is told of the loads of everybody.
    mine = zip(channel.ask(world, who), channel.ask(shaken, who), strict=True)
    loads = rights_of(who).reads_loads
    told = [(one.label, one.told == other.told) for (one, _), (other, _) in mine]
    assert [label for label, same in told if not same and not (loads and "/data" in label)] == []
