"""Opening the published snapshot for a command or a worker, and reading figures from it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol, Self

from commands.clickhouse import place_for
from commands.errors import UserError
from commands.setting_values import bytes_of
from commands.settings import Settings
from metrics.answers import Answers
from metrics.directory import read_directory
from metrics.health_framework import framework_named
from metrics.reader import BusinessCalendar, Reader
from metrics.rolled_up import read_rolled_up
from metrics.source import Source
from warehouse.calendar import aligned_last_year, is_business_day
from warehouse.engines import Backend, EngineError
from warehouse.snapshots import (
    NoSnapshotError,
    SnapshotError,
    SnapshotReader,
    UnreachableWarehouseError,
    WarehouseHome,
)

_SEE_TO_IT = "see to ClickHouse and try again; FORECOURT_WAREHOUSE_URL says where it is looked for"


def calendar_of(settings: Settings) -> BusinessCalendar:
    """The standard calendar with the fiscal year of the settings."""
    return BusinessCalendar(is_business_day, aligned_last_year, settings.fiscal_year_start)


class Opened(Source, Protocol):
    """A published snapshot, open for reading, on whichever engine."""

    @property
    def warning(self) -> str:
        """What a page must say about it, empty if nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Snapshots(Protocol):
    """Gives the snapshot that is served now."""

    def current(self) -> Opened:
        """Return it; the pointer is read again each time.

        Raises:
            SnapshotError: there is none, or none that can be read.
        """
        ...


def snapshots_of(settings: Settings) -> Snapshots:
    """The reader of published snapshots: of the data directory, or where they are sent.

    Raises:
        UserError: the address of the warehouse is not understood.
    """
    place = place_for(settings)
    if place is not None:
        # Half a second of imports that only users of this engine should wait for.
        from warehouse.clickhouse import VersionReader

        return VersionReader(place)
    home = WarehouseHome(settings.home / "warehouse")
    return SnapshotReader(
        home,
        threads=settings.engine_threads,
        memory_limit=settings.engine_memory,
        timeout=settings.query_seconds,
    )


def reader_of(snapshot: Source, settings: Settings) -> Reader:
    """A reader of figures of one snapshot."""
    held = read_rolled_up(snapshot.backend)
    reader = Reader(
        snapshot,
        calendar_of(settings),
        held,
        settings.min_trials,
        health=framework_named(settings.health_framework),
    )
    reader.remember(Answers(bytes_of(settings.cache_memory)))
    return reader


def regions_of(backend: Backend) -> dict[str, tuple[str, ...]]:
    """Region to its stores, from the directory."""
    found: dict[str, list[str]] = {}
    for store in read_directory(backend):
        found.setdefault(store.region, []).append(store.code)
    return {region: tuple(codes) for region, codes in found.items()}


def published(settings: Settings) -> bool:
    """Whether anything has been loaded, into this data directory or to where snapshots are sent.

    Raises:
        UserError: that is elsewhere, and cannot be asked.
    """
    if loads_here(settings):
        return True
    place = place_for(settings)
    if place is None:
        return False
    from warehouse.clickhouse import standing

    try:
        return standing(place) is not None
    except EngineError as error:
        raise UserError(str(error), _SEE_TO_IT) from None


def loads_here(settings: Settings) -> bool:
    """Whether this is the data directory into which extracts are loaded."""
    return WarehouseHome(settings.home / "warehouse").published()


@contextmanager
def open_reader(settings: Settings) -> Iterator[Reader]:
    """Yield a reader of the snapshot that is served now; a damaged newest one is told.

    Raises:
        UserError: nothing has been loaded yet, or no snapshot can be read.
    """
    with open_served(settings) as (reader, warning):
        if warning:
            print(f"forecourt: {warning}", file=sys.stderr)
        yield reader


@contextmanager
def open_served(settings: Settings) -> Iterator[tuple[Reader, str]]:
    """Yield a reader of the snapshot that is served now, and what is wrong with the newest.

    Raises:
        UserError: nothing has been loaded yet, or no snapshot can be read.
    """
    try:
        snapshot = snapshots_of(settings).current()
    except NoSnapshotError as error:
        if settings.warehouse_url is not None:
            raise UserError(
                str(error), "run `forecourt load PATH`, or `forecourt renew` where data are loaded"
            ) from None
        raise UserError(
            f"nothing has been loaded into {settings.home} yet",
            "run `make run` for a demo network, or `forecourt load PATH` for extracts",
        ) from None
    except UnreachableWarehouseError as error:
        raise UserError(str(error), _SEE_TO_IT) from None
    except SnapshotError as error:
        raise UserError(str(error), "load the extracts again") from None
    yield reader_of(snapshot, settings), snapshot.warning
