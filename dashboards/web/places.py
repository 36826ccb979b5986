"""Which addresses there are, and the function of the policy that each belongs to.

Whatever is not here is not there: Dash would answer any address with its index page.
"""

import re
from collections.abc import Collection

# What the sign-in page itself needs; nothing in these folders is anybody's data.
OPEN_PATHS = (
    *("/login", "/login/provider", "/login/callback"),
    *("/healthz", "/readyz", "/metrics", "/_favicon.ico", "/favicon.ico"),
)
OPEN_FOLDERS = ("/assets/",)
# Steps between a password and a full session, and the way out.
STEPS = ("/code", "/password", "/second-factor", "/logout")
DASH = "/_dash"
CALLBACK = "/_dash-update-component"
_DASH_PATHS = ("/_dash-layout", "/_dash-dependencies", CALLBACK)
_DASH_FOLDER = "/_dash-component-suites/"
INTAKE = re.compile(
    r"/data/(upload|values|intake|intake/[0-9a-f-]{24}(/(look|confirm|load|remove))?)"
)
VISIT_PACK = re.compile(r"/compare/visit-pack(/[0-9a-f]{32}(/file)?)?")
NOTEBOOK = re.compile(r"/(actions|notes)/(new|[1-9][0-9]{0,8})")
PERSONAL = re.compile(
    r"/me(/pins|/security|/sessions|/views/(new|[1-9][0-9]{0,8}(/remove)?)"
    r"|/report(/[1-9][0-9]{0,8}/(try|remove|off|on))?)?"
)
AUDIT = re.compile(r"/audit")
UNMASK = re.compile(r"/unmask")
EXPORT = re.compile(r"/export/[a-z]+\.(xlsx|pdf)|/data/refused-rows\.xlsx")
_FUNCTIONS = (
    (INTAKE, "load_data"),
    (AUDIT, "read_audit"),
    (UNMASK, "unmask"),
    (EXPORT, "export"),
    (VISIT_PACK, "visit_packs"),
    (NOTEBOOK, "notebook"),
    (PERSONAL, "own_settings"),
)


def is_open(path: str) -> bool:
    """Whether an address needs no session."""
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


def is_of_dash(path: str) -> bool:
    """Whether an address is one of Dash's own that a page needs."""
    return path in _DASH_PATHS or path.startswith(_DASH_FOLDER)


def function_of(path: str, known: Collection[str]) -> str | None:
    """The function of the policy that an address belongs to; None where there is no such address.

    Args:
        path: of the request.
        known: the paths of pages and exports.
    """
    if path in STEPS:
        return "own_settings"
    for pattern, function in _FUNCTIONS:
        if pattern.fullmatch(path):
            return function if function != "export" or path in known else None
    return "figures" if path in known or is_of_dash(path) else None
