"""A workbook of many rows, beside the time its reader's library needs to get the cells."""

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.loading import lines_of, write_stores
from bench.measurement import Measurement, from_samples
from bench.processes import run_measured
from data_loaders.reading.workbook_pool import WorkbookPool

TIMES_THE_LIBRARY = 1.5
_TURNS = 3


def workbooks(folder: Path, rows: int, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Read a workbook of repair-order lines, and load it the whole way.

    Args:
        folder: an empty folder for files and data directories.
        rows: number of lines; a sheet takes 1,048,575.
        environ: environment of the commands.

    Raises:
        RuntimeError: a load did not end as it should.
    """
    small, large = (folder / name / "维修项目明细.xlsx" for name in ("small", "large"))
    write_workbook(small, 1)
    write_workbook(large, rows)
    library = from_samples("", [_library(large) for _ in range(_TURNS)], "s")
    with WorkbookPool() as pool:
        # A process is kept for the next file, so that its start is not part of what a file takes.
        pool.read(small, folder / "small-cells")
        reading = [_ours(pool, large, folder / f"cells-{turn}") for turn in range(_TURNS)]
    yield from_samples(
        f"cells of {rows:,} rows of xlsx, in the limited process",
        reading,
        "s",
        reference="the library's own",
        reference_value=library.value,
        bar=TIMES_THE_LIBRARY,
    )
    taken = [_loaded(folder, path, environ) for path in (small, large)]
    yield Measurement(
        f"load {rows:,} rows of xlsx, without what one row takes",
        taken[1] - taken[0],
        "s",
        reference="the library's own",
        reference_value=library.value,
    )


def write_workbook(path: Path, rows: int) -> None:
    """Labour lines as numbers, dates and text, as a DMS writes them into a sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("维修项目明细")
    days = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    with duckdb.connect() as connection:
        found = connection.execute(lines_of(rows))
        sheet.write_row(0, 0, [column[0] for column in found.description or ()])
        row = 1
        while block := found.fetchmany(10_000):
            for cells in block:
                for column, cell in enumerate(cells):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(row, column, cell, days)
                    else:
                        sheet.write(row, column, cell)
                row += 1
    book.close()


def _library(path: Path) -> float:
    started = time.perf_counter()
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    for _ in sheet.iter_rows():
        pass
    return time.perf_counter() - started


def _ours(pool: WorkbookPool, path: Path, target: Path) -> float:
    started = time.perf_counter()
    (sheet,) = pool.read(path, target)
    for _ in sheet.chunks():
        pass
    taken = time.perf_counter() - started
    sheet.close()
    return taken


def _loaded(folder: Path, path: Path, environ: Mapping[str, str]) -> float:
    home = folder / f"home-{path.parent.name}"
    register = path.with_name("经销商档案.csv")
    write_stores(register)
    command = [sys.executable, "-m", "app", "load", str(register), str(path), "--json"]
    run = run_measured(command, {**environ, "FORECOURT_HOME": str(home)}, folder / "errors.txt")
    if run.status != 0:
        raise RuntimeError(f"the load ended with status {run.status}: {run.errors}")
    return run.seconds
