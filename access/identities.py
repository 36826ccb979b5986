"""Whom a provider of single sign-on means: a person is linked to an issuer and a subject.

Providers make nobody: people, roles and stores are ours, and only an operator links. Addresses of
mail and names change hands, so nobody is ever found by them.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select

from access.audit import Origin, record
from access.database import writing
from access.errors import AccessError
from access.people import end_sessions, find_user, user_of_row
from access.person import User
from access.tables import identities, users

# The standard allows a subject this many characters of ASCII.
LONGEST_SUBJECT = 255
_WHERE = "see it in the audit: `sign_in_refused` with reason `unknown subject` names it"


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at a provider: its issuer, and its name for him, which is never given to another."""

    issuer: str
    subject: str


def link(engine: Engine, name: str, identity: Identity, origin: Origin) -> User:
    """Let a person sign in at a provider; all his sessions end.

    Raises:
        AccessError: If there is no such person, he is linked already, the subject is another's,
            or it is none.
    """
    user = find_user(engine, name)
    _check(identity)
    with writing(engine) as connection:
        if is_linked(connection, user.id, identity.issuer):
            raise AccessError(
                f"{user.name!r} is linked to somebody at {identity.issuer} already",
                f"run first: forecourt user unlink {user.name}",
            )
        held = person_of(connection, identity)
        if held is not None:
            raise AccessError(
                f"subject {identity.subject!r} of {identity.issuer} is {held.name!r} here",
                f"run first: forecourt user unlink {held.name}",
            )
        connection.execute(
            insert(identities).values(
                user_id=user.id,
                issuer=identity.issuer,
                subject=identity.subject,
                linked_at=origin.now,
            )
        )
        end_sessions(connection, user)
        record(connection, origin, "identity_linked", _told(user, identity))
    return user


def unlink(engine: Engine, name: str, issuer: str, origin: Origin) -> User:
    """Take the link to a provider away; all sessions of the person end.

    Raises:
        AccessError: If there is no such person, or he is not linked.
    """
    user = find_user(engine, name)
    here = (identities.c.user_id == user.id, identities.c.issuer == issuer)
    with writing(engine) as connection:
        subject = connection.execute(select(identities.c.subject).where(*here)).scalar()
        if subject is None:
            raise AccessError(
                f"{user.name!r} is linked to nobody at {issuer}",
                "see `forecourt user list` for who is linked",
            )
        connection.execute(delete(identities).where(*here))
        end_sessions(connection, user)
        record(connection, origin, "identity_unlinked", _told(user, Identity(issuer, subject)))
    return user


def linked(engine: Engine) -> dict[str, tuple[Identity, ...]]:
    """Return what everybody who is linked is linked to, by name."""
    query = (
        select(users.c.name, identities.c.issuer, identities.c.subject)
        .join(users, users.c.id == identities.c.user_id)
        .order_by(users.c.name, identities.c.issuer)
    )
    found: dict[str, tuple[Identity, ...]] = {}
    with engine.connect() as connection:
        for name, issuer, subject in connection.execute(query):
            found[name] = (*found.get(name, ()), Identity(issuer, subject))
    return found


def is_linked(connection: Connection, user_id: int, issuer: str) -> bool:
    """Tell whether a person is linked to somebody at a provider."""
    query = select(identities.c.user_id).where(
        identities.c.user_id == user_id, identities.c.issuer == issuer
    )
    return connection.execute(query).first() is not None


def person_of(connection: Connection, identity: Identity) -> User | None:
    """Return whoever is linked to somebody at a provider, with his grants as they are now."""
    row = connection.execute(
        select(users)
        .join(identities, identities.c.user_id == users.c.id)
        .where(identities.c.issuer == identity.issuer, identities.c.subject == identity.subject)
    ).first()
    return None if row is None else user_of_row(connection, row)


def _check(identity: Identity) -> None:
    subject = identity.subject
    fits = 0 < len(subject) <= LONGEST_SUBJECT and subject.isascii() and subject.isprintable()
    if not fits:
        raise AccessError(
            f"subject: expected 1 to {LONGEST_SUBJECT} printable characters of ASCII, got "
            f"{len(subject)} characters",
            _WHERE,
        )


def _told(user: User, identity: Identity) -> dict[str, str]:
    return {"user": user.name, "issuer": identity.issuer, "subject": identity.subject}
