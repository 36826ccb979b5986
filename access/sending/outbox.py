"""The outbox: what is due is written down first, then sent, then what became of it is written.

A message is told apart by its key, so that a day is put out once however often it is asked for. It
is claimed before it is sent: a process that dies in between leaves it to the next one, after a
while, and its reader may find it twice, with the same number. One that ends every process that
tries it is given up like one that is refused every time.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, select

from access.audit import Detail, Origin, record
from access.database import insert_new, writing
from access.sending.deliveries import Delivery, delivery_of
from access.sending.messages import Fault, Message, State, message_of
from access.tables import deliveries, outbox

# A report of the morning is of no use in the evening.
LATEST = timedelta(hours=6)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
"""Between one attempt and the next; after the last of them the message is given up."""
SENDING = timedelta(minutes=5)
"""How long a claimed message is left alone: longer than making and sending it takes."""
_LOGGED = 200


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

    What is too late to be sent by then is written down as such, and in the audit.

    Args:
        engine: the application database.
        now: aware time.
        local: the same in the zone of the server.
    """
    with writing(engine) as connection:
        rows = connection.execute(select(deliveries).where(_is_to_put_out(local))).all()
        return sum(_put_out_day(connection, delivery_of(row), now, local) for row in rows)


def _put_out_day(
    connection: Connection, delivery: Delivery, now: datetime, local: datetime
) -> bool:
    """Write today's message of one order down; False where it is there already."""
    today = local.date()
    moment = datetime.combine(today, time.fromisoformat(delivery.order.at), local.tzinfo)
    values = _values(delivery, today, now) | {"due_at": moment}
    is_late = local - moment > LATEST
    if is_late:
        values |= {"state": State.LATE.value, "done_at": now}
    key = f"{delivery.id}/{today}"
    is_new = insert_new(connection, outbox, key=key, **values)
    if is_new and is_late:
        row = connection.execute(select(outbox).where(outbox.c.key == key)).one()
        _record_end(connection, message_of(row), State.LATE, Fault.NONE, now)
    done = deliveries.update().where(deliveries.c.id == delivery.id)
    connection.execute(done.values(last_day=today))
    return is_new


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
        return tuple(message_of(row) for row in connection.execute(query).all())


def claim(engine: Engine, message: Message, now: datetime) -> Delivery | None:
    """Claim a message before sending it; None where another one has, or it is not wanted any more.

    Whatever was written down in time is too late to be sent after a while, and what was claimed
    often enough without an end has ended the processes that claimed it.

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
            _end(connection, message, State.REFUSED, Fault.STOPPED, now)
        elif now - message.due_at > LATEST:
            _end(connection, message, State.LATE, message.fault, now)
        elif message.attempts > len(WAITS):
            _end(connection, message, State.GIVEN_UP, Fault.INTERRUPTED, now)
        else:
            return delivery_of(row)
    return None


def finish(
    engine: Engine,
    message: Message,
    now: datetime,
    fault: Fault = Fault.NONE,
    is_final: bool = False,
) -> State:
    """Write down what became of a claimed message, and in the audit once it is over.

    Args:
        engine: the application database.
        message: as it was before it was claimed.
        now: aware time.
        fault: why it was not sent; none where it was.
        is_final: whether trying again is of no use.
    """
    if not fault:
        state = State.SENT
    elif is_final:
        state = State.REFUSED
    else:
        state = State.WAITING if message.attempts < len(WAITS) else State.GIVEN_UP
    with writing(engine) as connection:
        if state is State.WAITING:
            later = {"fault": fault.value, "next_at": now + WAITS[message.attempts]}
            connection.execute(outbox.update().where(outbox.c.id == message.id).values(**later))
        else:
            _end(connection, message, state, fault, now)
    return state


def _end(
    connection: Connection, message: Message, state: State, fault: Fault, now: datetime
) -> None:
    values = {"state": state.value, "fault": fault.value, "done_at": now}
    connection.execute(outbox.update().where(outbox.c.id == message.id).values(**values))
    _record_end(connection, message, state, fault, now)


def _record_end(
    connection: Connection, message: Message, state: State, fault: Fault, now: datetime
) -> None:
    detail: Detail = {
        "message": message.id,
        "kind": message.kind,
        "to": message.shown,
        "day": message.day.isoformat(),
        "fault": fault.value,
    }
    record(connection, Origin(message.person, now), f"report_{state.value}", detail)


def log_of(engine: Engine, person: str | None = None) -> tuple[Message, ...]:
    """Return the newest messages first, of one person or, for an administrator, of everybody."""
    query = select(outbox).order_by(outbox.c.id.desc()).limit(_LOGGED)
    if person is not None:
        query = query.where(outbox.c.person == person)
    with engine.connect() as connection:
        return tuple(message_of(row) for row in connection.execute(query).all())


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
        "due_at": now,
        "next_at": now,
        "fault": "",
    }
