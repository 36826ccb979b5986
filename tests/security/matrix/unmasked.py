"""Un-masking one record: everybody asks for one of each kind of store, with all that it takes."""

from dataclasses import dataclass, replace

from dashboards.web.tokens import mark_of_record
from metrics.catalogue import kpi
from metrics.records import record_text
from tests.security.matrix.asking import get, post
from tests.security.matrix.channel import NAMES_ONLY, Asked, Channel
from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import Opened
from tests.security.matrix.oracle import POLICY, rights_of
from tests.security.matrix.reply import Reply
from tests.security.matrix.rows import text_of
from tests.security.matrix.world import World
from warehouse.schema import Personal


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of a department.

    Attributes:
        path: of its page.
        kpi: whose documents they are.
        department: whose.
        column: that numbers them.
        row: which of the canary's rows is asked for.
        classes: of the personal data that a document holds.
    """

    path: str
    kpi: str
    department: str
    column: str
    row: int
    classes: frozenset[str]

    def mark(self, world: World, code: str) -> str:
        """The mark of the document of a store, as the grid of whoever may see it bears it."""
        fact = kpi(self.kpi).measures[0].fact
        row = {"store_code": code, self.column: f"{code}-{self.column}-{self.row}"}
        return mark_of_record(world.services.secret_key, record_text(fact, row))


SALES = Documents(
    "/sales", "secondary_outlet_sales_share", "sales", "delivery_no", 7, frozenset({"vin"})
)
WORKSHOP = Documents(
    "/after-sales", "as_revenue", "after_sales", "ro_no", 8, frozenset({"vin", "plate"})
)
_WHY = {"purpose": "complaint", "words": "MATRIX-REASON"}
# One of the north that one manager alone has, two of another's, and one that no manager has.
_CODES = ("ZK01", "ZK02", "ZK05", "ZK04")


def send_unmask(world: World, who: Identity, code: str, store: str) -> Reply:
    """Ask for a record of a store, naming a store as the one in view."""
    view = f"kpi={SALES.kpi}&store={store}" if store else f"kpi={SALES.kpi}"
    about = {"view": view, "page": "/sales", "record": SALES.mark(world, code)}
    return replace(post(world, who, "/unmask", **about, **_WHY), asked=frozenset({code}))


def _unmask(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    for documents in (SALES, WORKSHOP):
        own = rights.departments is None or documents.department in rights.departments
        address = f"/unmask?kpi={documents.kpi}&page={documents.path}&record="
        yield get(world, who, address + documents.mark(world, _CODES[0])), NAMES_ONLY
        for code in _CODES:
            may = "unmask" in rights.functions and own and code in rights.codes
            classes = documents.classes & set(POLICY["unmasking"]["fields"]) if may else ()
            whole = frozenset(text_of(code, "", Personal(c), documents.row) for c in classes)
            about = {"page": documents.path, "record": documents.mark(world, code)}
            reply = post(world, who, "/unmask", view=f"kpi={documents.kpi}", **about, **_WHY)
            # The canary sings: what is open is there, so that its lack elsewhere means something.
            assert (reply.status == 200) == may
            assert all(each in reply.text for each in whole)
            yield reply, Opened(amounts=False, persons=whole)


UNMASKED = (Channel("unmasking", _unmask, ("/unmask",), is_read=False),)
