"""What can be taken out: workbooks, prints, refused rows, visit packs."""

from dashboards.site import PAGES
from tests.security.matrix.asking import get, post
from tests.security.matrix.channel import NAMES_ONLY, Asked, Channel
from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import FIGURES, Opened
from tests.security.matrix.oracle import rights_of
from tests.security.matrix.screen import KPIS, of_page
from tests.security.matrix.stores import CODES
from tests.security.matrix.world import World

# One for each way of making sheets; the other pages are made alike.
_IN_WORKBOOKS = ("/", "/sales", "/profit", "/actions", "/data", "/compare")
_ORDER = {"from": "2026-09-01", "to": "2026-09-30", "format": "html"}


def _workbooks(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    for path in _IN_WORKBOOKS:
        yield get(world, who, f"/export/page.xlsx?path={path}&lang=zh"), of_page(rights, path)
    yield get(world, who, "/export/table.xlsx?path=/sales&by=store"), of_page(rights, "/sales")


def _documents(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    for path, kpi, department, _ in KPIS:
        may = rights.departments is None or department in rights.departments
        address = f"/export/documents.xlsx?path={path}&kpi={kpi}"
        yield get(world, who, address), FIGURES if may else NAMES_ONLY


def _prints(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    for page in PAGES[:2]:
        address = f"/export/page.pdf?path={page.path}&lang=zh"
        yield get(world, who, address), of_page(rights, page.path)


def _refused_rows(world: World, who: Identity) -> Asked:
    opened = Opened(CODES) if rights_of(who).reads_loads else FIGURES
    yield get(world, who, "/data/refused-rows.xlsx"), opened


def _packs(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    yield get(world, who, "/compare/visit-pack"), FIGURES
    made = post(world, who, "/compare/visit-pack", store=sorted(rights.codes), **_ORDER)
    yield made, FIGURES
    # Those of others, too: keys count up here.
    for number in range(1, len(PAGES)):
        for address in (
            f"/compare/visit-pack/{number:032x}",
            f"/compare/visit-pack/{number:032x}/file",
        ):
            yield get(world, who, address), FIGURES


TAKEN_OUT = (
    Channel("workbooks", _workbooks, ("/export/page.xlsx", "/export/table.xlsx")),
    Channel("documents", _documents, ("/export/documents.xlsx",)),
    Channel("prints", _prints, ("/export/page.pdf",)),
    Channel("refused rows", _refused_rows, ("/data/refused-rows.xlsx",)),
    Channel(
        "visit packs",
        _packs,
        (
            "/compare/visit-pack",
            "/compare/visit-pack/<key>",
            "/compare/visit-pack/<key>/file",
        ),
        is_read=False,
    ),
)
