"""From a warehouse URL to an open backend."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from warehouse.engines.backend import Backend, EngineError
from warehouse.engines.duckdb import open_file

SCHEMES = ("duckdb", "clickhousedb")


def open_backend(
    url: str, *, threads: int = 2, memory_limit: str = "1GB", timeout: float = 60.0
) -> Backend:
    """Open the engine that a URL names.

    Args:
        url: `duckdb:////path/to/file` (read only) or `clickhousedb://user:password@host/database`.
        threads: cores for an engine in this process.
        memory_limit: memory for an engine in this process.
        timeout: seconds that a statement may take.

    Raises:
        EngineError: if the URL is not understood or the engine cannot be opened.
    """
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError:
        raise EngineError(_expected("a text that is no URL")) from None
    scheme = parsed.get_backend_name()
    if scheme == "duckdb":
        if not parsed.database or parsed.database == ":memory:":
            raise EngineError(_expected("a DuckDB URL without a file"))
        return open_file(
            Path(parsed.database), threads=threads, memory_limit=memory_limit, timeout=timeout
        )
    if scheme == "clickhousedb":
        # Half a second of imports that only users of this engine should wait for.
        from warehouse.engines.clickhouse import ClickHouseBackend

        return ClickHouseBackend(parsed, timeout=timeout)
    raise EngineError(_expected(f"the scheme {scheme}"))


def _expected(got: str) -> str:
    return (
        "Warehouse URL: expected duckdb:////path/to/file or "
        f"clickhousedb://user@host/database, got {got}."
    )
