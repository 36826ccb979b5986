"""What every engine offers: statements in, Arrow tables or rows out.

Errors:

    EngineError
    ├── QueryFailedError    the engine refused or broke off the statement
    ├── QueryTimeoutError   the statement took longer than it was given
    └── UnreachableError    the engine, or a part of it, does not answer
"""

from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from warehouse.engines.profiles import Profile


class EngineError(Exception):
    """An engine could not be opened or could not answer."""


class QueryFailedError(EngineError):
    """The engine refused or broke off a statement."""


class QueryTimeoutError(EngineError):
    """A statement took longer than it was given and was stopped."""


class UnreachableError(EngineError):
    """The engine does not answer, or a server of its cluster does not."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as one engine reads it; together with the snapshot it is a cache key.

    Attributes:
        text: SQL of the engine's dialect.
        parameters: bound values, by position or by name as the dialect wants them.
    """

    text: str
    parameters: tuple[Any, ...] | tuple[tuple[str, Any], ...]


class Backend(Protocol):
    """An open engine. All methods may be called from several threads at once."""

    @property
    def name(self) -> str:
        """`duckdb` or `clickhouse`."""
        ...

    @property
    def dialect(self) -> Dialect:
        """The SQLAlchemy dialect that statements are compiled with."""
        ...

    def compile(self, statement: sa.ClauseElement) -> Compiled:
        """Return the statement's text and parameters.

        Raises:
            QueryFailedError: if it is no SELECT, or uses what the dialect does not know.
        """
        ...

    def arrow(self, statement: sa.ClauseElement, *, timeout: float | None = None) -> pa.Table:
        """Return the answer with the types of `warehouse.engines.answers`.

        Args:
            statement: a SELECT.
            timeout: seconds; None means the backend's own limit.

        Raises:
            QueryTimeoutError: if it took longer.
            QueryFailedError: if the engine refused it.
        """
        ...

    def rows(
        self, statement: sa.ClauseElement, *, timeout: float | None = None
    ) -> list[dict[str, Any]]:
        """Return the answer as a list of dictionaries, for small answers; errors as `arrow`."""
        ...

    def profile(self, statement: sa.ClauseElement) -> Profile:
        """Answer a SELECT without handing the answer out; return what was read for it."""
        ...

    def close(self) -> None:
        """Release what is held; the backend answers nothing afterwards."""
        ...
