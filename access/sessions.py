"""Sessions kept on the server: what a browser holds is a random number and nothing else.

The database keeps only its hash, so that a copy of it lets nobody in. A session ends by
signing out, by idling, at its latest moment, when the person is disabled, and when his
password, his grants or his second factor change. With the code of the second factor begins a
new one.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from access.audit import Origin, record, stored_text
from access.database import writing
from access.people import user_of_row
from access.person import User
from access.tables import second_factors, sessions, users

# Being seen is written down at most this often: a page makes a dozen requests at once.
SEEN_EVERY = timedelta(minutes=1)
# Between the password and the code of the second factor.
CODE_WITHIN = timedelta(minutes=10)
# For so long, whoever gave the password need not give it again before changes of his account.
FRESH = timedelta(minutes=10)
PASSWORD = "password"
SIGN_ON = "single sign-on"
_ACCEPTED = {PASSWORD: "password_accepted", SIGN_ON: "sign_on_accepted"}


@dataclass(frozen=True, slots=True)
class Step:
    """What has just been proven, for which a session is opened.

    Attributes:
        way: `PASSWORD` or `SIGN_ON`.
        after: The secret of the session in which the code of the second factor was just given;
            it ends, and the new one goes on in its way.
        vouched: Whether a provider that is believed has asked for a second factor itself.
    """

    way: str = PASSWORD
    after: str | None = None
    vouched: bool = False


_BY_PASSWORD = Step()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts: without a request, and at most."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """A person who has signed in, with his grants as they are at this request.

    Attributes:
        user: The person.
        created_at: When he signed in.
        last_seen_at: When he asked for something last, to the minute.
        expires_at: When it ends in any case.
        has_second_factor: Whether a second factor of his is in force.
        second_factor_at: When its code was given in this session.
        way: How it began, `PASSWORD` or `SIGN_ON`.
        proved_at: When the password was given last; None where that was not kept.
    """

    user: User
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    has_second_factor: bool = False
    second_factor_at: datetime | None = None
    way: str = PASSWORD
    proved_at: datetime | None = None

    def is_fresh(self, now: datetime) -> bool:
        """Whether the password was given a short while ago, so that he is there himself."""
        return self.proved_at is not None and now - self.proved_at < FRESH

    def is_proven(self, now: datetime) -> bool:
        """Whether the code of the second step was given a short while ago, too."""
        given = self.second_factor_at
        return self.is_fresh(now) and given is not None and now - given < FRESH

    @property
    def awaits_code(self) -> bool:
        """Whether the first step alone was taken where a code is needed too."""
        return self.has_second_factor and self.second_factor_at is None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of a person's sessions, as he is shown them: without its secret."""

    created_at: datetime
    last_seen_at: datetime
    address: str
    is_this: bool


def new_token() -> str:
    """Return 256 random bits as text for a cookie."""
    return secrets.token_urlsafe(32)


def open_session(
    engine: Engine,
    user: User,
    origin: Origin,
    limits: Limits,
    token: Callable[[], str] = new_token,
    step: Step = _BY_PASSWORD,
) -> str:
    """Open a session for a person who was found to be himself; return its secret.

    Always a new one: what the browser held before signing in is never taken over. Where a second
    factor is in force and not yet given, it lasts as long as one may take to give it.

    Args:
        engine: The application database.
        user: From `access.sign_in.verify_password` or `access.sign_on.arrive`.
        origin: Time and address; `who` is taken from `user`.
        limits: Idle and absolute time.
        token: Makes 256 random bits.
        step: What was proven.
    """
    value, now = token(), origin.now
    given = step.after is not None or step.vouched
    with writing(engine) as connection:
        awaits_code = not given and _has_second_factor(connection, user)
        way = step.way if step.after is None else _end(connection, step.after, step.way)
        connection.execute(
            delete(sessions).where(
                or_(sessions.c.expires_at <= now, sessions.c.last_seen_at <= now - limits.idle)
            )
        )
        connection.execute(
            insert(sessions).values(
                token_hash=_hash(value),
                user_id=user.id,
                created_at=now,
                last_seen_at=now,
                expires_at=now + (CODE_WITHIN if awaits_code else limits.absolute),
                address=stored_text(origin.address),
                second_factor_at=now if given else None,
                way=way,
                proved_at=now,
            )
        )
        what = _ACCEPTED[way] if awaits_code else "signed_in"
        by = Origin(user.name, now, origin.address)
        record(connection, by, what, {"second_factor": given, "way": way})
    return value


def read_session(
    engine: Engine, token: str | None, now: datetime, limits: Limits
) -> Session | None:
    """Return the session of this secret, or None if there is none or it has ended.

    Person and grants are read anew, so that a change counts from the next request on.

    Args:
        engine: The application database.
        token: As the browser sent it; anything at all.
        now: Aware time.
        limits: Idle and absolute time; a shortened one ends older sessions too.
    """
    if not token:
        return None
    key = _hash(token)
    with engine.connect() as connection:
        row = connection.execute(
            select(sessions.c.last_seen_at, sessions.c.expires_at, users)
            .add_columns(
                sessions.c.created_at.label("opened_at"),
                sessions.c.second_factor_at,
                sessions.c.way,
                sessions.c.proved_at,
                second_factors.c.confirmed_at,
            )
            .join(users, users.c.id == sessions.c.user_id)
            .outerjoin(second_factors, second_factors.c.user_id == users.c.id)
            .where(sessions.c.token_hash == key)
        ).first()
        if row is None:
            return None
        user = user_of_row(connection, row)
    ends = min(row.expires_at, row.opened_at + limits.absolute, row.last_seen_at + limits.idle)
    if user.disabled or now >= ends:
        return None
    if now - row.last_seen_at >= min(SEEN_EVERY, limits.idle / 10):
        with writing(engine) as connection:
            connection.execute(
                update(sessions).where(sessions.c.token_hash == key).values(last_seen_at=now)
            )
    return Session(
        user,
        row.opened_at,
        row.last_seen_at,
        row.expires_at,
        row.confirmed_at is not None,
        row.second_factor_at,
        row.way,
        row.proved_at,
    )


def prove_again(
    engine: Engine,
    secret: str,
    origin: Origin,
    token: Callable[[], str] = new_token,
    with_code: bool = False,
) -> str:
    """Note that the password was given again in a session; return its new secret.

    Args:
        engine: The application database.
        secret: Of the session, as it was until now.
        origin: By whom, when, from where.
        token: Makes 256 random bits.
        with_code: Whether the code of the second step was given with it.
    """
    value = token()
    with writing(engine) as connection:
        this = sessions.c.token_hash == _hash(secret)
        changed = {"token_hash": _hash(value), "proved_at": origin.now}
        if with_code:
            changed["second_factor_at"] = origin.now
        connection.execute(update(sessions).where(this).values(**changed))
        record(connection, origin, "password_repeated", {"second_factor": with_code})
    return value


def close_session(engine: Engine, token: str | None, now: datetime, address: str) -> None:
    """End the session of this secret, on the server; unknown secrets are no error."""
    if not token:
        return
    key = _hash(token)
    with writing(engine) as connection:
        name = connection.execute(
            select(users.c.name)
            .join(sessions, users.c.id == sessions.c.user_id)
            .where(sessions.c.token_hash == key)
        ).scalar()
        if name is not None:
            connection.execute(delete(sessions).where(sessions.c.token_hash == key))
            record(connection, Origin(name, now, address), "signed_out", {})


def open_sessions(
    engine: Engine, user: User, token: str, now: datetime, limits: Limits
) -> list[OpenSession]:
    """Return a person's sessions that have not ended, the newest first.

    Args:
        engine: The application database.
        user: Whose.
        token: The secret of the session that asks.
        now: Aware time.
        limits: Idle and absolute time, as `read_session` takes them.
    """
    query = (
        select(sessions)
        .where(
            sessions.c.user_id == user.id,
            sessions.c.expires_at > now,
            sessions.c.created_at > now - limits.absolute,
            sessions.c.last_seen_at > now - limits.idle,
        )
        .order_by(sessions.c.created_at.desc())
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    this = _hash(token)
    return [
        OpenSession(row.created_at, row.last_seen_at, row.address, row.token_hash == this)
        for row in rows
    ]


def close_others(engine: Engine, user: User, token: str, origin: Origin) -> int:
    """End all sessions of a person but the one that asks; return how many."""
    with writing(engine) as connection:
        ended = connection.execute(
            delete(sessions).where(
                sessions.c.user_id == user.id, sessions.c.token_hash != _hash(token)
            )
        ).rowcount
        record(connection, origin, "sessions_ended", {"count": ended})
        return ended


def _end(connection: Connection, token: str, otherwise: str) -> str:
    """End the session of this secret and return its way; `otherwise` where there is none."""
    here = sessions.c.token_hash == _hash(token)
    way = connection.execute(select(sessions.c.way).where(here)).scalar()
    connection.execute(delete(sessions).where(here))
    return otherwise if way is None else str(way)


def _has_second_factor(connection: Connection, user: User) -> bool:
    query = select(second_factors.c.user_id).where(
        second_factors.c.user_id == user.id, second_factors.c.confirmed_at.is_not(None)
    )
    return connection.execute(query).first() is not None


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
