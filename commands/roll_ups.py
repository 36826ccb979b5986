"""What a new snapshot gets before it is published: coverage, calendar, arrivals, roll-ups."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from access.scope import OPERATOR
from commands.reading import reader_of
from commands.settings import Settings
from metrics.catalogue import MEASURED, all_measures
from metrics.model.period import add_months
from metrics.rolled_up import build_rolled_up, carry_rolled_up, read_rolled_up
from metrics.verification import roll_ups_agree, stores_in_turn
from warehouse.arrivals import build_arrivals
from warehouse.calendar import empty_calendar, fill_calendar
from warehouse.coverage import build_coverage
from warehouse.snapshots import Build, NotCarriedError, open_snapshot
from warehouse.snapshots.home import number_of

_LONGEST_AXIS_YEARS = 10
_WINDOWS_REACH_MONTHS = 13


def prepare(build: Build) -> None:
    """Fill coverage, calendar and arrivals, and build the roll-ups of every measure."""
    first, axis, last = _ground(build)
    build_rolled_up(build, all_measures().values(), axis, last)
    _forget_years_ago(build, first)


def carry(build: Build) -> None:
    """Bring coverage, calendar, arrivals and roll-ups up to date in a copy of a snapshot.

    Raises:
        NotCarriedError: the copy does not lend itself to that.
    """
    days = "SELECT count(*), min(date), max(date) FROM dim_calendar"
    before = build.connection.execute(days).fetchone()
    empty_calendar(build.connection)
    first, axis, last = _ground(build)
    if build.connection.execute(days).fetchone() != before:
        raise NotCarriedError("the calendar reaches further than before")
    carry_rolled_up(build, all_measures().values(), axis, last, build.changed)
    _forget_years_ago(build, first)


def _ground(build: Build) -> tuple[date, date, date]:
    """Fill coverage, calendar and arrivals; return the first day covered and those of the axis."""
    build_coverage(build.connection)
    fill_calendar(build.connection, build.as_of)
    build_arrivals(build.connection, build.as_of)
    found = build.connection.execute(
        "SELECT min(month) FROM coverage WHERE table_name <> 'reported_figures'"
    ).fetchone()
    covered = found[0] if found and found[0] else build.as_of.replace(day=1)
    first = max(covered, date(build.as_of.year - _LONGEST_AXIS_YEARS, 1, 1))
    last = date(build.as_of.year, 12, 31)
    first = min(first, last)
    # Registers know of days before all documents: who was employed, which cars were in the base.
    return first, add_months(first, -_WINDOWS_REACH_MONTHS), last


def _forget_years_ago(build: Build, first: date) -> None:
    """Years ago stay out of sight, also where a table happens to have a row of them."""
    build.connection.execute("DELETE FROM coverage WHERE month < ?", [first])


def disagreements(database: Path, settings: Settings) -> Sequence[str]:
    """Return where the roll-ups of a finished snapshot differ from its details.

    All stores are compared after all roll-ups were built. Where they were brought up to date, a
    few stores are, others each time; `forecourt verify` compares all.
    """
    with open_snapshot(
        database, threads=settings.engine_threads, memory_limit=settings.engine_memory
    ) as snapshot:
        reader = reader_of(snapshot, settings)
        stores = [store.code for store in reader.directory(OPERATOR)]
        names = read_rolled_up(snapshot.backend).measures
        some = stores
        if snapshot.manifest.carried:
            some = list(stores_in_turn(sorted(stores), number_of(snapshot.id)))
        every = len(some) == len(stores)
        return roll_ups_agree(reader, MEASURED, some, names, every=every) if stores else []
