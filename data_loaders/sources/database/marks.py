"""How far a table has been read: a watermark, its kind, and what lies an overlap before it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from data_loaders.sources.database.cells import CHINA, text_of

Value = datetime | date | int | Decimal
# Before it there are placeholders only, such as 0000-00-00.
FIRST_DAY = date(1970, 1, 1)


class Kind(StrEnum):
    """What a watermark column holds."""

    TIME = "time"
    MOMENT = "moment"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a table was read when its rows were last published.

    Attributes:
        column: The watermark column; empty for a table that is read whole.
        kind: What it holds; empty for a table that is read whole.
        reached: Its highest value, as text; empty where no row had one.
        content: Fingerprint of the rows that the next read finds if nothing changes.
        sha256: The extract that held the rows.
        extracted_at: The time given to them, local.
    """

    column: str
    kind: str
    reached: str
    content: str
    sha256: str
    extracted_at: datetime


def kind_of(value: object) -> Kind | None:
    """Return the kind of a watermark by one of its values; None for what is no watermark."""
    if isinstance(value, datetime):
        return Kind.TIME if value.tzinfo is None else Kind.MOMENT
    if isinstance(value, date):
        return Kind.DAY
    if isinstance(value, int) and not isinstance(value, bool):
        return Kind.NUMBER
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return Kind.NUMBER
    return None


def to_text(value: Value) -> str:
    """Return a watermark as it is kept and shown: moments in Chinese time, without zone."""
    if isinstance(value, Decimal):
        return str(int(value))
    return text_of(value) or ""


def from_text(text: str, kind: Kind) -> Value:
    """Return a watermark from what `to_text` made of it."""
    match kind:
        case Kind.TIME:
            return datetime.fromisoformat(text)
        case Kind.MOMENT:
            return datetime.fromisoformat(text).replace(tzinfo=CHINA)
        case Kind.DAY:
            return date.fromisoformat(text)
        case Kind.NUMBER:
            return int(text)


def before(value: Value, kind: Kind, time: timedelta, count: int) -> Value:
    """Return what lies an overlap before a watermark.

    Args:
        value: The watermark.
        kind: Its kind.
        time: The overlap of times and days; part of a day counts as a whole one for days.
        count: The overlap of numbers.
    """
    if isinstance(value, datetime):
        return value - time
    if isinstance(value, date):
        return value - timedelta(days=-(-time // timedelta(days=1)))
    return int(value) - count


def precedes(one: Value, other: Value) -> bool:
    """Tell whether a watermark lies before another one of its kind."""
    return bool(one < other)  # type: ignore[operator]


def latest(now: datetime, kind: Kind) -> Value | None:
    """Return the highest watermark that can be true at a local time; None for numbers.

    A day is allowed for clocks that differ; beyond it stands a slip that would hide every row
    that comes until then.
    """
    tomorrow = now + timedelta(days=1)
    match kind:
        case Kind.TIME:
            return tomorrow
        case Kind.MOMENT:
            return tomorrow.replace(tzinfo=CHINA)
        case Kind.DAY:
            return tomorrow.date()
        case Kind.NUMBER:
            return None


def earliest(kind: Kind) -> Value | None:
    """Return the lowest watermark that is no placeholder; None for numbers."""
    midnight = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)  # noqa: DTZ001 - local
    match kind:
        case Kind.TIME:
            return midnight
        case Kind.MOMENT:
            return midnight.replace(tzinfo=CHINA)
        case Kind.DAY:
            return FIRST_DAY
        case Kind.NUMBER:
            return None


def bound(value: Value, kind: Kind) -> sa.ColumnElement[Any]:
    """Return a watermark as a parameter, of the type that lets the column's index be used."""
    types: dict[Kind, sa.types.TypeEngine[Any]] = {
        Kind.TIME: sa.DateTime(),
        Kind.MOMENT: sa.DateTime(timezone=True),
        Kind.DAY: sa.Date(),
        Kind.NUMBER: sa.BigInteger(),
    }
    return sa.literal(value, types[kind])
