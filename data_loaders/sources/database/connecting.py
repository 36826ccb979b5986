"""A connection that only reads, never for long, and never waits for a server that went silent."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from data_loaders.faults import RefusedError

CONNECT_SECONDS = 10
# The server's own limit strikes first, where it still can.
_SILENCE = 10.0
_DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}


def make_engine(address: str, timeout: float) -> tuple[sa.Engine, str]:
    """Return an engine that opens one connection at a time, and the place it leads to.

    Every transaction is read-only and every statement limited, by the server itself; times with
    a zone come in Chinese time.

    Args:
        address: SQLAlchemy address; a plain postgresql, mysql or mariadb gets its driver.
        timeout: Seconds that a statement may take.

    Raises:
        RefusedError: `database_unreachable`, where the address is none.
    """
    try:
        url = sa.make_url(address)
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
        kind = url.get_backend_name()
        options: dict[str, Any] = {}
        if kind == "postgresql":
            options = {"connect_timeout": CONNECT_SECONDS, "application_name": "forecourt"}
        elif kind in ("mysql", "mariadb"):
            silence = timeout + _SILENCE
            options = {
                "connect_timeout": CONNECT_SECONDS,
                "read_timeout": silence,
                "write_timeout": silence,
            }
        engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args=options)
    except (sa.exc.SQLAlchemyError, ImportError, ValueError) as error:
        raise RefusedError("database_unreachable", detail=first_line(error, address)) from None
    statements = _LIMITS.get(kind)
    if statements is not None:

        @sa.event.listens_for(engine, "connect")
        def limit(connection: Any, record: object) -> None:
            cursor = connection.cursor()
            try:
                for statement in statements(cursor, timeout):
                    cursor.execute(statement)
            finally:
                cursor.close()
            connection.commit()

    return engine, f"{url.host or ''}/{url.database or ''}"


def one_view(connection: sa.Connection) -> sa.Connection:
    """Return the connection so that a transaction sees all tables as of one moment."""
    if connection.dialect.name in ("postgresql", "mysql", "mariadb"):
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def limit_statements(connection: sa.Connection, seconds: float) -> None:
    """Set the limit of MySQL or MariaDB for the statements that follow; 0 lifts it.

    They count the time in which rows are sent and we are busy, which a table read in one
    statement cannot help; silence stays limited. PostgreSQL counts each block by itself.
    """
    if connection.dialect.name in ("mysql", "mariadb"):
        cursor = connection.connection.cursor()
        try:
            cursor.execute(_statement_limit(cursor, seconds))
        finally:
            cursor.close()


@contextmanager
def not_silent(connection: sa.Connection, timeout: float) -> Iterator[None]:
    """End the connection if the block takes much longer than the server's own limit.

    A server behind a network that swallows packets would be waited for without end.
    """
    handle = getattr(connection.connection.dbapi_connection, "fileno", None)
    if handle is None:
        # PyMySQL has limits of its own; a file needs none.
        yield
        return
    number = os.dup(handle())

    def hang_up() -> None:
        with socket.socket(fileno=os.dup(number)) as line:
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(timeout + _SILENCE, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        os.close(number)


def is_lost(error: sa.exc.DBAPIError, connection: sa.Connection) -> bool:
    """Tell whether an error means that the connection is gone, not that a statement was wrong."""
    return error.connection_invalidated or connection.invalidated or connection.closed


def first_line(error: BaseException, address: str) -> str:
    """Return what a database said, in one line, without the password."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    text = lines[0] if lines else type(error).__name__
    try:
        password = sa.make_url(address).password
    except (sa.exc.SQLAlchemyError, ValueError):
        return text.replace(address, "***")
    return text.replace(str(password), "***") if password else text


def _postgresql(cursor: Any, timeout: float) -> list[str]:
    return [
        f"SET statement_timeout = {int(timeout * 1000)}",
        "SET default_transaction_read_only = on",
        "SET client_encoding = 'UTF8'",
    ]


def _mysql(cursor: Any, timeout: float) -> list[str]:
    return [
        _statement_limit(cursor, timeout),
        "SET SESSION TRANSACTION READ ONLY",
        "SET SESSION time_zone = '+08:00'",
    ]


def _statement_limit(cursor: Any, seconds: float) -> str:
    if "mariadb" in _version(cursor):
        return f"SET SESSION max_statement_time = {seconds:g}"
    return f"SET SESSION max_execution_time = {int(seconds * 1000)}"


def _version(cursor: Any) -> str:
    cursor.execute("SELECT version()")
    return str(cursor.fetchone()[0]).lower()


_LIMITS = {"postgresql": _postgresql, "mysql": _mysql, "mariadb": _mysql}
