"""The invariants of the application database, for `forecourt verify`."""

from sqlalchemy import Engine, select, text

from access import tables
from access.audit import verify_chain
from access.errors import AccessError
from access.migrate import HEAD, current_version
from access.people import list_users
from access.person import Role, check_grants, is_name, normal_name


def problems(engine: Engine) -> tuple[str, ...]:
    """Return what is wrong with the application database, one sentence each; empty is well.

    Checked: its version, the chain of the audit and what keeps it append only, and that every
    person has a known role, grants that belong to it, and a password hash of the kind in use.
    """
    version = current_version(engine)
    if version != HEAD:
        found = "empty" if version is None else f"at version {version}"
        return (f"the application database is {found}, expected version {HEAD}",)
    return (*_append_only(engine), *verify_chain(engine).problems, *_people(engine))


def _append_only(engine: Engine) -> list[str]:
    """What keeps rows of the audit from being changed or deleted, and is not there any more."""
    if engine.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        expected = {"audit_no_update", "audit_no_delete"}
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgenabled = 'O'"
        )
        expected = {"audit_append_only"}
    with engine.connect() as connection:
        found = set(connection.execute(text(query)).scalars())
    return [f"the audit has lost its trigger {name}" for name in sorted(expected - found)]


def _people(engine: Engine) -> list[str]:
    found = []
    for user in list_users(engine):
        if user.name != normal_name(user.name) or not is_name(user.name):
            found.append(f"user {user.name!r}: the name is not in its normal form")
        if user.role not in tuple(Role):
            found.append(f"user {user.name!r}: unknown role {user.role!r}")
            continue
        try:
            check_grants(Role(user.role), user.grants)
        except AccessError as error:
            found.append(f"user {user.name!r}: {error.message}")
    query = select(tables.users.c.name, tables.users.c.password_hash)
    with engine.connect() as connection:
        found.extend(
            f"user {row.name!r}: the password is not kept as argon2id"
            for row in connection.execute(query)
            if not row.password_hash.startswith("$argon2id$")
        )
    return found
