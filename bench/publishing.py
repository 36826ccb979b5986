"""A day's extracts on top of a year and of three: what publishing takes, and the whole load."""

import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa

from bench.measurement import Measurement
from bench.processes import run_measured
from commands.demo import MANY_STORES, THIN, write_demo
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.demo import UNTIL, Plan
from warehouse.schema import TABLES
from warehouse.snapshots import WarehouseHome, current_id
from warehouse.snapshots.home import MANIFEST
from warehouse.snapshots.manifest import read_manifest

MONTHS = (12, 36)
TIMES_THE_FIRST = 1.3
SECONDS_OF_A_DAY = 600
_STORES_OF_A_BAR = 1000
_TABLES_A_STORE = 15
# The calendar of the year is there from the first day on.
_NOT_DAILY = frozenset({"dim_calendar"})


def publishing(folder: Path, stores: int, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Load the day after the last one of two networks that differ in their months.

    Args:
        folder: an empty folder for files and data directories.
        stores: of both networks.
        environ: environment of the commands.

    Raises:
        RuntimeError: a day did not load.
    """
    taken = []
    for months in MONTHS:
        home = folder / f"home-{months}"
        _network(folder / f"extracts-{months}", home, stores, months)
        # The first day comes after a whole build; the second is a usual one.
        for turn in (1, 2):
            day = folder / f"day-{months}-{turn}"
            files = write_next_day(home, day)
            if turn == 2:
                shutil.copytree(home, folder / "whole-way")
            seconds = _published(home, day)
        taken.append(seconds)
        if months == MONTHS[-1]:
            yield Measurement(
                f"publish a day of {stores} stores on {months} months",
                taken[-1],
                "s",
                reference=f"on {MONTHS[0]} months",
                reference_value=taken[0],
                bar=TIMES_THE_FIRST,
            )
            yield from _whole_way(folder, day, files, stores, environ)
        shutil.rmtree(folder / "whole-way")


def write_next_day(home: Path, folder: Path) -> int:
    """Write the documents of the newest day once more, under new numbers and a day later.

    Each store gets a folder with a CSV of each of its tables, as a DMS exports them.

    Args:
        home: a data directory with a published snapshot.
        folder: where to write.

    Returns:
        How many files there are.
    """
    warehouse = WarehouseHome(home / "warehouse")
    snapshot = current_id(warehouse)
    if snapshot is None:
        raise RuntimeError(f"nothing is published in {home}")
    manifest = read_manifest(warehouse.snapshots / snapshot / MANIFEST)
    largest = sorted(manifest.details, key=lambda name: -manifest.details[name].rows)
    daily = [name for name in largest if _is_daily(name)][:_TABLES_A_STORE]
    files = 0
    with duckdb.connect() as connection:
        for name in daily:
            read = [str(warehouse.path / file) for file in manifest.details[name].files]
            table = TABLES[name]
            dated = f"CAST({table.info['dated_by']} AS DATE) = DATE '{manifest.as_of}'"
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE day AS SELECT {_columns(table)} "
                f"FROM read_parquet({read}) WHERE {dated}"
            )
            heading = table.c.store_code.info["zh"]
            for (store,) in connection.execute(f'SELECT DISTINCT "{heading}" FROM day').fetchall():
                target = folder / store / f"{table.info['zh'].replace('/', ' ')}.csv"
                target.parent.mkdir(parents=True, exist_ok=True)
                connection.execute(
                    f"COPY (FROM day WHERE \"{heading}\" = '{store}') TO '{target}' (HEADER)"
                )
                files += 1
    return files


def _is_daily(name: str) -> bool:
    table = TABLES.get(name)
    if table is None or name in _NOT_DAILY or "store_code" not in table.c:
        return False
    dated = table.info["dated_by"]
    return dated is not None and isinstance(table.c[dated].type, sa.Date | sa.DateTime)


def _columns(table: sa.Table) -> str:
    """Every column under its heading; days one later, numbers of documents new."""
    told = []
    for column in table.c:
        if "unit" not in column.info:
            continue
        value = column.name
        if isinstance(column.type, sa.Date):
            value = f"CAST({value} + INTERVAL 1 DAY AS DATE)"
        elif isinstance(column.type, sa.DateTime):
            value = f"{value} + INTERVAL 1 DAY"
        elif isinstance(column.type, sa.Boolean):
            value = f"CASE {value} WHEN true THEN '是' WHEN false THEN '否' END"
        elif _is_number(table, column):
            value = f"{value} || 'D'"
        told.append(f'{value} AS "{column.info["zh"]}"')
    return ", ".join(told)


def _is_number(table: sa.Table, column: sa.Column[Any]) -> bool:
    """Whether a column holds the numbers of the table's documents."""
    named = column.name in table.info["key"] and column.name.endswith(("_no", "_id"))
    return named and isinstance(column.type, sa.String)


def _network(extracts: Path, home: Path, stores: int, months: int) -> None:
    plan = Plan(stores, months, 1, UNTIL, "parquet", THIN if stores > MANY_STORES else 1.0)
    write_demo(extracts, _quiet, plan)
    load_paths(_settings(home), [extracts], datetime.now(UTC))
    shutil.rmtree(extracts)


def _published(home: Path, day: Path) -> float:
    """Load a day; seconds from the first to the last step of publishing."""
    told: list[tuple[str, float]] = []
    report = load_paths(
        _settings(home),
        [day],
        datetime.now(UTC),
        progress=lambda step: told.append((step, time.perf_counter())),
    )
    done = time.perf_counter()
    if not any(file.loaded for file in report.files):
        raise RuntimeError(f"nothing of {day} was loaded")
    return done - next(at for step, at in told if step == "take over")


def _whole_way(
    folder: Path, day: Path, files: int, stores: int, environ: Mapping[str, str]
) -> Iterator[Measurement]:
    run = run_measured(
        [sys.executable, "-m", "app", "load", str(day), "--json"],
        {**environ, "FORECOURT_HOME": str(folder / "whole-way")},
        folder / "errors.txt",
    )
    if run.status not in (0, 1):
        raise RuntimeError(f"the load ended with status {run.status}: {run.errors}")
    name = f"load a day of {stores} stores, {files:,} files, on {MONTHS[-1]} months"
    bar = SECONDS_OF_A_DAY if stores >= _STORES_OF_A_BAR else None
    yield Measurement(name, run.seconds, "s", bar=bar)
    yield Measurement(f"peak memory of that load, {files:,} files", run.peak_mb, "MB")


def _settings(home: Path) -> Settings:
    return replace(Settings.from_environ({"FORECOURT_HOME": str(home)}), engine_memory="4GB")


def _quiet(_: str) -> None:
    """Progress that nobody reads."""
