"""Who may see what, worked out from `policy.toml` and the table of stores alone.

It shares no code with the application: what the two say of a person can only agree because both
are right, or because the policy itself is wrong.
"""

import tomllib
from dataclasses import dataclass
from typing import Any

from tests.conftest import CHECKOUT
from tests.security.matrix.identities import Identity
from tests.security.matrix.stores import STORES, CanaryStore

POLICY: dict[str, Any] = tomllib.loads(
    (CHECKOUT / "access" / "policy.toml").read_text(encoding="utf-8")
)
# The pages that show the figures of one department; all others show what is open of all of them.
PAGES_OF_DEPARTMENTS = {
    "/sales": "sales",
    "/after-sales": "after_sales",
    "/parts": "parts",
    "/finance-insurance": "finance_insurance",
    "/marketing": "marketing",
    "/customer-service": "customer_service",
    "/profit": "profit",
}


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may see.

    Attributes:
        stores: those whose figures are open to him.
        departments: those of them; None for every one.
        functions: of the policy.
        as_they_are: privacy classes whose values he sees unmasked.
        reads_loads: whether reports on loading are his, of every store.
    """

    stores: tuple[CanaryStore, ...]
    departments: frozenset[str] | None
    functions: frozenset[str]
    as_they_are: frozenset[str]
    reads_loads: bool

    @property
    def codes(self) -> frozenset[str]:
        """Codes of his stores."""
        return frozenset(store.code for store in self.stores)

    def opens(self, path: str) -> bool:
        """Whether a page is his."""
        department = PAGES_OF_DEPARTMENTS.get(path)
        return department is None or self.departments is None or department in self.departments


NOTHING = Rights((), frozenset(), frozenset(), frozenset(), reads_loads=False)


def rights_of(who: Identity) -> Rights:
    """What the policy gives to a person."""
    role = POLICY["roles"].get(who.role)
    if role is None:
        return NOTHING
    named = who.grants.stores if "store" in role["grants"] else frozenset()
    regions = who.grants.regions if "region" in role["grants"] else frozenset()
    stores = tuple(s for s in STORES if s.code in named or s.region in regions)
    given = who.grants.departments
    departments = {
        "all": None,
        "granted": given,
        "granted_or_all": given or None,
    }[role["departments"]]
    return Rights(
        stores,
        departments if stores else frozenset(),
        frozenset(n for n, row in POLICY["functions"].items() if who.role in row["roles"]),
        frozenset(
            name for name, row in POLICY["fields"].items() if row[role["masking"]] == row["none"]
        ),
        reads_loads="load_data" in POLICY["functions"]
        and who.role in POLICY["functions"]["load_data"]["roles"],
    )
