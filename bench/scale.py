"""What one store costs in a large network, beside the same in a small one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.kpis import one_store
from bench.measurement import Measurement
from bench.pages import median_of_pages
from commands.settings import Settings

TIMES_THE_PAGES = 2.0
TIMES_THE_KPIS = 1.3


def scale(large: Settings, small: Path) -> Iterator[Measurement]:
    """Measure pages and KPIs of the first store of both networks.

    Args:
        large: settings of the large network.
        small: data directory of the small one.
    """
    other = replace(large, home=small)
    names = f"one store in {large.home.name}", f"in {small.name}"
    yield Measurement(
        f"data of a page, median of pages, {names[0]}",
        median_of_pages(large),
        "ms",
        reference=names[1],
        reference_value=median_of_pages(other),
        bar=TIMES_THE_PAGES,
    )
    yield Measurement(
        f"every KPI with its comparisons, {names[0]}",
        one_store(large),
        "ms",
        reference=names[1],
        reference_value=one_store(other),
        bar=TIMES_THE_KPIS,
    )
