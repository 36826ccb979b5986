"""Reading the audit: page by page, the newest rows first, and by who, what and when."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, func, select

from access.audit import GENESIS, stored_text
from access.tables import audit

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; whatever is empty or None does not matter.

    Attributes:
        who: name of a person, `operator` or `unknown`.
        what: verb.
        first: first day, UTC.
        last: last day, UTC.
        before: only rows before this position.
    """

    who: str = ""
    what: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row as it is shown."""

    position: int
    at: datetime
    who: str
    what: str
    detail: tuple[tuple[str, str], ...]
    address: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is: rows, the hash of the newest, and the verbs that occur."""

    rows: int
    newest_hash: str
    verbs: tuple[str, ...]


def read_audit(engine: Engine, wanted: Wanted) -> tuple[AuditRow, ...]:
    """Return at most `AT_ONCE` rows, the newest first."""
    query = select(audit).order_by(audit.c.position.desc()).limit(AT_ONCE)
    if wanted.who:
        query = query.where(audit.c.who == stored_text(wanted.who))
    if wanted.what:
        query = query.where(audit.c.what == stored_text(wanted.what))
    if wanted.first is not None:
        query = query.where(audit.c.at >= _midnight(wanted.first))
    if wanted.last is not None:
        query = query.where(audit.c.at < _midnight(wanted.last) + timedelta(days=1))
    if wanted.before is not None:
        query = query.where(audit.c.position < wanted.before)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(
        AuditRow(row.position, row.at, row.who, row.what, _particulars(row.detail), row.address)
        for row in rows
    )


def extent_of(engine: Engine) -> Extent:
    """Return how much there is."""
    with engine.connect() as connection:
        newest = connection.execute(
            select(audit.c.position, audit.c.hash).order_by(audit.c.position.desc()).limit(1)
        ).first()
        verbs = connection.execute(select(audit.c.what).distinct().order_by(audit.c.what))
        found = tuple(verbs.scalars())
    if newest is None:
        return Extent(0, GENESIS, ())
    return Extent(newest.position, newest.hash, found)


def hash_at(engine: Engine, position: int) -> str | None:
    """Return the hash of the row at a position; None where there is none."""
    query = select(func.max(audit.c.hash)).where(audit.c.position == position)
    with engine.connect() as connection:
        found: str | None = connection.execute(query).scalar()
        return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _particulars(detail: str) -> tuple[tuple[str, str], ...]:
    """What a row tells beside who and what, as pairs of texts."""
    try:
        told = json.loads(detail)
    except ValueError:
        return (("", detail),)
    if not isinstance(told, dict):
        return (("", str(told)),)
    return tuple((name, _text(value)) for name, value in sorted(told.items()))


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return "-" if value is None else str(value)
