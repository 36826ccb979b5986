"""Values of a database as text, the same for every driver."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

# What has a zone is told in the time of the stores.
CHINA = timezone(timedelta(hours=8))


def as_text(block: Sequence[sa.Row[Any]], headings: Sequence[str]) -> pa.Table:
    """Return rows as a table of text columns; bytes other than a single bit are left empty."""
    columns = list(zip(*block, strict=True)) or [()] * len(headings)
    schema = text_schema(headings)
    return pa.table(
        [pa.array([text_of(value) for value in column], pa.string()) for column in columns],
        schema=schema,
    )


def text_schema(headings: Sequence[str]) -> pa.Schema:
    """Return text columns of these names."""
    return pa.schema([(heading, pa.string()) for heading in headings])


def text_of(value: Any) -> str | None:
    """Return a value as text; None for no value and for bytes."""
    if isinstance(value, bytes) and value in (b"\x00", b"\x01"):
        # BIT(1) is how MySQL keeps yes and no.
        return str(value[0])
    if value is None or isinstance(value, bytes | memoryview):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            value = value.astimezone(CHINA).replace(tzinfo=None)
        return str(value.isoformat(" "))
    return value.isoformat() if isinstance(value, date) else str(value)
