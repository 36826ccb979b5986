"""Opening the published snapshot for a command or a worker, and reading figures from it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from commands.errors import UserError
from commands.setting_values import bytes_of
from commands.settings import Settings
from metrics.answers import Answers
from metrics.directory import read_directory
from metrics.health_framework import framework_named
from metrics.reader import BusinessCalendar, Reader
from metrics.rolled_up import read_rolled_up
from warehouse.calendar import aligned_last_year, is_business_day
from warehouse.engines import Backend
from warehouse.snapshots import (
    NoSnapshotError,
    Snapshot,
    SnapshotError,
    SnapshotReader,
    WarehouseHome,
)


def calendar_of(settings: Settings) -> BusinessCalendar:
    """The standard calendar with the fiscal year of the settings."""
    return BusinessCalendar(is_business_day, aligned_last_year, settings.fiscal_year_start)


def snapshots_of(settings: Settings) -> SnapshotReader:
    """The reader of published snapshots of the data directory.

    Raises:
        UserError: another engine is asked for; loads do not publish to it yet, and a setting that
            changed nothing would mislead.
    """
    if settings.warehouse_url is not None:
        raise UserError(
            "FORECOURT_WAREHOUSE_URL is set, but snapshots are published to the embedded engine "
            "only in this version",
            "remove FORECOURT_WAREHOUSE_URL",
        )
    home = WarehouseHome(settings.home / "warehouse")
    return SnapshotReader(
        home,
        threads=settings.engine_threads,
        memory_limit=settings.engine_memory,
        timeout=settings.query_seconds,
    )


def reader_of(snapshot: Snapshot, settings: Settings) -> Reader:
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
    """Whether anything has been loaded."""
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
    except NoSnapshotError:
        raise UserError(
            f"nothing has been loaded into {settings.home} yet",
            "run `make run` for a demo network, or `forecourt load PATH` for extracts",
        ) from None
    except SnapshotError as error:
        raise UserError(str(error), "load the extracts again") from None
    yield reader_of(snapshot, settings), snapshot.warning
