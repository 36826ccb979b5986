"""What the screen shows: pages, panels, hints, statistics, errors, and what is open to all."""

from dashboards.site import PAGES
from tests.security.matrix.asking import (
    callback,
    drill,
    figures,
    get,
    whole_page,
)
from tests.security.matrix.channel import NAMES_ONLY, Asked, Channel
from tests.security.matrix.identities import Identity
from tests.security.matrix.leaks import FIGURES, NAMES_OF_ALL, Opened
from tests.security.matrix.oracle import Rights, rights_of
from tests.security.matrix.stores import CODES
from tests.security.matrix.world import World

# A KPI of each department, with the column that numbers its documents.
KPIS = (
    ("/sales", "retail_deliveries", "sales", "delivery_no"),
    ("/after-sales", "as_revenue", "after_sales", "ro_no"),
    ("/parts", "parts_first_fill_rate", "parts", "demand_no"),
    ("/finance-insurance", "finance_penetration", "finance_insurance", "delivery_no"),
    ("/customer-service", "complaint_count", "customer_service", "complaint_id"),
    ("/profit", "net_profit", "profit", "account_code"),
)


def _pages(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    for page in PAGES:
        opened = of_page(rights, page.path)
        yield figures(world, who, page.path, "?lang=zh&by=store"), opened
        # All that the handbook says stands in the part that was asked for just now.
        if page.path != "/handbook":
            yield whole_page(world, who, page.path, "?lang=zh&by=store"), opened


def of_page(rights: Rights, path: str) -> Opened:
    """What a page opens to somebody with these rights."""
    if path == "/data" and rights.reads_loads:
        return Opened(CODES)
    return FIGURES if rights.opens(path) else NAMES_ONLY


def _shell(world: World, who: Identity) -> Asked:
    for address in ("/", "/sales", "/_dash-layout", "/_dash-dependencies"):
        yield get(world, who, address), NAMES_ONLY


def _drills(world: World, who: Identity) -> Asked:
    rights = rights_of(who)
    code = min(rights.codes, default="")
    for path, kpi, department, number in KPIS:
        may = rights.departments is None or department in rights.departments
        for search in (
            f"?lang=zh&kpi={kpi}&by=store",
            f"?lang=zh&kpi={kpi}&store={code}&doc={code}:{code}-{number}-7",
        ):
            yield drill(world, who, path, search), FIGURES if may else NAMES_ONLY
    for search in ("?kpi=working_capital&by=account", "?kpi=retail_deliveries&by=sales_consultant"):
        yield drill(world, who, "/", search), FIGURES


def _odd(world: World, who: Identity) -> Asked:
    """Names that nearly are those of something, so that something near is offered."""
    asked = ("ZK0", "虎啸", "岭南")
    for search in ("?store=ZK0", "?store=虎啸", "?store=鸣店"):
        yield figures(world, who, "/sales", search, *asked), FIGURES
    for search in (
        "?kpi=retail_deliverys",
        "?kpi=retail_deliveries&at=region:岭南",
        "?kpi=retail_deliveries&at=sales_consultant:STAFF",
        "?kpi=retail_deliveries&by=no_such",
        "?kpi=retail_deliveries&fact=no_such",
    ):
        yield drill(world, who, "/sales", search, *asked), FIGURES


def _statistics(world: World, who: Identity) -> Asked:
    inputs = {"drivers-tick.n_intervals": 1}
    yield figures(world, who, "/drivers", "?show=bridge"), FIGURES
    for name in world.app.callback_map:
        if name.startswith("page-ask.data@"):
            yield callback(world, who, (name,), inputs), NAMES_ONLY


def _errors(world: World, who: Identity) -> Asked:
    for address in ("/no-such", "/sales/../audit", "/data/intake/x", "/_dash-component-suites/a/b"):
        yield get(world, who, address), NAMES_ONLY
    odd: tuple[object, ...] = (None, 7, [], {"path": 3}, {"path": "/sales", "search": {}})
    for asked in odd:
        inputs = {"drill-ask.data": asked}
        yield (
            callback(world, who, ("drill-body.children", "drill-figures.data"), inputs),
            NAMES_ONLY,
        )
    yield callback(world, who, ("no-such.children",), {"no-such.data": 1}), NAMES_ONLY


def _open_doors(world: World, who: Identity) -> Asked:
    addresses = (
        *("/healthz", "/readyz", "/metrics", "/login", "/code", "/password"),
        *("/_favicon.ico", "/assets/favicon.svg", "/assets/30-forecourt.js"),
        # Of a provider of single sign-on, which this network has not.
        *("/login/provider", "/login/callback?code=x&state=y"),
    )
    for address in addresses:
        yield get(world, who, address), NAMES_ONLY


def _loading(world: World, who: Identity) -> Asked:
    for address in ("/data/intake", "/data/intake/20261021-003000-00000001"):
        yield get(world, who, address), NAMES_OF_ALL if rights_of(who).reads_loads else NAMES_ONLY


def _audit(world: World, who: Identity) -> Asked:
    opened = NAMES_OF_ALL if "read_audit" in rights_of(who).functions else NAMES_ONLY
    yield get(world, who, "/audit"), opened
    yield get(world, who, "/audit?what=refused&who=chief"), opened


SCREEN = (
    Channel(
        "pages",
        _pages,
        ("/_dash-update-component",),
        ("page-body.children", "_pages_content.children"),
    ),
    Channel("shell", _shell, ("/", "/<path:path>", "/_dash-layout", "/_dash-dependencies")),
    Channel("drills", _drills, (), ("drill-body.children",)),
    Channel("near names", _odd),
    Channel("statistics", _statistics, (), ("page-ask.data@",)),
    Channel(
        "errors",
        _errors,
        ("/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",),
    ),
    Channel(
        "open doors",
        _open_doors,
        (
            *("/healthz", "/readyz", "/metrics", "/login", "/code", "/password", "/logout"),
            *("/second-factor", "/_favicon.ico", "/assets/<path:filename>", "/_reload-hash"),
            *("/login/provider", "/login/callback"),
        ),
    ),
    Channel(
        "loading",
        _loading,
        (
            "/data/intake",
            "/data/intake/<key>",
            *(f"/data/intake/<key>/{act}" for act in ("look", "confirm", "load", "remove")),
            "/data/upload",
            "/data/values",
        ),
    ),
    Channel("audit", _audit, ("/audit",)),
)
