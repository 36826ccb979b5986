"""How a table is declared: columns with headings, unit, VAT basis and privacy class.

What the columns are is said in the neighbouring modules, one for each part of the dealership.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa


class Vat(StrEnum):
    """VAT basis of a money column."""

    NONE = "none"
    EXCLUDED = "excluded"
    INCLUDED = "included"


class Personal(StrEnum):
    """Personal-data class of a column; masking by role rests on it."""

    NONE = "none"
    STAFF = "staff"
    CUSTOMER_ID = "customer_id"
    NAME = "name"
    PHONE = "phone"
    VIN = "vin"
    PLATE = "plate"
    FREE_TEXT = "free_text"


LINEAGE = ("source_file", "source_sheet", "source_row")


def column(  # noqa: PLR0913 - each says one thing that a reader of the column needs
    name: str,
    type_: sa.types.TypeEngine[Any],
    zh: str,
    en: str,
    *,
    unit: str = "",
    vat: Vat = Vat.NONE,
    personal: Personal = Personal.NONE,
    values: Sequence[str] = (),
    note: str = "",
) -> sa.Column[Any]:
    """Return a column; its ``info`` carries all that a reader, a loader or a mask needs.

    Args:
        name: canonical name.
        type_: SQLAlchemy type.
        zh: heading that a Chinese export carries.
        en: English heading.
        unit: ``CNY``, ``days``, ``hours``, ``km``... empty where the column is no quantity.
        vat: VAT basis where the unit is money.
        personal: privacy class.
        values: closed list of values, where there is one.
        note: what a reader would otherwise get wrong.
    """
    info = {
        "zh": zh,
        "en": en,
        "unit": unit,
        "vat": vat,
        "personal": personal,
        "values": tuple(values),
        "note": note,
    }
    return sa.Column(name, type_, info=info, comment=f"{zh} / {en}")


def text(name: str, zh: str, en: str, **more: Any) -> sa.Column[Any]:
    """A code, a number or a name kept as text."""
    return column(name, sa.String(), zh, en, **more)


def choice(name: str, zh: str, en: str, values: Sequence[str], **more: Any) -> sa.Column[Any]:
    """Text from a closed list; other values wait in a mapping queue."""
    return column(name, sa.String(), zh, en, values=values, **more)


def money(name: str, zh: str, en: str, *, vat: Vat = Vat.EXCLUDED, **more: Any) -> sa.Column[Any]:
    """An amount in CNY with two decimals."""
    return column(name, sa.Numeric(18, 2), zh, en, unit="CNY", vat=vat, **more)


def price(name: str, zh: str, en: str, *, vat: Vat = Vat.EXCLUDED, **more: Any) -> sa.Column[Any]:
    """An amount in CNY for one piece or hour, with four decimals."""
    return column(name, sa.Numeric(18, 4), zh, en, unit="CNY", vat=vat, **more)


def quantity(name: str, zh: str, en: str, unit: str = "", **more: Any) -> sa.Column[Any]:
    """A quantity with three decimals."""
    return column(name, sa.Numeric(18, 3), zh, en, unit=unit, **more)


def whole(name: str, zh: str, en: str, unit: str = "", **more: Any) -> sa.Column[Any]:
    """A whole number."""
    return column(name, sa.Integer(), zh, en, unit=unit, **more)


def yes_no(name: str, zh: str, en: str, **more: Any) -> sa.Column[Any]:
    """A yes or no."""
    return column(name, sa.Boolean(), zh, en, **more)


def day(name: str, zh: str, en: str, **more: Any) -> sa.Column[Any]:
    """A local calendar day."""
    return column(name, sa.Date(), zh, en, **more)


def moment(name: str, zh: str, en: str, **more: Any) -> sa.Column[Any]:
    """A local time without zone."""
    return column(name, sa.DateTime(), zh, en, **more)


def table(  # noqa: PLR0913 - a declaration, read from top to bottom
    metadata: sa.MetaData,
    name: str,
    zh: str,
    en: str,
    grain: str,
    key: Sequence[str],
    dated_by: str | None,
    *columns: sa.Column[Any],
) -> sa.Table:
    """Declare a table with its business key, and the lineage columns that every table has.

    Args:
        metadata: where the table is registered.
        name: canonical name.
        zh: Chinese name.
        en: English name.
        grain: what one row stands for.
        key: business key; the newest extract wins for each key.
        dated_by: the column whose month says which period a row covers, or None for a register.
        columns: the columns.
    """
    lineage = (
        text("source_file", "来源文件", "Source file", note="SHA-256 of the file's bytes"),
        text("source_sheet", "来源工作表", "Source sheet"),
        whole("source_row", "来源行号", "Source row", note="as the sheet or file counts, from 1"),
    )
    made = sa.Table(
        name,
        metadata,
        *columns,
        *lineage,
        info={
            "zh": zh,
            "en": en,
            "grain": grain,
            "key": tuple(key),
            "dated_by": dated_by,
        },
        comment=f"{zh} / {en}",
    )
    missing = [c for c in (*key, *((dated_by,) if dated_by else ())) if c not in made.c]
    if missing:
        raise ValueError(f"table {name}: key or date names columns it has not: {missing}")
    return made
