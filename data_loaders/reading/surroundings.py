"""What stands around a table: title, condition row, file name; and the rows that are no data."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from data_loaders.faults import CellError
from data_loaders.values.cleaning import half_width
from data_loaders.values.dates import month_end, read_moment

_DAY = r"\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日)"
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?"
_PRINTED = re.compile(
    rf"(?:打印|导出|制表|生成|报表)(?:时间|日期)\s*[::]?\s*(?P<at>{_DAY}{_CLOCK})"
)
_RANGE = re.compile(rf"(?P<first>{_DAY}){_CLOCK}\s*(?:至|到|~|—|--|-)+\s*(?P<last>{_DAY})")
_RANGE_OF = re.compile(rf"(?P<word>[\u4e00-\u9fff]{{2,12}})\s*:?\s*{_RANGE.pattern}")
# "全量" and "全部" only where something is said to be exported, never as a word of a list's name.
_FULL = re.compile(
    r"(?:导出|数据|查询)(?:方式|范围|类型)\s*:?\s*(?:全量|全部)|(?<!非)全量(?:导出|数据)"
)
_AS_OF = re.compile(rf"(?:截止|截至|结存|盘点|库存)(?:时间|日期)?\s*[::]?\s*(?P<at>{_DAY})")
_MONTH = re.compile(
    r"(?<!\d)(?P<y>20\d{2})\s*(?:年|[-/._])?\s*(?P<m>0[1-9]|1[0-2]|[1-9](?=月))(?!\d)"
)
_COMPACT_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d{2})[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>[0-3]\d)(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|(?!\d))")
_STORE = re.compile(
    r"(?:经销商|门店|网点|服务站|店)(?:代码|编码|编号|号)\s*[::]\s*(?P<code>[0-9A-Za-z_-]+)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words around a table say.

    Attributes:
        text: The words themselves, for a search of store names.
        store_text: A store code that is named as such.
        printed_at: When the extract was printed or exported.
        range_end: Last day of the period it was asked for.
        range_start: First day of it.
        range_word: The word before it, such as 结算日期; empty where there is none.
        is_full: Whether the words say that every row of that period is in the extract.
        as_of: The day a stock or a count stands for.
        month: YYYYMM, where one month is named.
        year: The year, for dates without one.
    """

    text: str = ""
    store_text: str | None = None
    printed_at: datetime | None = None
    range_end: date | None = None
    as_of: date | None = None
    month: str | None = None
    year: int | None = None
    range_start: date | None = None
    range_word: str = ""
    is_full: bool = False


def read_surroundings(title: str, hint: str) -> Surroundings:
    """Return what title and condition rows say, and what file and folder names add.

    Args:
        title: Text of the rows above the headings.
        hint: Path and sheet name; asked only where the title is silent.
    """
    title, hint = half_width(title), half_width(hint)
    printed = _moment(_PRINTED.search(title))
    asked = _RANGE.search(title)
    range_end = _day(asked["last"]) if asked else None
    named = _RANGE_OF.search(title)
    stands = _AS_OF.search(title)
    month = _month(title) or (f"{range_end:%Y%m}" if range_end else None) or _month(hint)
    as_of = (
        (_day(stands["at"]) if stands else None)
        or range_end
        or _compact_day(hint)
        or (month_end(int(month[:4]), int(month[4:])) if month else None)
        or (printed.date() if printed else None)
    )
    store = _STORE.search(title)
    year = _YEAR.search(title) or _YEAR.search(hint)
    return Surroundings(
        text=title,
        store_text=store["code"] if store else None,
        printed_at=printed,
        range_end=range_end,
        as_of=as_of,
        month=month or (f"{as_of:%Y%m}" if as_of else None),
        year=int(year[1]) if year else (as_of.year if as_of else None),
        range_start=_day(asked["first"]) if asked else None,
        range_word=named["word"] if named else "",
        is_full=_FULL.search(title) is not None and "增量" not in title,
    )


def printed_at(text: str) -> datetime | None:
    """Return the time of printing that a line names, such as the signature line below a table."""
    return _moment(_PRINTED.search(half_width(text)))


def _moment(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    try:
        return read_moment(match["at"])
    except CellError:
        return None


def _day(text: str) -> date | None:
    try:
        moment = read_moment(text)
    except CellError:
        return None
    return moment.date() if moment else None


def _month(text: str) -> str | None:
    months = {f"{match['y']}{int(match['m']):02d}" for match in _MONTH.finditer(text)}
    return months.pop() if len(months) == 1 else None


def _compact_day(text: str) -> date | None:
    days = list(_COMPACT_DAY.finditer(text))
    if not days:
        return None
    last = days[-1]
    return _day(f"{last['y']}-{last['m']}-{last['d']}")
