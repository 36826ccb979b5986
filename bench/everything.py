"""The benchmarks in order, each in a folder of its own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.bridges import bridges
from bench.days import days
from bench.growth import network_growth
from bench.kpis import kpis
from bench.loading import growth, loading
from bench.measurement import Measurement
from bench.pace import pace
from bench.pages import pages
from bench.publishing import publishing
from bench.scale import scale
from bench.start import clean_environ, start
from bench.workbooks import workbooks
from commands.demo import MANY_STORES, THIN, write_demo
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.demo import UNTIL, Plan

WORKBOOK_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Network:
    """What is looked at: a demo network that is made for it, or a data directory that is there.

    Attributes:
        stores: number of stores to be made.
        months: number of months to be made.
        home: a data directory with a published snapshot, instead.
        beside: a data directory with a smaller network, to compare with.
        sizes: numbers of stores of the networks that are copied out of it for ``growth``.
    """

    stores: int
    months: int
    home: Path | None = None
    beside: Path | None = None
    sizes: tuple[int, ...] = (10, 100, 1_000)

    @property
    def label(self) -> str:
        """Which network it is, in words."""
        if self.home is not None:
            return f"in {self.home.name}"
        return f"of {self.stores} stores, {self.months} months"


def measure(  # noqa: C901 - one branch for each part
    folder: Path, parts: Collection[str], network: Network, lines: int
) -> Iterator[Measurement]:
    """Yield measurements as they are taken.

    Args:
        folder: an empty folder.
        parts: any of ``loading``, ``memory``, ``workbooks``, ``days``, ``pace``, ``pages``,
            ``kpis``, ``bridge``, ``growth``, ``publishing``, ``screens``, ``start``.
        network: behind pages and KPIs; its stores are those of ``days`` too.
        lines: of the CSV that is loaded, five times as many for ``memory``, and at most 200,000 of
            them for ``workbooks``.
    """
    environ = clean_environ()
    if "loading" in parts:
        yield from _of("loading", loading(folder / "loading", lines, environ))
    if "memory" in parts:
        yield from _of("memory", growth(folder / "memory", lines, environ))
    if "workbooks" in parts:
        most = min(lines, WORKBOOK_LINES)
        yield from _of("workbooks", workbooks(folder / "workbooks", most, environ))
    if "days" in parts:
        yield from _of("days", days(folder / "days", network.stores, environ))
    if "drivers" in parts:
        # The statistics are imported by this part alone.
        from bench.drivers import drivers

        yield from _of("drivers", drivers())
    if "publishing" in parts:
        found = publishing(folder / "publishing", network.stores, environ)
        yield from _of("publishing", found)
    if {"pages", "kpis", "pace", "bridge", "growth", "screens"} & set(parts):
        settings = replace(
            Settings.from_environ({"FORECOURT_HOME": str(network.home or folder / "network")}),
            engine_memory="4GB",
            # However busy the machine is, what is measured comes to its end.
            query_seconds=3600,
        )
        if network.home is None:
            yield from _network(folder / "extracts", settings, network.stores, network.months)
        label = network.label
        if "pages" in parts:
            yield from _of("pages", pages(settings, f"one store {label}"))
        if "kpis" in parts:
            yield from _of("kpis", kpis(settings, label))
        if "bridge" in parts:
            yield from _of("bridge", bridges(settings, label))
        if "growth" in parts:
            yield from _of("growth", network_growth(settings, folder / "growth", network.sizes))
        if network.beside is not None:
            yield from _of("kpis", scale(settings, network.beside))
        if "pace" in parts:
            yield from _of("pace", pace(settings, label))
    if "screens" in parts:
        # The browser's driver is there where tests are.
        from bench.screens import screens

        home = network.home or folder / "network"
        yield from _of("screens", screens(folder / "screens", home, environ))
    if "start" in parts:
        yield from _of("start", start(folder, environ))


def _of(part: str, found: Iterator[Measurement]) -> Iterator[Measurement]:
    for measured in found:
        yield replace(measured, part=part)


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
