"""Conditions and columns that several worklists share."""

from collections.abc import Callable

import sqlalchemy as sa

from metrics.model.words import Words
from metrics.worklists.model import Asked, Column, Columns, Shown
from warehouse.functions import as_day, days_between

AGE = Words("天数", "Days")


def day_of(asked: Asked) -> Column:
    """The day as a literal."""
    return sa.literal(asked.day, sa.Date())


def holds(start: str, end: str) -> Callable[[Columns, Asked], Column]:
    """Rows that stand on the day: begun, and not ended by then."""

    def waits(c: Columns, asked: Asked) -> Column:
        day = day_of(asked)
        return sa.and_(c[start] <= day, sa.or_(c[end].is_(None), c[end] > day))

    return waits


def days_since(column: str, name: str = "days", words: Words = AGE) -> Shown:
    """How many days ago something was."""
    return Shown(name, "days", words, lambda c, asked: days_between(c[column], day_of(asked)))


def days_until(column: str, name: str = "days", words: Words = AGE) -> Shown:
    """In how many days something is."""
    return Shown(name, "days", words, lambda c, asked: days_between(day_of(asked), c[column]))


def day_column(column: str, name: str, words: Words) -> Shown:
    """The day of a moment."""
    return Shown(name, "day", words, lambda c, asked: as_day(c[column]))


def in_period(c: Columns, asked: Asked, column: str) -> Column:
    """Whether a day lies in the part of the period that has passed."""
    return c[column].between(sa.literal(asked.period.start, sa.Date()), day_of(asked))
