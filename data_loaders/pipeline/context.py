"""What a load is given and what it leaves: options, knowledge, places, parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from data_loaders.contract.stores import StoreRegister
from data_loaders.profiles import SHIPPED, SourceProfile
from data_loaders.reading.workbook_pool import WorkbookPool

# Below so many rows a chunk is converted by the engine that plans least.
SMALL_CHUNK = 5_000
Progress = Callable[[str, int, int], None]
_Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the person who loads has said.

    Attributes:
        profile: Name of the only profile to ask, or NAME:TABLE; None for the best match.
        store: Code of the store that every row belongs to; None where the extracts tell.
        new_store: Whether `store` may be a store that no register names yet.
        first_month: YYYY-MM, for sources that only count months.
        again: Whether tables of databases are read from their beginning.
    """

    profile: str | None = None
    store: str | None = None
    new_store: bool = False
    first_month: str | None = None
    again: bool = False


@dataclass(slots=True)
class LoadContext:
    """What every step of one load works with.

    Attributes:
        connection: An engine in memory, for conversion only.
        quick: Another one, set up for chunks so small that planning costs more than running.
        staging: Folder of this load for files in the making; its owner removes it.
        stores: The stores known so far; registers among the extracts add to it.
        phone_key: Secret of the phone hashes.
        now: Time of the load.
        options: What was asked for.
        profiles: The profiles to choose from.
        progress: Told each file before it is read: name, its number, how many there are.
        parallel: How many small files are read side by side.
        workbooks: Opens workbooks; `pipeline.loading` ends its processes.
    """

    connection: duckdb.DuckDBPyConnection
    quick: duckdb.DuckDBPyConnection
    staging: Path
    stores: StoreRegister
    phone_key: bytes
    now: datetime
    options: LoadOptions = LoadOptions()
    profiles: tuple[SourceProfile, ...] = SHIPPED
    progress: Progress | None = None
    parallel: int = 1
    workbooks: WorkbookPool = field(default_factory=WorkbookPool)

    def workers(self) -> list["LoadContext"]:
        """Return contexts that may be used side by side, one for each worker.

        They share what is known of stores, and nothing of the engines.
        """
        made = []
        for _ in range(self.parallel):
            quick = self.quick.cursor()
            quick.execute("PRAGMA disable_optimizer")
            made.append(replace(self, connection=self.connection.cursor(), quick=quick))
        return made


@contextmanager
def engines(threads: int, spill: Path) -> Iterator[tuple[_Connection, _Connection]]:
    """Yield the engine for large chunks and the one for small chunks.

    Args:
        threads: Cores for large chunks.
        spill: Folder for what does not fit into memory.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": "500MB",
        "temp_directory": str(spill),
    }
    with duckdb.connect(":memory:", config=config) as large:
        large.execute("SET enable_progress_bar = false")
        with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "200MB"}) as small:
            small.execute("PRAGMA disable_optimizer")
            yield large, small


@dataclass(frozen=True, slots=True)
class PartFile:
    """Accepted rows of one sheet, or records of one file, as Parquet in the staging folder.

    Attributes:
        table: Table of the warehouse.
        path: The file, named <sha256 of the extract>-<n>.parquet.
        sha256: The extract.
        rows: Number of rows.
    """

    table: str
    path: Path
    sha256: str
    rows: int
