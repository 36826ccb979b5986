"""Opens a snapshot for reading: checked first, locked down afterwards."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import duckdb

from warehouse.engines.duckdb import DuckDBBackend, lock_down, quoted
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.building import Setting
from warehouse.snapshots.durable import sha256_of
from warehouse.snapshots.errors import DamagedSnapshotError
from warehouse.snapshots.home import LEASE, MANIFEST
from warehouse.snapshots.leases import Lease
from warehouse.snapshots.manifest import Manifest, read_manifest
from warehouse.snapshots.merging import column_types, select_list


@dataclass(frozen=True)
class Snapshot:
    """One published, immutable state of the warehouse, open for reading.

    It lasts as long as anybody refers to it or to its backend; a `with` block says how long
    that is meant to be.

    Attributes:
        id: snapshot id; a part of every cache key.
        backend: the engine that answers.
        as_of: newest business day of the data.
        built_at: local time.
        manifest: what it consists of.
        warning: what a page must say about it, empty if nothing.
    """

    id: str
    backend: DuckDBBackend
    as_of: date
    built_at: datetime
    manifest: Manifest
    warning: str = ""

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


def open_snapshot(
    database: Path,
    *,
    threads: int = 2,
    memory_limit: str = "1GB",
    timeout: float = 60.0,
    warning: str = "",
) -> Snapshot:
    """Open the snapshot to which a database file belongs.

    Args:
        database: `snapshots/<id>/warehouse.duckdb`, or the same under `staging/`.
        threads: cores for this process.
        memory_limit: memory for this process, such as `1GB`.
        timeout: seconds that a statement may take.
        warning: what a page must say about it.

    Raises:
        DamagedSnapshotError: if any of its files is missing or altered, or it was written by a
            version that this one cannot read.
    """
    try:
        lease = Lease(database.parent / LEASE)
    except OSError as error:
        raise DamagedSnapshotError(f"{database.parent} is incomplete: {error}") from error
    try:
        manifest = read_manifest(database.parent / MANIFEST)
        files = _check_files(database, manifest)
        spill = Path(tempfile.gettempdir()) / f"forecourt-{os.getpid()}"
        config: dict[str, Setting] = {
            "threads": threads,
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
        }
        connection = duckdb.connect(":memory:", config=config)
        try:
            connection.execute("SET parquet_metadata_cache = true")
            connection.execute(f"ATTACH {quoted(str(database))} AS snapshot (READ_ONLY)")
            _create_views(connection, manifest, files)
            read = [path for paths in files.values() for path in paths]
            lock_down(connection, [database, *read], [spill])
        except duckdb.Error as error:
            connection.close()
            raise DamagedSnapshotError(_unreadable(database, manifest, error)) from error
        backend = DuckDBBackend(connection, timeout=timeout)
        lease.keep_for(backend)
        return Snapshot(
            id=manifest.id,
            backend=backend,
            as_of=date.fromisoformat(manifest.as_of),
            built_at=datetime.fromisoformat(manifest.built_at),
            manifest=manifest,
            warning=warning,
        )
    except BaseException:
        lease.release()
        raise


def _check_files(database: Path, manifest: Manifest) -> dict[str, list[Path]]:
    """Check the database file by its bytes and the details by their size."""
    home = database.parent.parent.parent
    try:
        if sha256_of(database) != manifest.database_sha256:
            raise DamagedSnapshotError(f"{database} was altered or cut short after publishing.")
    except OSError as error:
        raise DamagedSnapshotError(f"{database} cannot be read: {error}") from error
    found: dict[str, list[Path]] = {}
    for table, detail in manifest.details.items():
        for piece in detail.pieces:
            path = home / piece.file
            size = path.stat().st_size if path.is_file() else -1
            if size != piece.size:
                raise DamagedSnapshotError(
                    f"{path}: expected {piece.size} bytes, found "
                    f"{'no such file' if size < 0 else f'{size} bytes'}."
                )
            found.setdefault(table, []).append(path)
    return found


def _create_views(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, files: dict[str, list[Path]]
) -> None:
    """Give every table its plain name, with the columns that this version knows.

    Large tables are read from Parquet by an absolute path of this moment; the file's own views
    are relative and serve people who open it by hand.
    """
    native: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE database_name = 'snapshot' AND schema_name = 'main' "
        "AND table_oid IN (SELECT table_oid FROM duckdb_tables() WHERE database_name = 'snapshot') "
        "ORDER BY column_index"
    ).fetchall():
        native.setdefault(table, []).append(column)
    for table, known in {**TABLES, **RECORDS}.items():
        types = {c: t for c, t in column_types(table).items() if c in known.c}
        there = native.pop(table, None)
        detail = manifest.details.get(table)
        if there is not None:
            source, available = f"snapshot.main.{table}", there
        elif detail is not None and table in files:
            source, available = _parquet(files[table]), list(detail.columns)
        else:
            source, available = "(SELECT 1 WHERE false)", []
        connection.execute(
            f"CREATE VIEW {table} AS SELECT {select_list(types, available)} FROM {source}"
        )
    for table in native:
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM snapshot.main."{table}"')


def _parquet(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}])"


def _unreadable(database: Path, manifest: Manifest, error: duckdb.Error) -> str:
    versions = f"written by DuckDB {manifest.duckdb}, read by DuckDB {duckdb.__version__}"
    return f"{database} cannot be opened ({versions}): {error}"
