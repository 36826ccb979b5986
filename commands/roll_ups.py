"""What a new snapshot gets before it is published: coverage, calendar, arrivals, roll-ups."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from access.scope import OPERATOR
from commands.reading import reader_of
from commands.settings import Settings
from metrics.catalogue import MEASURED, all_measures
from metrics.model.period import add_months
from metrics.rolled_up import build_rolled_up, read_rolled_up
from metrics.verification import roll_ups_agree
from warehouse.arrivals import build_arrivals
from warehouse.calendar import fill_calendar
from warehouse.coverage import build_coverage
from warehouse.snapshots import Build, open_snapshot

_LONGEST_AXIS_YEARS = 10
_WINDOWS_REACH_MONTHS = 13


def prepare(build: Build) -> None:
    """Fill coverage, calendar and arrivals, and build the roll-ups of every measure."""
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
    axis = add_months(first, -_WINDOWS_REACH_MONTHS)
    build_rolled_up(build, all_measures().values(), axis, last)
    # Years ago stay out of sight, also where a table happens to have a row of them.
    build.connection.execute("DELETE FROM coverage WHERE month < ?", [first])


def disagreements(database: Path, settings: Settings) -> Sequence[str]:
    """Return where the roll-ups of a finished snapshot differ from its details."""
    with open_snapshot(
        database, threads=settings.engine_threads, memory_limit=settings.engine_memory
    ) as snapshot:
        reader = reader_of(snapshot, settings)
        stores = [store.code for store in reader.directory(OPERATOR)]
        names = read_rolled_up(snapshot.backend).measures
        return roll_ups_agree(reader, MEASURED, stores, names) if stores else []
