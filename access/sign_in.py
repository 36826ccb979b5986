"""Is this the person he says he is? Checks a name and a password, and slows guessing down.

Guesses are counted per account and address together: whoever guesses waits ever longer,
while the owner of the account, from his own address, does not. What follows a good answer
is in `access.sessions`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from access import tables
from access.audit import Origin, record
from access.database import writing
from access.errors import AccessError
from access.passwords import hash_password, is_outdated, matches
from access.people import set_password, user_of_row
from access.person import User, is_name, normal_name

FREE_FAILURES = 5
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 900
FORGOTTEN_AFTER = timedelta(hours=1)
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The answer to a name and a password.

    Attributes:
        user: The person, or None. One answer for unknown, wrong, disabled and expired.
        wait_seconds: Above zero when nothing was checked because of too many failures.
    """

    user: User | None
    wait_seconds: int = 0


def verify_password(
    engine: Engine, name: str, password: str, now: datetime, address: str
) -> SignIn:
    """Check a name and a password; a refusal is audited here, a success by what follows it.

    Args:
        engine: The application database.
        name: As typed. If nobody has it, it is not recorded: people type passwords there.
        password: As typed.
        now: Aware time.
        address: Network address of the peer itself, not one it claims.
    """
    normal = normal_name(name)
    key = sha256(f"{normal}\n{address}".encode("utf-8", "surrogatepass")).hexdigest()
    with writing(engine) as connection:
        wait = _count(connection, key, now)
        row = _row(connection, normal)
    if wait > 0:
        return SignIn(None, wait)
    right = matches(None if row is None else row.password_hash, password)
    rehash = hash_password(password) if right and row and is_outdated(row.password_hash) else None
    with writing(engine) as connection:
        # Read again: the account may have changed while the hash was computed.
        current = _row(connection, normal)
        origin = Origin(UNKNOWN if current is None else current.name, now, address)
        refusal = _refusal(row, current, right, now)
        if current is None or refusal:
            record(connection, origin, "sign_in_refused", {"reason": refusal})
            return SignIn(None)
        if rehash is not None:
            connection.execute(
                update(tables.users)
                .where(tables.users.c.id == current.id)
                .values(password_hash=rehash)
            )
        attempts = tables.sign_in_attempts
        connection.execute(delete(attempts).where(attempts.c.attempt_key == key))
        return SignIn(user_of_row(connection, current))


def change_password(engine: Engine, name: str, old: str, new: str, origin: Origin) -> SignIn:
    """Let a person replace his own password; all his sessions end.

    Raises:
        AccessError: If the new password does not fit or is the old one.
    """
    answer = verify_password(engine, name, old, origin.now, origin.address)
    if answer.user is None:
        return answer
    if old == new:
        raise AccessError("the new password is the old one", "choose another one")
    set_password(engine, answer.user.name, new, replace(origin, who=answer.user.name))
    with engine.connect() as connection:
        row = _row(connection, answer.user.name)
        return SignIn(None if row is None else user_of_row(connection, row))


def _row(connection: Connection, normal: str) -> Row[tuple[object, ...]] | None:
    if not is_name(normal):
        return None
    query = select(tables.users).where(tables.users.c.name == normal)
    row: Row[tuple[object, ...]] | None = connection.execute(query).first()
    return row


def _refusal(
    before: Row[tuple[object, ...]] | None,
    current: Row[tuple[object, ...]] | None,
    right: bool,
    now: datetime,
) -> str:
    if before is None or current is None:
        return "no such user"
    if not right or current.password_hash != before.password_hash:
        return "wrong password"
    if current.disabled:
        return "disabled"
    if current.password_expires_at is not None and current.password_expires_at <= now:
        return "one-time secret expired"
    return ""


def _count(connection: Connection, key: str, now: datetime) -> int:
    """Count this attempt as a failure before it is checked; return the seconds still to wait.

    Counted first, many attempts at the same moment cannot slip past the limit together.
    """
    attempts = tables.sign_in_attempts
    connection.execute(delete(attempts).where(attempts.c.last_at < now - FORGOTTEN_AFTER))
    row = connection.execute(select(attempts).where(attempts.c.attempt_key == key)).first()
    if row is None:
        connection.execute(
            insert(attempts).values(attempt_key=key, failures=1, last_at=now, blocked_until=now)
        )
        return 0
    if row.blocked_until > now:
        return max(1, int((row.blocked_until - now).total_seconds() + 0.999))
    failures = row.failures + 1
    connection.execute(
        update(attempts)
        .where(attempts.c.attempt_key == key)
        .values(failures=failures, last_at=now, blocked_until=now + _wait(failures))
    )
    return 0


def _wait(failures: int) -> timedelta:
    over = failures - FREE_FAILURES
    seconds = 0 if over < 0 else FIRST_WAIT_SECONDS * 2 ** min(over, 10)
    return timedelta(seconds=min(seconds, LONGEST_WAIT_SECONDS))
