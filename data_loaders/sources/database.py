"""A DMS's own SQL database, read table by table through SQLAlchemy.

Rows are streamed with a cursor on the server into Parquet text, so that one way of checking serves
files and databases, and the lineage names the bytes that were read.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from data_loaders.extract import Extract, fingerprint
from data_loaders.faults import RefusedError

_BLOCK_ROWS = 20_000
_CHINA = timezone(timedelta(hours=8))


def is_database(text: str) -> bool:
    """Tell whether a path on the command line is really the address of a database."""
    return "://" in text and not Path(text).exists()


def read_database(url: str, staging: Path) -> Iterator[Extract | tuple[str, RefusedError]]:
    """Yield each table and view of a database as an extract, read in one transaction.

    Args:
        url: SQLAlchemy address, such as postgresql+psycopg://user@host/name.
        staging: Folder for the copies.

    Raises:
        RefusedError: `database_unreachable`.
    """
    try:
        address = sa.make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(address, poolclass=sa.NullPool)
    except (sa.exc.SQLAlchemyError, ImportError, ValueError) as error:
        raise RefusedError("database_unreachable", detail=_first_line(error)) from None
    label = hashlib.sha256(url.encode()).hexdigest()[:12]
    place = f"{address.host or ''}/{address.database or ''}"
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(**_one_view(connection))
            with connection.begin():
                for number, table in enumerate(_tables(connection)):
                    name = f"{place}/{table}"
                    target = staging / f"table-{label}-{number}.parquet"
                    try:
                        yield _copy(connection, table, name, target)
                    except sa.exc.SQLAlchemyError as error:
                        yield name, RefusedError("unreadable", detail=_first_line(error))
    except sa.exc.SQLAlchemyError as error:
        raise RefusedError("database_unreachable", detail=_first_line(error)) from None
    finally:
        engine.dispose()


def _one_view(connection: sa.Connection) -> dict[str, Any]:
    if connection.dialect.name == "postgresql":
        # All tables as of one moment, and never a write.
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {}


def _tables(connection: sa.Connection) -> list[str]:
    inspector = sa.inspect(connection)
    names = [*inspector.get_table_names(), *inspector.get_view_names()]
    return sorted(names)


def _copy(connection: sa.Connection, table: str, name: str, target: Path) -> Extract:
    quoted = connection.dialect.identifier_preparer.quote(table)
    statement = sa.text(f"SELECT * FROM {quoted}")
    with connection.execution_options(stream_results=True, max_row_buffer=_BLOCK_ROWS).execute(
        statement
    ) as rows:
        headings = list(rows.keys())
        schema_ = pa.schema([(heading, pa.string()) for heading in headings])
        # Nothing of the time or the machine gets into the bytes: same rows, same fingerprint.
        with pq.ParquetWriter(target, schema_, compression="zstd") as writer:
            for block in rows.partitions(_BLOCK_ROWS):
                writer.write_table(_as_text(block, schema_))
    return Extract(name=name, path=target, sha256=fingerprint(target), hint=name)


def _as_text(block: Sequence[sa.Row[Any]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*block, strict=True))
    return pa.table(
        [pa.array([_text(value) for value in column], pa.string()) for column in columns],
        schema=schema,
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, bytes | memoryview):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            value = value.astimezone(_CHINA).replace(tzinfo=None)
        return str(value.isoformat(" "))
    return value.isoformat() if isinstance(value, date) else str(value)


def _first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
