"""Small networks for tests of the reader: rows in, a reader out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from metrics.catalogue import CATALOGUE, all_measures
from metrics.model.kpi import Kpi
from metrics.reader import BusinessCalendar, Reader
from metrics.rolled_up import NOTHING_ROLLED_UP, build_rolled_up
from tests.specs.warehouse import Connected
from tests.warehouse.support import Rows, build_file, writing
from warehouse.engines import Backend
from warehouse.engines.duckdb import open_file

CALENDAR = BusinessCalendar(lambda day: True, lambda day: day - timedelta(days=364))


@dataclass
class CountingBackend:
    """A backend that counts the statements it answers."""

    inner: Backend
    statements: int = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is the inner backend's."""
        return getattr(self.inner, name)

    def arrow(self, statement: sa.ClauseElement, **options: Any) -> pa.Table:
        """Count and answer."""
        self.statements += 1
        return self.inner.arrow(statement, **options)


@dataclass
class TestSource:
    """A snapshot of a test."""

    __test__ = False
    id: str
    as_of: date
    backend: Any


@dataclass
class Network:
    """A reader of roll-ups and one of details over the same rows."""

    quick: Reader
    exact: Reader
    counted: CountingBackend


def network(
    folder: Path,
    rows: Rows,
    as_of: date,
    first: date,
    min_trials: int = 0,
    kpis: Sequence[Kpi] = CATALOGUE,
) -> Network:
    """Build a warehouse from rows, with its roll-up of what some KPIs need."""
    path = build_file(folder, rows)
    with writing(path) as connection:
        last = date(as_of.year, 12, 31)
        names = build_rolled_up(Connected(connection), all_measures(kpis).values(), first, last)
    counted = CountingBackend(open_file(path, threads=1, memory_limit="500MB"))
    source = TestSource("test", as_of, counted)
    return Network(
        Reader(source, CALENDAR, names, min_trials),
        Reader(source, CALENDAR, NOTHING_ROLLED_UP, min_trials),
        counted,
    )


def stores(*codes: str) -> list[dict[str, Any]]:
    """Rows of dim_store; the region is the first letter."""
    return [
        {"store_code": code, "store_name": f"{code} 店", "region": code[0], "brand": "示范牌"}
        for code in codes
    ]
