"""Labels of periods in the order of time, with the periods between them that have no row."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import numpy as np

from metrics.drivers.panel import Codes

_MONTH = re.compile(r"((?:19|20|21)\d\d)(?:[-/.年](?=\d)|(?=\d\d$))(\d{1,2})月?")
_QUARTER = re.compile(r"(\d{4})[-/ ]?[Qq]([1-4])")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.0+)?")
# A gap is filled with the periods that are missing, unless that would be nearly all of them: then
# the labels are numbers of something else, in order.
_MOST_PERIODS_FOR_ONE = 20

Steps = tuple[list[int], Callable[[int], str]]


def in_order(labels: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Positions in time, and the names of all periods from the first to the last.

    Read are years and other whole numbers, months (``2024-03``, ``202403``), quarters
    (``2024Q1``) and days; a constant step longer than one, as of years 2000, 2005 and 2010 or of
    the first days of months, is one period. Other labels stand in the order of their letters,
    where a gap cannot be seen.

    Args:
        labels: shape (n,), none empty.
    """
    distinct = sorted(set(labels))
    steps = _months(distinct) or _quarters(distinct) or _days(distinct) or _numbers(distinct)
    if steps is not None:
        found, name = steps
        first, step = min(found), math.gcd(*(value - min(found) for value in found)) or 1
        positions = {
            label: (value - first) // step for label, value in zip(distinct, found, strict=True)
        }
        count = max(positions.values()) + 1
        if count <= _MOST_PERIODS_FOR_ONE * len(set(found)):
            names = [name(first + step * position) for position in range(count)]
            return _codes(labels, positions), tuple(names)
        distinct = [label for _, label in sorted(zip(found, distinct, strict=True))]
    return _codes(labels, {label: n for n, label in enumerate(distinct)}), tuple(distinct)


def _codes(labels: Sequence[str], positions: dict[str, int]) -> Codes:
    return np.array([positions[label] for label in labels], dtype=np.int64)


def _parsed(
    labels: Sequence[str], pattern: re.Pattern[str], value: Callable[[re.Match[str]], int]
) -> list[int] | None:
    """The number of every label; None if one has another form or is no date."""
    found = []
    for label in labels:
        match = pattern.fullmatch(label)
        if match is None:
            return None
        try:
            found.append(value(match))
        except ValueError:
            return None
    return found


def _month_number(match: re.Match[str]) -> int:
    first = date(int(match[1]), int(match[2]), 1)
    return 12 * first.year + first.month - 1


def _months(labels: Sequence[str]) -> Steps | None:
    found = _parsed(labels, _MONTH, _month_number)
    # 202413 is a number like any other, and so is 19351: there is no such month.
    return None if found is None else (found, _month_name)


def _month_name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _quarters(labels: Sequence[str]) -> Steps | None:
    found = _parsed(labels, _QUARTER, lambda match: 4 * int(match[1]) + int(match[2]) - 1)
    return None if found is None else (found, lambda number: f"{number // 4}Q{number % 4 + 1}")


def _days(labels: Sequence[str]) -> Steps | None:
    days = _parsed(
        labels, _DAY, lambda match: date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    )
    if days is None:
        return None
    dates = [date.fromordinal(day) for day in days]
    one_day = len({day.day for day in dates}) == 1
    if len(dates) > 1 and (one_day or all(_ends_month(day) for day in dates)):
        return [12 * day.year + day.month - 1 for day in dates], _month_name
    return days, lambda number: date.fromordinal(number).isoformat()


def _ends_month(day: date) -> bool:
    return day < date.max and (day + timedelta(days=1)).day == 1


def _numbers(labels: Sequence[str]) -> Steps | None:
    found = _parsed(labels, _NUMBER, lambda match: int(match[0].split(".")[0]))
    return None if found is None else (found, partial(format))
