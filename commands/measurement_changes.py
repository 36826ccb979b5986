"""Known changes in how KPIs are measured, as somebody wrote them into the data directory."""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

from commands.errors import UserError
from metrics.catalogue import MEASURED, kpi
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.selection import UnknownNameError

FILE = "measurement-changes.csv"
COLUMNS = ("kpi", "since", "stores", "note")
_BETWEEN_STORES = re.compile(r"[\s,;、,;]+")


def read_changes(
    home: Path, stores: Collection[str] | None = None
) -> tuple[MeasurementChange, ...]:
    """The changes in ``measurement-changes.csv`` of the data directory; none without the file.

    Its columns are ``kpi`` (an id), ``since`` (``2026-03`` or a day), ``stores`` (codes with
    spaces, commas or semicolons between them, empty for all) and ``note`` (free text).

    Args:
        home: the data directory.
        stores: every code that there is; None where that is not known.

    Raises:
        UserError: a line cannot be read; it names the line.
    """
    path = home / FILE
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"kpi", "since"} <= set(reader.fieldnames or ()):
                raise UserError(
                    f"{path}: expected the columns {', '.join(COLUMNS)}, got "
                    f"{', '.join(reader.fieldnames or ()) or 'none'}",
                    "write them into the first line",
                )
            found = []
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                found.append(_change(row, where))
                _refuse_unknown(found[-1].stores, stores, where)
            return tuple(found)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} cannot be read: {error}", "save it as CSV in UTF-8") from None


def _refuse_unknown(codes: Sequence[str], known: Collection[str] | None, where: str) -> None:
    unknown = [] if known is None else [code for code in codes if code not in known]
    if unknown:
        raise UserError(
            f"{where}: no store has the code {', '.join(unknown)}",
            "write codes as the register of stores has them, with spaces between them",
        )


def _change(row: Mapping[str, str | None], where: str) -> MeasurementChange:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    try:
        found = kpi(told["kpi"], MEASURED)
    except UnknownNameError as error:
        raise UserError(f"{where}: {error}", "correct the id") from None
    since = told["since"]
    try:
        day = date.fromisoformat(f"{since}-01" if since.count("-") == 1 else since)
    except ValueError:
        raise UserError(
            f"{where}: expected a month such as 2026-03, got {since!r}", "write YYYY-MM"
        ) from None
    codes = tuple(filter(None, _BETWEEN_STORES.split(told["stores"])))
    return MeasurementChange(found.id, day, codes, told["note"])
