"""The standard business calendar of a dealership, and how its days stand against last year's.

A 4S store opens at weekends and on public holidays; it closes on the first days of Spring
Festival. What a store's own `dim_calendar` says wins over this calendar. Holidays as the State
Council announced them come from `chinesecalendar`; beyond its years the calendar is provisional:
weekends, and the holidays whose days can be computed, without make-up working days.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import duckdb
import pyarrow as pa

from warehouse.spring_festivals import spring_festival

CLOSING_DAYS = 3
FESTIVAL_WINDOW = 21
_ANNOUNCED_FIRST = min(chinese_calendar.constants.holidays).year
_ANNOUNCED_LAST = max(chinese_calendar.constants.holidays).year
_ORIGINS = ("standard", "provisional")
_DAY = timedelta(days=1)
_YEAR_OF_WEEKS = timedelta(days=364)
_LONGEST_SPAN_YEARS = 10


def is_provisional(day: date) -> bool:
    """Tell whether holidays of that year are computed and not announced."""
    return not _ANNOUNCED_FIRST <= day.year <= _ANNOUNCED_LAST


def is_public_holiday(day: date) -> bool:
    """Tell whether a day belongs to a public holiday, weekend days inside it included."""
    if not is_provisional(day):
        return day in chinese_calendar.constants.holidays
    if (day.month, day.day) in _fixed_holidays(day.year):
        return True
    festival = spring_festival(day.year)
    return festival is not None and -1 <= (day - festival).days <= 2


def is_makeup_workday(day: date) -> bool:
    """Tell whether offices work on this weekend day to make up for a holiday."""
    return day in chinese_calendar.constants.workdays


def is_business_day(day: date, closing_days: int = CLOSING_DAYS) -> bool:
    """Tell whether a store is open: every day but the first ones of Spring Festival.

    Args:
        day: the day.
        closing_days: for how many days, New Year's Day of the lunar calendar included, it closes.
    """
    festival = spring_festival(day.year)
    return festival is None or not 0 <= (day - festival).days < closing_days


def aligned_last_year(day: date) -> date:
    """Return the day of last year that stands against a day.

    Within three weeks before and after Spring Festival it is the day at the same distance from
    last year's festival. Elsewhere it is the same weekday 52 weeks ago, or the next day on which
    stores were open.
    """
    festival, before = spring_festival(day.year), spring_festival(day.year - 1)
    if festival is not None and before is not None:
        distance = day - festival
        if abs(distance.days) <= FESTIVAL_WINDOW:
            return before + distance
    aligned = day - _YEAR_OF_WEEKS
    while is_business_day(day) and not is_business_day(aligned):
        aligned += _DAY
    return aligned


def standard_days(first: date, last: date) -> Iterator[tuple[date, bool, int]]:
    """Yield day, whether stores are open, and its weight.

    Every open day weighs 1 and a closed one 0. Weekends bring more visits to most stores, but by
    how much is the store's own experience: it comes in with the store's calendar or not at all.
    """
    day = first
    while day <= last:
        is_open = is_business_day(day)
        yield day, is_open, int(is_open)
        day += _DAY


def fill_calendar(connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
    """Add the standard calendar to `dim_calendar` for store-days that no extract gave.

    It reaches from the start of the first covered year (ten years back at most) to the end of the
    year of `as_of`, for every store of `dim_store`: a twelfth of a year's weight needs the whole
    year. Added rows carry `standard` or `provisional` in place of a file, and count as covered.

    Args:
        connection: a database being built, with `coverage` already in it.
        as_of: newest day of the data.
    """
    found = connection.execute("SELECT min(month) FROM coverage").fetchone()
    earliest = date(as_of.year - _LONGEST_SPAN_YEARS, 1, 1)
    covered = found[0] if found and found[0] else as_of.replace(day=1)
    first = max(covered.replace(month=1, day=1), earliest)
    days = list(standard_days(first, date(as_of.year, 12, 31)))
    standard = pa.table(
        {
            "day": pa.array([day for day, _, _ in days], pa.date32()),
            "is_open": pa.array([is_open for _, is_open, _ in days], pa.bool_()),
            "weight": pa.array([weight for _, _, weight in days], pa.int32()),
            "origin": [_ORIGINS[is_provisional(day)] for day, _, _ in days],
        }
    )
    connection.register("standard_days", standard)
    connection.execute(
        "INSERT INTO dim_calendar (store_code, date, is_business_day, day_weight, source_file) "
        "SELECT s.store_code, d.day, d.is_open, d.weight, d.origin "
        "FROM (SELECT DISTINCT store_code FROM dim_store WHERE store_code IS NOT NULL) s "
        "CROSS JOIN standard_days d "
        "ANTI JOIN dim_calendar c ON c.store_code = s.store_code AND c.date = d.day"
    )
    connection.unregister("standard_days")
    connection.execute(
        "INSERT INTO coverage (store_code, table_name, month, first_day, last_day, row_count) "
        "SELECT d.store_code, 'dim_calendar', CAST(date_trunc('month', d.date) AS DATE), "
        "min(d.date), max(d.date), count(*) FROM dim_calendar d "
        "ANTI JOIN coverage c ON c.store_code = d.store_code AND c.table_name = 'dim_calendar' "
        "AND c.month = CAST(date_trunc('month', d.date) AS DATE) "
        "WHERE d.store_code IS NOT NULL AND d.date IS NOT NULL GROUP BY 1, 3"
    )


def empty_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Take out of `dim_calendar` what `fill_calendar` added."""
    connection.execute("DELETE FROM dim_calendar WHERE source_file IN (?, ?)", [*_ORIGINS])


def _fixed_holidays(year: int) -> frozenset[tuple[int, int]]:
    # The usual formula for Tomb-sweeping Day (qingming) of the years 2000 to 2099.
    short = year % 100
    qingming = int(short * 0.2422 + 4.81) - short // 4
    return frozenset({(1, 1), (4, qingming), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
