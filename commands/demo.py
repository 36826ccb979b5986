"""`forecourt demo`: writes the extracts of a simulated network, to look around and to measure."""

import argparse
from datetime import date
from pathlib import Path
from typing import TextIO

from commands.errors import UserError
from commands.settings import Settings
from data_loaders.demo import UNTIL, Plan, Written, write_columnar, write_extracts
from data_loaders.demo.plan import Say

NAME = "demo"
HELP = "write the extracts of a simulated network · 生成演示数据"

# Beyond so many stores the documents of each are thinned, unless --volume says otherwise.
MANY_STORES = 100
THIN = 0.25


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty folder · 空目录")
    parser.add_argument("--stores", type=int, default=12, help="number of stores · 门店数")
    parser.add_argument("--months", type=int, default=24, help="months · 月数")
    parser.add_argument("--seed", type=int, default=1, help="seed of chance · 随机种子")
    parser.add_argument(
        "--until",
        type=date.fromisoformat,
        default=UNTIL,
        metavar="YYYY-MM-DD",
        help=f"last day that happened ({UNTIL}) · 最后一天",
    )
    parser.add_argument(
        "--format",
        choices=("dms", "parquet"),
        default="dms",
        help="files as a DMS writes them, or Parquet for large networks · 文件格式",
    )
    parser.add_argument(
        "--volume",
        type=float,
        help=f"customers and documents against normal; 1, and {THIN} beyond {MANY_STORES} stores "
        "· 业务量倍数",
    )


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Write the network and say what was written."""
    volume = args.volume or (THIN if args.stores > MANY_STORES else 1.0)
    try:
        plan = Plan(args.stores, args.months, args.seed, args.until, args.format, volume)
    except ValueError as error:
        raise UserError(str(error), "choose a value in that range") from None
    written = write_demo(args.folder, lambda line: print(line, file=out, flush=True), plan)
    print(f"{written.files:,} files, {written.rows:,} rows in {args.folder}", file=out)
    if volume != 1.0:
        print(f"documents thinned to {volume:g} of a normal store", file=out)
    return 0


def write_demo(folder: Path, say: Say, plan: Plan | None = None) -> Written:
    """Write a network; without a plan the default one of 12 stores and 24 months.

    Args:
        folder: where to write; it must be empty or not exist yet.
        say: receives lines of progress.
        plan: what to simulate.

    Raises:
        UserError: If the folder has something in it, or the calendar does not reach so far.
    """
    plan = plan or Plan()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder}: expected an empty folder or none, found something in it",
            "name a new folder, or empty this one",
        )
    write = write_columnar if plan.format == "parquet" else write_extracts
    try:
        return write(folder, plan, say)
    except ValueError as error:
        if "calendar" not in str(error):
            raise
        raise UserError(str(error), "choose fewer months or a later --until") from None
