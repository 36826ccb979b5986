"""The eleven who ask: one stranger, and ten who have signed in, each kind of right among them."""

from dataclasses import dataclass, field

from access import Grants, Role


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as he was set up.

    Attributes:
        name: user name; empty for the stranger.
        role: as stored, also one that the application does not know.
        grants: what was given to him.
    """

    name: str
    role: str
    grants: Grants = field(default_factory=Grants)


def _given(stores: str = "", regions: str = "", departments: str = "") -> Grants:
    return Grants(*(frozenset(text.split()) for text in (stores, regions, departments)))


STRANGER = Identity("", "")
UNKNOWN_ROLE = Identity("auditor", "auditor", _given(stores="ZK01 ZK04"))
IDENTITIES = (
    STRANGER,
    Identity("chief", Role.GM, _given(stores="ZK01")),
    Identity("owner", Role.GM, _given(stores="ZK02 ZK05")),
    Identity("service", Role.DEPARTMENT, _given("ZK01", departments="after_sales")),
    Identity("dealing", Role.DEPARTMENT, _given("ZK02", departments="sales finance_insurance")),
    Identity("north", Role.REGION, _given(regions="朔北区")),
    Identity("south", Role.REGION, _given(regions="岭南区")),
    Identity("nowhere", Role.REGION, _given(regions="无此区")),
    Identity("keeper", Role.ADMIN),
    Identity("helper", Role.ADMIN, _given(stores="ZK03")),
    UNKNOWN_ROLE,
)
SIGNED_IN = IDENTITIES[1:]
