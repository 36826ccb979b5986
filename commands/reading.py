"""Opening the published snapshot for a command or a worker, and reading figures from it."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from access.rights import Regions
from commands.errors import UserError
from commands.settings import Settings
from metrics.compiler.daily import TABLE
from metrics.directory import read_directory
from metrics.reader import BusinessCalendar, Reader
from warehouse.calendar import aligned_last_year, is_business_day
from warehouse.engines import Backend, EngineError
from warehouse.snapshots import Snapshot, SnapshotReader, WarehouseHome

CALENDAR = BusinessCalendar(is_business_day, aligned_last_year)


def snapshots_of(settings: Settings) -> SnapshotReader:
    """The reader of published snapshots of the data directory."""
    home = WarehouseHome(settings.home / "warehouse")
    return SnapshotReader(
        home, threads=settings.engine_threads, memory_limit=settings.engine_memory
    )


def reader_of(snapshot: Snapshot, settings: Settings) -> Reader:
    """A reader of figures of one snapshot."""
    return Reader(snapshot, CALENDAR, rolled_up(snapshot.backend), settings.min_trials)


def rolled_up(backend: Backend) -> frozenset[str]:
    """The measures that a snapshot's daily roll-up holds; none where there is no roll-up."""
    everything = sa.select(sa.text("*")).select_from(sa.table(TABLE)).limit(0)
    try:
        names = backend.arrow(everything).column_names
    except EngineError:
        return frozenset()
    return frozenset(names) - {"store_code", "day"}


def regions_of(backend: Backend) -> Regions:
    """Region to its stores, from the directory."""
    found: dict[str, list[str]] = {}
    for store in read_directory(backend):
        found.setdefault(store.region, []).append(store.code)
    return {region: tuple(codes) for region, codes in found.items()}


@contextmanager
def open_reader(settings: Settings) -> Iterator[Reader]:
    """Yield a reader of the snapshot that is served now.

    Raises:
        UserError: nothing has been loaded yet.
    """
    home = WarehouseHome(settings.home / "warehouse")
    if not home.published():
        raise UserError(
            f"nothing has been loaded into {settings.home} yet",
            "run `make run` for a demo network, or `forecourt load PATH` for extracts",
        )
    source = snapshots_of(settings)
    with source.current() as snapshot:
        yield reader_of(snapshot, settings)
