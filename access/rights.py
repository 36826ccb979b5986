"""From a person's role and grants to his scope. Whatever is not understood opens nothing.

What a role opens, and how it sees personal values, stands in `policy.toml`.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from access.audit import Origin, record_once
from access.people import find_user
from access.person import GrantKind, User
from access.policy import ALL, GRANTED, GRANTED_OR_ALL, policy
from access.scope import DEPARTMENTS, NOBODY, Scope
from access.sessions import Session

# The stores of a region, from the warehouse's dim_store.
Regions = Mapping[str, Collection[str]] | Callable[[str], Collection[str]]

AUDITED_EVERY = timedelta(hours=1)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decision:
    """A scope and, where it is `NOBODY`, the reason."""

    scope: Scope
    refusal: str = ""


def scope_of(user: User, regions: Regions) -> Scope:
    """Return what a person may see; `NOBODY` whenever that is in doubt.

    Args:
        user: The person, with his grants.
        regions: The stores of each region; any failure of it opens nothing.
    """
    return decide(user, regions).scope


def decide(user: User, regions: Regions) -> Decision:
    """Return the scope together with the reason for a refusal; raises nothing."""
    try:
        return _decide(user, regions)
    except Exception as error:
        # Anything may go wrong below, in a warehouse that is not there for instance; the
        # answer to all of it is the same.
        _LOG.exception("scope of user %r could not be built", user.name)
        return Decision(NOBODY, f"error: {type(error).__name__}")


def scope_of_session(
    engine: Engine, session: Session | None, regions: Regions, now: datetime, address: str
) -> Scope:
    """Return the scope of a web request, auditing refusals: the one way from cookie to figures.

    Nobody without a session sees anything, nor does anybody who has yet to replace his
    one-time secret.
    """
    if session is None:
        return NOBODY
    if session.user.must_change_password:
        return NOBODY
    return _audited(engine, session.user, regions, now, address)


def scope_of_name(engine: Engine, name: str, regions: Regions, now: datetime) -> Scope:
    """Return the scope of a named person, for commands that act as him; audits refusals.

    Raises:
        AccessError: If there is no such person.
    """
    return _audited(engine, find_user(engine, name), regions, now, "")


def _audited(engine: Engine, user: User, regions: Regions, now: datetime, address: str) -> Scope:
    decision = decide(user, regions)
    if decision.refusal:
        origin = Origin(user.name, now, address)
        try:
            record_once(
                engine, origin, "scope_refused", {"reason": decision.refusal}, AUDITED_EVERY
            )
        except SQLAlchemyError:
            _LOG.exception("the refused scope of user %r could not be audited", user.name)
    return decision.scope


def _decide(user: User, regions: Regions) -> Decision:
    if user.disabled:
        return Decision(NOBODY, "disabled")
    grants = user.grants
    departments = grants.departments & frozenset(DEPARTMENTS)
    if grants.departments - departments:
        return Decision(NOBODY, "unknown department granted")
    rule = policy().roles.get(user.role)
    if rule is None:
        return Decision(NOBODY, "unknown role")
    regions_granted = grants.regions if GrantKind.REGION in rule.grants else frozenset()
    stores = grants.stores if GrantKind.STORE in rule.grants else frozenset()
    stores |= _stores_of(regions_granted, regions)
    if not stores and rule.departments == GRANTED_OR_ALL:
        # No figures without a grant: that is the rule for administrators, not a refusal.
        return Decision(Scope(user.name, frozenset(), frozenset(), rule.masking))
    if not stores:
        return Decision(
            NOBODY, "no store in the granted regions" if regions_granted else "no grant"
        )
    if rule.departments == GRANTED and not departments:
        return Decision(NOBODY, "no grant")
    opened = None if rule.departments == ALL else departments or None
    return Decision(Scope(user.name, stores, opened, rule.masking))


def _stores_of(names: frozenset[str], regions: Regions) -> frozenset[str]:
    stores: set[str] = set()
    for name in sorted(names):
        found = regions(name) if callable(regions) else regions.get(name, ())
        if isinstance(found, str):
            raise TypeError(f"stores of region {name!r}: expected a collection of codes, got text")
        stores.update(found)
    return frozenset(stores)
