"""How guessing is slowed down: failures are counted, and after some of them one has to wait.

Three counts, each of them forgotten an hour after the last failure:

| count   | of                          | without a wait | slows                              |
|---------|-----------------------------|----------------|------------------------------------|
| pair    | one account, one address    | 5              | guessing one password              |
| source  | one address, all accounts   | 100            | trying one password on everybody   |
| account | one account, all addresses  | 50             | guessing from many machines        |

Nobody can lock the owner of an account out: the count of the account does not hold where he has
signed in before, and that of the source is wide enough for a store behind one address, where
somebody mistypes every hour: its failures pass one by one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text, update

from access.database import insert_new
from access.tables import known_places, sign_in_attempts, users

FREE_FAILURES = 5
FREE_OF_SOURCE = 100
FREE_OF_ACCOUNT = 50
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 900
FORGOTTEN_AFTER = timedelta(hours=1)
SOURCE_FORGIVEN_EVERY = timedelta(minutes=5)
PLACE_KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One count.

    Attributes:
        key: its name in the database, a hash.
        free: failures without a wait.
        ends: whether a success ends it; else a success takes only itself back.
        forgiven_every: the time after which one failure less counts; None where all of them count
            until they are forgotten.
    """

    key: str
    free: int
    ends: bool = False
    forgiven_every: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What `count` did, for `succeeded` to take back.

    Attributes:
        wait_seconds: above zero, nothing was counted and nothing is to be checked.
        at: when.
        before: each count, its row as it was (None where there was none), and its failures now.
    """

    wait_seconds: int
    at: datetime
    before: tuple[tuple[Bucket, Row[Any] | None, int], ...] = ()


def buckets_of(connection: Connection, name: str, address: str, now: datetime) -> list[Bucket]:
    """Return the counts that an attempt belongs to.

    Args:
        connection: in a transaction of the caller's.
        name: normal name, or what stands for an account; nobody need have it.
        address: network address of the peer.
        now: aware time.
    """
    found = [
        Bucket(hashed(f"{name}\n{address}"), FREE_FAILURES, ends=True),
        Bucket(
            hashed(f"source\n\n{address}"), FREE_OF_SOURCE, forgiven_every=SOURCE_FORGIVEN_EVERY
        ),
    ]
    if not _knows(connection, name, address, now):
        found.append(Bucket(hashed(f"account\n\n{name}"), FREE_OF_ACCOUNT))
    return found


def count(connection: Connection, buckets: list[Bucket], now: datetime) -> Counted:
    """Count an attempt as a failure before it is checked.

    Counted first, many attempts at the same moment cannot slip past the limit together. While
    there is a wait, nothing is counted and nothing is to be checked.
    """
    attempts = sign_in_attempts
    if connection.dialect.name == "postgresql":
        # Failures are read and then written: one attempt at a time.
        connection.execute(text("LOCK TABLE sign_in_attempts IN SHARE ROW EXCLUSIVE MODE"))
    connection.execute(delete(attempts).where(attempts.c.last_at < now - FORGOTTEN_AFTER))
    keys = [bucket.key for bucket in buckets]
    rows = connection.execute(select(attempts).where(attempts.c.attempt_key.in_(keys))).all()
    # Whoever came a moment later may have been counted first: a count without a wait is none.
    waits = [row.blocked_until for row in rows if row.blocked_until > row.last_at]
    longest = max(waits, default=now)
    if longest > now:
        return Counted(max(1, int((longest - now).total_seconds() + 0.999)), now)
    kept = {row.attempt_key: row for row in rows}
    before = [(bucket, kept.get(bucket.key)) for bucket in buckets]
    return Counted(0, now, tuple((b, row, _count(connection, b, row, now)) for b, row in before))


def _count(connection: Connection, bucket: Bucket, before: Row[Any] | None, now: datetime) -> int:
    """Count one failure more and return how many there are."""
    failures = 1 + (0 if before is None else _remembered(bucket, before, now))
    values = {
        "failures": failures,
        "last_at": now,
        "blocked_until": now + _wait(failures - bucket.free),
    }
    if before is None:
        connection.execute(insert(sign_in_attempts).values(attempt_key=bucket.key, **values))
    else:
        here = sign_in_attempts.c.attempt_key == bucket.key
        connection.execute(update(sign_in_attempts).where(here).values(**values))
    return failures


def _remembered(bucket: Bucket, row: Row[Any], now: datetime) -> int:
    if bucket.forgiven_every is None:
        return int(row.failures)
    passed: timedelta = now - row.last_at
    return max(0, int(row.failures) - passed // bucket.forgiven_every)


def succeeded(connection: Connection, counted: Counted) -> None:
    """Take back what `count` counted for an attempt that was right, its wait included.

    Args:
        connection: in a transaction of the caller's.
        counted: from `count`.
    """
    attempts = sign_in_attempts
    for bucket, before, failures in counted.before:
        here = attempts.c.attempt_key == bucket.key
        alone = (here, attempts.c.failures == failures, attempts.c.last_at == counted.at)
        if bucket.ends:
            connection.execute(delete(attempts).where(here))
        elif before is None:
            if connection.execute(delete(attempts).where(*alone)).rowcount == 0:
                _take_one_back(connection, bucket)
        else:
            earlier = {
                name: getattr(before, name) for name in ("failures", "last_at", "blocked_until")
            }
            changed = connection.execute(update(attempts).where(*alone).values(**earlier))
            if changed.rowcount == 0:
                _take_one_back(connection, bucket)


def _take_one_back(connection: Connection, bucket: Bucket) -> None:
    """Others were counted meanwhile: their waits stay."""
    attempts = sign_in_attempts
    here = (attempts.c.attempt_key == bucket.key, attempts.c.failures > 0)
    connection.execute(update(attempts).where(*here).values(failures=attempts.c.failures - 1))


def know(connection: Connection, user_id: int, address: str, now: datetime) -> None:
    """Remember that a person has signed in from an address; forget places of long ago."""
    places = known_places
    here = (places.c.user_id == user_id, places.c.place_hash == hashed(address))
    connection.execute(delete(places).where(places.c.last_at < now - PLACE_KNOWN_FOR))
    if connection.execute(update(places).where(*here).values(last_at=now)).rowcount == 0:
        insert_new(connection, places, user_id=user_id, place_hash=hashed(address), last_at=now)


def hashed(text: str) -> str:
    """Return the name under which something is counted: what people type is kept nowhere."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _knows(connection: Connection, name: str, address: str, now: datetime) -> bool:
    if not name.isprintable():
        return False
    query = (
        select(known_places.c.user_id)
        .join(users, users.c.id == known_places.c.user_id)
        .where(
            users.c.name == name,
            known_places.c.place_hash == hashed(address),
            known_places.c.last_at >= now - PLACE_KNOWN_FOR,
        )
    )
    return connection.execute(query).first() is not None


def _wait(over: int) -> timedelta:
    seconds = 0 if over < 0 else FIRST_WAIT_SECONDS * 2 ** min(over, 10)
    return timedelta(seconds=min(seconds, LONGEST_WAIT_SECONDS))
