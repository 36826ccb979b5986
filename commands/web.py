"""The web application of a data directory, put together for one worker process."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

from access import Limits, Regions, migrate, open_database
from access.sign_on import Provider
from commands.errors import UserError
from commands.intake import Intake
from commands.load_report import read_load_report
from commands.measurement_changes import read_changes
from commands.printing import find_printer, print_pdf
from commands.production import is_production
from commands.reading import calendar_of, reader_of, regions_of, snapshots_of
from commands.refused import refused_workbook
from commands.secret_key import read_secret_key
from commands.settings import Settings
from commands.sign_on import sign_on_of
from commands.statistics_process import StatisticsProcess
from commands.statistics_shelf import Shelf
from commands.visit_packs import VisitPacks
from dashboards.services import (
    AwayError,
    LoadReport,
    PrintError,
    Sending,
    Services,
    UnreadableChangesError,
    UnreadableError,
)
from dashboards.web.meter import Meters
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.drivers.plain import from_plain, to_plain
from metrics.drivers.stage import Stage
from metrics.reader import Reader
from warehouse.engines import UnreachableError
from warehouse.snapshots import NoSnapshotError, SnapshotError, UnreachableWarehouseError

# What is wrong with the newest snapshot, for each reader of the one before it; "" for nothing.
Damages = WeakKeyDictionary[Reader, str]


def services_of(settings: Settings, meters: Meters | None = None) -> Services:
    """Everything the screen needs; call it in the worker, after it has been forked.

    Args:
        settings: of the data directory.
        meters: where this worker counts; a place of its own where it is the only one.
    """
    database = open_database(settings.database_url)
    migrate(database)
    damages: Damages = WeakKeyDictionary()
    reader = _reader(settings, damages)
    sign_on = sign_on_of(settings)
    return Services(
        reader=reader,
        database=database,
        regions=_regions(reader),
        now=lambda: datetime.now(UTC),
        calendar=calendar_of(settings),
        load_report=_load_report(damages),
        refused_workbook=refused_workbook,
        secret_key=read_secret_key(settings, lambda: secrets.token_urlsafe(48)),
        limits=Limits(
            timedelta(minutes=settings.session_idle_minutes),
            timedelta(minutes=settings.session_absolute_minutes),
        ),
        https=settings.https,
        proxies=settings.trusted_proxies,
        needs_second_factor=is_production(settings),
        meters=meters or Meters.of_one_process(),
        metrics_token=settings.metrics_token or "",
        language=settings.language,
        colours=settings.colours,
        intake=Intake(settings, lambda: secrets.token_hex(4)),
        visit_packs=VisitPacks(settings, lambda: secrets.token_hex(16)),
        statistics=StatisticsProcess(
            Shelf(settings.home / "statistics", to_plain, lambda data: from_plain(Stage, data))
        ),
        changes=lambda: _changes(settings),
        print_pdf=_printed if find_printer() is not None else None,
        sign_on=None if sign_on is None else Provider(sign_on),
        unmask_daily=settings.unmask_daily,
        sending=Sending(mail_domains(settings)) if settings.sending else None,
    )


def mail_domains(settings: Settings) -> tuple[str, ...]:
    """The domains that mail may go to, in lower case; none where it cannot be sent."""
    if settings.mail_server is None or settings.mail_from is None:
        return ()
    named = (settings.mail_domains or settings.mail_from.partition("@")[2]).lower()
    return tuple(domain for each in named.split(",") if (domain := each.strip()))


def _changes(settings: Settings) -> tuple[MeasurementChange, ...]:
    try:
        return read_changes(settings.home)
    except UserError as error:
        # Browsers are told the name of a file, not where the machine keeps it.
        told = error.message.replace(f"{settings.home}/", "")
        raise UnreadableChangesError(f"{told}: {error.remedy}") from error


def _printed(document: str) -> bytes:
    try:
        return print_pdf(document)
    except UserError as error:
        raise PrintError(str(error)) from error


def _reader(
    settings: Settings, damages: Damages
) -> Callable[[], AbstractContextManager[Reader | None]]:
    snapshots = snapshots_of(settings)
    lock = Lock()
    newest: list[Reader] = []

    @contextmanager
    def current() -> Iterator[Reader | None]:
        try:
            snapshot = snapshots.current()
        except NoSnapshotError:
            yield None
            return
        except UnreachableWarehouseError as error:
            raise AwayError(str(error)) from error
        except SnapshotError as error:
            raise UnreadableError(str(error)) from error
        with lock:
            # Only the newest is kept: a reader holds its snapshot open as long as it lives.
            # The same snapshot is opened anew when the one after it turns out to be damaged.
            if (
                not newest
                or newest[0].snapshot != snapshot.id
                or damages[newest[0]] != snapshot.warning
            ):
                newest[:] = [reader_of(snapshot, settings)]
                damages[newest[0]] = snapshot.warning
            reader = newest[0]
        try:
            yield reader
        except UnreachableError as error:
            raise AwayError(str(error)) from error

    return current


def _regions(reader: Callable[[], AbstractContextManager[Reader | None]]) -> Regions:
    """The stores of a region in the snapshot that is served; none while there is none."""
    known: dict[str, dict[str, tuple[str, ...]]] = {}

    def stores(region: str) -> tuple[str, ...]:
        with reader() as current:
            if current is None:
                return ()
            if current.snapshot not in known:
                found = regions_of(current.backend)
                known.clear()
                known[current.snapshot] = found
            return known[current.snapshot].get(region, ())

    return stores


def _load_report(damages: Damages) -> Callable[[Reader], LoadReport]:
    @lru_cache(maxsize=2)
    def of_snapshot(reader: Reader) -> LoadReport:
        return replace(read_load_report(reader), fallen_back=bool(damages.get(reader)))

    return of_snapshot
