"""How many rows a person takes out in a day: counted in the audit, up to what the policy says."""

import json
from datetime import timedelta

from sqlalchemy import Engine, select

from access.audit import Detail, Origin, one_at_a_time, record, stored_text
from access.database import writing
from access.tables import audit

DAY = timedelta(hours=24)


def record_export(engine: Engine, origin: Origin, detail: Detail, rows: int, most: int) -> bool:
    """Record that rows are taken out; False, with the refusal recorded, where they are too many.

    Counted and recorded in one step, so that several at once do not slip past the limit together.

    Args:
        engine: the application database.
        origin: by whom, when, from where.
        detail: what is taken out, without the number of rows.
        rows: how many.
        most: within 24 hours, these included.
    """
    earlier = select(audit.c.detail).where(
        audit.c.who == stored_text(origin.who),
        audit.c.what == "exported",
        audit.c.at > origin.now - DAY,
    )
    with writing(engine) as connection:
        one_at_a_time(connection)
        taken = sum(json.loads(each).get("rows", 0) for each in connection.scalars(earlier))
        if taken + rows > most:
            record(connection, origin, "export_refused", {**detail, "rows": rows, "taken": taken})
            return False
        record(connection, origin, "exported", {**detail, "rows": rows})
        return True
