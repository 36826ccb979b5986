from pathlib import Path

from sqlalchemy import Engine, insert, text, update

from access import tables
from access.database import open_database
from access.migrate import HEAD
from access.person import User
from access.verification import problems


def test_a_sound_database_has_no_problems(engine: Engine, manager: User) -> None:
    assert problems(engine) == ()


def test_an_empty_or_foreign_version_is_the_problem(engine: Engine, tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path}/other.db")
    assert problems(empty) == (f"the application database is empty, expected version {HEAD}",)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    assert problems(engine) == (
        f"the application database is at version v9999, expected version {HEAD}",
    )


def test_every_oddity_of_people_is_named(engine: Engine, manager: User) -> None:
    with engine.begin() as connection:
        connection.execute(update(tables.users).values(password_hash="plain text"))
        connection.execute(
            insert(tables.grants).values(user_id=manager.id, kind="region", value="华东")
        )
    assert problems(engine) == (
        "user 'manager': role gm takes store, got region '华东'",
        "user 'manager': the password is not kept as argon2id",
    )
    with engine.begin() as connection:
        connection.execute(update(tables.users).values(role="owner", name="Manager"))
    assert problems(engine)[:2] == (
        "user 'Manager': the name is not in its normal form",
        "user 'Manager': unknown role 'owner'",
    )


def test_a_broken_audit_is_named(engine: Engine, manager: User) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(update(tables.audit).values(who="somebody else"))
    assert problems(engine) == (
        "the audit has lost its trigger audit_no_update",
        "audit row 1: content differs from what was recorded",
    )
