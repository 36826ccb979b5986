"""A snapshot that was brought up to date holds what one built as a whole from the same files does.

Random small loads follow one another: new documents, corrections, files read another way, full
extracts that end rows, a newer day. Then every table, fact, daily value and series is compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from commands.roll_ups import carry, disagreements, prepare
from commands.settings import Settings
from tests.metrics.random_network import COMPLETE, random_rows
from tests.warehouse.loading import write_parts
from tests.warehouse.support import ALL
from warehouse.snapshots import Options, WarehouseHome, publish
from warehouse.snapshots.home import MANIFEST
from warehouse.snapshots.manifest import Manifest, read_manifest

NOW = datetime.fromisoformat("2026-01-01T06:00:00")
_GROUND = ("dim_store", "dim_calendar", "account_map")
_STEPS = 2
Rows = dict[str, list[dict[str, Any]]]


class Warehouse:
    """A home that gets one source file after another."""

    def __init__(self, folder: Path, *, carried: bool) -> None:
        self.home = WarehouseHome(folder / "warehouse")
        self._given = folder / "given"
        self._carry = carry if carried else None
        self._settings = Settings.from_environ({"FORECOURT_HOME": str(folder)})
        self.said: list[str] = []

    def load(self, files: Sequence[tuple[str, Rows, datetime]], *, check: bool = False) -> Manifest:
        """Publish the rows of some files, read as they are now."""
        self.home.ensure()
        parts = [
            path
            for number, (source, rows, told_at) in enumerate(files)
            for path in write_parts(self._given / str(number), source, _checked(rows), told_at)
        ]
        snapshot = publish(
            self.home,
            parts,
            prepare=prepare,
            verify=lambda path: disagreements(path, self._settings) if check else [],
            now=NOW,
            options=Options(threads=1, progress=self.said.append, carry=self._carry),
        )
        return read_manifest(self.home.snapshots / snapshot / MANIFEST)


def _checked(rows: Rows) -> Rows:
    return {name: given for name, given in rows.items() if given}


@pytest.mark.parametrize("seed", [COMPLETE])
def test_brought_up_to_date_and_built_as_a_whole_are_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.snapshots.merging.PARTED_FROM", 20)
    draw = Random(seed)
    first, steps = _loads(draw, random_rows(seed)[0])
    one, other = (Warehouse(tmp_path / name, carried=name == "c") for name in ("c", "w"))
    one.load(first)
    for number, files in enumerate(steps, start=1):
        made = one.load(files, check=number == len(steps))
        assert made.carried == number, one.said
    latest = {source: (source, rows, at) for files in [first, *steps] for source, rows, at in files}
    whole = other.load([latest[source] for source in reversed(latest)])
    assert (made.content, made.as_of, whole.carried) == (whole.content, whole.as_of, 0)
    assert _differences(one.home.database(made.id), other.home.database(whole.id)) == []


def _loads(
    draw: Random, rows: Mapping[str, Sequence[Mapping[str, Any]]]
) -> tuple[list[tuple[str, Rows, datetime]], list[list[tuple[str, Rows, datetime]]]]:
    """A first load of most rows, and smaller ones after it."""
    dealt: list[Rows] = [{} for _ in range(_STEPS + 1)]
    for name, given in rows.items():
        for row in [*given, *_alike(draw, name, given)]:
            late = name not in _GROUND and draw.random() < 0.25
            place = draw.randint(1, _STEPS) if late else 0
            dealt[place].setdefault(name, []).append(dict(row))
    first = [("first", dealt[0], NOW)]
    steps = []
    known = {name: list(given) for name, given in dealt[0].items() if name not in _GROUND}
    for number, new in enumerate(dealt[1:], start=1):
        at = NOW + timedelta(hours=number)
        files = [(f"new {number}", new, at), (f"corrected {number}", _corrected(draw, known), at)]
        if number == _STEPS:
            again = {name: given[: len(given) // 2] for name, given in dealt[1].items()}
            files.append(("new 1", again, NOW + timedelta(hours=1)))
            files.append(("whole", dict(_whole(draw, known)), at))
        steps.append(files)
    return first, steps


def _alike(draw: Random, name: str, given: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Copies under other numbers: more documents of the same cars, people, days and deals."""
    texts = [c.name for c in ALL[name].c if isinstance(c.type, sa.String)]
    numbers = [c for c in ALL[name].info["key"] if c in texts and c.endswith(("_no", "_id"))]
    for row in given:
        if name not in _GROUND and numbers and draw.random() < 0.3:
            yield {**row, **{column: f"{row.get(column)}+" for column in numbers[-1:]}}


def _corrected(draw: Random, known: Rows) -> Rows:
    """Some rows with values of other rows of their table."""
    found: Rows = {}
    for name, given in known.items():
        key = ALL[name].info["key"]
        for row in draw.sample(given, min(len(given), 1 + len(given) // 8)):
            other = draw.choice(given)
            changed = {c: other.get(c) for c in row if c not in key and draw.random() < 0.4}
            found.setdefault(name, []).append({**row, **changed})
    return found


def _whole(draw: Random, known: Rows) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Full extracts of some tables of one store, which lack every third row."""
    said = []
    for name in ("repair_orders", "vehicle_deliveries", "customers"):
        dated = ALL[name].info["dated_by"]
        store = draw.choice([row["store_code"] for row in known[name]])
        mine = [row for row in known[name] if row["store_code"] == store]
        yield name, [row for place, row in enumerate(mine) if place % 3]
        said.append(
            {
                "table_name": name,
                "date_column": dated,
                "store_code": store,
                "first_day": "2020-01-01" if dated else None,
                "last_day": "2026-12-31" if dated else None,
            }
        )
    yield "full_extracts", said


def _differences(one: Path, other: Path) -> list[str]:
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{one.parents[2]}'")
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        tables = [
            {
                row[0]
                for row in connection.execute(
                    f"SELECT table_name FROM duckdb_tables() WHERE database_name = '{name}'"
                ).fetchall()
            }
            for name in ("one", "other")
        ]
        assert tables[0] == tables[1]
        return [
            table
            for table in sorted(tables[0] - {"snapshot_facts"})
            for a, b in (("one", "other"), ("other", "one"))
            if connection.execute(
                f"FROM {a}.main.{table} EXCEPT ALL FROM {b}.main.{table} LIMIT 1"
            ).fetchone()
        ]
