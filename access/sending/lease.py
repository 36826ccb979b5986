"""Which process may do something just now, whatever the number of workers and machines."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from access.database import writing
from access.tables import leases


def take_lease(engine: Engine, name: str, holder: str, now: datetime, lasting: timedelta) -> bool:
    """Take or renew a lease; False while another one holds it.

    The lease of a holder that is gone ends by itself.

    Args:
        engine: the application database.
        name: of the lease.
        holder: who asks, by a name of his own.
        now: aware time.
        lasting: from now.
    """
    mine = leases.c.holder == holder
    over = leases.c.until <= now
    values = {"holder": holder, "until": now + lasting}
    with writing(engine) as connection:
        changed = connection.execute(
            leases.update().where(leases.c.name == name, mine | over).values(**values)
        )
        if changed.rowcount:
            return True
    try:
        with writing(engine) as connection:
            connection.execute(leases.insert().values(name=name, **values))
    except IntegrityError:
        return False
    return True


def let_go(engine: Engine, name: str, holder: str) -> None:
    """Give a lease back; one that has passed to another stays with that one."""
    with writing(engine) as connection:
        connection.execute(leases.delete().where(leases.c.name == name, leases.c.holder == holder))
