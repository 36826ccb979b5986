"""Who was here last."""

from sqlalchemy import Engine, func, select

from access.people import user_of_row
from access.person import User
from access.tables import audit, users


def recent_people(engine: Engine, at_most: int) -> tuple[User, ...]:
    """Return those who signed in last and may come in, the latest first.

    Sessions would not tell: one that has ended is removed when somebody else comes.

    Args:
        engine: The application database.
        at_most: So many people.
    """
    came = (
        select(func.max(audit.c.at))
        .where(audit.c.who == users.c.name, audit.c.what == "signed_in")
        .scalar_subquery()
    )
    query = (
        select(users)
        .where(users.c.disabled.is_(False), users.c.must_change_password.is_(False))
        .where(came.is_not(None))
        .order_by(came.desc(), users.c.name)
        .limit(at_most)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
        return tuple(user_of_row(connection, row) for row in rows)
