"""Days, moments and months as extracts write them.

Local time throughout; a zone, where one is written, is brought to China's.
"""

import re
from datetime import date, datetime, timedelta, timezone

from data_loaders.faults import CellError
from data_loaders.values.cleaning import half_width, is_nothing, refuse_spreadsheet_error

# Outside these years a date is a marker ("0", "for ever") or a slip, never a day of business.
EARLIEST = datetime(1980, 1, 1)  # noqa: DTZ001 - local time without zone
END = datetime(2090, 1, 1)  # noqa: DTZ001 - local time without zone
SERIAL_RANGE = (30000, 60000)

_CHINA = timezone(timedelta(hours=8))
_SPREADSHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local time without zone
_EMPTY_DATES = frozenset({"0000-00-00", "0000-00-00 00:00:00", "1900-01-00", "1900/1/0", "0"})
_TIME = (
    r"(?:[T ]*(?P<half>上午|下午|AM|PM|am|pm)?[ ]*(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})"
    r"(?:[:分](?P<s>\d{1,2})?(?:\.\d+)?秒?)?分?[ ]*(?P<half2>AM|PM|am|pm)?"
    r"[ ]*(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<y>\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<y>\d{2})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})",
    )
)
_DIGITS = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2})?"
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_MONTH = re.compile(r"(?P<y>\d{4})(?:[-/.年]?)(?P<m>\d{1,2})月?")


def read_moment(text: str, year: int | None = None) -> datetime | None:
    """Return the moment that `text` names, or None where it says there is none.

    Args:
        text: The cell.
        year: Year of the extract, for dates such as 5月1日.

    Raises:
        CellError: `not_a_date`, `date_without_year` or `date_out_of_range`.
    """
    text = half_width(text)
    if is_nothing(text) or text in _EMPTY_DATES:
        return None
    refuse_spreadsheet_error(text)
    found = _read(text, year)
    if not EARLIEST <= found < END:
        raise CellError("date_out_of_range")
    return found


def read_month(text: str, year: int | None = None) -> str | None:
    """Return a month as YYYYMM, from a month or from a date in it.

    Raises:
        CellError: `not_a_month` or `date_out_of_range`.
    """
    text = half_width(text)
    if is_nothing(text):
        return None
    refuse_spreadsheet_error(text)
    match = _MONTH.fullmatch(text.removesuffix(".0"))
    if match and 1 <= int(match["m"]) <= 12:
        first = datetime(int(match["y"]), int(match["m"]), 1)  # noqa: DTZ001 - local
        if not EARLIEST <= first < END:
            raise CellError("date_out_of_range")
        return f"{first:%Y%m}"
    try:
        moment = read_moment(text, year)
    except CellError as error:
        known = error.rule == "date_out_of_range"
        raise CellError(error.rule if known else "not_a_month") from None
    return None if moment is None else f"{moment:%Y%m}"


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _read(text: str, year: int | None) -> datetime:
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _moment(match.groupdict(), year)
    match = _DIGITS.fullmatch(text)
    if match:
        return _moment(match.groupdict(), year)
    if _SERIAL.fullmatch(text):
        serial = float(text)
        if not SERIAL_RANGE[0] <= serial <= SERIAL_RANGE[1]:
            raise CellError("date_out_of_range")
        return _SPREADSHEET_EPOCH + timedelta(seconds=round(serial * 86400))
    raise CellError("not_a_date")


def _moment(found: dict[str, str | None], year: int | None) -> datetime:
    if found.get("y") is None and year is None:
        raise CellError("date_without_year")
    written = found.get("y") or str(year)
    full = int(written)
    if len(written) == 2:
        # A two-digit year is of this century up to 79; stores keep nothing older than 1980.
        full += 2000 if full < 80 else 1900
    half = (found.get("half") or found.get("half2") or "").lower()
    hour = int(found.get("h") or 0)
    if half in ("下午", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "am") and hour == 12:
        hour = 0
    clock = (hour, int(found.get("mi") or 0), int(found.get("s") or 0))
    extra = timedelta()
    if clock == (24, 0, 0):
        clock, extra = (0, 0, 0), timedelta(days=1)
    try:
        moment = datetime(  # noqa: DTZ001 - local time without zone
            full, int(found["m"] or 0), int(found["d"] or 0), *clock
        )
    except ValueError:
        raise CellError("not_a_date") from None
    return _local(moment, found.get("zone")) + extra


def _local(moment: datetime, zone: str | None) -> datetime:
    if not zone:
        return moment
    digits = "0000" if zone == "Z" else zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if zone.startswith("-"):
        offset = -offset
    return moment.replace(tzinfo=timezone(offset)).astimezone(_CHINA).replace(tzinfo=None)
