"""`forecourt values`: values that no closed list knows, and what they mean."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TextIO, cast

from commands.errors import UserError
from commands.own_profiles import all_profiles, values_folder
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.mapping.decisions import DecisionError, decide
from data_loaders.mapping.mapping_text import table_words
from data_loaders.mapping.profile_file import column_words
from data_loaders.mapping.unlisted import answered, waiting_values
from data_loaders.report_text import render
from data_loaders.wording import Language

NAME = "values"
HELP = "values that no closed list knows, and what they mean · 未映射的值"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--set",
        nargs=3,
        action="append",
        default=[],
        metavar=("TABLE.COLUMN", "TEXT", "VALUE"),
        help="what a text means; 未映射 leaves it so for good; repeatable",
    )
    parser.add_argument(
        "--reload",
        action="store_true",
        help="read the extracts again whose values have been decided about",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the answer")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Decide, read again, and list what still waits."""
    language = cast(Language, args.lang or settings.language)
    # Says so where the file of decisions, or a profile, cannot be used.
    all_profiles(settings)
    folder = values_folder(settings)
    for place, text, value in args.set:
        table, _, column = place.partition(".")
        try:
            decide(folder, table, column, text, value)
        except DecisionError as error:
            raise UserError(str(error), "choose one of " + ", ".join(error.known)) from None
    if args.reload:
        report = load_paths(settings, [], datetime.now(UTC))
        if args.json:
            json.dump(report.as_json(language), out, ensure_ascii=False, indent=1)
            out.write("\n")
        else:
            print(render(report, language), file=out)
        return report.exit_status if report.files else 0
    waiting = waiting_values(folder)
    if args.json:
        json.dump([asdict(each) for each in waiting], out, ensure_ascii=False, indent=1)
        out.write("\n")
        return 0
    for each in waiting:
        words = column_words(each.table, each.column)[0 if language == "zh" else 1]
        place = f"{each.file} {each.sheet} [{each.row}]"
        print(f"{table_words(each.table, language)} · {words}: {each.text} x{each.rows}", file=out)
        print(f"    {place} · {', '.join(each.listed)}", file=out)
    ready = len(answered(folder))
    if ready:
        print(f"forecourt: {ready} extracts can be read again: --reload", file=sys.stderr)
    return 0
