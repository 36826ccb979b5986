"""What a load is given and what it leaves: options, knowledge, places, parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from data_loaders.contract.stores import StoreRegister
from data_loaders.profiles import SHIPPED, SourceProfile

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the person who loads has said.

    Attributes:
        profile: Name of the only profile to ask, or NAME:TABLE; None for the best match.
        store: Code of the store that every row belongs to; None where the extracts tell.
        new_store: Whether `store` may be a store that no register names yet.
        first_month: YYYY-MM, for sources that only count months.
    """

    profile: str | None = None
    store: str | None = None
    new_store: bool = False
    first_month: str | None = None


@dataclass(slots=True)
class LoadContext:
    """What every step of one load works with.

    Attributes:
        connection: An engine in memory, for conversion only.
        staging: Folder of this load for files in the making; its owner removes it.
        stores: The stores known so far; registers among the extracts add to it.
        phone_key: Secret of the phone hashes.
        now: Time of the load.
        options: What was asked for.
        profiles: The profiles to choose from.
        progress: Told each file before it is read: name, its number, how many there are.
    """

    connection: duckdb.DuckDBPyConnection
    staging: Path
    stores: StoreRegister
    phone_key: bytes
    now: datetime
    options: LoadOptions = LoadOptions()
    profiles: tuple[SourceProfile, ...] = SHIPPED
    progress: Progress | None = None


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
