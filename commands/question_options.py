"""Options that say which stores and which days, shared by the verbs that answer questions."""

import argparse
from datetime import date

from commands.errors import UserError
from metrics.model.period import Period
from metrics.named_periods import NAMES, named_periods


def configure_question(parser: argparse.ArgumentParser) -> None:
    """Add `--store`, `--period`, `--from`, `--to` and `--json`."""
    parser.add_argument(
        "--store",
        action="append",
        default=[],
        metavar="CODE",
        help="a store's code, repeatable; without it, all · 门店代码，可重复",
    )
    parser.add_argument(
        "--period",
        choices=NAMES,
        metavar="NAME",
        help=f"instead of dates: {', '.join(NAMES)} · 期间名称",
    )
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day · 开始日期")
    parser.add_argument("--to", dest="last", metavar="DATE", help="last day, included · 结束日期")
    parser.add_argument("--json", action="store_true", help="as JSON · 输出 JSON")


def period_from(args: argparse.Namespace, as_of: date, fiscal_start: int = 1) -> Period:
    """The period that was asked for; the month to date of the data where nothing was said.

    Raises:
        UserError: a date cannot be read, the last day lies before the first, or both a name and
            dates are given.
    """
    if args.period:
        if args.first or args.last:
            raise UserError(
                f"got --period {args.period} and dates as well", "leave out one of the two"
            )
        return named_periods(as_of, fiscal_start)[args.period]
    last = day_from(args.last, "--to") if args.last else as_of
    first = day_from(args.first, "--from") if args.first else last.replace(day=1)
    if first > last:
        raise UserError(
            f"the period ends on {last}, before it starts on {first}", "swap --from and --to"
        )
    return Period(first, last)


def day_from(text: str, option: str) -> date:
    """The day that an option names.

    Raises:
        UserError: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"{option}: expected a date such as 2026-10-01, got {text!r}", "write YYYY-MM-DD"
        ) from None
