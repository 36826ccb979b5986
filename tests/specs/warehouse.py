"""One warehouse that holds all worked examples, on each engine; stores keep them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from access.scope import OPERATOR
from metrics.catalogue import all_measures, kpi
from metrics.index import SnapshotIndex
from metrics.reader import BusinessCalendar, Question, Reader
from metrics.result import Figure, Result
from metrics.rolled_up import NOTHING_ROLLED_UP, RolledUp, build_rolled_up
from metrics.selection import Selection
from tests.specs.accounts import ACCOUNT_MAP
from tests.specs.example import Example, Expect, Rows, every_day, period_of
from tests.warehouse.support import build_file, small_clickhouse, writing
from warehouse.engines import Backend
from warehouse.engines.duckdb import open_file
from warehouse.snapshots.building import Build

FIRST, LAST = date(2023, 12, 1), date(2025, 12, 31)


@dataclass(frozen=True)
class OpenExamples:
    """An engine with all examples loaded."""

    backend: Backend
    rolled_up: RolledUp
    index: SnapshotIndex
    answers: dict[tuple[int, str, bool], tuple[Result, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ExampleSource:
    """What a reader reads; each example has its own newest day."""

    id: str
    as_of: date
    backend: Backend


class Connected(Build):
    """Any DuckDB connection as one to a snapshot that is being built."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection, LAST)


def rows_of(examples: Sequence[Example]) -> dict[str, Rows]:
    """Rows of all examples, table by table."""
    found: dict[str, Rows] = {"account_map": list(ACCOUNT_MAP)}
    for example in examples:
        rows = example.rows()
        if "dim_calendar" in kpi(example.kpi).tables and "dim_calendar" not in rows:
            rows["dim_calendar"] = [
                row
                for store in example.regions
                for row in every_day(example.code(store), date(2025, 1, 1), LAST)
            ]
        for name, given in rows.items():
            found.setdefault(name, []).extend(given)
    return found


def duckdb_examples(
    folder: Path, examples: Sequence[Example], beside: Sequence[Example] = ()
) -> OpenExamples:
    """Some examples on DuckDB, with a roll-up of what they need.

    Args:
        folder: where the file is made.
        examples: what is asked for.
        beside: examples whose rows lie in the tables, too, of stores that nobody asks for.
    """
    rows = rows_of([*examples, *beside])
    known = {example.code(store) for example in examples for store in example.regions}
    rows["dim_store"] = [row for row in rows["dim_store"] if row["store_code"] in known]
    path = build_file(folder, rows)
    needed = all_measures([kpi(example.kpi) for example in examples]).values()
    with writing(path) as connection:
        rolled_up = build_rolled_up(Connected(connection), needed, FIRST, LAST)
    backend = open_file(path, threads=1, memory_limit="500MB")
    return OpenExamples(backend, rolled_up, SnapshotIndex(backend))


def clickhouse_examples(folder: Path, examples: Sequence[Example]) -> OpenExamples:
    """All examples on ClickHouse in process; details only."""
    backend = small_clickhouse(folder, rows_of(examples))
    return OpenExamples(backend, NOTHING_ROLLED_UP, SnapshotIndex(backend))


def ask(opened: OpenExamples, example: Example, expect: Expect, *, rolled_up: bool) -> Figure:
    """The figure that an expectation is about."""
    answers = opened.answers
    key = (id(example), expect.when, rolled_up)
    if key not in answers:
        answers[key] = _answer(opened, example, expect.when, rolled_up=rolled_up)
    total, by_region, by_store = answers[key]
    if expect.who == "network":
        return total.figure(example.kpi)
    if expect.who.startswith("region "):
        return by_region.figure(example.kpi, region=expect.who.removeprefix("region "))
    return by_store.figure(example.kpi, store=example.code(expect.who))


def _answer(
    opened: OpenExamples, example: Example, when: str, *, rolled_up: bool
) -> tuple[Result, ...]:
    """Network, regions and stores of an example for one period, from one statement."""
    source = ExampleSource("examples", date.fromisoformat(example.as_of), opened.backend)
    reader = Reader(
        source,
        BusinessCalendar(lambda day: True, lambda day: day),
        opened.rolled_up if rolled_up else NOTHING_ROLLED_UP,
        example.min_trials,
        opened.index,
        example.health,
    )
    codes = tuple(example.code(store) for store in example.regions)
    period = period_of(when)
    groupings: tuple[tuple[str, ...], ...] = ((), ("region",), ("store",))
    questions = [Question(Selection(period, codes, by), (kpi(example.kpi),)) for by in groupings]
    return reader.ask_all(OPERATOR, questions)
