"""Members of a grouping: by which keys they are told apart, and what they are called on screen."""

from access import Masking
from dashboards.i18n.listed_values import listed_value
from dashboards.visit import Visit
from metrics.result import Figure

# Staff codes are those of a store: A02 of one store is not A02 of another.
OF_A_STORE = frozenset({"consultant", "adviser", "technician", "agent", "staff", "owner"})
# Classes of the ledger, which are words of the schema and not of a dealer.
LEDGER_CLASSES = frozenset(
    {
        "revenue",
        "cogs",
        "selling_exp",
        "marketing_exp",
        "personnel",
        "overhead",
        "finance_cost",
        "other_income",
        "other_expense",
        "rebate_income",
        "income_tax",
    }
)


def is_hidden(visit: Visit, by: str) -> bool:
    """Whether a grouping is one of people whose codes the reader does not see in documents."""
    return by in OF_A_STORE and visit.scope.masking is Masking.HIDDEN


def keys_of(visit: Visit, by: str) -> tuple[str, ...]:
    """What to group by: people of several stores by their store, too."""
    if by in OF_A_STORE and len(visit.stores()) > 1:
        return ("store", by)
    return (by,)


def key_of(figure: Figure, by: str) -> str:
    """A member's key in a grid, different for people of different stores."""
    store = figure.keys.get("store", "")
    return f"{store}/{figure.keys[by]}" if by != "store" and store else figure.keys[by]


def member_of(visit: Visit, by: str, figure: Figure) -> str:
    """Name of the member that a figure is of, with the store where the key needs it."""
    name = name_of(visit, by, figure.keys[by])
    if by == "store" or "store" not in figure.keys:
        return name
    return f"{name} · {name_of(visit, 'store', figure.keys['store'])}"


def name_of(visit: Visit, key: str, member: str) -> str:
    """Name of a store or account, else the value itself; words for members that nobody named."""
    if key == "store":
        return next((s.name for s in visit.open_stores if s.code == member), member)
    if key == "metric" and member in LEDGER_CLASSES:
        return visit.say(f"metric.{member}")
    if key == "movement" and member:
        return visit.say(f"movement.{member}")
    name = visit.names.get(key, {}).get(member)
    return name or listed_value(member, visit.language) or visit.say("member.none")
