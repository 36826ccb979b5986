"""Adding, finding and changing people; every change is audited in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from access import tables
from access.audit import Origin, record
from access.database import writing
from access.errors import AccessError
from access.passwords import check_password, hash_password
from access.person import (
    GrantKind,
    Grants,
    Role,
    User,
    check_grants,
    check_name,
    is_name,
    normal_name,
)

ONE_TIME_DAYS = 7


@dataclass(frozen=True, slots=True)
class NewUser:
    """What is said about a person to add."""

    name: str
    role: Role
    grants: Grants = field(default_factory=Grants)


def add_user(
    engine: Engine, new: NewUser, password: str, origin: Origin, one_time: bool = False
) -> User:
    """Add a person.

    Args:
        engine: The application database.
        new: Name, role and grants; no grant is allowed and opens nothing.
        password: Follows `access.passwords.check_password`.
        origin: By whom, when, from where.
        one_time: The password is a secret to be changed at the first sign-in, within
            `ONE_TIME_DAYS`.

    Raises:
        AccessError: If the name, a grant or the password does not fit, or the name is taken.
    """
    name = check_name(new.name)
    check_grants(new.role, new.grants)
    check_password(password, name, (value for _, value in new.grants.pairs()))
    hashed = hash_password(password)
    try:
        with writing(engine) as connection:
            identity = connection.execute(
                insert(tables.users).values(
                    name=name,
                    role=new.role.value,
                    disabled=False,
                    created_at=origin.now,
                    **_password_values(hashed, origin, one_time),
                )
            ).inserted_primary_key
            if identity is None:
                raise RuntimeError("users: the database gave no key for the new row")
            _insert_grants(connection, identity[0], new.grants.pairs())
            detail = {"user": name, "role": new.role.value, "grants": _words(new.grants.pairs())}
            record(connection, origin, "user_added", detail)
            return _found(connection, name)
    except IntegrityError:
        raise AccessError(
            f"there is already a user {name!r}",
            "choose another name, or change that user with `forecourt user password` or "
            "`forecourt user grant`",
        ) from None


def find_user(engine: Engine, name: str) -> User:
    """Return the person with this name, in any spelling `normal_name` accepts.

    Raises:
        AccessError: If there is none.
    """
    with engine.connect() as connection:
        return _found(connection, name)


def list_users(engine: Engine) -> tuple[User, ...]:
    """Return everybody, sorted by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(tables.users).order_by(tables.users.c.name)).all()
        return tuple(user_of_row(connection, row) for row in rows)


def set_password(
    engine: Engine, name: str, password: str, origin: Origin, one_time: bool = False
) -> None:
    """Give a person a new password and end all his sessions.

    Raises:
        AccessError: If there is no such person or the password does not fit.
    """
    user = find_user(engine, name)
    check_password(password, user.name, (value for _, value in user.grants.pairs()))
    hashed = hash_password(password)
    with writing(engine) as connection:
        connection.execute(
            update(tables.users)
            .where(tables.users.c.id == user.id)
            .values(**_password_values(hashed, origin, one_time))
        )
        end_sessions(connection, user)
        record(connection, origin, "password_set", {"user": user.name, "one_time": one_time})


def disable(engine: Engine, name: str, origin: Origin) -> None:
    """Shut a person out at once: his sessions end and no password opens a new one.

    Raises:
        AccessError: If there is no such person.
    """
    _set_disabled(engine, name, origin, True)


def enable(engine: Engine, name: str, origin: Origin) -> None:
    """Undo `disable`; the person signs in with the password he had.

    Raises:
        AccessError: If there is no such person.
    """
    _set_disabled(engine, name, origin, False)


def grant(engine: Engine, name: str, grants: Grants, origin: Origin) -> User:
    """Give a person more; all his sessions end, so that new rights come with a new sign-in.

    Raises:
        AccessError: If there is no such person, or his role does not take such a grant.
    """
    with writing(engine) as connection:
        user = _found(connection, name)
        if user.role not in tuple(Role):
            raise AccessError(
                f"user {user.name!r} has the unknown role {user.role!r}",
                "disable him and add him again with a known role",
            )
        check_grants(Role(user.role), grants)
        added = sorted(set(grants.pairs()) - set(user.grants.pairs()))
        _insert_grants(connection, user.id, added)
        end_sessions(connection, user)
        record(connection, origin, "granted", {"user": user.name, "grants": _words(added)})
        return _found(connection, name)


def revoke(engine: Engine, name: str, grants: Grants, origin: Origin) -> User:
    """Take grants away, at once: all his sessions end. Those he does not have are no error.

    Raises:
        AccessError: If there is no such person.
    """
    table = tables.grants.c
    with writing(engine) as connection:
        user = _found(connection, name)
        for kind, value in grants.pairs():
            connection.execute(
                delete(tables.grants).where(
                    table.user_id == user.id, table.kind == kind, table.value == value
                )
            )
        end_sessions(connection, user)
        record(connection, origin, "revoked", {"user": user.name, "grants": _words(grants.pairs())})
        return _found(connection, name)


def user_of_row(connection: Connection, row: Row[tuple[object, ...]]) -> User:
    """Complete a row of `users` with its grants."""
    pairs = connection.execute(
        select(tables.grants.c.kind, tables.grants.c.value).where(tables.grants.c.user_id == row.id)
    ).all()
    values = {kind: frozenset(p.value for p in pairs if p.kind == kind) for kind in GrantKind}
    return User(
        id=row.id,
        name=row.name,
        role=row.role,
        grants=Grants(
            stores=values[GrantKind.STORE],
            regions=values[GrantKind.REGION],
            departments=values[GrantKind.DEPARTMENT],
        ),
        disabled=row.disabled,
        must_change_password=row.must_change_password,
        created_at=row.created_at,
    )


def end_sessions(connection: Connection, user: User) -> None:
    """End all sessions of a person, in the caller's transaction."""
    connection.execute(delete(tables.sessions).where(tables.sessions.c.user_id == user.id))


def _found(connection: Connection, name: str) -> User:
    normal = normal_name(name)
    # What is not a name is not asked for: half a surrogate pair would make the driver fail.
    if is_name(normal):
        row = connection.execute(select(tables.users).where(tables.users.c.name == normal)).first()
        if row is not None:
            return user_of_row(connection, row)
    raise AccessError(f"there is no user {name!r}", "see `forecourt user list` for the names")


def _set_disabled(engine: Engine, name: str, origin: Origin, disabled: bool) -> None:
    with writing(engine) as connection:
        user = _found(connection, name)
        connection.execute(
            update(tables.users).where(tables.users.c.id == user.id).values(disabled=disabled)
        )
        end_sessions(connection, user)
        what = "user_disabled" if disabled else "user_enabled"
        record(connection, origin, what, {"user": user.name})


def _password_values(hashed: str, origin: Origin, one_time: bool) -> dict[str, object]:
    return {
        "password_hash": hashed,
        "must_change_password": one_time,
        "password_expires_at": origin.now + timedelta(days=ONE_TIME_DAYS) if one_time else None,
    }


def _insert_grants(connection: Connection, user_id: int, pairs: Iterable[tuple[str, str]]) -> None:
    for kind, value in pairs:
        connection.execute(insert(tables.grants).values(user_id=user_id, kind=kind, value=value))


def _words(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{kind} {value}" for kind, value in pairs]
