"""`forecourt bench`: the project's own benchmarks, each beside its reference."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from commands.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measurement import Measurement

NAME = "bench"
HELP = "benchmarks, each beside its reference · 性能基准"

_CHEAP = ("loading", "pages", "kpis")
_STUDY, _MONDAY = "driver-study", "monday"
_PARTS = (
    *_CHEAP,
    *("bridge", "days", "drivers", "growth", "memory", "pace", "publishing", "screens", "start"),
    *("workbooks", _STUDY, _MONDAY),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--stores", type=int, default=12, help="stores of the network · 门店数")
    parser.add_argument("--months", type=int, default=24, help="months of the network · 月数")
    parser.add_argument(
        "--on",
        type=Path,
        metavar="HOME",
        help="pages and KPIs of this data directory, instead of a network made for it · 数据目录",
    )
    parser.add_argument(
        "--beside",
        type=Path,
        metavar="HOME",
        help="a smaller network: what one store costs in the large one against it · 对照数据目录",
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=(10, 100, 1_000),
        metavar="N,N...",
        help="numbers of stores for growth; above 100 on roll-ups only · 门店数序列",
    )
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines to load · 装载行数")
    parser.add_argument(
        "--only",
        action="append",
        choices=_PARTS,
        help="repeatable; loading, pages and kpis otherwise",
    )
    parser.add_argument(
        "--runs", type=int, default=2_000, help=f"panels of each design of {_STUDY} · 模拟次数"
    )
    parser.add_argument(
        "--page",
        type=Path,
        metavar="FILE",
        help=f"Markdown into which parts with a place in it write their tables: "
        f"docs/benchmarks.md, docs/driver-study.md of {_STUDY}, docs/monday.md of {_MONDAY} "
        "· 写入文档",
    )
    parser.add_argument(
        "--per-second", type=float, default=5.0, help=f"pages opened on {_MONDAY} · 每秒打开页数"
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=60.0,
        help=f"of the usual phase of {_MONDAY} · 常态阶段秒数",
    )
    parser.add_argument(
        "--raw", type=Path, metavar="FILE", help=f"all phases of {_MONDAY} as JSON · 各阶段明细"
    )
    parser.add_argument("--json", action="store_true", help="as JSON · 输出 JSON")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Measure and print; exit status 1 if a bar is missed."""
    # The benchmarks bring web, engine and generator along; no other command needs them all.
    from bench.driver_study.study import Plan, driver_study
    from bench.everything import Network, measure
    from bench.measurement import write_table
    from bench.written_page import write_parts

    machine = {
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }
    with tempfile.TemporaryDirectory(prefix="forecourt-bench-") as folder:
        found = []
        network = Network(args.stores, args.months, args.on, args.beside, args.sizes)
        parts = args.only or _CHEAP
        studied = driver_study(Plan(args.runs, args.page)) if _STUDY in parts else ()
        played = _monday(args, Path(folder)) if _MONDAY in parts else ()
        measured_here = measure(Path(folder), parts, network, args.lines)
        for measured in chain(measured_here, studied, played):
            found.append(measured)
            if not args.json:
                write_table([measured], out)
                out.flush()
    if args.page is not None:
        write_parts(args.page, found, _told(machine, datetime.now(UTC)))
    if args.json:
        records = [m.record() for m in found]
        json.dump({"machine": machine, "measurements": records}, out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        print(f"# {machine}", file=out)
    missed = [m.name for m in found if m.passes is False]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if missed else 0


def _monday(args: argparse.Namespace, folder: Path) -> "Iterator[Measurement]":
    # The client of HTTP is there where tests are.
    from bench.monday.monday import Plan, monday

    plan = Plan(args.stores, args.months, args.per_second, args.seconds, args.page, args.raw)
    return monday(folder / _MONDAY, plan)


def _sizes(given: str) -> tuple[int, ...]:
    """Numbers of stores with commas between, in order."""
    try:
        found = tuple(sorted({int(part) for part in given.split(",")}))
    except ValueError:
        found = ()
    if not found or found[0] < 1:
        raise argparse.ArgumentTypeError(f"expected numbers such as 10,100,1000, got {given!r}")
    return found


def _told(machine: Mapping[str, object], when: datetime) -> str:
    """Date and machine, in words."""
    load = os.getloadavg()[1] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{when:%Y-%m-%d}; {machine['system']}, {machine['cores']} cores, Python "
        f"{machine['python']}; {load:.0f} processes wanted them on average during the last minutes."
    )
