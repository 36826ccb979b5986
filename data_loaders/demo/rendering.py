"""Typed columns as the text of a dialect: dates, amounts, yes and no, words of lists."""

from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo.dialects import Dialect

_FIRST, _LAST = date(2000, 1, 1), date(2032, 12, 31)


def as_text(table: str, column: str, values: pa.ChunkedArray, dialect: Dialect) -> pa.Array:
    """Return a column as text; null stays null and is written as an empty cell."""
    found = values.combine_chunks()
    kind = found.type
    if pa.types.is_date32(kind):
        return _days(dialect.day).take(_day_places(found))
    if pa.types.is_timestamp(kind):
        day = _days(dialect.moment).take(_day_places(found.cast(pa.date32(), safe=False)))
        minute = pc.divide(found.cast(pa.int64()), 60)
        clock = _clock(dialect.clock).take(
            pc.subtract(minute, pc.multiply(pc.divide(minute, 1440), 1440))
        )
        return pc.binary_join_element_wise(day, clock, " ")
    if pa.types.is_boolean(kind):
        return pc.if_else(found, *dialect.yes_no)
    if pa.types.is_string(kind):
        return _words(table, column, found, dialect)
    return found.cast(pa.string())


def _words(table: str, column: str, values: pa.Array, dialect: Dialect) -> pa.Array:
    for plain, word in dialect.words.get((table, column), {}).items():
        values = pc.if_else(pc.equal(values, plain), word, values)
    if dialect.apostrophe and column == "part_no":
        values = pc.binary_join_element_wise("'", values, "")
    return values


def _day_places(dates: pa.Array) -> pa.Array:
    return pc.subtract(dates.cast(pa.int32()), (_FIRST - date(1970, 1, 1)).days)


@lru_cache(maxsize=8)
def _days(form: str) -> pa.Array:
    count = (_LAST - _FIRST).days + 1
    return pa.array([(_FIRST + timedelta(days=n)).strftime(form) for n in range(count)])


@lru_cache(maxsize=8)
def _clock(form: str) -> pa.Array:
    def shown(minute: int) -> str:
        hour = str(minute // 60) if "%-H" in form else f"{minute // 60:02d}"
        return f"{hour}:{minute % 60:02d}" + (":00" if "%S" in form else "")

    return pa.array([shown(minute) for minute in range(1440)])
