"""`forecourt rows ID`: the documents behind a figure."""

import argparse
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TextIO

from commands import missing_extracts
from commands.identity import configure_identity, identify
from commands.question_options import configure_question, period_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.catalogue import kpi as kpi_of
from metrics.listings import Listing, Wanted, list_rows
from metrics.selection import Selection

NAME = "rows"
HELP = "the documents behind a figure · 查看指标背后的单据"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("id", metavar="ID", help="from `forecourt kpis` · 指标代码")
    configure_question(parser)
    parser.add_argument("--fact", help="which of the kinds of documents behind it · 单据类别")
    parser.add_argument("--limit", type=int, default=1000, help="at most so many (1000) · 最多行数")
    parser.add_argument("--offset", type=int, default=0, help="leave out so many first · 跳过行数")
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the documents."""
    kpi = kpi_of(args.id)
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        period = period_from(args, reader.as_of, settings.fiscal_year_start)
        selection = Selection(period, tuple(dict.fromkeys(args.store)))
        wanted = Wanted(fact=args.fact, limit=max(args.limit, 0), offset=max(args.offset, 0))
        listing = list_rows(reader, scope, kpi, selection, wanted)
        head = {
            "kpi": kpi.id,
            "as_of": reader.as_of.isoformat(),
            "snapshot": reader.snapshot,
            "from": period.start.isoformat(),
            "to": period.end.isoformat(),
        }
    if args.json:
        json.dump({**head, **_as_json(listing)}, out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        _print(listing, settings.language, out)
        if listing.lacking_tables:
            said = missing_extracts.never_loaded(listing.lacking_tables, settings.language)
            print(f"# {said}", file=out)
    return 0


def _as_json(listing: Listing) -> dict[str, Any]:
    return {
        "fact": listing.fact,
        "total": listing.total,
        "other_facts": list(listing.others),
        "rows": [{name: _plain(cell) for name, cell in row.items()} for row in listing.rows],
        **missing_extracts.as_json(listing.lacking_tables),
    }


def _plain(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return cell


def _print(listing: Listing, language: str, out: TextIO) -> None:
    print("\t".join(column.words.say(language) for column in listing.columns), file=out)
    for row in listing.rows:
        cells = [_plain(row[column.name]) for column in listing.columns]
        print("\t".join("" if cell is None else str(cell) for cell in cells), file=out)
    print(f"# {len(listing.rows)} / {listing.total}", file=out)
