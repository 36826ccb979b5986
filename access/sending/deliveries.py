"""What a person has ordered: the morning report, every day at a time, to an address of his."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select

from access.audit import Detail, Origin, record
from access.database import writing
from access.notebook.entries import EntryError
from access.sending.channels import Channel, Kind
from access.tables import deliveries, outbox

AT_MOST = 5
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """An order.

    Attributes:
        channel: where to.
        at: time of the day on the server's clock, ``HH:MM``.
        language: ``zh`` or ``en``.
        document: whether the PDF goes along, where the channel takes files.
    """

    channel: Channel
    at: str
    language: str
    document: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order that was kept.

    Attributes:
        id: its number.
        person: user name of whose it is; it is answered with his rights at the time of sending.
        order: what was ordered.
        stopped_by: the administrator who has switched it off; empty where nobody has.
        last_day: the last day that was dealt with.
    """

    id: int
    person: str
    order: NewDelivery
    stopped_by: str
    last_day: date


def keep_delivery(engine: Engine, new: NewDelivery, by: Origin, local: datetime) -> int:
    """Keep an order and return its number; its first day is the next on which its time comes.

    Args:
        engine: the application database.
        new: the order.
        by: the person.
        local: aware time in the zone of the server.

    Raises:
        EntryError: the time is none, or there are too many already.
    """
    if _TIME.fullmatch(new.at) is None:
        raise EntryError("at", "time", "expected a time of the day, HH:MM", "08:00")
    is_past = local.strftime("%H:%M") >= new.at
    last = local.date() - timedelta(days=0 if is_past else 1)
    own = deliveries.c.person == by.who
    with writing(engine) as connection:
        count = connection.execute(select(func.count()).where(own)).scalar_one()
        if count >= AT_MOST:
            raise EntryError(
                "address", "many", f"expected at most {AT_MOST} orders, got one more", "remove one"
            )
        _record(connection, by, "delivery_kept", new)
        made = connection.execute(
            deliveries.insert().values(
                person=by.who,
                kind=new.channel.kind.value,
                target=json.dumps([new.channel.target, new.channel.secret]),
                at=new.at,
                language=new.language,
                document=new.document,
                stopped_by="",
                last_day=last,
                made_at=by.now,
            )
        ).inserted_primary_key
    if made is None:
        raise RuntimeError("deliveries: the database gave no key for the new row")
    return int(made[0])


def deliveries_of(engine: Engine, person: str) -> tuple[Delivery, ...]:
    """Return what a person has ordered, in the order of the times."""
    query = select(deliveries).where(deliveries.c.person == person)
    return _read(engine, query)


def all_deliveries(engine: Engine) -> tuple[Delivery, ...]:
    """Return what everybody has ordered, for an administrator."""
    return _read(engine, select(deliveries))


def remove_delivery(engine: Engine, number: int, by: Origin) -> bool:
    """Remove an order of one's own, with what still waits to be sent; False where there is none."""
    own = (deliveries.c.id == number, deliveries.c.person == by.who)
    with writing(engine) as connection:
        row = connection.execute(select(deliveries).where(*own)).first()
        if row is None:
            return False
        _record(connection, by, "delivery_removed", delivery_of(row).order)
        waiting = (outbox.c.delivery == number, outbox.c.state == "waiting")
        connection.execute(outbox.delete().where(*waiting))
        connection.execute(deliveries.delete().where(*own))
        return True


def switch_delivery(engine: Engine, number: int, on: bool, by: Origin) -> bool:
    """Switch anybody's order off or on again, as an administrator; False where there is none.

    Whether ``by`` is one is the caller's to see to.
    """
    one = deliveries.c.id == number
    with writing(engine) as connection:
        row = connection.execute(select(deliveries).where(one)).first()
        if row is None:
            return False
        detail: Detail = {"delivery": number, "person": row.person, "on": on}
        record(connection, by, "delivery_switched", detail)
        stopped = "" if on else by.who
        connection.execute(deliveries.update().where(one).values(stopped_by=stopped))
        return True


def delivery_of(row: Row[Any]) -> Delivery:
    """A row of the table as a value."""
    target, secret = json.loads(row.target)
    channel = Channel(Kind(row.kind), target, secret)
    order = NewDelivery(channel, row.at, row.language, row.document)
    return Delivery(row.id, row.person, order, row.stopped_by, row.last_day)


def _read(engine: Engine, query: Select[Any]) -> tuple[Delivery, ...]:
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(deliveries.c.at, deliveries.c.id)).all()
    return tuple(delivery_of(row) for row in rows)


def _record(connection: Connection, by: Origin, what: str, order: NewDelivery) -> None:
    detail: Detail = {"kind": order.channel.kind.value, "to": order.channel.shown, "at": order.at}
    record(connection, by, what, detail)
