"""Published, immutable states of the warehouse: how they are made, served and removed.

Layout under the warehouse's folder (`$FORECOURT_HOME/warehouse`):

    CURRENT                         id of the published snapshot, replaced in one step
    snapshots/<id>/warehouse.duckdb small tables, roll-ups, views over the details
    snapshots/<id>/manifest.json    what the snapshot consists of, with checksums
    snapshots/<id>/lease            locked (shared) by every process that reads it
    details/<table>/<hash>.parquet  rows of one table and year, immutable, shared between snapshots
    parts/<table>/<sha>-<n>.<hash>.parquet  accepted rows of one source file, as loaded
    forgotten.json                  keyed marks of the people to forget, if there are any
    raw/, staging/, lock            source files as they came; unfinished work; one loader at a time

A loader writes parts below `staging_folder(home, name)` as `<table>/<sha>-<n>.parquet` with the
table's columns, their lineage and `extracted_at`, and calls `publish(home, parts, ...)`. A web
worker makes one `SnapshotReader` after it forked and asks it for `current()` on each request.

`errors`      the tree of what can go wrong
`home`        folders and the pointer
`parts`       what loaders hand over, and which of it is news
`merging`     the newest extract wins for each business key
`pieces`      how a large table is parted by years
`ending`      a full extract ends the rows that it no longer holds
`naming`      a name in the place of an employee's number, and whose it is
`building`    the database file
`carrying`    the same from a copy of the one before, with the rows that changed
`publishing`  the steps, and the one that readers see
`checks`      what must hold before and after
`opening`     one snapshot, checked and locked down
`recorded`    what a loader must know of the one before, even where it does not open
`recovering`  the same from the parts alone, where no manifest can be read
`reader`      the current one, and the way back when it is damaged
`collecting`  what nobody needs any more
`forgotten`, `erasing`, `forgetting`   who must not be known any more, and how that is seen to
`leases`, `manifest`, `durable`   locks, contents, and writes that survive a kill

KPIs, extracts and the roll-ups' meaning are known elsewhere.
"""

from warehouse.snapshots.building import Build
from warehouse.snapshots.checks import check_deeply, check_rows
from warehouse.snapshots.collecting import tidy
from warehouse.snapshots.erasing import mentions
from warehouse.snapshots.errors import (
    DamagedSnapshotError,
    LoaderBusyError,
    NoSnapshotError,
    NotCarriedError,
    PartError,
    RefusedSnapshotError,
    SnapshotError,
    UnreachableWarehouseError,
    UnservableError,
)
from warehouse.snapshots.forgotten import (
    ANYWHERE,
    Forgotten,
    Identifier,
    read_forgotten,
    write_forgotten,
)
from warehouse.snapshots.home import WarehouseHome, current_id
from warehouse.snapshots.leases import only_loader, staging_folder
from warehouse.snapshots.opening import Snapshot, open_snapshot
from warehouse.snapshots.publishing import Options, publish
from warehouse.snapshots.reader import SnapshotReader
from warehouse.snapshots.recorded import read_left_names, read_recorded

__all__ = [
    "ANYWHERE",
    "Build",
    "DamagedSnapshotError",
    "Forgotten",
    "Identifier",
    "LoaderBusyError",
    "NoSnapshotError",
    "NotCarriedError",
    "Options",
    "PartError",
    "RefusedSnapshotError",
    "Snapshot",
    "SnapshotError",
    "SnapshotReader",
    "UnreachableWarehouseError",
    "UnservableError",
    "WarehouseHome",
    "check_deeply",
    "check_rows",
    "current_id",
    "mentions",
    "only_loader",
    "open_snapshot",
    "publish",
    "read_forgotten",
    "read_left_names",
    "read_recorded",
    "staging_folder",
    "tidy",
    "write_forgotten",
]
