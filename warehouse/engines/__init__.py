"""Engines that answer statements: DuckDB in process, ClickHouse beyond one machine.

`backend`     the protocol, the errors, and what a compiled statement is
`compiling`   statements to text, remembered by their shape
`answers`     one Arrow schema, whichever engine answered
`duckdb`      one held connection, locked down, a cursor for each request
`clickhouse`  the production dialect; tables and rows of our metadata
`profiles`    what was read for an answer
`clickhouse_names`, `clickhouse_settings`   tables by other names; what every statement runs with
`opening`     from a URL to a backend

An engine knows statements and rows. Snapshots and tables are not its business.
"""

from warehouse.engines.backend import (
    Backend,
    Compiled,
    EngineError,
    QueryFailedError,
    QueryTimeoutError,
    UnreachableError,
)
from warehouse.engines.opening import open_backend
from warehouse.engines.profiles import Profile, Scan

__all__ = [
    "Backend",
    "Compiled",
    "EngineError",
    "Profile",
    "QueryFailedError",
    "QueryTimeoutError",
    "Scan",
    "UnreachableError",
    "open_backend",
]
