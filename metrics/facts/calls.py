"""Inbound sales calls; calls of one number on one day are one call."""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.functions import as_day, concat

_c = table("inbound_calls")

INBOUND_CALLS = Fact(
    name="inbound_calls",
    words=Words("来电", "Inbound calls"),
    source=sa.select(
        _c.c.store_code,
        _c.c.call_id,
        _c.c.call_at,
        as_day(_c.c.call_at).label("call_day"),
        _c.c.phone_hash,
        # A call whose number was withheld stands for itself.
        sa.func.coalesce(_c.c.phone_hash, concat("call ", _c.c.call_id)).label("caller"),
        _c.c.answered,
        _c.c.sc_id,
    ).subquery("call_rows"),
    tables=("inbound_calls",),
    document=("call_id", "call_at", "phone_hash", "answered", "sc_id"),
    dimensions={"consultant": "sc_id"},
)
