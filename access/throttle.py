"""How guessing is slowed down: failures are counted, and after some of them one has to wait.

Three counts, each of them over the hour since the last failure:

| count   | of                          | without a wait | slows                              |
|---------|-----------------------------|----------------|------------------------------------|
| pair    | one account, one address    | 5              | guessing one password              |
| source  | one address, all accounts   | 100            | trying one password on everybody   |
| account | one account, all addresses  | 50             | guessing from many machines        |

Nobody can lock the owner of an account out: the count of the account does not hold where he has
signed in before, and that of the source is wide enough for a store behind one address.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update

from access.tables import known_places, sign_in_attempts, users

FREE_FAILURES = 5
FREE_OF_SOURCE = 100
FREE_OF_ACCOUNT = 50
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 900
FORGOTTEN_AFTER = timedelta(hours=1)
PLACE_KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One count.

    Attributes:
        key: its name in the database, a hash.
        free: failures without a wait.
        ends: whether a success ends it; else a success takes only itself back.
    """

    key: str
    free: int
    ends: bool = False


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
        Bucket(hashed(f"source\n\n{address}"), FREE_OF_SOURCE),
    ]
    if not _knows(connection, name, address, now):
        found.append(Bucket(hashed(f"account\n\n{name}"), FREE_OF_ACCOUNT))
    return found


def count(connection: Connection, buckets: list[Bucket], now: datetime) -> int:
    """Count an attempt as a failure before it is checked; return the seconds still to wait.

    Counted first, many attempts at the same moment cannot slip past the limit together. While
    there is a wait, nothing is counted and nothing is to be checked.
    """
    attempts = sign_in_attempts
    connection.execute(delete(attempts).where(attempts.c.last_at < now - FORGOTTEN_AFTER))
    keys = [bucket.key for bucket in buckets]
    rows = connection.execute(select(attempts).where(attempts.c.attempt_key.in_(keys))).all()
    kept = {row.attempt_key: row for row in rows}
    longest = max((row.blocked_until for row in rows), default=now)
    if longest > now:
        return max(1, int((longest - now).total_seconds() + 0.999))
    for bucket in buckets:
        row = kept.get(bucket.key)
        failures = 1 if row is None else row.failures + 1
        values = {
            "failures": failures,
            "last_at": now,
            "blocked_until": now + _wait(failures - bucket.free),
        }
        if row is None:
            connection.execute(insert(attempts).values(attempt_key=bucket.key, **values))
        else:
            connection.execute(
                update(attempts).where(attempts.c.attempt_key == bucket.key).values(**values)
            )
    return 0


def succeeded(connection: Connection, buckets: list[Bucket]) -> None:
    """Take back what `count` counted for an attempt that was right."""
    attempts = sign_in_attempts
    for bucket in buckets:
        here = attempts.c.attempt_key == bucket.key
        if bucket.ends:
            connection.execute(delete(attempts).where(here))
        else:
            connection.execute(
                update(attempts)
                .where(here, attempts.c.failures > 0)
                .values(failures=attempts.c.failures - 1)
            )


def know(connection: Connection, user_id: int, address: str, now: datetime) -> None:
    """Remember that a person has signed in from an address; forget places of long ago."""
    places = known_places
    here = (places.c.user_id == user_id, places.c.place_hash == hashed(address))
    connection.execute(delete(places).where(places.c.last_at < now - PLACE_KNOWN_FOR))
    if connection.execute(update(places).where(*here).values(last_at=now)).rowcount == 0:
        values = {"user_id": user_id, "place_hash": hashed(address), "last_at": now}
        connection.execute(insert(places).values(**values))


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
