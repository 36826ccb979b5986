"""From accepted parts to the published snapshot, in steps of which only one is seen by readers."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.snapshots.building import Build, Setting, create, newest_day, write_facts
from warehouse.snapshots.carrying import carry as carry_tables
from warehouse.snapshots.checks import check_rows
from warehouse.snapshots.collecting import collect, tidy
from warehouse.snapshots.durable import move, sha256_of, sync_file, sync_folder
from warehouse.snapshots.ending import FULL_EXTRACTS, Ends, read_ends
from warehouse.snapshots.errors import DamagedSnapshotError, NotCarriedError, RefusedSnapshotError
from warehouse.snapshots.forgetting import leave_only, without_forgotten
from warehouse.snapshots.forgotten import read_forgotten, write_forgotten
from warehouse.snapshots.home import (
    BUILD,
    DATABASE,
    LEASE,
    MANIFEST,
    WarehouseHome,
    number_of,
    point_to,
)
from warehouse.snapshots.leases import only_loader
from warehouse.snapshots.manifest import (
    Detail,
    Manifest,
    content_of,
    write_manifest,
)
from warehouse.snapshots.merging import Merging
from warehouse.snapshots.naming import NOBODY, STAFF, read_staff
from warehouse.snapshots.opening import open_snapshot
from warehouse.snapshots.parts import Plan, plan, take_over
from warehouse.snapshots.recorded import newest_manifest

Prepare = Callable[[Build], None]
Verify = Callable[[Path], Sequence[str]]
Progress = Callable[[str], None]
HandOn = Callable[[str, bool], None]


def _silent(step: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish.

    Attributes:
        rebuild: merge all parts anew instead of adding to what the snapshot before holds.
        wait: seconds to wait for another loader.
        grace: seconds that readers get to let go of older snapshots when somebody is forgotten.
        threads: cores to use.
        memory_limit: of DuckDB while it merges and builds; it sorts on disk beyond it. The
            process as a whole needs some 300 MB more.
        progress: is told each step.
        carry: what `prepare` does, for a copy of the snapshot before in which only some rows
            changed; raises `NotCarriedError` where that will not do. Without it every snapshot is
            built as a whole.
        hand_on: is told the id of what is published now, before other loaders may begin, and
            whether nothing older may stay anywhere; it sends the snapshot to where else it is
            read. What it raises leaves the snapshot published here.
        above: number after which snapshots are counted, where more are known elsewhere.
    """

    rebuild: bool = False
    wait: float = 0.0
    grace: float = 60.0
    threads: int = 2
    memory_limit: str = "700MB"
    progress: Progress = _silent
    carry: Prepare | None = None
    hand_on: HandOn | None = None
    above: int = 0


@dataclass(frozen=True, slots=True)
class _Work:
    """One run of `publish`, whose unfinished files lie in `scratch`."""

    home: WarehouseHome
    scratch: Path
    now: datetime
    options: Options

    @property
    def settings(self) -> dict[str, Setting]:
        return {
            "threads": self.options.threads,
            "memory_limit": self.options.memory_limit,
            "temp_directory": str(self.scratch / "spill"),
        }


_USUAL = Options()
# Rows that came one after another lie less well together than those of a file built as a whole.
_CARRIED_AT_MOST = 30


def publish(
    home: WarehouseHome,
    parts: Sequence[Path],
    *,
    prepare: Prepare,
    verify: Verify,
    now: datetime,
    options: Options = _USUAL,
) -> str:
    """Publish a snapshot of everything accepted so far and these parts.

    Readers see the old snapshot until the last step, and for good if this process is killed or
    any check fails; what it leaves behind is cleared by the next one.

    Args:
        home: the warehouse.
        parts: files of accepted rows, as `warehouse.snapshots.parts` describes them. They are
            moved if they lie under the warehouse, else copied. Parts that are all known already
            change nothing; no parts at all mean to build the same rows anew.
        prepare: adds coverage and roll-ups to the build.
        verify: opens the finished database file read-only and says what is wrong with it.
        now: local time.
        options: how.

    Returns:
        The id of the snapshot that is published now.

    Raises:
        LoaderBusyError: if another loader holds the warehouse.
        PartError: if a part does not fit its table.
        RefusedSnapshotError: if the new snapshot did not pass its checks.
    """
    with only_loader(home, now, options.wait):
        tidy(home, now, parts)
        forgotten = read_forgotten(home)
        pending = forgotten is not None and forgotten.pending
        before, healthy = _before(home)
        details = before.details if before else {}
        options.progress("take over")
        plans = plan(details, take_over(home, parts, forgotten))
        if forgotten is not None and pending:
            options.progress("forget")
            plans = without_forgotten(home, plans, forgotten)
        if options.rebuild:
            plans = {table: replace(made, again=True) for table, made in plans.items()}
        news = not parts or any(made.added or made.again for made in plans.values())
        if before is not None and healthy and not news and not pending:
            if options.hand_on is not None:
                options.hand_on(before.id, False)
            return before.id
        work = _Work(home, home.staging / BUILD, now, options)
        base = before if healthy and parts and not pending and not options.rebuild else None
        try:
            manifest = _make(work, plans, details, prepare, verify, base)
        except BaseException:
            # Its parts serve nobody, and on a full disk they would be in the way of everybody.
            with suppress(OSError):
                collect(home, now)
            raise
        options.progress("publish")
        point_to(home, manifest.id)
        if options.hand_on is not None:
            options.hand_on(manifest.id, pending)
        options.progress("collect")
        if pending:
            leave_only(home, manifest.id, options.grace)
        collect(home, now)
        if forgotten is not None and pending:
            write_forgotten(home, replace(forgotten, pending=False))
        return manifest.id


def _make(
    work: _Work,
    plans: dict[str, Plan],
    before: dict[str, Detail],
    prepare: Prepare,
    verify: Verify,
    base: Manifest | None,
) -> Manifest:
    """Build, verify and move a snapshot to where it could be published."""
    work.scratch.mkdir(mode=0o700)
    try:
        details, plans = _merge(work, plans, before)
        manifest = None
        if base is not None and base.carried < _CARRIED_AT_MOST:
            manifest = _carry(work, base, details, plans)
        if manifest is None:
            manifest = _build(work, details, prepare)
        work.options.progress("verify")
        _verify(work, verify)
        work.options.progress("move")
        move(work.scratch, work.home.snapshots / manifest.id)
        return manifest
    finally:
        shutil.rmtree(work.scratch, ignore_errors=True)


def _before(home: WarehouseHome) -> tuple[Manifest | None, bool]:
    """Return the manifest to build on, and whether what is published now is sound."""
    manifest, is_current = newest_manifest(home)
    return manifest, manifest is not None and is_current and _sound(home, manifest)


def _sound(home: WarehouseHome, manifest: Manifest) -> bool:
    try:
        snapshot = open_snapshot(home.database(manifest.id), threads=1)
    except DamagedSnapshotError:
        return False
    snapshot.backend.close()
    return True


def _merge(
    work: _Work, plans: dict[str, Plan], before: dict[str, Detail]
) -> tuple[dict[str, Detail], dict[str, Plan]]:
    merged: dict[str, Detail] = {}
    carried_out: dict[str, Plan] = {}
    with duckdb.connect(":memory:", config=work.settings) as connection:
        connection.execute("SET enable_progress_bar = false")
        ends, naming = Ends(), NOBODY
        # First what decides on the rows of others.
        for table in sorted(plans, key=lambda name: (name != FULL_EXTRACTS, name != STAFF)):
            work.options.progress(f"merge {table}")
            old, made = before.get(table), ends.widen(table, plans[table])
            made = carried_out[table] = naming.widen(table, made, old)
            merging = Merging(connection, work.home, work.scratch, ends, naming)
            detail = merging.merge(table, made, old)
            if table == FULL_EXTRACTS:
                ends = read_ends(connection, work.home, detail, old)
            if table == STAFF:
                naming = read_staff(connection, work.home, detail, old)
            if detail is not None:
                merged[table] = detail
    return merged, carried_out


def _carry(
    work: _Work,
    base: Manifest,
    details: dict[str, Detail],
    plans: dict[str, Plan],
) -> Manifest | None:
    """Bring the snapshot before up to date; None where it has to be built as a whole."""
    if work.options.carry is None:
        return None
    path = work.scratch / DATABASE
    work.options.progress("carry")
    try:
        carried = carry_tables(path, work.home, base, details, plans, work.settings)
        with carried.connection as connection:
            made = _finish(work, connection, details, work.options.carry, carried.changed)
    except NotCarriedError as error:
        work.options.progress(f"not carried over: {error}")
        for left in (path, path.with_name(f"{DATABASE}.wal")):
            left.unlink(missing_ok=True)
        shutil.rmtree(work.scratch / "spill", ignore_errors=True)
        return None
    return _close(work, replace(made, carried=base.carried + 1))


def _build(work: _Work, details: dict[str, Detail], prepare: Prepare) -> Manifest:
    work.options.progress("build")
    path = work.scratch / DATABASE
    with create(path, work.home, details, work.settings) as connection:
        made = _finish(work, connection, details, prepare, frozenset())
    return _close(work, made)


def _finish(
    work: _Work,
    connection: duckdb.DuckDBPyConnection,
    details: dict[str, Detail],
    prepare: Prepare,
    changed: frozenset[str],
) -> Manifest:
    """Have the database file, whose tables are there, get what rests on them."""
    home, now = work.home, work.now
    content = content_of(details)
    known = [work.options.above, *map(number_of, home.snapshot_ids())]
    number = max(known) + 1
    snapshot_id = f"{number:06d}-{content[:8]}"
    local = now.astimezone().replace(tzinfo=None) if now.tzinfo else now
    as_of = newest_day(connection, local)
    write_facts(connection, snapshot_id, as_of, local)
    work.options.progress("prepare")
    prepare(Build(connection, as_of, changed))
    connection.execute("CHECKPOINT")
    return Manifest(
        id=snapshot_id,
        content=content,
        as_of=as_of.isoformat(),
        built_at=local.isoformat(),
        duckdb=duckdb.__version__,
        database_sha256="",
        details=details,
    )


def _close(work: _Work, made: Manifest) -> Manifest:
    """Make sure of the finished database file, and write the manifest beside it."""
    path = work.scratch / DATABASE
    work.options.progress("close")
    if path.with_name(f"{DATABASE}.wal").exists():
        raise RefusedSnapshotError(f"{path} was closed with changes outside of it (.wal).")
    shutil.rmtree(work.scratch / "spill", ignore_errors=True)
    (work.scratch / LEASE).touch()
    sync_file(path)
    manifest = replace(made, database_sha256=sha256_of(path))
    write_manifest(work.scratch / MANIFEST, manifest)
    sync_folder(work.scratch)
    return manifest


def _verify(work: _Work, verify: Verify) -> None:
    """Look at the finished file as a reader will, through a connection of its own."""
    database = work.scratch / DATABASE
    options = work.options
    snapshot = open_snapshot(database, threads=options.threads, memory_limit=options.memory_limit)
    try:
        faults = check_rows(snapshot)
    finally:
        snapshot.backend.close()
    faults += verify(database)
    if faults:
        raise RefusedSnapshotError(
            "The new snapshot is not published, the old one stays: " + " ".join(faults)
        )
