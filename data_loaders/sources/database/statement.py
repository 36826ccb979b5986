"""The file that states a database as a source: which tables, from where on, how politely.

    name = "dms"                # its watermarks are kept under this name
    address = "DMS_ADDRESS"     # environment variable that holds postgresql://... or mysql://...
    page_rows = 5000            # rows asked for at once
    pause_seconds = 0.2         # between two pages
    timeout_seconds = 60        # of one statement

    [[table]]
    name = "wx_gd"
    watermark = "更新时间"       # a time, day or whole number that grows with every change
    overlap = "1d"              # how far before the last watermark the next read begins

    [[table]]
    name = "经销商档案"           # without a watermark it is read whole each time
    full = true                 # and holds every row: those that are deleted in it end

No address stands in it, since an address has a password.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from data_loaders.faults import RefusedError

USUAL_TIMEOUT = 60.0
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_OVERLAP = re.compile(r"(\d{1,4})\s*([dhm])")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SOURCE_KEYS = (
    "name", "address", "page_rows", "pause_seconds", "timeout_seconds", "table"
)  # fmt: skip
_TABLE_KEYS = ("name", "schema", "watermark", "overlap", "full")


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of a source.

    Attributes:
        name: Its name in the database.
        schema: Its schema; empty for the one that the account sees first.
        watermark: The column that grows with every change; empty: read whole each time.
        overlap_time: How far before the last watermark a read begins, for times and days.
        overlap_count: The same for whole numbers.
        is_full: Whether rows that it no longer holds have ended; only without a watermark.
    """

    name: str
    schema: str = ""
    watermark: str = ""
    overlap_time: timedelta = timedelta(days=1)
    overlap_count: int = 1000
    is_full: bool = False

    @property
    def label(self) -> str:
        """Its name with its schema."""
        return f"{self.schema}.{self.name}" if self.schema else self.name


@dataclass(frozen=True, slots=True)
class Source:
    """A database.

    Attributes:
        name: What people call it; its watermarks are kept under this name.
        address: SQLAlchemy address, password included: never shown.
        tables: What to read; None for every table and view.
        page_rows: Rows asked for at once.
        pause: Seconds between two pages.
        timeout: Seconds that a statement may take.
    """

    name: str
    address: str
    tables: tuple[Table, ...] | None = None
    page_rows: int = 5000
    pause: float = 0.2
    timeout: float = USUAL_TIMEOUT


def is_database(text: str) -> bool:
    """Tell whether a path on the command line is really the address of a database."""
    return "://" in text and not Path(text).exists()


def is_statement(path: Path) -> bool:
    """Tell whether a file states a database."""
    return path.suffix.lower() == ".toml"


def read_statement(path: Path, addresses: Mapping[str, str]) -> Source:
    """Read a file as the first lines of this module show it.

    Args:
        path: The file.
        addresses: Environment variables, one of which holds the address.

    Raises:
        RefusedError: `source_file_wrong` or `source_address_missing`.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path.name, f"TOML ({error})") from None
    _only(told, _SOURCE_KEYS, path.name)
    name = _text(told, "name", path.name)
    variable = _text(told, "address", path.name)
    if not _VARIABLE.fullmatch(variable):
        raise _wrong(
            "address", "环境变量名 / the name of an environment variable, such as DMS_ADDRESS"
        )
    tables = told.get("table")
    if not isinstance(tables, list) or not tables:
        raise _wrong(path.name, "[[table]]")
    address = addresses.get(variable, "").strip()
    if not address:
        raise RefusedError("source_address_missing", found=variable)
    made = tuple(_table(each) for each in tables)
    twice = sorted({each.label for each in made if sum(o.label == each.label for o in made) > 1})
    if twice:
        raise _wrong("table", f"{twice[0]}: 一次 / once")
    return Source(
        name=name,
        address=address,
        tables=made,
        page_rows=int(_number(told, "page_rows", 5000, 10, 100_000)),
        pause=_number(told, "pause_seconds", 0.2, 0, 60),
        timeout=_number(told, "timeout_seconds", USUAL_TIMEOUT, 1, 3600),
    )


def _table(told: Any) -> Table:
    if not isinstance(told, dict):
        raise _wrong("table", "[[table]]")
    name = _text(told, "name", "table")
    _only(told, _TABLE_KEYS, name)
    made = Table(
        name,
        schema=_text(told, "schema", name) if "schema" in told else "",
        watermark=_text(told, "watermark", name) if "watermark" in told else "",
        is_full=_flag(told, "full", name),
    )
    if made.is_full and made.watermark:
        # What is read along a watermark is never the whole table.
        raise _wrong(f"{name}: full", "full = true, watermark: 二者取一 / one of the two")
    if "overlap" not in told:
        return made
    if not made.watermark:
        raise _wrong(f"{name}: overlap", "watermark")
    overlap = told["overlap"]
    if isinstance(overlap, int) and not isinstance(overlap, bool) and overlap >= 0:
        return Table(name, made.schema, made.watermark, overlap_count=overlap)
    found = _OVERLAP.fullmatch(overlap.strip()) if isinstance(overlap, str) else None
    if found is None:
        raise _wrong(f"{name}: overlap", '"2d", "12h", "30m"; 1000')
    time = timedelta(**{_UNITS[found[2]]: int(found[1])})
    return Table(name, made.schema, made.watermark, overlap_time=time)


def _only(told: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in told:
        if key not in known:
            near = get_close_matches(key, known, 1) or known
            raise _wrong(f"{place}: {key}", ", ".join(near))


def _text(told: Mapping[str, Any], key: str, place: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(place, f'{key} = "…"')
    return value.strip()


def _flag(told: Mapping[str, Any], key: str, place: str) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(f"{place}: {key}", "true, false")
    return value


def _number(told: Mapping[str, Any], key: str, usual: float, low: float, high: float) -> float:
    value = told.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _wrong(key, f"{low:g}–{high:g}")
    return float(value)


def _wrong(place: str, expected: str) -> RefusedError:
    # What came is not repeated: it may be an address with a password.
    return RefusedError("source_file_wrong", place=place, expected=expected)
