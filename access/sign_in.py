"""Is this the person he says he is? Checks a name and a password, and slows guessing down.

How guesses are counted is in `access.throttle`; what follows a good answer is in
`access.second_factor` and `access.sessions`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Row, select, update

from access import tables
from access.audit import Origin, record
from access.database import writing
from access.errors import AccessError
from access.identities import is_linked
from access.passwords import hash_password, is_outdated, matches
from access.people import set_password, user_of_row
from access.person import Role, User, is_name, normal_name
from access.throttle import buckets_of, count, know, succeeded

UNKNOWN = "unknown"
# Once used, a one-time secret lives on for as long as it takes to choose a password.
ONE_TIME_USED = timedelta(minutes=30)


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
    engine: Engine, name: str, password: str, now: datetime, address: str, sign_on: str = ""
) -> SignIn:
    """Check a name and a password; a refusal is audited here, a success by what follows it.

    Args:
        engine: The application database.
        name: As typed. If nobody has it, it is not recorded: people type passwords there.
        password: As typed.
        now: Aware time.
        address: Network address of the peer itself, not one it claims.
        sign_on: The issuer at which those who are linked to it sign in and nowhere else; empty
            where passwords count for everybody. They always count for administrators.
    """
    normal = normal_name(name)
    with writing(engine) as connection:
        buckets = buckets_of(connection, normal, address, now)
        counted = count(connection, buckets, now)
        row = _row(connection, normal)
    if counted.wait_seconds > 0:
        return SignIn(None, counted.wait_seconds)
    right = matches(None if row is None else row.password_hash, password)
    rehash = hash_password(password) if right and row and is_outdated(row.password_hash) else None
    with writing(engine) as connection:
        # Read again: the account may have changed while the hash was computed.
        current = _row(connection, normal)
        origin = Origin(UNKNOWN if current is None else current.name, now, address)
        refusal = _refusal(row, current, right, now)
        if current is not None and not refusal and _signs_on(connection, current, sign_on):
            refusal = "signs in at the provider"
        if current is None or refusal:
            record(connection, origin, "sign_in_refused", {"reason": refusal})
            return SignIn(None)
        changed = _after_success(current, rehash, now)
        if changed:
            connection.execute(
                update(tables.users).where(tables.users.c.id == current.id).values(**changed)
            )
        succeeded(connection, counted)
        know(connection, current.id, address, now)
        return SignIn(user_of_row(connection, current))


def change_password(
    engine: Engine, name: str, old: str, new: str, origin: Origin, sign_on: str = ""
) -> SignIn:
    """Let a person replace his own password; all his sessions end.

    `sign_on` is that of `verify_password`: a password that does not count is not changed.

    Raises:
        AccessError: If the new password does not fit or is the old one.
    """
    answer = verify_password(engine, name, old, origin.now, origin.address, sign_on)
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


def _signs_on(connection: Connection, row: Row[tuple[object, ...]], issuer: str) -> bool:
    """Whether a person signs in at a provider and nowhere else."""
    return bool(issuer) and row.role != Role.ADMIN and is_linked(connection, row.id, issuer)


def _after_success(
    current: Row[tuple[object, ...]], rehash: str | None, now: datetime
) -> dict[str, object]:
    changed: dict[str, object] = {} if rehash is None else {"password_hash": rehash}
    if current.must_change_password:
        soon = now + ONE_TIME_USED
        changed["password_expires_at"] = min(current.password_expires_at or soon, soon)
    return changed
