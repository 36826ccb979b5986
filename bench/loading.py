"""A large CSV of repair-order lines the whole way, beside the engine's own reading of it."""

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from bench.measurement import Measurement, from_samples
from bench.processes import Run, run_measured
from warehouse.schema import TABLES

GROWTH = 5
TIMES_THE_ENGINE = 4
_STORES = 20
_FIRST_DAY = "2026-01-01"


def loading(folder: Path, lines: int, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Load a CSV of so many lines; yield time against the engine's own, and peak memory.

    Args:
        folder: an empty folder for files and data directories.
        lines: number of repair-order lines.
        environ: environment of the commands.

    Raises:
        RuntimeError: the load did not end as it should.
    """
    yield from _told(lines, *_both(folder, lines, environ))


def growth(folder: Path, lines: int, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Load a CSV of so many lines and one of five times as many; what each further line costs.

    Args:
        folder: an empty folder for files and data directories.
        lines: number of repair-order lines of the smaller one.
        environ: environment of the commands.

    Raises:
        RuntimeError: a load did not end as it should.
    """
    small, small_alone = _both(folder / "small", lines, environ)
    large, large_alone = _both(folder / "large", GROWTH * lines, environ)
    yield from _told(GROWTH * lines, large, large_alone)
    yield Measurement(
        f"each million lines more than {lines:,}",
        (large.seconds - small.seconds) / ((GROWTH - 1) * lines) * 1e6,
        "s",
        reference="engine's read_csv into a table",
        reference_value=(large_alone - small_alone) / ((GROWTH - 1) * lines) * 1e6,
        bar=TIMES_THE_ENGINE,
    )


def _both(folder: Path, lines: int, environ: Mapping[str, str]) -> tuple[Run, float]:
    """A load, and the seconds that the engine needs for the same file."""
    extract = folder / "extract"
    extract.mkdir(parents=True)
    write_stores(extract / "经销商档案.csv")
    path = extract / "维修项目明细.csv"
    write_lines(path, lines)
    reading = [_engine_alone(path, folder / f"alone-{turn}.duckdb") for turn in range(3)]
    return _load(folder, extract, environ), from_samples("", reading, "s").value


def _told(lines: int, run: Run, alone: float) -> Iterator[Measurement]:
    yield Measurement(
        f"load {lines:,} repair-order lines from CSV",
        run.seconds,
        "s",
        reference="engine's read_csv into a table",
        reference_value=alone,
        bar=10,
    )
    yield Measurement(f"peak memory of that load, {lines:,} lines", run.peak_mb, "MB", bar=1500)


def _load(folder: Path, extract: Path, environ: Mapping[str, str]) -> Run:
    home = folder / "home"
    command = [sys.executable, "-m", "app", "load", str(extract), "--json"]
    run = run_measured(command, {**environ, "FORECOURT_HOME": str(home)}, folder / "errors.txt")
    if run.status != 0:
        raise RuntimeError(f"the load ended with status {run.status}: {run.errors}")
    return run


def _engine_alone(path: Path, database: Path) -> float:
    with duckdb.connect(str(database)) as connection:
        connection.execute("SET threads = 2")
        started = time.perf_counter()
        connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [str(path)])
        connection.execute("CHECKPOINT")
        return time.perf_counter() - started


def write_stores(path: Path) -> None:
    """A directory of stores, so that the lines belong to known ones."""
    columns = {c.name: c.info["zh"] for c in TABLES["dim_store"].c if "unit" in c.info}
    wanted = ("store_code", "store_name", "region")
    rows = [f"B{n:03d},基准{n:03d}店,华东" for n in range(_STORES)]
    heading = ",".join(columns[name] for name in wanted)
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")


def write_lines(path: Path, lines: int) -> None:
    """Labour lines with the headings of a DMS, three to a repair order."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({lines_of(lines)}) TO '{path}' (HEADER, DELIMITER ',')")


def lines_of(lines: int) -> str:
    """The same as a select, under these headings."""
    zh = {c.name: c.info["zh"] for c in TABLES["ro_labour_lines"].c if "unit" in c.info}
    return f"""
        SELECT
            'RO' || lpad(CAST(i // 3 AS VARCHAR), 9, '0') AS "{zh["ro_no"]}",
            i % 3 + 1 AS "{zh["line_no"]}",
            'B' || lpad(CAST((i // 3) % {_STORES} AS VARCHAR), 3, '0') AS "{zh["store_code"]}",
            'OP' || lpad(CAST(i % 997 AS VARCHAR), 4, '0') AS "{zh["op_code"]}",
            '更换机油机滤' AS "{zh["op_name"]}",
            CASE i % 4 WHEN 0 THEN '索赔' WHEN 1 THEN '保险' ELSE '客户自费' END
                AS "{zh["pay_type"]}",
            CAST(0.5 + (i % 7) / 2.0 AS DECIMAL(6,2)) AS "{zh["std_hours"]}",
            CAST(0.5 + (i % 5) / 2.0 AS DECIMAL(6,2)) AS "{zh["sold_hours"]}",
            CAST(60 + i % 900 AS DECIMAL(12,2)) AS "{zh["labour_sales"]}",
            CAST(80 + i % 900 AS DECIMAL(12,2)) AS "{zh["labour_list"]}",
            CAST(20 + i % 300 AS DECIMAL(12,2)) AS "{zh["labour_cost"]}",
            'T' || lpad(CAST(i % 60 AS VARCHAR), 3, '0') AS "{zh["technician_id"]}",
            strftime(DATE '{_FIRST_DAY}' + CAST(i % 200 AS INTEGER), '%Y-%m-%d') || ' 10:30:00'
                AS "{zh["settled_at"]}"
        FROM range({lines}) r(i)
    """
