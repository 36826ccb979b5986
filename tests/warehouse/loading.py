"""Parts and publications for tests of snapshots, without any loader."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.warehouse.support import arrow_rows
from warehouse.coverage import build_coverage
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import Build, Options, WarehouseHome, publish, staging_folder

NOW = datetime.fromisoformat("2024-06-01T06:00:00")
ORDERS_A_FILE = 40
LINES_AN_ORDER = 3


def write_parts(
    folder: Path,
    source: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    extracted_at: datetime = NOW,
) -> list[Path]:
    """Write the parts of one source file, with lineage and time of extract."""
    sha = hashlib.sha256(source.encode()).hexdigest()
    paths = []
    for name, given in rows.items():
        table = {**TABLES, **RECORDS}[name]
        lineage = [
            {"source_file": sha, "source_sheet": "1", "source_row": number, **row}
            for number, row in enumerate(given, start=2)
        ]
        made = arrow_rows(table, lineage)
        if "extracted_at" not in made.column_names:
            times = pa.array([extracted_at] * len(given), pa.timestamp("us"))
            made = made.append_column("extracted_at", times)
        path = folder / name / f"{sha}-0.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(made, path)
        paths.append(path)
    return paths


def nth_file(number: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a source file: orders, each with the same number of lines."""
    day = NOW - timedelta(days=number)
    orders = [f"RO{number:03d}{order:04d}" for order in range(ORDERS_A_FILE)]
    return {
        "repair_orders": [
            {"store_code": "A", "ro_no": order, "open_at": day, "labour_sales": number}
            for order in orders
        ],
        "ro_labour_lines": [
            {"store_code": "A", "ro_no": order, "line_no": line, "settled_at": day}
            for order in orders
            for line in range(LINES_AN_ORDER)
        ],
        "dim_store": [{"store_code": "A", "store_name": f"as of file {number}"}],
    }


def prepare(build: Build) -> None:
    """Add coverage and a roll-up that a reader can compare with the details."""
    build_coverage(build.connection)
    build.connection.execute(
        "CREATE TABLE daily AS SELECT CAST(open_at AS DATE) AS day, count(*) AS orders "
        "FROM repair_orders GROUP BY day"
    )


def publish_rows(
    home: WarehouseHome,
    source: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    extracted_at: datetime = NOW,
    options: Options | None = None,
) -> str:
    """Publish the rows of one source file."""
    with staging_folder(home, "rows") as folder:
        parts = write_parts(folder, source, rows, extracted_at)
        return publish_parts(home, parts, options)


def publish_parts(
    home: WarehouseHome, parts: Sequence[Path], options: Options | None = None
) -> str:
    """Publish parts with coverage and the roll-up."""
    return publish(
        home,
        parts,
        prepare=prepare,
        verify=lambda database: [],
        now=NOW,
        options=options or Options(threads=1),
    )
