"""The second factor: six digits from a telephone (TOTP, RFC 6238), or a recovery code.

The secret is nowhere in the database: it is made from the signing key of the server and a salt,
so that a copy of the database alone makes no codes. With a new signing key everybody sets the
second factor up again; recovery codes go on working.
"""

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pyotp
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from access.audit import Origin, record
from access.database import writing
from access.errors import AccessError
from access.passwords import one_time_secret
from access.people import end_sessions, find_user
from access.person import User
from access.tables import recovery_codes, second_factors
from access.throttle import buckets_of, count, succeeded

STEP_SECONDS = 30
# Clocks of telephones and servers differ a little.
STEPS_AROUND = 1
RECOVERY_CODES = 10
ISSUER = "Forecourt"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a telephone needs to know: the secret to type, and the address that a picture holds."""

    secret: str
    address: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer to a code; above zero, nothing was checked because of too many failures."""

    right: bool
    wait_seconds: int = 0


def has_second_factor(engine: Engine, user: User) -> bool:
    """Tell whether a person has set a second factor up and confirmed it."""
    with engine.connect() as connection:
        row = _row(connection, user)
    return row is not None and row.confirmed_at is not None


def begin(
    engine: Engine,
    user: User,
    key: str,
    now: datetime,
    salt: Callable[[], str] = lambda: secrets.token_hex(16),
) -> Enrolment:
    """Make a secret for a person who has none yet, or give back the one that waits.

    Args:
        engine: The application database.
        user: Who sets it up.
        key: The signing key of the server.
        now: Aware time.
        salt: Makes 128 random bits.

    Raises:
        AccessError: If he has a second factor already.
    """
    with writing(engine) as connection:
        row = _row(connection, user)
        if row is not None and row.confirmed_at is not None:
            raise AccessError(
                f"{user.name!r} has a second factor already",
                "an operator can take it away: forecourt user second-factor NAME --reset",
            )
        kept = salt() if row is None else str(row.salt)
        if row is None:
            connection.execute(
                insert(second_factors).values(user_id=user.id, salt=kept, begun_at=now, last_step=0)
            )
    secret = _secret(key, user, kept)
    address = pyotp.TOTP(secret).provisioning_uri(name=user.name, issuer_name=ISSUER)
    return Enrolment(secret, address)


def confirm(
    engine: Engine,
    user: User,
    code: str,
    key: str,
    origin: Origin,
    secret: Callable[[], str] = one_time_secret,
) -> tuple[str, ...] | None:
    """Set the second factor in force once a code proves that the telephone has it.

    Returns:
        The recovery codes, which are shown once; None if the code was wrong or came too often.
    """
    if not _check(engine, user, code, key, origin, begun=True).right:
        return None
    codes = tuple(secret() for _ in range(RECOVERY_CODES))
    with writing(engine) as connection:
        connection.execute(
            update(second_factors)
            .where(second_factors.c.user_id == user.id)
            .values(confirmed_at=origin.now)
        )
        connection.execute(delete(recovery_codes).where(recovery_codes.c.user_id == user.id))
        for each in codes:
            connection.execute(
                insert(recovery_codes).values(user_id=user.id, code_hash=_hash(user, each))
            )
        record(connection, origin, "second_factor_set", {"user": user.name})
    return codes


def prove(engine: Engine, user: User, code: str, key: str, origin: Origin) -> Proof:
    """Check a code of somebody with a second factor in force; refusals are audited here.

    A code of the telephone counts once, and so does each recovery code.
    """
    return _check(engine, user, code, key, origin, begun=False)


def reset(engine: Engine, name: str, origin: Origin) -> None:
    """Take a second factor away, as after a lost telephone; all sessions of the person end.

    Raises:
        AccessError: If there is no such person.
    """
    user = find_user(engine, name)
    with writing(engine) as connection:
        for table in (second_factors, recovery_codes):
            connection.execute(delete(table).where(table.c.user_id == user.id))
        end_sessions(connection, user)
        record(connection, origin, "second_factor_reset", {"user": user.name})


def _check(engine: Engine, user: User, code: str, key: str, origin: Origin, begun: bool) -> Proof:
    """Count, compare and use up a code, all in one transaction: two at once cannot both count."""
    with writing(engine) as connection:
        buckets = buckets_of(connection, f"code\n{user.name}", origin.address, origin.now)
        counted = count(connection, buckets, origin.now)
        if counted.wait_seconds > 0:
            return Proof(False, counted.wait_seconds)
        row = _row(connection, user)
        how = ""
        if row is not None and (row.confirmed_at is None) == begun:
            how = _use(connection, user, row, code, key, origin.now)
        if not how:
            record(connection, origin, "second_factor_refused", {"user": user.name})
            return Proof(False)
        succeeded(connection, counted)
        if how == "recovery code":
            record(connection, origin, "recovery_code_used", {"user": user.name})
        return Proof(True)


def _use(
    connection: Connection,
    user: User,
    row: Row[tuple[object, ...]],
    code: str,
    key: str,
    now: datetime,
) -> str:
    typed = "".join(code.split())
    if typed.isascii() and typed.isdigit():
        found = _step(_secret(key, user, row.salt), typed, now)
        if found is None:
            return ""
        # Whether it is the first of its step is for the database to say: two may come at once.
        factors = second_factors.c
        newer = (factors.user_id == user.id, factors.salt == row.salt, factors.last_step < found)
        taken = connection.execute(update(second_factors).where(*newer).values(last_step=found))
        return "telephone" if taken.rowcount == 1 else ""
    used = connection.execute(
        delete(recovery_codes).where(
            recovery_codes.c.user_id == user.id,
            recovery_codes.c.code_hash == _hash(user, typed.upper()),
        )
    )
    return "recovery code" if used.rowcount == 1 else ""


def _step(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code belongs to; None for a wrong one. Always compares all of them."""
    middle = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    found = None
    for step in range(middle - STEPS_AROUND, middle + STEPS_AROUND + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found


def _secret(key: str, user: User, salt: str) -> str:
    message = f"second factor\n{user.id}\n{salt}".encode()
    digest = hmac.new(key.encode(), message, sha256).digest()
    return base64.b32encode(digest[:20]).decode("ascii")


def _hash(user: User, code: str) -> str:
    return sha256(f"{user.id}\n{code}".encode("utf-8", "surrogatepass")).hexdigest()


def _row(connection: Connection, user: User) -> Row[tuple[object, ...]] | None:
    query = select(second_factors).where(second_factors.c.user_id == user.id)
    row: Row[tuple[object, ...]] | None = connection.execute(query).first()
    return row
