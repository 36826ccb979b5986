"""The benchmarks in order, each in a folder of its own."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.loading import loading
from bench.measurement import Measurement
from bench.pace import pace
from bench.pages import pages
from bench.start import clean_environ, start
from commands.demo import MANY_STORES, THIN, write_demo
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.demo import UNTIL, Plan


def measure(
    folder: Path, parts: Collection[str], stores: int, months: int, lines: int
) -> Iterator[Measurement]:
    """Yield measurements as they are taken.

    Args:
        folder: an empty folder.
        parts: any of ``loading``, ``memory``, ``pace``, ``pages``, ``start``.
        stores: of the network behind the pages.
        months: of the same.
        lines: of the CSV that is loaded; five times as many for ``memory``.
    """
    environ = clean_environ()
    if "loading" in parts:
        yield from loading(folder / "loading", lines, environ)
    if "memory" in parts:
        yield from loading(folder / "memory", 5 * lines, environ)
    if {"pages", "pace"} & set(parts):
        settings = replace(
            Settings.from_environ({"FORECOURT_HOME": str(folder / "network")}), engine_memory="4GB"
        )
        yield from _network(folder / "extracts", settings, stores, months)
        if "pages" in parts:
            yield from pages(settings, f"one of {stores} stores, {months} months")
        if "pace" in parts:
            yield from pace(settings, f"{stores} stores, {months} months")
    if "start" in parts:
        yield from start(folder, environ)


def _network(extracts: Path, settings: Settings, stores: int, months: int) -> Iterator[Measurement]:
    plan = Plan(stores, months, 1, UNTIL)
    if stores > MANY_STORES:
        plan = Plan(stores, months, 1, UNTIL, "parquet", THIN)
    began = datetime.now(UTC)
    written = write_demo(extracts, _quiet, plan)
    between = datetime.now(UTC)
    load_paths(settings, [extracts], datetime.now(UTC))
    ended = datetime.now(UTC)
    rows = f"{written.rows:,} rows"
    yield Measurement(f"write demo, {rows}", (between - began).total_seconds(), "s")
    yield Measurement(f"load demo, {rows}", (ended - between).total_seconds(), "s")


def _quiet(_: str) -> None:
    """Progress that nobody reads."""
