"""Who a user is: name, role and grants. What they let him see is decided in `access.rights`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from access.errors import AccessError
from access.policy import policy
from access.scope import DEPARTMENTS

LONGEST_NAME = 64
RESERVED_NAMES = ("operator", "nobody", "unknown")


class Role(StrEnum):
    """The four ways to use Forecourt."""

    GM = "gm"
    DEPARTMENT = "department"
    REGION = "region"
    ADMIN = "admin"


class GrantKind(StrEnum):
    """What a grant opens."""

    STORE = "store"
    REGION = "region"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Grants:
    """What was given to a person; empty gives nothing."""

    stores: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()

    def of_kind(self, kind: GrantKind) -> frozenset[str]:
        """Return the values of one kind."""
        return {
            GrantKind.STORE: self.stores,
            GrantKind.REGION: self.regions,
            GrantKind.DEPARTMENT: self.departments,
        }[kind]

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (kind, value) of every grant, sorted, as the database keeps them."""
        return tuple(sorted((kind.value, v) for kind in GrantKind for v in self.of_kind(kind)))


@dataclass(frozen=True, slots=True)
class User:
    """A person as stored. The role is text, since a stored one may be unknown to this program."""

    id: int
    name: str
    role: str
    grants: Grants
    disabled: bool
    must_change_password: bool
    created_at: datetime


def normal_name(name: str) -> str:
    """Return the one spelling under which a name is kept: NFKC, lower case, no outer spaces."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def is_name(name: str) -> bool:
    """Tell whether a normal name has the form of one."""
    return len(name) <= LONGEST_NAME and re.fullmatch(r"[^\W_][\w.@-]*", name) is not None


def check_name(name: str) -> str:
    """Return the normal form of a name for a new user.

    Raises:
        AccessError: If it is not a name, or reserved.
    """
    normal = normal_name(name)
    if not is_name(normal):
        raise AccessError(
            f"user name {name!r}: expected at most {LONGEST_NAME} letters and digits of any "
            "script, with . _ @ - inside",
            "choose such a name, for instance the staff number or the e-mail address",
        )
    if normal in RESERVED_NAMES:
        raise AccessError(f"user name {name!r} is reserved", "choose another name")
    return normal


def check_grants(role: Role, grants: Grants) -> None:
    """Refuse grants that the role does not take, unknown departments and empty values.

    Raises:
        AccessError: With the first grant that does not fit.
    """
    takes = policy().roles[role].grants
    for kind in GrantKind:
        for value in sorted(grants.of_kind(kind)):
            if kind not in takes:
                taken = " and ".join(sorted(takes))
                raise AccessError(
                    f"role {role} takes {taken}, got {kind} {value!r}",
                    f"leave out --{kind}, or choose another role",
                )
            if kind is GrantKind.DEPARTMENT and value not in DEPARTMENTS:
                raise AccessError(
                    f"department {value!r} is unknown", f"use one of {', '.join(DEPARTMENTS)}"
                )
            if not value.strip() or not value.isprintable() or len(value) > LONGEST_NAME:
                raise AccessError(
                    f"{kind} {value!r}: expected 1 to {LONGEST_NAME} printable characters",
                    f"give the {kind} as the extracts name it",
                )
