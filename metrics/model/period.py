"""Periods of whole local days, both ends included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


def first_of_month(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the month."""
    return add_months(first_of_month(day), 1) - DAY


def first_of_quarter(day: date) -> date:
    """The first day of the calendar quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def fiscal_year_of(day: date, start: int) -> "Period":
    """The fiscal year of a day, for a year that begins with the month ``start``."""
    first = date(day.year - (day.month < start), start, 1)
    return Period(first, add_months(first, 12) - DAY)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.end < self.start:
            raise ValueError(f"a period must not end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> float:
        """Number of months; of a month that is cut, the part of its days that is inside."""
        whole = 0.0
        for piece in buckets(self, "month"):
            whole += piece.days / Period.month(piece.start).days
        return whole

    def key(self, grain: str) -> str:
        """What the period is called where figures go by days, weeks, months, quarters or years."""
        match grain:
            case "month":
                return self.start.strftime("%Y-%m")
            case "quarter":
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case "year":
                return str(self.start.year)
            case _:
                return self.start.isoformat()

    def each_day(self) -> Iterator[date]:
        """Every day in order."""
        for offset in range(self.days):
            yield self.start + timedelta(days=offset)

    def until(self, day: date) -> "Period | None":
        """The part up to ``day``, or None where it has not begun."""
        if day < self.start:
            return None
        return Period(self.start, min(self.end, day))

    @classmethod
    def month(cls, day: date) -> "Period":
        """The calendar month of a day."""
        return cls(first_of_month(day), last_of_month(day))

    @classmethod
    def quarter(cls, day: date) -> "Period":
        """The calendar quarter of a day."""
        start = first_of_quarter(day)
        return cls(start, add_months(start, 3) - DAY)

    @classmethod
    def year(cls, day: date) -> "Period":
        """The calendar year of a day."""
        return cls(date(day.year, 1, 1), date(day.year, 12, 31))


def buckets(period: Period, grain: str) -> tuple[Period, ...]:
    """Cut a period into days, weeks (from Monday), months, quarters or years.

    The first and the last piece are cut off at the ends of the period.

    Raises:
        ValueError: the grain is none of these.
    """
    pieces: list[Period] = []
    day = period.start
    while day <= period.end:
        match grain:
            case "day":
                end = day
            case "week":
                end = day + timedelta(days=6 - day.weekday())
            case "month":
                end = last_of_month(day)
            case "quarter":
                end = Period.quarter(day).end
            case "year":
                end = Period.year(day).end
            case _:
                raise ValueError(f"expected day, week, month, quarter or year, got {grain!r}")
        pieces.append(Period(day, min(end, period.end)))
        day = end + DAY
    return tuple(pieces)
