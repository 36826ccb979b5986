"""From the statement of a provider to a person of ours; arrivals are slowed down and audited."""

from datetime import datetime

from sqlalchemy import Engine

from access.audit import Origin, record, record_now
from access.database import writing
from access.identities import person_of
from access.person import User
from access.sessions import SIGN_ON
from access.sign_in import UNKNOWN
from access.sign_on.id_token import Statement
from access.throttle import (
    FREE_OF_SOURCE,
    SOURCE_FORGIVEN_EVERY,
    Bucket,
    Counted,
    count,
    hashed,
    know,
    succeeded,
)

# A store behind one address comes at once, and each arrival counts until it has been looked at.
FREE_ARRIVALS = 20


def slow_down(engine: Engine, now: datetime, address: str) -> Counted:
    """Count an arrival as a failure before it is looked at; while there is a wait, it is not."""
    with writing(engine) as connection:
        return count(connection, _buckets(address), now)


def refuse(engine: Engine, reason: str, incident: str, now: datetime, address: str) -> None:
    """Audit an arrival of which nothing is to be believed.

    Args:
        engine: The application database.
        reason: Words of ours.
        incident: The number that the page shows.
        now: Aware time.
        address: Network address of the peer itself.
    """
    detail = {"reason": reason, "way": SIGN_ON, "incident": incident}
    record_now(engine, Origin(UNKNOWN, now, address), "sign_in_refused", detail)


def arrive(
    engine: Engine,
    statement: Statement,
    counted: Counted,
    incident: str,
    now: datetime,
    address: str,
) -> User | None:
    """Return the person that a provider means; None, audited, for nobody, or one shut out.

    Args:
        engine: The application database.
        statement: From `access.sign_on.provider.Provider.redeem`.
        counted: From `slow_down`, of the same arrival.
        incident: The number that the page shows where he is refused; the audit names the subject
            beside it, by which an operator links him.
        now: Aware time.
        address: Network address of the peer itself.
    """
    identity = statement.identity
    with writing(engine) as connection:
        user = person_of(connection, identity)
        if user is None or user.disabled:
            reason = "unknown subject" if user is None else "disabled"
            detail = {
                "reason": reason,
                "way": SIGN_ON,
                "incident": incident,
                "issuer": identity.issuer,
                "subject": identity.subject,
            }
            who = UNKNOWN if user is None else user.name
            record(connection, Origin(who, now, address), "sign_in_refused", detail)
            return None
        succeeded(connection, counted)
        know(connection, user.id, address, now)
        return user


def _buckets(address: str) -> list[Bucket]:
    return [
        Bucket(hashed(f"sign-on\n\n{address}"), FREE_ARRIVALS),
        Bucket(
            hashed(f"source\n\n{address}"), FREE_OF_SOURCE, forgiven_every=SOURCE_FORGIVEN_EVERY
        ),
    ]
