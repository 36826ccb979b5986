"""The one place that turns values into text: 万 and 亿 in Chinese, thousands in English."""

from dataclasses import dataclass
from datetime import date, datetime

from metrics.model.kpi import Unit
from metrics.model.period import Period
from metrics.money import HOME
from metrics.result import Figure

NO_VALUE = "–"
MINUS = "−"

_UNITS = {
    Unit.COUNT: ("", ""),
    Unit.PERCENT: ("%", "%"),
    Unit.CNY: ("元", "CNY"),
    Unit.CNY_PER_UNIT: ("元/台", "CNY/unit"),
    Unit.CNY_PER_VISIT: ("元/台次", "CNY/visit"),
    Unit.CNY_PER_LEAD: ("元/条", "CNY/lead"),
    Unit.CNY_PER_ORDER: ("元/单", "CNY/order"),
    Unit.CNY_PER_CONTRACT: ("元/单", "CNY/contract"),
    Unit.CNY_PER_HOUR: ("元/小时", "CNY/h"),
    Unit.CNY_PER_PERSON_MONTH: ("元/人·月", "CNY/person-month"),
    Unit.CNY_PER_BAY_MONTH: ("元/工位·月", "CNY/bay-month"),
    Unit.PER_DAY: ("/天", "/day"),
    Unit.PER_PERSON_DAY: ("/人·天", "/person-day"),
    Unit.PER_PERSON_MONTH: ("/人·月", "/person-month"),
    Unit.PER_UNIT: ("/台", "/unit"),
    Unit.PER_THOUSAND: ("‰", "per 1,000"),
    Unit.RATIO: ("", ""),
    Unit.MONTHS: ("个月", "months"),
    Unit.DAYS: ("天", "days"),
    Unit.HOURS: ("小时", "h"),
    Unit.HOURS_PER_ORDER: ("小时/单", "h/order"),
    Unit.MINUTES: ("分钟", "min"),
    Unit.TURNS: ("次/年", "turns/yr"),
    Unit.POINTS: ("分", "pts"),
}
_WHOLE = {Unit.COUNT}
_MONEY = {unit for unit in Unit if unit.value.startswith(HOME)}
_MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# From here on a plain count is shorter in 万 than in digits.
_LARGE_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text, its unit apart."""

    number: str
    unit: str

    @property
    def text(self) -> str:
        """Both together."""
        if not self.unit or self.unit in ("%", "‰") or self.unit.startswith("/"):
            return f"{self.number}{self.unit}"
        return f"{self.number} {self.unit}"


def show(value: float | None, unit: Unit, language: str, currency: str = HOME) -> Shown:
    """A value in its unit; a dash where there is none."""
    if value is None:
        return Shown(NO_VALUE, "")
    word = _word(unit, language, currency)
    if unit is Unit.PERCENT:
        return Shown(_plain(value * 100, 1), word)
    if language == "zh" and (unit in _MONEY or unit in _WHOLE):
        threshold = 10_000 if unit in _MONEY else _LARGE_COUNT
        return _chinese(value, word, threshold, 0 if unit in _WHOLE else _decimals(value))
    return Shown(
        _plain(value, 0 if unit in _WHOLE and _is_whole(value) else _decimals(value)), word
    )


def show_figure(figure: Figure, language: str) -> Shown:
    """The value of a figure, money in the currency in which it was reported."""
    return show(figure.value, figure.unit, language, figure.currency)


def show_cell(figure: Figure, language: str) -> str:
    """A figure for a column whose heading names the unit: the number, with 万, 亿 or % only.

    Money in another currency than the heading's keeps its own.
    """
    if figure.currency != HOME:
        return show_figure(figure, language).text
    return show_short(figure.value, figure.unit, language)


def show_short(value: float | None, unit: Unit, language: str) -> str:
    """A value for a column whose heading names the unit, with 万, 亿 or % only."""
    shown = show(value, unit, language)
    scale = shown.unit[:1] if shown.unit[:1] in ("万", "亿", "%", "‰") else ""
    return f"{shown.number}{scale}"


def show_brief(value: float, unit: Unit, language: str) -> str:
    """A large amount in as few characters as say enough: 万 in Chinese, k and m in English."""
    size = abs(value)
    if language == "zh" or size < _LARGE_COUNT:
        return show_short(value, unit, language)
    scale, letter = (1e6, "m") if size >= 1e7 else (1e3, "k")
    return f"{_plain(value / scale, 1 if letter == 'm' else 0)}{letter}"


def show_short_difference(change: float, unit: Unit, language: str) -> str:
    """A difference for such a column, with its sign."""
    return f"{_sign(change)}{show_short(abs(change), unit, language)}"


def show_cell_difference(change: float, figure: Figure, language: str) -> str:
    """A difference for the column of a figure; money in another currency keeps its own."""
    if figure.currency != HOME:
        return f"{_sign(change)}{show(abs(change), figure.unit, language, figure.currency).text}"
    return show_short_difference(change, figure.unit, language)


def show_unit(unit: Unit, language: str) -> str:
    """A unit by itself; what is counted or a bare ratio has a dash."""
    return _UNITS[unit][0 if language == "zh" else 1] or NO_VALUE


def unit_word(unit: Unit, language: str, currency: str = HOME) -> str:
    """What the heading of a column calls a unit; empty where the cells say it themselves."""
    word = _word(unit, language, currency)
    return "" if word in ("%", "‰") else word


def show_amount(value: float | None, language: str) -> str:
    """A bare amount, such as a numerator, without its unit."""
    if value is None:
        return NO_VALUE
    decimals = 0 if _is_whole(value) else _decimals(value)
    if language == "zh":
        return _chinese(value, "", _LARGE_COUNT, decimals).text.replace(" ", "")
    return _plain(value, decimals)


def show_change(change: float | None, relative: float | None, unit: Unit, language: str) -> str:
    """A difference with its sign: percentages in points, all else in percent where it can be."""
    if change is None:
        return NO_VALUE
    if unit is Unit.PERCENT:
        return f"{_signed(change * 100, 1)}{'个百分点' if language == 'zh' else ' pts'}"
    if relative is not None and unit is not Unit.POINTS:
        return f"{_signed(relative * 100, 1)}%"
    return show_difference(change, unit, language)


def show_difference(change: float, unit: Unit, language: str) -> str:
    """A difference in the unit itself, with its sign; of percentages in points."""
    if unit is Unit.PERCENT:
        return show_change(change, None, unit, language)
    return f"{_sign(change)}{show(abs(change), unit, language).text}"


def show_share(value: float | None) -> str:
    """A share as a whole percentage."""
    return NO_VALUE if value is None else f"{_plain(value * 100, 0)}%"


def show_day(day: date | datetime | None) -> str:
    """A day in ISO form, which both languages read alike."""
    return NO_VALUE if day is None else day.strftime("%Y-%m-%d")


def show_month(key: str, language: str, *, with_year: bool = False) -> str:
    """A month such as ``2026-10`` in short; the year where asked for."""
    year, month = int(key[:4]), int(key[5:7])
    if language == "zh":
        return f"{year}年{month}月" if with_year else f"{month}月"
    return f"{_MONTHS_EN[month - 1]} {year}" if with_year else _MONTHS_EN[month - 1]


def show_period(period: Period, language: str) -> str:
    """A period in words: a month by name, anything else from day to day."""
    if period == Period.month(period.start):
        return show_month(period.start.strftime("%Y-%m"), language, with_year=True)
    if period == Period.quarter(period.start):
        number = (period.start.month + 2) // 3
        year = period.start.year
        return f"{year}年第{number}季度" if language == "zh" else f"Q{number} {year}"
    if period.start == period.end:
        return show_day(period.start)
    joint = " 至 " if language == "zh" else " to "
    same_year = period.start.year == period.end.year
    end = period.end.strftime("%m-%d") if same_year else show_day(period.end)
    return f"{show_day(period.start)}{joint}{end}"


def _word(unit: Unit, language: str, currency: str) -> str:
    word = _UNITS[unit][0 if language == "zh" else 1]
    if currency == HOME or unit not in _MONEY:
        return word
    return word.replace("元", currency).replace(HOME, currency)


def _chinese(value: float, word: str, threshold: int, decimals: int) -> Shown:
    size = abs(value)
    if size >= 1e8:
        return Shown(_plain(value / 1e8, 2), f"亿{word}")
    if size >= threshold:
        return Shown(_plain(value / 1e4, 1 if size < 1e7 else 0), f"万{word}")
    return Shown(_plain(value, decimals), word)


def _decimals(value: float) -> int:
    size = abs(value)
    if size >= 100 or value == 0:
        return 0
    return 1 if size >= 10 else 2


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 5e-7


def _plain(value: float, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}"
    # A value that rounds to nothing has no sign either.
    nonzero = any(digit in "123456789" for digit in text)
    return f"{MINUS}{text}" if value < 0 and nonzero else text


def _sign(value: float) -> str:
    return "±" if value == 0 else "+" if value > 0 else MINUS


def _signed(value: float, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in "123456789" for digit in text):
        return f"±{text}"
    return f"{_sign(value)}{text}"
