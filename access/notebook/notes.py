"""Notes: what happened on a day or over some days that figures should be read with.

Whoever may see a figure may read and write notes on it. A note is taken back by its author, or by
somebody to whom all departments of the store are open.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, or_, select

from access.audit import Detail, Origin, record
from access.database import writing
from access.notebook.entries import (
    About,
    check_open,
    is_open,
    next_revision,
    packed,
    stored,
    unpacked,
)
from access.scope import Scope
from access.tables import notes as table

LONGEST_NOTE = 200
AT_MOST = 500


class NoteKind(StrEnum):
    """What sort of event it was."""

    CAMPAIGN = "campaign"
    STRIKE = "strike"
    SYSTEM = "system"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Written:
    """A note as it is kept.

    Attributes:
        id: its number.
        about: the store, the KPI if it is about one, and the days.
        kind: what sort of event it was.
        words: what happened.
        written_by: user name.
    """

    id: int
    about: About
    kind: NoteKind
    words: str
    written_by: str


def write_notes(
    engine: Engine, scope: Scope, abouts: Collection[About], said: tuple[NoteKind, str], by: Origin
) -> None:
    """Write the same note beside figures of one or several stores: all of them or none.

    Args:
        engine: the application database.
        scope: of whoever writes.
        abouts: one for each store.
        said: the kind of event and what happened.
        by: who writes when and from where; for the audit.

    Raises:
        ScopeError: a figure is not open to him.
        EntryError: the words cannot be kept.
    """
    kind, words = said
    kept = stored("words", words, LONGEST_NOTE, required=True)
    for about in abouts:
        check_open(scope, about)
    with writing(engine) as connection:
        for about in abouts:
            detail = {"store": about.store, "kpi": about.kpi, "kind": kind.value}
            record(connection, by, "note_written", detail)
            connection.execute(
                table.insert().values(
                    store=about.store,
                    kpi=about.kpi,
                    departments=packed(about.departments),
                    first_day=about.start,
                    last_day=about.end,
                    kind=kind.value,
                    words=kept,
                    written_by=scope.subject,
                    written_at=by.now,
                    revision=next_revision(connection, table),
                )
            )


def remove_note(engine: Engine, scope: Scope, number: int, by: Origin) -> bool:
    """Take a note back; False where there is none that the sender may take back."""
    with writing(engine) as connection:
        row = connection.execute(
            select(table).where(table.c.id == number, table.c.removed_at.is_(None))
        ).first()
        if row is None or not may_remove(scope, _note(row)):
            return False
        detail: Detail = {"note": number, "store": row.store, "kpi": row.kpi}
        record(connection, by, "note_removed", detail)
        values = {"removed_at": by.now, "revision": next_revision(connection, table)}
        connection.execute(table.update().where(table.c.id == number).values(**values))
        return True


def may_remove(scope: Scope, note: Written) -> bool:
    """Tell whether a reader may take a note back."""
    is_own = note.written_by == scope.subject
    return is_open(scope, note.about) and (is_own or scope.departments is None)


def notes_of(
    engine: Engine, scope: Scope, stores: Collection[str], kpi: str, since: date | None = None
) -> tuple[Written, ...]:
    """Return the notes on a KPI and those on whole stores, the earliest day first.

    Args:
        engine: the application database.
        scope: of the reader.
        stores: codes.
        kpi: id; empty for notes on whole stores only.
        since: leave out what ended before; None for all.
    """
    query = (
        select(table)
        .where(table.c.store.in_(scope.limit(stores)), table.c.removed_at.is_(None))
        .where(or_(table.c.kpi == "", table.c.kpi == kpi))
        .order_by(table.c.first_day.desc(), table.c.id.desc())
        .limit(AT_MOST)
    )
    if since is not None:
        query = query.where(table.c.last_day >= since)
    with engine.connect() as connection:
        found = [_note(row) for row in connection.execute(query)]
    return tuple(note for note in reversed(found) if is_open(scope, note.about))


def _note(row: Row[Any]) -> Written:
    about = About(row.store, unpacked(row.departments), row.kpi, row.first_day, row.last_day)
    return Written(row.id, about, NoteKind(row.kind), row.words, row.written_by)
