"""Periods of plans as people write them: years, quarters, months, weeks and days."""

import re
from datetime import date

from data_loaders.faults import CellError
from data_loaders.values.cleaning import half_width, is_nothing, refuse_spreadsheet_error
from data_loaders.values.dates import EARLIEST, END, read_moment, read_month

_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})(?:\.0)?(?:年度?)?(?:全年)?")
_QUARTER = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?:年|-|/)?(?:Q(?P<q>[1-4])|第?(?P<zh>[一二三四1-4])季度?)",
    re.IGNORECASE,
)
_WEEK = re.compile(r"(?P<y>(?:19|20)\d{2})(?:年|-|/)?(?:W|第)(?P<w>\d{1,2})周?", re.IGNORECASE)
_COMPACT_DAY = re.compile(r"(?:19|20)\d{6}(?:\.0)?")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}


def read_period(text: str, year: int | None = None) -> str | None:
    """Return a period as ``2024``, ``2024Q2``, ``202405``, ``2024W20`` or ``20240515``.

    A date on the first of a month is the month: spreadsheets keep 2024年5月 that way. The first as
    a day of its own is written ``20240501``.

    Args:
        text: The cell.
        year: Year of the extract, for dates such as 5月1日.

    Raises:
        CellError: `not_a_period` or `date_out_of_range`.
    """
    text = half_width(text)
    if is_nothing(text):
        return None
    refuse_spreadsheet_error(text)
    plain = "".join(text.split())
    for form, made in ((_YEAR, _year), (_QUARTER, _quarter), (_WEEK, _week)):
        match = form.fullmatch(plain)
        if match:
            return _in_range(made(match), int(match["y"]))
    if _COMPACT_DAY.fullmatch(plain):
        return _day(plain, year)
    try:
        month = read_month(text, year)
        moment = read_moment(text, year)
    except CellError as error:
        if error.rule == "date_out_of_range":
            raise
        return _month(text, year)
    return month if moment is None or moment.day == 1 else f"{moment:%Y%m%d}"


def _month(text: str, year: int | None) -> str | None:
    try:
        return read_month(text, year)
    except CellError as error:
        known = error.rule == "date_out_of_range"
        raise CellError(error.rule if known else "not_a_period") from None


def _day(text: str, year: int | None) -> str:
    try:
        moment = read_moment(text.removesuffix(".0"), year)
    except CellError as error:
        known = error.rule == "date_out_of_range"
        raise CellError(error.rule if known else "not_a_period") from None
    if moment is None:
        raise CellError("not_a_period")
    return f"{moment:%Y%m%d}"


def _year(match: re.Match[str]) -> str:
    return match["y"]


def _quarter(match: re.Match[str]) -> str:
    number = match["q"] or _QUARTERS.get(match["zh"], match["zh"])
    return f"{match['y']}Q{number}"


def _week(match: re.Match[str]) -> str:
    try:
        date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
    except ValueError:
        raise CellError("not_a_period") from None
    return f"{match['y']}W{int(match['w']):02d}"


def _in_range(text: str, year: int) -> str:
    if not EARLIEST.year <= year < END.year:
        raise CellError("date_out_of_range")
    return text
