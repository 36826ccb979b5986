"""Options that say which stores and which days, shared by the verbs that answer questions."""

import argparse
import re
from datetime import date

from commands.errors import UserError
from metrics.model.period import Period
from metrics.named_periods import NAMES, named_periods
from metrics.near_matches import did_you_mean, near_matches

YEARS = range(1990, 2101)


def configure_question(parser: argparse.ArgumentParser) -> None:
    """Add `--store`, `--period`, `--from`, `--to` and `--json`."""
    configure_stores(parser)
    parser.add_argument(
        "--period",
        metavar="NAME",
        help=f"instead of dates: {', '.join(NAMES)} · 期间名称",
    )
    parser.add_argument("--from", dest="first", metavar="DATE", help="first day · 开始日期")
    parser.add_argument("--to", dest="last", metavar="DATE", help="last day, included · 结束日期")
    parser.add_argument("--json", action="store_true", help="as JSON · 输出 JSON")


def configure_stores(parser: argparse.ArgumentParser) -> None:
    """Add `--store`."""
    parser.add_argument(
        "--store",
        action="append",
        default=[],
        metavar="CODE",
        help="a store's code, repeatable; without it, all · 门店代码，可重复",
    )


def period_from(args: argparse.Namespace, as_of: date, fiscal_start: int = 1) -> Period:
    """The period that was asked for; the month to date of the data where nothing was said.

    Raises:
        UserError: a name or a date cannot be read, the last day lies before the first, or both a
            name and dates are given.
    """
    if args.period:
        if args.first or args.last:
            raise UserError(
                f"got --period {args.period} and dates as well", "leave out one of the two"
            )
        return _named(args.period, as_of, fiscal_start)
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
        UserError: it is no date, or one that no dealership has data for.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        meant = _meant(text)
        hint = f"did you mean {meant}? " if meant else ""
        raise UserError(
            f"{option}: expected a date such as 2026-10-01, got {text!r}",
            f"{hint}write YYYY-MM-DD",
        ) from None
    if day.year not in YEARS:
        raise UserError(
            f"{option}: expected a year from {YEARS[0]} to {YEARS[-1]}, got {day}",
            "write the year with four digits",
        )
    return day


def _named(name: str, as_of: date, fiscal_start: int) -> Period:
    found = named_periods(as_of, fiscal_start)
    if name not in found:
        hint = did_you_mean(near_matches(name, dict.fromkeys(NAMES, ())))
        raise UserError(
            f"--period: expected the name of a period, got {name!r}{hint}",
            f"write one of {', '.join(NAMES)}",
        )
    return found[name]


def _meant(text: str) -> date | None:
    """The day of a date with other signs between year, month and day."""
    parts = [int(part) for part in re.findall(r"\d+", text, re.ASCII)]
    try:
        year, month, day = parts
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
