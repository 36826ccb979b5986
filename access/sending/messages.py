"""A message of the outbox, what can become of it, and why; fixed words, for readers to be shown."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row


class State(StrEnum):
    """What became of a message.

    ``LATE`` was not sent since its time had long passed; ``REFUSED`` was not sent because nothing
    is open to the person, or cannot be sent at all.
    """

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    REFUSED = "refused"
    LATE = "late"


class Fault(StrEnum):
    """Why a message was not sent, as its reader is told; the particulars are in the log alone."""

    NONE = ""
    NO_DATA = "no_data"
    UNREADABLE = "unreadable"
    UNMADE = "unmade"
    UNPRINTED = "unprinted"
    NO_MAIL_SERVER = "no_mail_server"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    INTERRUPTED = "interrupted"
    RIGHTS = "rights"
    STOPPED = "stopped"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "Fault":
        """What an older program wrote in words of its own."""
        return cls.OTHER


@dataclass(frozen=True, slots=True)
class Message:
    """A row of the outbox.

    Attributes:
        id: its number, which its reader sees.
        delivery: number of the order.
        person: whose it is.
        kind: of the channel.
        shown: as much of the address as may be shown.
        day: it is the report of this day.
        is_trial: whether it was asked for at once.
        state: what became of it.
        attempts: how often it was tried.
        due_at: when it was to be sent.
        next_at: not to be tried before.
        fault: why the last attempt failed.
        done_at: when it was sent or given up.
    """

    id: int
    delivery: int
    person: str
    kind: str
    shown: str
    day: date
    is_trial: bool
    state: State
    attempts: int
    due_at: datetime
    next_at: datetime
    fault: Fault
    done_at: datetime | None


def message_of(row: Row[Any]) -> Message:
    """A row of the table as a value."""
    return Message(
        row.id,
        row.delivery,
        row.person,
        row.kind,
        row.shown,
        row.day,
        row.is_trial,
        State(row.state),
        row.attempts,
        row.due_at,
        row.next_at,
        Fault(row.fault),
        row.done_at,
    )
