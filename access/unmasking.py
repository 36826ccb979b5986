"""Un-masking one record: counted over a day, recorded, or not done.

The audit keeps who, when, from where, which record (as a mark that tells nobody whose it is), which
fields and what for. What he wrote beside that is free text, which the append-only audit must not
hold: it is kept beside it, for some time.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select

from access.audit import Detail, Origin, one_at_a_time, record, stored_text
from access.database import writing
from access.exporting import DAY
from access.scope import Scope
from access.tables import audit, unmaskings

UNMASKED = "record_unmasked"
LONGEST_REASON = 200
SHORTEST_REASON = 4
REASONS_KEPT = timedelta(days=400)
TOLD_FOR = timedelta(days=30)
_LOOKED_AT, _TOLD = 2000, 20


@dataclass(frozen=True, slots=True)
class Reason:
    """What a record is un-masked for.

    Attributes:
        purpose: one of those of the policy.
        words: of the person himself, `SHORTEST_REASON` to `LONGEST_REASON` characters.
    """

    purpose: str
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that was seen unmasked, or refused beyond the quota.

    Attributes:
        at: when.
        who: by whom.
        store: code of its store.
        purpose: what for.
        words: the reason, empty where it is kept no more.
        is_refused: whether it was one too many.
    """

    at: datetime
    who: str
    store: str
    purpose: str
    words: str
    is_refused: bool


def record_unmasking(
    engine: Engine, origin: Origin, detail: Detail, reason: Reason, most: int
) -> bool:
    """Record that a record is shown unmasked; False, with the refusal recorded, beyond the quota.

    Counted and recorded in one step, so that several at once do not slip past the quota together.
    Nothing may be shown unless this has returned True.

    Args:
        engine: the application database.
        origin: by whom, when, from where.
        detail: which record, without any value of it.
        reason: what for.
        most: within 24 hours, this one included.
    """
    told = {**detail, "purpose": reason.purpose}
    with writing(engine) as connection:
        one_at_a_time(connection)
        seen = _count(connection, origin.who, origin.now)
        if seen >= most:
            record(connection, origin, "unmask_refused", {**told, "reason": "quota"})
            return False
        position = record(connection, origin, "record_unmasked", {**told, "count": seen + 1})
        connection.execute(
            delete(unmaskings).where(unmaskings.c.said_at < origin.now - REASONS_KEPT)
        )
        connection.execute(
            insert(unmaskings).values(position=position, words=reason.words, said_at=origin.now)
        )
        return True


def unmasked_within_a_day(engine: Engine, who: str, now: datetime) -> int:
    """Return how many records a person has un-masked within the last 24 hours."""
    with engine.connect() as connection:
        return _count(connection, who, now)


def reasons_at(engine: Engine, positions: Collection[int]) -> Mapping[int, str]:
    """Return what was written as reasons, by position of the row of the audit."""
    query = select(unmaskings.c.position, unmaskings.c.words)
    with engine.connect() as connection:
        rows = connection.execute(query.where(unmaskings.c.position.in_(sorted(positions))))
        return {row.position: row.words for row in rows}


def seen_in_stores(engine: Engine, scope: Scope, now: datetime) -> tuple[Seen, ...]:
    """Return what was lately seen unmasked in the stores of a manager, the newest first.

    Nobody is told but whoever looks after all departments of a store.

    Args:
        engine: the application database.
        scope: of the manager.
        now: aware time.
    """
    if scope.departments is not None:
        return ()
    query = (
        select(audit)
        .where(audit.c.what.in_((UNMASKED, "unmask_refused")), audit.c.at > now - TOLD_FOR)
        .order_by(audit.c.position.desc())
        .limit(_LOOKED_AT)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    told = [(row, json.loads(row.detail)) for row in rows]
    mine = [
        (row, detail)
        for row, detail in told
        if scope.allows_store(detail.get("store", "")) and detail.get("reason", "quota") == "quota"
    ][:_TOLD]
    words = reasons_at(engine, [row.position for row, _ in mine])
    return tuple(
        Seen(
            row.at,
            row.who,
            detail["store"],
            detail["purpose"],
            words.get(row.position, ""),
            row.what != UNMASKED,
        )
        for row, detail in mine
    )


def _count(connection: Connection, who: str, now: datetime) -> int:
    query = select(func.count()).where(
        audit.c.who == stored_text(who), audit.c.what == UNMASKED, audit.c.at > now - DAY
    )
    return int(connection.execute(query).scalar_one())
