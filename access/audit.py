"""The record of who did what, when and from where: append only, each row tied to the last.

A changed, removed or inserted row breaks the chain of hashes. Cutting off the newest rows
does not; `verify_chain` therefore returns the newest hash, for keeping somewhere else.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, Row, func, select, text

from access.database import writing
from access.tables import audit

GENESIS = "0" * 64
Detail = Mapping[str, str | int | bool | list[str] | None]


@dataclass(frozen=True, slots=True)
class Origin:
    """By whom, when and from where something is done.

    Attributes:
        who: User name, or `operator`.
        now: Aware time.
        address: Network address of the peer, or empty for a command.
    """

    who: str
    now: datetime
    address: str = ""

    def __post_init__(self) -> None:
        """Refuse a time without a zone: it would be taken for the machine's own."""
        if self.now.tzinfo is None:
            raise ValueError(f"expected a time with its zone, got {self.now.isoformat()}")


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The audit as found: how many rows, the newest hash, and what is wrong with it."""

    rows: int
    newest_hash: str
    problems: tuple[str, ...]


def record(connection: Connection, origin: Origin, what: str, detail: Detail) -> int:
    """Append one row in the caller's transaction, so that deed and record stand or fall together.

    Args:
        connection: From `access.database.writing`.
        origin: By whom, when, from where.
        what: A short verb such as `user_added`, at most 64 characters.
        detail: Particulars; never a password, a token or personal data of customers.

    Returns:
        The position of the row.
    """
    # The next position is taken from the last row.
    one_at_a_time(connection)
    newest = connection.execute(
        select(audit.c.position, audit.c.hash).order_by(audit.c.position.desc()).limit(1)
    ).first()
    position = 1 if newest is None else int(newest.position) + 1
    row: dict[str, object] = {
        "position": position,
        "at": origin.now.astimezone(UTC),
        "who": stored_text(origin.who),
        "what": what,
        "detail": json.dumps(detail, ensure_ascii=True, sort_keys=True),
        "address": stored_text(origin.address),
        "previous_hash": GENESIS if newest is None else newest.hash,
    }
    connection.execute(audit.insert().values(**row, hash=_hash(row)))
    return position


def one_at_a_time(connection: Connection) -> None:
    """Let no other transaction append from here on; on SQLite no other one writes anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))


def record_now(engine: Engine, origin: Origin, what: str, detail: Detail) -> None:
    """Append one row in a transaction of its own, for acts that change nothing here."""
    with writing(engine) as connection:
        record(connection, origin, what, detail)


def record_once(
    engine: Engine, origin: Origin, what: str, detail: Detail, within: timedelta
) -> None:
    """Append one row unless an equal one was appended less than `within` ago.

    For what would else repeat with every request.
    """
    query = select(func.count()).where(
        audit.c.who == stored_text(origin.who),
        audit.c.what == what,
        audit.c.at > origin.now - within,
        audit.c.detail == json.dumps(detail, ensure_ascii=True, sort_keys=True),
    )
    with engine.connect() as connection:
        if connection.execute(query).scalar_one():
            return
    record_now(engine, origin, what, detail)


def verify_chain(engine: Engine) -> ChainReport:
    """Recompute every hash, reading row by row, and name the rows that do not fit."""
    rows, newest, problems = 0, GENESIS, []
    for row in _stored(engine):
        rows += 1
        if row.position != rows:
            problems.append(f"audit row {row.position}: expected position {rows}")
            rows = row.position
        if row.previous_hash != newest:
            problems.append(f"audit row {row.position}: does not follow the row before it")
        if row.hash != _hash(row._asdict()):
            problems.append(f"audit row {row.position}: content differs from what was recorded")
        newest = row.hash
    return ChainReport(rows, newest, tuple(problems))


def stored_text(value: str) -> str:
    """Cut to the column's 64 characters and spell out what a database refuses or a log obeys."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in value)[:64]


def _stored(engine: Engine) -> Iterator[Row[tuple[object, ...]]]:
    with engine.connect() as connection:
        yield from connection.execution_options(yield_per=1000).execute(
            select(audit).order_by(audit.c.position)
        )


def _hash(row: Mapping[str, object]) -> str:
    at = row["at"]
    if not isinstance(at, datetime):
        raise TypeError(f"audit.at: expected a datetime, got {type(at).__name__}")
    content = [
        row["position"],
        at.isoformat(timespec="microseconds"),
        *(row[name] for name in ("who", "what", "detail", "address", "previous_hash")),
    ]
    return sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()
