"""Connections to the application database: SQLite in a file, or PostgreSQL by its URL.

What is in it is declared in `access.tables`; how it comes into being is `access.migrate`.
"""

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from access.errors import AccessError

WAIT_SECONDS = 30
# Where Debian and Red Hat keep the certificates that their machines believe.
_BELIEVED = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
_WRITING = "forecourt_writing"


def open_database(url: str) -> Engine:
    """Return an engine for `url`; nothing is connected yet.

    A SQLite file is created with mode 0600, since it holds password hashes. A PostgreSQL server
    on another machine is spoken to encrypted and proves who it is, unless the URL says otherwise
    (`sslmode`). Open one engine per process, after forking.

    Raises:
        AccessError: If the URL is none, names no file, or names an unsupported database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise AccessError(
            "the application database URL cannot be read",
            "give something like sqlite:////path/app.db or postgresql://user@host/name",
        ) from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return create_engine(proven(parsed), pool_pre_ping=True)
    if backend != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise AccessError(
            "the application database must be a SQLite file or PostgreSQL, got "
            f"{parsed.render_as_string()}",
            "give something like sqlite:////path/app.db or postgresql://user@host/name",
        )
    _create_privately(Path(parsed.database))
    engine = create_engine(parsed, connect_args={"timeout": WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def proven(url: URL) -> URL:
    """Return the URL of a PostgreSQL server with the checks that it does not speak of itself.

    Without them its driver takes any certificate, and goes on without encryption where there is
    none: https://www.postgresql.org/docs/current/libpq-ssl.html
    """
    if "sslmode" in url.query or all(_is_here(host) for host in _hosts(url)):
        return url
    asked = url.update_query_dict({"sslmode": "verify-full"})
    if "sslrootcert" in asked.query:
        return asked
    known = ssl.get_default_verify_paths().cafile
    believed = next((path for path in (known, *_BELIEVED) if path and Path(path).exists()), None)
    return asked.update_query_dict({"sslrootcert": believed or "system"})


def _hosts(url: URL) -> tuple[str, ...]:
    """Every host of a URL; none for a socket of this machine."""
    more = [each for name in ("host", "hostaddr") for each in url.normalized_query.get(name, ())]
    named = [*([url.host] if url.host else []), *more]
    return tuple(host for each in named for host in each.split(","))


def _is_here(host: str) -> bool:
    if host in ("", "localhost") or host.startswith("/"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that may write; commit at the end, or roll back.

    On SQLite the write lock is taken at the start: a transaction that reads first and writes
    later fails at once when another one wrote in between, without waiting.
    """
    with engine.connect() as connection:
        connection.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


def insert_new(connection: Connection, table: Table, **values: object) -> bool:
    """Insert a row and return True; False, with nothing changed, where its key is taken.

    The transaction goes on either way, which on PostgreSQL a failed insert would end.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(row.returning(*table.primary_key)).first() is not None


def is_reachable(engine: Engine) -> bool:
    """Tell whether the database answers, for the readiness probe."""
    try:
        with engine.connect() as connection:
            return bool(connection.execute(text("SELECT 1")).scalar_one() == 1)
    except SQLAlchemyError:
        return False


def _create_privately(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    # The driver's own transaction handling begins late and not before DDL; ours begins in
    # _begin_sqlite: https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable
    dbapi_connection.isolation_level = None
    dbapi_connection.execute("PRAGMA foreign_keys = ON")
    dbapi_connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
