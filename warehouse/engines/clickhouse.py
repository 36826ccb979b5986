"""ClickHouse through its production dialect, over HTTP or, for tests, in process."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError
from sqlalchemy.engine import URL, Dialect, make_url

from warehouse.engines.answers import normalise
from warehouse.engines.backend import (
    Compiled,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
)
from warehouse.engines.compiling import StatementCompiler, column_types
from warehouse.engines.profiles import Profile

DEFAULT_TIMEOUT = 60.0

# Without these ClickHouse answers 0, '' or 1970-01-01 where other engines answer NULL.
SETTINGS = {
    "ch_join_use_nulls": "1",
    "ch_aggregate_functions_null_for_empty": "1",
    "ch_prefer_column_name_to_alias": "1",
    "ch_group_by_use_nulls": "1",
    "ch_cast_keep_nullable": "1",
    "ch_output_format_arrow_date_as_uint16": "0",
}
_TIMEOUT_CODE = "Code: 159."


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
        """
        full = make_url(url)
        missing = {name: value for name, value in SETTINGS.items() if name not in full.query}
        extra = {} if in_process is None else {"interface": "chdb", "path": str(in_process)}
        self._engine = sa.create_engine(full.update_query_dict(missing), connect_args=extra)
        self._timeout = timeout
        # The dialect says of itself that its texts must not be kept.
        self._compiler = StatementCompiler(self._engine.dialect, remember=False)
        # Handles of the in-process engine share one session state; a server's do not.
        self._turn = threading.Lock() if in_process is not None else None

    @property
    def dialect(self) -> Dialect:
        """The SQLAlchemy dialect that statements are compiled with."""
        return self._engine.dialect

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Return the statement's text and its parameters by name."""
        written = self._compiler.compile(statement)
        return Compiled(written.statement, tuple(written.parameters.items()))

    def arrow(self, statement: sa.ClauseElement, *, timeout: float | None = None) -> pa.Table:
        """Return the answer; see `Backend.arrow`."""
        compiled = self.compile(statement)
        limit = self._timeout if timeout is None else timeout
        settings = {"max_execution_time": limit}
        with self._client(limit) as client:
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
        with self._client(self._timeout) as client:
            told = client.query(compiled.text, parameters=dict(compiled.parameters)).summary
        rows = told.get("read_rows")
        read = told.get("read_bytes")
        return Profile((), int(rows or 0), None if read is None else int(read))

    def create_tables(self, tables: Iterable[sa.Table]) -> None:
        """Create these tables empty; a table of that name is replaced."""
        with self._client(self._timeout) as client:
            for table in tables:
                client.command(f"DROP TABLE IF EXISTS {_name(table.name)}")
                client.command(table_text(table))

    def insert(self, table: sa.Table, rows: pa.Table) -> None:
        """Append rows to a table; columns that `rows` does not have become NULL."""
        with self._client(self._timeout) as client:
            client.insert_arrow(table.name, rows)

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    @contextmanager
    def _client(self, limit: float) -> Iterator[Client]:
        if self._turn is not None:
            self._turn.acquire()
        try:
            try:
                pooled = self._engine.raw_connection()
            except (ClickHouseError, sa.exc.SQLAlchemyError, ImportError) as error:
                shown = self._engine.url.render_as_string(hide_password=True)
                raise EngineError(f"ClickHouse at {shown} cannot be reached: {error}") from error
            try:
                driver: Any = pooled.driver_connection
                yield driver.client
            finally:
                pooled.close()
        except ClickHouseError as error:
            if _TIMEOUT_CODE in str(error):
                raise QueryTimeoutError(
                    f"The statement was stopped after {limit:g} s; ask for fewer stores or a "
                    "shorter period."
                ) from error
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
        f"{_name(column.name)} Nullable({_type(column.type)})" for column in table.columns
    )
    dated = table.info.get("dated_by")
    order = [name for name in ("store_code", dated) if name and name in table.columns]
    key = ", ".join(_name(name) for name in order) or "tuple()"
    return (
        f"CREATE TABLE {_name(table.name)} ({columns}) ENGINE = MergeTree ORDER BY ({key}) "
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


def _name(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
