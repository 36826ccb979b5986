"""`forecourt bridge`: what of a change in profit comes from where, to the last cent."""

import argparse
import json
import re
from datetime import UTC, datetime
from typing import TextIO

from access.scope import Scope
from commands.bridge_text import as_json, write
from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.question_options import configure_question, day_from, period_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.bridge.amounts import Side
from metrics.bridge.beside import BESIDE, beside
from metrics.bridge.bridging import bridge
from metrics.bridge.nodes import Node
from metrics.bridge.trees import node_named
from metrics.model.period import Period
from metrics.reader import Reader

NAME = "bridge"
HELP = "where a change in profit comes from, exactly · 利润变动逐级拆解"

_MONTH = re.compile(r"\d{4}-\d{2}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    configure_question(parser)
    parser.add_argument(
        "--against",
        default=BESIDE[0],
        metavar="WHAT",
        help="prior, year, a month (2026-08), days (2026-08-01..2026-08-20), or another store's "
        "code for the same days; prior where not given · 对比期间或对比门店",
    )
    parser.add_argument(
        "--kpi",
        metavar="ID",
        help="a figure of the decomposition tree; net profit where not given, or the gross of all "
        "lines while books are open · 从哪个指标拆起",
    )
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the bridge."""
    tree = node_named(args.kpi) if args.kpi else None
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        period = period_from(args, reader.as_of, settings.fiscal_year_start)
        after = Side(period, tuple(dict.fromkeys(args.store)))
        before = _against(args.against, after, tree, reader, scope)
        found = bridge(reader, scope, before, after, tree)
    if args.json:
        json.dump(as_json(found), out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        write(found, settings.language, out)
    return 0


def _against(text: str, after: Side, tree: Node | None, reader: Reader, scope: Scope) -> Side:
    if text in BESIDE:
        return beside(reader, scope, after, tree, text)
    if _MONTH.fullmatch(text):
        return Side(Period.month(day_from(f"{text}-01", "--against")), after.stores)
    first, dots, last = text.partition("..")
    if not dots:
        return Side(after.period, (text,))
    start, end = (day_from(each, "--against") for each in (first, last))
    if end < start:
        raise UserError(f"--against: {end} lies before {start}", "write the earlier day first")
    return Side(Period(start, end), after.stores)
