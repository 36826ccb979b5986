"""A day's extracts of many stores: what each store adds, and whether memory stays flat."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import xlsxwriter

from bench.measurement import Measurement
from bench.processes import Run, run_measured
from warehouse.schema import TABLES, Personal

STORES = 1_000
SECONDS = 600
FLAT = 1.3
_FEW_TIMES = 4
_ROWS = 40
_DAY = date(2026, 10, 21)
# As a DMS exports them every night; three as workbooks, two in GB18030.
_EXTRACTS = (
    *("repair_orders", "ro_labour_lines", "parts_issue_lines", "parts_demand_lines"),
    *("parts_purchase_lines", "labour_clock", "attendance", "vehicle_orders"),
    *("vehicle_deliveries", "leads", "showroom_visits", "followups", "insurance_policies"),
    *("accessory_sales", "warranty_claims"),
)
_WORKBOOKS = frozenset({"vehicle_orders", "vehicle_deliveries", "warranty_claims"})
_CHINESE = frozenset({"parts_issue_lines", "parts_demand_lines"})


def days(folder: Path, stores: int, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Load a day of some stores and of a quarter of them, each into a new data directory.

    Args:
        folder: an empty folder for files and data directories.
        stores: of the larger network.
        environ: environment of the commands.

    Raises:
        RuntimeError: a load did not end as it should.
    """
    few = max(1, stores // _FEW_TIMES)
    small, large = (_loaded(folder, count, environ) for count in (few, stores))
    each = (large.seconds - small.seconds) / max(1, stores - few)
    files = len(_EXTRACTS)
    yield Measurement(
        f"load a day of {stores} stores x {files} files", large.seconds, "s",
        bar=SECONDS if stores >= STORES else None,
    )  # fmt: skip
    yield Measurement(f"each store of {stores} more than {few}", each * 1000, "ms")
    yield Measurement(
        f"a day of {STORES:,} stores at that rate", small.seconds + each * (STORES - few), "s",
        bar=SECONDS,
    )  # fmt: skip
    yield Measurement(
        f"peak memory of a day of {stores} stores",
        large.peak_mb,
        "MB",
        reference=f"of {few}",
        reference_value=small.peak_mb,
        bar=FLAT,
    )


def write_day(folder: Path, stores: int) -> int:
    """Write a register and one folder for each store; return how many extracts there are."""
    codes = [f"D{number:04d}" for number in range(stores)]
    register = [(code, f"基准{code}店", "华东") for code in codes]
    folder.mkdir(parents=True)
    _write_csv(folder / "经销商档案.csv", [("经销商代码", "经销商简称", "大区"), *register])
    for code in codes:
        (folder / code).mkdir()
        for name in _EXTRACTS:
            _write(folder / code, name)
    return stores * len(_EXTRACTS)


def _write(folder: Path, name: str) -> None:
    table = TABLES[name]
    columns = [c for c in table.c if "unit" in c.info and c.name != "store_code"]
    headings = [c.info["zh"] for c in columns]
    rows = [[_cell(table, column, number) for column in columns] for number in range(_ROWS)]
    stem = str(table.info["zh"]).replace("/", " ")
    if name in _WORKBOOKS:
        book = xlsxwriter.Workbook(str(folder / f"{stem}.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet(stem[:31])
        for row, cells in enumerate([headings, *rows]):
            sheet.write_row(row, 0, cells)
        book.close()
    else:
        encoding = "gb18030" if name in _CHINESE else "utf-8"
        _write_csv(folder / f"{stem}.csv", [headings, *rows], encoding)


def _write_csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)


def _cell(table: sa.Table, column: sa.Column[Any], number: int) -> str | float:
    if column.info.get("values"):
        return str(column.info["values"][number % len(column.info["values"])])
    match column.type:
        case sa.Boolean():
            return "是" if number % 2 else "否"
        case sa.DateTime():
            moment = datetime.combine(_DAY, datetime.min.time()) + timedelta(minutes=13 * number)
            return moment.isoformat(" ")
        case sa.Date():
            return _DAY.isoformat()
        case sa.Integer():
            return number % 7 + 1
        case sa.Numeric():
            return round(17.5 * (number + 1), 2)
    if column.info.get("personal") is Personal.VIN:
        return f"LSVAA49J1320{number:05d}"
    if column.info.get("personal") is Personal.PHONE:
        return f"138{number:08d}"
    return f"{table.name[:3].upper()}{number:05d}"


def _loaded(folder: Path, stores: int, environ: Mapping[str, str]) -> Run:
    write_day(folder / f"day-{stores}", stores)
    run = run_measured(
        [sys.executable, "-m", "app", "load", str(folder / f"day-{stores}"), "--json"],
        {**environ, "FORECOURT_HOME": str(folder / f"home-{stores}")},
        folder / "errors.txt",
    )
    if run.status not in (0, 1):
        raise RuntimeError(f"the load ended with status {run.status}: {run.errors}")
    return run
