"""Bringing the application database to the newest version.

The steps themselves are in `access/migrations/versions`. Forward only: an older program
refuses a newer database instead of guessing.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from access.database import writing
from access.errors import AccessError

HEAD = "v0011"
_FOLDER = Path(__file__).resolve().parent / "migrations"
# Any fixed number that no other lock of this database uses.
_LOCK_NUMBER = 4_515_002_601


def migrate(engine: Engine) -> None:
    """Bring the database to `HEAD`; does nothing, quickly, when it is there already.

    Safe when several processes start at once: they wait for one another.

    Args:
        engine: From `access.database.open_database`.

    Raises:
        AccessError: If the database was made by a newer program.
    """
    if current_version(engine) == HEAD:
        return
    with _alone(engine):
        if engine.dialect.name == "sqlite":
            _use_write_ahead_log(engine)
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER}
                )
            _upgrade(connection)


def current_version(engine: Engine) -> str | None:
    """Return the version the database is at, or None when it is empty."""
    with engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Imported here because it takes longer than a start on an up-to-date database may.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    version = _version(connection)
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise AccessError(
            f"the application database is at version {version}, which this program, made for "
            f"{HEAD}, does not know",
            "run the newer Forecourt again, or restore the backup made before it was installed",
        )
    command.upgrade(config, "head")


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Hold a lock file beside a SQLite database: its journal mode cannot change in a transaction.

    Two processes that change it at once do not wait for one another but fail.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    path = f"{engine.url.database}.lock"
    with open(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _use_write_ahead_log(engine: Engine) -> None:
    """Let readers go on while one process writes; the file remembers it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()
