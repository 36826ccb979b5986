"""ClickHouse through its production dialect, over HTTP or, for tests, in process."""

import copy
import math
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError, OperationalError
from sqlalchemy.engine import URL, Dialect, make_url

from warehouse.engines.answers import normalise
from warehouse.engines.backend import (
    Compiled,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
    UnreachableError,
)
from warehouse.engines.clickhouse_names import renaming
from warehouse.engines.clickhouse_settings import required
from warehouse.engines.compiling import StatementCompiler, column_types
from warehouse.engines.profiles import Profile

DEFAULT_TIMEOUT = 60.0

# Seconds to connect, and those that an answer may come later than the statement is stopped.
_CONNECT, _PATIENCE = "5", 10
_TIMEOUT_CODE = "Code: 159."
# No connection to a server of the cluster, none left of a shard, replicas too far behind.
_SHARD_CODES = re.compile(r"Code: (209|210|279|369)\.")


class ClickHouseBackend:
    """Answers from a ClickHouse server, and takes rows into it."""

    name = "clickhouse"

    def __init__(
        self, url: URL | str, *, in_process: Path | None = None, timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        """Prepare a connection pool; nothing is opened before the first use.

        Args:
            url: `clickhousedb://user:password@host/database`.
            in_process: a directory; the engine then runs in this process (needs `chdb`), one
                directory for each process.
            timeout: seconds that a statement may take.

        Raises:
            EngineError: the URL has a setting with which a figure could be wrong.
        """
        full = make_url(url)
        extra: dict[str, object] = {"interface": "chdb", "path": str(in_process)}
        if in_process is None:
            extra = {
                name: value
                for name, value in (
                    ("connect_timeout", _CONNECT),
                    ("send_receive_timeout", str(math.ceil(timeout) + _PATIENCE)),
                )
                if name not in full.query
            }
        settings = required(full.query)
        self._engine = sa.create_engine(full.update_query_dict(settings), connect_args=extra)
        self._timeout = timeout
        self._dialect: Dialect = self._engine.dialect
        # The dialect says of itself that its texts must not be kept.
        self._compiler = StatementCompiler(self._dialect, remember=False)
        # Handles of the in-process engine share one session state; a server's do not.
        self._turn = threading.Lock() if in_process is not None else None

    @property
    def dialect(self) -> Dialect:
        """The SQLAlchemy dialect that statements are compiled with."""
        return self._dialect

    def renamed(self, names: Mapping[str, str]) -> "ClickHouseBackend":
        """Return a backend over the same connections that reads tables by other names."""
        made = copy.copy(self)
        made._dialect = renaming(self._engine.dialect, names)
        made._compiler = StatementCompiler(made._dialect, remember=False)
        return made

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Return the statement's text and its parameters by name."""
        written = self._compiler.compile(statement)
        return Compiled(written.statement, tuple(written.parameters.items()))

    def arrow(self, statement: sa.ClauseElement, *, timeout: float | None = None) -> pa.Table:
        """Return the answer; see `Backend.arrow`."""
        compiled = self.compile(statement)
        limit = self._timeout if timeout is None else timeout
        settings = {"max_execution_time": limit}
        with self.client(limit) as client:
            answer = client.query_arrow(
                compiled.text, parameters=dict(compiled.parameters), settings=settings
            )
        return normalise(answer, column_types(statement))

    def rows(
        self, statement: sa.ClauseElement, *, timeout: float | None = None
    ) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries."""
        answer: list[dict[str, Any]] = self.arrow(statement, timeout=timeout).to_pylist()
        return answer

    def profile(self, statement: sa.ClauseElement) -> Profile:
        """Answer a SELECT without handing the answer out; return what was read for it."""
        compiled = self.compile(statement)
        with self.client(self._timeout) as client:
            told = client.query(compiled.text, parameters=dict(compiled.parameters)).summary
        rows = told.get("read_rows")
        read = told.get("read_bytes")
        return Profile((), int(rows or 0), None if read is None else int(read))

    def create_tables(self, tables: Iterable[sa.Table]) -> None:
        """Create these tables empty; a table of that name is replaced."""
        with self.client() as client:
            for table in tables:
                client.command(f"DROP TABLE IF EXISTS {quoted_name(table.name)}")
                client.command(table_text(table))

    def insert(self, table: sa.Table, rows: pa.Table) -> None:
        """Append rows to a table; columns that `rows` does not have become NULL."""
        with self.client() as client:
            client.insert_arrow(table.name, rows)

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    @contextmanager
    def client(self, limit: float | None = None) -> Iterator[Client]:
        """Yield a client of the pool, for what is no SELECT of SQLAlchemy's.

        Args:
            limit: seconds that a statement was given, for the message.

        Raises:
            UnreachableError: the server does not answer.
            QueryTimeoutError: a statement took longer than it was given.
            QueryFailedError: it refused a statement.
        """
        if self._turn is not None:
            self._turn.acquire()
        try:
            try:
                pooled = self._engine.raw_connection()
            except (ClickHouseError, sa.exc.SQLAlchemyError, ImportError) as error:
                shown = self._engine.url.set(query={}).render_as_string(hide_password=True)
                why = getattr(error.__cause__, "reason", None) or error
                raise UnreachableError(f"ClickHouse at {shown} cannot be reached: {why}") from error
            try:
                driver: Any = pooled.driver_connection
                yield driver.client
            finally:
                pooled.close()
        except ClickHouseError as error:
            if _TIMEOUT_CODE in str(error):
                given = self._timeout if limit is None else limit
                raise QueryTimeoutError(
                    f"The statement was stopped after {given:g} s; ask for fewer stores or a "
                    "shorter period."
                ) from error
            if isinstance(error, OperationalError) or _SHARD_CODES.search(str(error)):
                raise UnreachableError(f"ClickHouse does not answer: {error}") from error
            raise QueryFailedError(f"ClickHouse refused the statement: {error}") from error
        finally:
            if self._turn is not None:
                self._turn.release()


def table_text(table: sa.Table) -> str:
    """Return the CREATE TABLE of a table of ours: MergeTree, ordered by store and date.

    Every column is Nullable, those of the order key too: a non-Nullable column would turn a
    missing value into '' or 0.
    """
    columns = ", ".join(
        f"{quoted_name(column.name)} Nullable({_type(column.type)})" for column in table.columns
    )
    dated = table.info.get("dated_by")
    order = [name for name in ("store_code", dated) if name and name in table.columns]
    key = ", ".join(quoted_name(name) for name in order) or "tuple()"
    return (
        f"CREATE TABLE {quoted_name(table.name)} ({columns}) ENGINE = MergeTree ORDER BY ({key}) "
        "SETTINGS allow_nullable_key = 1"
    )


def _type(type_: sa.types.TypeEngine[Any]) -> str:
    if isinstance(type_, sa.Float):
        return "Float64"
    if isinstance(type_, sa.Numeric):
        return f"Decimal({type_.precision}, {type_.scale})"
    known: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
        (sa.Boolean, "Bool"),
        (sa.BigInteger, "Int64"),
        (sa.Integer, "Int32"),
        (sa.DateTime, "DateTime64(6, 'UTC')"),
        (sa.Date, "Date32"),
        (sa.String, "String"),
    )
    for kind, text in known:
        if isinstance(type_, kind):
            return text
    raise EngineError(f"Expected a type with a ClickHouse equivalent, got {type_!r}.")


def quoted_name(name: str) -> str:
    """Return a name as statements write it."""
    return "`" + name.replace("`", "``") + "`"
