"""The outbox: what is due is written down first, then sent, then what became of it is written.

A message is told apart by its key, so that a day is put out once however often it is asked for. It
is claimed before it is sent: a process that dies in between leaves it to the next one, after a
while, and its reader may find it twice, with the same number.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, select

from access.audit import Detail, Origin, record
from access.database import writing
from access.sending.deliveries import Delivery, delivery_of
from access.tables import deliveries, outbox

# A report of the morning is of no use in the evening.
LATEST = timedelta(hours=6)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
"""Between one attempt and the next; after the last of them the message is given up."""
SENDING = timedelta(minutes=5)
"""How long a claimed message is left alone: longer than making and sending it takes."""
LONGEST_FAULT = 200
_LOGGED = 200


class State(StrEnum):
    """What became of a message.

    ``LATE`` was never tried, since its time had long passed when the server came up; ``REFUSED``
    was not sent because nothing is open to the person, or cannot be sent at all.
    """

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    REFUSED = "refused"
    LATE = "late"


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
        next_at: not to be tried before.
        fault: why the last attempt failed; without addresses and tokens.
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
    next_at: datetime
    fault: str
    done_at: datetime | None


def is_anything_due(engine: Engine, now: datetime, local: datetime) -> bool:
    """Whether there is something to put out or to send; quick, for asking often.

    Args:
        engine: the application database.
        now: aware time.
        local: the same in the zone of the server.
    """
    waiting = select(outbox.c.id).where(_is_ready(now)).limit(1)
    ordered = select(deliveries.c.id).where(_is_to_put_out(local)).limit(1)
    with engine.connect() as connection:
        return any(connection.execute(query).first() is not None for query in (waiting, ordered))


def put_out(engine: Engine, now: datetime, local: datetime) -> int:
    """Write down every message whose time has come today; return how many.

    Args:
        engine: the application database.
        now: aware time.
        local: the same in the zone of the server.
    """
    today = local.date()
    with writing(engine) as connection:
        rows = connection.execute(select(deliveries).where(_is_to_put_out(local))).all()
        for row in rows:
            order = delivery_of(row)
            moment = datetime.combine(today, time.fromisoformat(order.order.at), local.tzinfo)
            is_late = local - moment > LATEST
            values = _values(order, today, now)
            if is_late:
                values |= {"state": State.LATE.value, "done_at": now}
            connection.execute(outbox.insert().values(key=f"{row.id}/{today}", **values))
            changed = deliveries.update().where(deliveries.c.id == row.id)
            connection.execute(changed.values(last_day=today))
    return len(rows)


def put_out_trial(engine: Engine, number: int, by: Origin, local: datetime) -> bool:
    """Write down a message of one's own order to be sent at once; False where it cannot be.

    There is one at a time, so that nobody floods a group by pressing a button.
    """
    own = (deliveries.c.id == number, deliveries.c.person == by.who, deliveries.c.stopped_by == "")
    waits = (outbox.c.delivery == number, outbox.c.state == State.WAITING.value)
    with writing(engine) as connection:
        row = connection.execute(select(deliveries).where(*own)).first()
        if row is None or connection.execute(select(outbox.c.id).where(*waits)).first() is not None:
            return False
        values = {**_values(delivery_of(row), local.date(), by.now), "is_trial": True}
        key = f"{number}/trial/{by.now.timestamp():.3f}"
        connection.execute(outbox.insert().values(key=key, **values))
        return True


def due(engine: Engine, now: datetime) -> tuple[Message, ...]:
    """Return what is to be sent now, in the order in which it came due."""
    query = select(outbox).where(_is_ready(now)).order_by(outbox.c.next_at, outbox.c.id)
    with engine.connect() as connection:
        return tuple(_message(row) for row in connection.execute(query).all())


def claim(engine: Engine, message: Message, now: datetime) -> Delivery | None:
    """Claim a message before sending it; None where another one has, or it is not wanted any more.

    Returns:
        The order as it is now.
    """
    mine = and_(outbox.c.id == message.id, outbox.c.attempts == message.attempts, _is_ready(now))
    with writing(engine) as connection:
        taken = connection.execute(
            outbox.update().where(mine).values(attempts=message.attempts + 1, next_at=now + SENDING)
        )
        if taken.rowcount == 0:
            return None
        query = select(deliveries).where(deliveries.c.id == message.delivery)
        row = connection.execute(query).first()
        if row is None or row.stopped_by:
            values = {"state": State.REFUSED.value, "done_at": now, "fault": "stopped"}
            connection.execute(outbox.update().where(outbox.c.id == message.id).values(**values))
            return None
        return delivery_of(row)


def finish(
    engine: Engine, message: Message, now: datetime, fault: str = "", is_final: bool = False
) -> State:
    """Write down what became of a claimed message, and in the audit once it is over.

    Args:
        engine: the application database.
        message: as it was before it was claimed.
        now: aware time.
        fault: why it was not sent; empty where it was. Never an address or a token.
        is_final: whether trying again is of no use.
    """
    values: dict[str, object] = {"fault": fault[:LONGEST_FAULT]}
    if not fault:
        state = State.SENT
    elif is_final:
        state = State.REFUSED
    else:
        state = State.WAITING if message.attempts < len(WAITS) else State.GIVEN_UP
    values["state"] = state.value
    if state is State.WAITING:
        values["next_at"] = now + WAITS[message.attempts]
    else:
        values["done_at"] = now
    with writing(engine) as connection:
        connection.execute(outbox.update().where(outbox.c.id == message.id).values(**values))
        if state is not State.WAITING:
            detail: Detail = {
                "message": message.id,
                "kind": message.kind,
                "to": message.shown,
                "day": message.day.isoformat(),
                "fault": fault[:LONGEST_FAULT],
            }
            record(connection, Origin(message.person, now), f"report_{state.value}", detail)
    return state


def log_of(engine: Engine, person: str | None = None) -> tuple[Message, ...]:
    """Return the newest messages first, of one person or, for an administrator, of everybody."""
    query = select(outbox).order_by(outbox.c.id.desc()).limit(_LOGGED)
    if person is not None:
        query = query.where(outbox.c.person == person)
    with engine.connect() as connection:
        return tuple(_message(row) for row in connection.execute(query).all())


def _is_ready(now: datetime) -> ColumnElement[bool]:
    return and_(outbox.c.state == State.WAITING.value, outbox.c.next_at <= now)


def _is_to_put_out(local: datetime) -> ColumnElement[bool]:
    return and_(
        deliveries.c.stopped_by == "",
        deliveries.c.last_day < local.date(),
        deliveries.c.at <= local.strftime("%H:%M"),
    )


def _values(delivery: Delivery, day: date, now: datetime) -> dict[str, object]:
    channel = delivery.order.channel
    return {
        "delivery": delivery.id,
        "person": delivery.person,
        "kind": channel.kind.value,
        "shown": channel.shown,
        "day": day,
        "is_trial": False,
        "state": State.WAITING.value,
        "attempts": 0,
        "next_at": now,
        "fault": "",
    }


def _message(row: Row[Any]) -> Message:
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
        row.next_at,
        row.fault,
        row.done_at,
    )
