"""`forecourt visit-pack --store CODE`: a page per store for a visit, as slides or printed."""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from access.notebook import Notebook
from commands.application_database import application_database
from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.printing import print_pdf
from commands.question_options import configure_question, period_from
from commands.reading import calendar_of, open_reader, regions_of
from commands.settings import Settings
from dashboards.i18n import say
from dashboards.notebook.agreements import ActionsAgreed
from dashboards.query import LANGUAGES, View
from dashboards.visit import Visit
from dashboards.visit_pack.agreed import Agreements
from dashboards.visit_pack.content import STORES_AT_MOST, pack_of
from dashboards.visit_pack.ordering import FORMATS
from dashboards.visit_pack.sheet import sheet_of
from dashboards.visit_pack.slides import slides_of

NAME = "visit-pack"
HELP = "a page per store for a visit: gaps, agreements, changes · 巡店材料"

Make = Callable[[Visit, Agreements, date, str], bytes]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    configure_question(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="pptx, pdf, or html for printing; by the name of the file where not given · 格式",
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="of the pack · 语言")
    parser.add_argument("--out", metavar="FILE", help="where to; else by name and day · 输出文件")
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Make a pack and say where it is."""
    language = args.lang or settings.language
    now = datetime.now(UTC)
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, now)
        period = period_from(args, reader.as_of, settings.fiscal_year_start)
        stores = tuple(dict.fromkeys(args.store))
        view = View(stores=stores, start=period.start, end=period.end)
        reader_name = args.as_user or scope.subject
        visit = Visit(
            "/compare", language, scope, reader, view, calendar_of(settings), name=reader_name
        )
        count = len(visit.stores())
        if count > STORES_AT_MOST:
            raise UserError(
                f"a pack has at most {STORES_AT_MOST} stores, {count} were asked for",
                "name the stores of the visit with --store",
            )
        path = path_of(args, language, now.date())
        with application_database(settings) as database:
            agreed = ActionsAgreed(Notebook(database), language)
            made = make(visit, agreed, now.date(), path.suffix.removeprefix("."))
    try:
        path.write_bytes(made)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {error.strerror}", "choose another --out"
        ) from None
    if args.json:
        told = {"file": str(path), "stores": count, "bytes": len(made)}
        json.dump({**told, "snapshot": visit.reader.snapshot}, out, ensure_ascii=False)
        print(file=out)
    else:
        print(f"{path}\t{count}\t{len(made):,} bytes", file=out)
    return 0


def make(visit: Visit, agreements: Agreements, made_on: date, format_: str) -> bytes:
    """The bytes of a pack.

    Args:
        visit: whose stores and period it is about.
        agreements: what was agreed with the stores.
        made_on: the day on which it is made.
        format_: one of ``FORMATS``.

    Raises:
        UserError: nothing on this machine prints.
    """
    pack = pack_of(visit, agreements, made_on)
    if format_ == "pptx":
        return slides_of(pack, visit.language)
    document = sheet_of(pack, visit.language)
    return print_pdf(document) if format_ == "pdf" else document.encode("utf-8")


def path_of(args: argparse.Namespace, language: str, day: date) -> Path:
    """Where the file goes; its ending and the format say the same.

    Raises:
        UserError: they do not.
    """
    name = args.out or f"{say(language, 'pack.file')}-{day}.{args.format or 'pptx'}"
    path = Path(name)
    ending = path.suffix.removeprefix(".").lower()
    if ending not in FORMATS or args.format not in (None, ending):
        raise UserError(
            f"expected a file that ends in .{args.format or ' or .'.join(FORMATS)}, got {name}",
            "name it so with --out, or leave --format out",
        )
    return path
