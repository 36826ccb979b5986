"""A load from paths to the published snapshot; shared by `load`, `run` and the page `/data`."""

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from commands.clickhouse import count_from, send_current, sender_of
from commands.errors import UserError
from commands.own_profiles import all_profiles, values_folder
from commands.phone_key import read_phone_key
from commands.roll_ups import carry, disagreements, prepare
from commands.room import need_room, told_of_disk
from commands.settings import Settings
from commands.source_marks import open_databases
from commands.waiting import release_forgotten
from data_loaders.collecting import collect
from data_loaders.contract.stores import StoreRegister
from data_loaders.extract import Extract
from data_loaders.mapping.unlisted import announce, answered, left_over, settle
from data_loaders.pipeline.context import LoadContext, LoadOptions, engines
from data_loaders.pipeline.loading import Kept, LoadOutcome, load_extracts
from data_loaders.pipeline.positions import add_positions
from data_loaders.pipeline.waiting import keep, kept, options_kept, release
from data_loaders.report import FileReport, LoadReport, Reason
from data_loaders.sources.database import Databases
from warehouse.snapshots import (
    LoaderBusyError,
    Options,
    SnapshotError,
    WarehouseHome,
    current_id,
    only_loader,
    publish,
    read_forgotten,
    read_left_names,
    read_recorded,
    staging_folder,
    tidy,
)

# Another loader's last steps are worth waiting for when all files have been read.
_WAIT_SECONDS = 120.0
# A load of a single store stays small beside the web workers of the same machine.
_USUAL_MEMORY = "700MB"
_USUAL = LoadOptions()


def load_paths(
    settings: Settings,
    paths: Sequence[str | Path],
    now: datetime,
    *,
    progress: Callable[[str], None] | None = None,
    options: LoadOptions = _USUAL,
    token: Callable[[], str] = secrets.token_hex,
) -> LoadReport:
    """Load files, folders, archives or databases, and publish a new snapshot of everything.

    Whatever goes wrong with a file is in the report; the snapshot that is served changes in one
    step at the end, or not at all.

    Args:
        settings: Whose data directory.
        paths: What to load.
        now: Time of the load.
        progress: Told in words what happens.
        options: Profile, store, first month.
        token: Makes the secret of the phone hashes, where there is none yet.

    Raises:
        UserError: If another loader is at work, or the new snapshot did not pass its checks.
    """
    home = WarehouseHome(settings.home / "warehouse")
    local = local_time(now)
    say = progress or _silent
    try:
        with told_of_disk(settings.home):
            settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Files would be read for nothing while the warehouse does not answer.
            count_from(settings, home)
            key = read_phone_key(settings.home, token)
            with only_loader(home, local):
                # What a killed load left holds rows of people, whether or not there is news now.
                tidy(home, local, ())
                _settle_left(settings, home)
            with (
                staging_folder(home, f"load-{os.getpid()}") as staging,
                open_databases(settings, home, local, say, options) as databases,
            ):
                outcome = _read(
                    settings, [str(path) for path in paths], staging, key, local, say, options,
                    databases,
                )  # fmt: skip
                report = LoadReport(outcome.reports)
                # Before: a database does not give its rows a second time.
                for extract in outcome.waiting:
                    keep(extract, home.raw, outcome.asked[extract.sha256])
                values = values_folder(settings)
                told, undecided = announce(values, outcome.reports, local, token()[:16])
                unlisted = [each for each in outcome.unlisted if each.sha256 in undecided]
                for extract in unlisted:
                    keep(extract, home.raw, outcome.asked[extract.sha256])
                before = current_id(home)
                try:
                    report.snapshot = _publish(settings, home, outcome, local, say)
                except BaseException:
                    if current_id(home) == before:
                        told.path.unlink(missing_ok=True)
                    raise
                _tell_names(report, home)
                databases.release()
                settle(values, told)
                release(home.raw, set(outcome.settled) - {each.sha256 for each in unlisted})
                _tell_released(report, release_forgotten(settings, home, staging))
    except LoaderBusyError as error:
        raise UserError(str(error), "try again when the other load has finished") from None
    except SnapshotError as error:
        raise UserError(
            f"the load could not be published: {error}", "the snapshot before it is still served"
        ) from None
    return report


def build_anew(
    settings: Settings, now: datetime, progress: Callable[[str], None] | None = None
) -> str:
    """Publish the rows of the snapshot that is served once more, by this version's definitions.

    Args:
        settings: Whose data directory; something has been published there.
        now: Time of the new snapshot.
        progress: Told in words what happens.

    Returns:
        The id of the new snapshot.

    Raises:
        UserError: If another loader is at work, or the new snapshot did not pass its checks.
    """
    home = WarehouseHome(settings.home / "warehouse")
    local = local_time(now)
    try:
        with told_of_disk(settings.home):
            return _publish_parts(settings, home, (), local, progress or _silent)
    except LoaderBusyError as error:
        raise UserError(str(error), "try again when the load has finished") from None
    except SnapshotError as error:
        raise UserError(
            f"the snapshot could not be built anew: {error}", "the one before it is still served"
        ) from None


def local_time(now: datetime) -> datetime:
    """Return a time as the warehouse keeps it: local, without a zone."""
    return now.astimezone().replace(tzinfo=None) if now.tzinfo else now


def _silent(step: str) -> None:
    """Tell nobody."""


def _tell_names(report: LoadReport, home: WarehouseHome) -> None:
    """Say of names in the place of employees' numbers for which of them no number was found."""
    by_table: dict[str, list[FileReport]] = {}
    for file in report.files:
        if any(warning.rule == "name_for_number" for warning in file.warnings):
            by_table.setdefault(file.table or "", []).append(file)
    for table, files in by_table.items():
        for left in read_left_names(home, table, {file.sha256 for file in files}):
            rule = "name_of_several" if left.bearers > 1 else "name_of_nobody"
            for file in files:
                if (file.sha256, file.sheet) == (left.sha256, left.sheet):
                    headings = {name: heading for heading, name in file.mapping.items()}
                    reason = Reason(rule, headings.get(left.column, left.column))
                    for row in left.rows:
                        reason.add(row)
                    file.warnings.append(reason)


def _tell_released(report: LoadReport, released: Sequence[Extract]) -> None:
    """Say of files that should wait for their store that they name somebody forgotten."""
    digests = {extract.sha256 for extract in released}
    for file in report.files:
        if file.sha256 in digests:
            file.warnings.append(Reason("forgotten_person", count=1))


def _read(  # noqa: PLR0913 - the parts of one step
    settings: Settings,
    paths: Sequence[str],
    staging: Path,
    key: bytes,
    now: datetime,
    say: Callable[[str], None],
    options: LoadOptions,
    databases: Databases,
) -> LoadOutcome:
    home = WarehouseHome(settings.home / "warehouse")
    stores, seen = _known(home)
    extracts, refused = collect(paths, staging, databases)
    need_room(settings.home, extracts)
    if options.profile or options.store:
        # Who names profile or store wants these files read that way, whatever was done before.
        seen = set()
    with engines(settings.engine_threads, staging / "spill") as (large, small):
        context = LoadContext(
            large,
            small,
            staging,
            stores,
            key,
            now,
            options,
            profiles=all_profiles(settings),
            progress=lambda name, n, count: say(f"read {n}/{count} {name}"),
            parallel=settings.engine_threads,
        )
        earlier = Kept(kept(home.raw), answered(values_folder(settings)), options_kept(home.raw))
        outcome = load_extracts(extracts, refused, seen, context, earlier)
        add_positions(outcome, databases.fetched, context)
        return outcome


def _known(home: WarehouseHome) -> tuple[StoreRegister, set[str]]:
    """Return the stores and the digests of the files of the snapshot before."""
    register = StoreRegister()
    if not home.published():
        return register, set()
    rows = read_recorded(home, "dim_store", ("store_code", "store_name"))
    register.add((row["store_code"], row["store_name"]) for row in rows)
    return register, _loaded_files(home)


def _settle_left(settings: Settings, home: WarehouseHome) -> None:
    """Do what a load did not live to do after it was published; forget what never was."""
    folder = values_folder(settings)
    announced = left_over(folder)
    if not announced or not home.published():
        loaded: set[tuple[str, str]] = set()
    else:
        rows = read_recorded(home, "load_log", ("file_sha256", "loaded_at"))
        loaded = {(row["file_sha256"], row["loaded_at"].isoformat()) for row in rows}
    for told in announced:
        if all((sha256, told.at) in loaded for sha256 in told.values):
            settle(folder, told)
        else:
            told.path.unlink(missing_ok=True)


def _loaded_files(home: WarehouseHome) -> set[str]:
    rows = read_recorded(home, "load_log", ("file_sha256", "state"))
    refused = {row["file_sha256"] for row in rows if row["state"] == "refused"}
    return {row["file_sha256"] for row in rows} - refused


def _memory(settings: Settings) -> str:
    """Memory of the engine while a snapshot is built; little, unless more is granted to it."""
    usual = Settings.from_environ({}).engine_memory
    return _USUAL_MEMORY if settings.engine_memory == usual else settings.engine_memory


def _publish(
    settings: Settings,
    home: WarehouseHome,
    outcome: LoadOutcome,
    now: datetime,
    say: Callable[[str], None],
) -> str | None:
    gave_rows = any(report.loaded for report in outcome.reports)
    forgotten = read_forgotten(home)
    pending = forgotten is not None and forgotten.pending and home.published()
    if not pending and (not outcome.parts or not (gave_rows or home.published())):
        return send_current(settings, now, say, _WAIT_SECONDS)
    return _publish_parts(settings, home, [part.path for part in outcome.parts], now, say)


def _publish_parts(
    settings: Settings,
    home: WarehouseHome,
    parts: Sequence[Path],
    now: datetime,
    say: Callable[[str], None],
) -> str:
    return publish(
        home,
        parts,
        prepare=prepare,
        verify=lambda database: disagreements(database, settings),
        now=now,
        options=Options(
            wait=_WAIT_SECONDS,
            threads=settings.engine_threads,
            memory_limit=_memory(settings),
            progress=say,
            carry=carry,
            hand_on=sender_of(settings, home, now, say),
            above=count_from(settings, home),
        ),
    )
