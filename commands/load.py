"""`forecourt load`: extracts into the warehouse, and a report of what became of every row."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TextIO, cast

from commands.errors import UserError
from commands.own_profiles import all_profiles
from commands.plans import plan_notes, plan_problems
from commands.publishing import load_paths
from commands.reading import open_reader
from commands.settings import Settings
from data_loaders.pipeline.context import LoadOptions
from data_loaders.profiles import SHIPPED, SourceProfile
from data_loaders.report import LoadReport
from data_loaders.report_text import render
from data_loaders.wording import Language

NAME = "load"
HELP = "load files, folders, zip archives or a database · 导入数据"

_EPILOG = "exit status: 0 all loaded, 1 something was quarantined or refused, 2 nothing was loaded"
_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="file, folder, zip archive, address of a database (postgresql://..., mysql://...), "
        "or a .toml file that states one",
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument(
        "--profile",
        metavar="NAME[:TABLE]",
        help="read with this source profile only: "
        + ", ".join(p.name for p in SHIPPED)
        + ", or one of your own (forecourt map --list)",
    )
    parser.add_argument(
        "--store", metavar="CODE", help="the store of all rows, for extracts that name none"
    )
    parser.add_argument(
        "--new-store", action="store_true", help="enter --store into the register of stores"
    )
    parser.add_argument(
        "--first-month", metavar="YYYY-MM", help="first month of sources that only count months"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="read tables of databases from their beginning, not from the last watermark",
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the report")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Load and report; the exit status says whether everything went in."""
    options = _options(args, all_profiles(settings))
    language = cast(Language, args.lang or settings.language)
    report = load_paths(
        settings, args.paths, datetime.now(UTC), progress=_progress(args.json), options=options
    )
    plans = _plans(report, settings, language)
    if args.json:
        told = report.as_json(language) | {"plan_problems": plans}
        json.dump(told, out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        print(render(report, language), file=out)
        for problem in plans:
            print(f"~ {problem}", file=out)
    return report.exit_status


def _plans(report: LoadReport, settings: Settings, language: Language) -> list[str]:
    """What is wrong with the plans, where the load brought some."""
    if not any(file.table == "budgets" and file.loaded for file in report.files):
        return []
    with open_reader(settings) as reader:
        return [
            *plan_problems(reader.backend, language),
            *plan_notes(reader.backend, language),
        ]


def _options(args: argparse.Namespace, profiles: Sequence[SourceProfile]) -> LoadOptions:
    if args.profile is not None:
        name, _, table = args.profile.partition(":")
        chosen = next((profile for profile in profiles if profile.name == name), None)
        if chosen is None or (table and not chosen.limited_to(table).targets):
            raise UserError(
                f"there is no source profile {args.profile}",
                "choose one of " + ", ".join(profile.name for profile in profiles),
            )
    if args.first_month is not None and not _MONTH.fullmatch(args.first_month):
        raise UserError(
            f"--first-month: expected YYYY-MM, got {args.first_month}", "write it as 2024-01"
        )
    if args.new_store and args.store is None:
        raise UserError("--new-store needs the store's code", "add --store CODE")
    return LoadOptions(
        profile=args.profile,
        store=args.store,
        new_store=args.new_store,
        first_month=args.first_month,
        again=args.again,
    )


def _progress(quiet: bool) -> Callable[[str], None] | None:
    if quiet or not sys.stderr.isatty():
        return None
    return lambda step: print(f"… {step}", file=sys.stderr, flush=True)
