"""Expressions that facts share."""

from typing import Any

import sqlalchemy as sa

from warehouse.schema import TABLES

Column = sa.ColumnElement[Any]

ONE = sa.literal_column("1", sa.Integer())
ZERO = sa.literal_column("0", sa.Integer())
MINUS_ONE = sa.literal_column("-1", sa.Integer())


def table(name: str) -> sa.Table:
    """A canonical table by name."""
    return TABLES[name]


def sign_of(amount: Column) -> Column:
    """-1 for a reversal (an amount below zero), else 1; a missing amount counts as 1."""
    return sa.case((amount < 0, MINUS_ONE), else_=ONE)


def flag(condition: Column) -> Column:
    """1 where a condition holds, else 0 (also where it is unknown)."""
    return sa.case((condition, ONE), else_=ZERO)


def or_zero(value: Column) -> Column:
    """The value, or zero where it is missing."""
    return sa.func.coalesce(value, ZERO)


def wide(value: Column, scale: int) -> Column:
    """An exact number that may be multiplied by another: engines stop where a product is too long.

    Args:
        value: of eighteen digits, as all numbers of the tables are.
        scale: its decimals.
    """
    return sa.cast(value, sa.Numeric(38, scale))
