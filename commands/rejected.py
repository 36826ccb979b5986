"""`forecourt rejected FILE.xlsx`: refused rows as a workbook to correct and load again."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from access import policy
from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.reading import open_reader, regions_of
from commands.refused import MOST_FAULTS, read_refused
from commands.renew import renew_if_of_another_version
from commands.settings import Settings
from data_loaders.templates.rejected import write_rejected
from metrics.model.period import Period
from metrics.selection import Selection, UnknownNameError
from warehouse.schema import TABLES

NAME = "rejected"
HELP = "refused rows as a workbook, to correct and load again · 导出隔离行，改正后再导入"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="a new file · 新文件")
    parser.add_argument(
        "--store",
        action="append",
        default=[],
        metavar="CODE",
        help="a store's code, repeatable; without it, all · 门店代码，可重复",
    )
    parser.add_argument("--table", metavar="NAME", help="only rows for this table · 只要这张表")
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Write the workbook and say how many rows are in it."""
    path: Path = args.file
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"{path}: expected a file ending in .xlsx", "name it FILE.xlsx")
    if path.exists():
        raise UserError(f"{path} exists already", "name a new file; nothing is written over")
    if args.table is not None and args.table not in TABLES:
        known = {name: (made.info["zh"], made.info["en"]) for name, made in TABLES.items()}
        remedy = "the load report and the page /data name them"
        raise UnknownNameError("table", args.table, known, remedy)
    renew_if_of_another_version(settings, out)
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        # The operator also sees rows whose store nobody knows.
        stores = None
        if args.store or args.as_user is not None:
            asked = Selection(Period(reader.as_of, reader.as_of), tuple(dict.fromkeys(args.store)))
            stores = {store.code for store in reader.stores_of(scope, asked)}
        tables = policy().open_tables(scope)
        if args.table is not None:
            asked_for = frozenset({args.table})
            tables = asked_for if tables is None else tables & asked_for
        sheets = read_refused(reader.backend, stores, tables, scope.masking)
    if not sheets:
        print("no refused rows · 没有隔离行", file=out)
        return 0
    count = write_rejected(path, sheets)
    print(f"{path}: {count:,} rows in {len(sheets)} sheets · {count:,} 行待改正", file=out)
    if sum(len(row.faults) for sheet in sheets for row in sheet.rows) >= MOST_FAULTS:
        print("there are more: correct and load these, then fetch again · 还有更多", file=out)
    if not all(sheet.origin.whole for sheet in sheets):
        print("sheets with hidden contents are for reading only · 部分工作表只供查看", file=out)
    print(f"then: forecourt load {path} · 改正后导入", file=out)
    return 0
