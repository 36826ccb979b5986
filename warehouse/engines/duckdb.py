"""DuckDB in process: one held connection, a cursor of its own for every request."""

import re
import threading
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect as DuckDBDialect
from sqlalchemy.engine import Dialect

from warehouse.engines.answers import normalise
from warehouse.engines.backend import (
    Compiled,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
)
from warehouse.engines.compiling import StatementCompiler, column_types
from warehouse.engines.profiles import Profile, duckdb_profile

DEFAULT_TIMEOUT = 60.0
_DIALECT = DuckDBDialect(paramstyle="numeric_dollar")
# Of the process, not of one snapshot: a new snapshot is asked what the one before it was asked.
_COMPILER = StatementCompiler(_DIALECT, remember=True)


class DuckDBBackend:
    """Answers from one DuckDB connection, which it owns."""

    name = "duckdb"

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, *, timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        """Take over an open connection.

        Args:
            connection: never used directly by a request; each gets a cursor of it.
            timeout: seconds that a statement may take.
        """
        self._connection = connection
        self._timeout = timeout

    @property
    def dialect(self) -> Dialect:
        """The SQLAlchemy dialect that statements are compiled with."""
        return _DIALECT

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Return the statement's text and its parameters by position."""
        written = _COMPILER.compile(statement)
        return Compiled(written.statement, tuple(written.positional_parameters))

    def arrow(self, statement: sa.ClauseElement, *, timeout: float | None = None) -> pa.Table:
        """Return the answer; see `Backend.arrow`."""
        compiled = self.compile(statement)
        limit = self._timeout if timeout is None else timeout
        answer = self._answer(compiled, limit)
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
        text = f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled.text}"
        told = self._answer(Compiled(text, compiled.parameters), self._timeout)
        return duckdb_profile(told.column("explain_value")[0].as_py())

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor for text of DuckDB's own, to be used by one thread."""
        return self._connection.cursor()

    def close(self) -> None:
        """Close the connection and with it every cursor."""
        self._connection.close()

    def _answer(self, compiled: Compiled, limit: float) -> pa.Table:
        try:
            cursor = self._connection.cursor()
        except duckdb.Error as error:
            raise QueryFailedError(f"The warehouse is closed: {error}") from error
        timer = threading.Timer(limit, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            text = written_out(compiled)
            if text is not None:
                return cursor.sql(text).to_arrow_table()
            return cursor.sql(compiled.text, params=list(compiled.parameters)).to_arrow_table()
        except duckdb.InterruptException as error:
            raise QueryTimeoutError(
                f"The statement was stopped after {limit:g} s; ask for fewer stores or a "
                "shorter period."
            ) from error
        except duckdb.Error as error:
            raise QueryFailedError(f"DuckDB refused the statement: {error}") from error
        finally:
            timer.cancel()
            cursor.close()


def open_file(
    path: Path, *, threads: int = 2, memory_limit: str = "1GB", timeout: float = DEFAULT_TIMEOUT
) -> DuckDBBackend:
    """Open a DuckDB file read-only and locked down.

    Args:
        path: the file.
        threads: cores that one process may use.
        memory_limit: such as `1GB`; it holds for this process only.
        timeout: seconds that a statement may take.

    Raises:
        EngineError: if there is no such file, or DuckDB cannot read it.
    """
    if not path.is_file():
        raise EngineError(f"Expected a DuckDB file at {path}, found none.")
    try:
        connection = duckdb.connect(
            str(path),
            read_only=True,
            config={"threads": str(threads), "memory_limit": memory_limit},
        )
    except duckdb.Error as error:
        raise EngineError(
            f"{path} cannot be opened with DuckDB {duckdb.__version__}: {error}"
        ) from error
    lock_down(connection, ())
    return DuckDBBackend(connection, timeout=timeout)


def release_before_fork() -> None:
    """Close what DuckDB's module keeps open for itself; nothing of it must outlive a fork.

    Answers as Arrow tables come by a connection of the module's own, in whose threads a forked
    process has no part: there it ends in a crash when the process does. It opens again by itself.
    """
    duckdb.close()


def lock_down(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    directories: Sequence[Path] = (),
) -> None:
    """Let a connection reach nothing but these files, and fix its configuration.

    Args:
        connection: open, with everything attached that it needs.
        files: files that views read; a directory would let COPY write into it.
        directories: where it may spill to.
    """
    connection.execute(f"SET allowed_paths = [{_quoted(files)}]")
    connection.execute(f"SET allowed_directories = [{_quoted(directories)}]")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def written_out(compiled: Compiled) -> str | None:
    """Return the text with its values written into it, or None where one cannot be.

    DuckDB skips blocks of a table by constants, not by parameters: with bound store codes and days
    it reads every row of a roll-up, several times the work. Texts, days and numbers have one
    unambiguous form in its dialect (a text has no escape but the doubled quote).
    """
    written = [_constant(value) for value in compiled.parameters]
    if None in written:
        return None
    return _PLACE.sub(lambda place: str(written[int(place[1]) - 1]), compiled.text)


_PLACE = re.compile(r"\$(\d+)")


def _constant(value: object) -> str | None:
    match value:
        case str() if "\0" not in value:
            return quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case datetime():
            return None
        case date():
            return f"DATE '{value.isoformat()}'"
        case _:
            return None


def quoted(text: str) -> str:
    """Return the text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _quoted(paths: Sequence[Path]) -> str:
    return ", ".join(quoted(str(path)) for path in paths)
