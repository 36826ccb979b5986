"""What an engine read to answer a statement."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading of a table.

    Attributes:
        table: its name.
        rows: looked at after whole blocks were skipped by their days and stores; of a Parquet file
            those that met the conditions, since its reader does not tell the others.
    """

    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What was read for one statement.

    Attributes:
        scans: by table, as far as the engine tells tables apart.
        rows: of all of them.
        bytes: read from files or sent for; what lay in memory already is not read again. None
            where the engine does not tell.
    """

    scans: tuple[Scan, ...]
    rows: int
    bytes: int | None


def duckdb_profile(text: str) -> Profile:
    """The profile in an answer of DuckDB to ``EXPLAIN (ANALYZE, FORMAT JSON)``."""
    told: Mapping[str, Any] = json.loads(text)
    scans = tuple(_scans(told))
    return Profile(scans, sum(scan.rows for scan in scans), int(told["total_bytes_read"]))


def _scans(node: Mapping[str, Any]) -> Iterator[Scan]:
    if node.get("operator_type") == "TABLE_SCAN":
        info = node["extra_info"]
        files = info.get("Filename(s)")
        if "Table" in info:
            yield Scan(info["Table"].rpartition(".")[2], node["operator_rows_scanned"])
        elif files:
            # details/<table>/<hash>.parquet
            yield Scan(PurePath(files.split(",")[0]).parent.name, node["operator_cardinality"])
    for child in node.get("children", ()):
        yield from _scans(child)
