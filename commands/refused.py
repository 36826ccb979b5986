"""Refused rows of a snapshot, within a scope, for `forecourt rejected` and the page `/data`."""

import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from access import Masking
from data_loaders.pipeline.corrections import Origin
from data_loaders.pipeline.records import UNDATED
from data_loaders.profiles import SHIPPED
from data_loaders.profiles.headings import normal, take_apart
from data_loaders.profiles.profile import Target
from data_loaders.templates.rejected import RefusedRow, RefusedSheet, write_rejected
from data_loaders.wording import explain_value
from metrics.masking import mask, mask_refused, mask_vehicles
from metrics.reader import Reader
from warehouse.engines import Backend
from warehouse.refused import refused_rows
from warehouse.schema import RECORDS, TABLES, Personal

MOST_FAULTS = 100_000


def read_refused(
    backend: Backend,
    stores: Collection[str] | None,
    tables: Collection[str] | None,
    masking: Masking,
) -> list[RefusedSheet]:
    """Return the refused rows that are still on the list, sheet by sheet.

    Args:
        backend: Of the snapshot.
        stores: Codes of the stores whose rows are wanted; None for all, also those of no store.
        tables: Names of the tables whose rows are wanted, None for all, also those of no table.
        masking: What the reader may not see of personal data; a sheet in which something was
            hidden is for reading only.
    """
    record = refused_rows().c
    wanted = sa.select(
        record.file_sha256, record.file, record.sheet, record.table_name, record.store_code,
        record.row, record.column_name, record.rule, record.value, record.content,
    )  # fmt: skip
    if stores is not None:
        wanted = wanted.where(record.store_code.in_(sorted(stores)))
    if tables is not None:
        wanted = wanted.where(record.table_name.in_(sorted(tables)))
    order = (
        record.file, record.file_sha256, record.sheet, record.table_name, record.store_code,
        record.row, record.column_name, record.rule,
    )  # fmt: skip
    faults = list(backend.rows(wanted.order_by(*order).limit(MOST_FAULTS)))
    log = _log(backend)
    return [
        _sheet(key, list(rows), log.get(key[:3], {}), masking)
        for key, rows in groupby(faults, key=_sheet_of)
    ]


def refused_workbook(
    reader: Reader,
    stores: Collection[str] | None,
    tables: Collection[str] | None,
    masking: Masking,
) -> bytes:
    """Return the workbook of refused rows of some stores and tables; None means all of them."""
    stream = io.BytesIO()
    write_rejected(stream, read_refused(reader.backend, stores, tables, masking))
    return stream.getvalue()


def _sheet_of(row: dict[str, Any]) -> tuple[str, str, str, str, str]:
    names = ("file_sha256", "sheet", "table_name", "file", "store_code")
    sha256, sheet, table, file, store = (row[name] or "" for name in names)
    return sha256, sheet, table, file, store


def _log(backend: Backend) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Profile and time of each sheet that was read."""
    log = RECORDS["load_log"].c
    statement = sa.select(
        log.file_sha256, log.sheet, log.table_name, log.profile, log.extracted_at
    ).where(log.rows_quarantined > 0)
    return {
        (row["file_sha256"], row["sheet"] or "", row["table_name"] or ""): row
        for row in backend.rows(statement)
    }


def _sheet(
    key: tuple[str, str, str, str, str],
    faults: Sequence[dict[str, Any]],
    logged: dict[str, Any],
    masking: Masking,
) -> RefusedSheet:
    sha256, sheet, table, file, store = key
    profile = str(logged.get("profile") or "standard")
    mask_ = _Mask(profile, table, masking)
    rows = list(_rows(faults, mask_))
    stamp = logged.get("extracted_at")
    origin = Origin(file, sha256, sheet, f"{profile}:{table}")
    return RefusedSheet(
        replace(origin, whole=not mask_.hid),
        table,
        store,
        None if stamp is None or stamp <= UNDATED else stamp,
        rows,
    )


def _rows(faults: Sequence[dict[str, Any]], mask_: "_Mask") -> Iterator[RefusedRow]:
    for number, grouped in groupby(faults, key=lambda fault: fault["row"]):
        of_row = list(grouped)
        cells = {k: mask_.cell(k, v) for k, v in _content(of_row[0]["content"]).items()}
        told = [
            (
                fault["column_name"] or "",
                explain_value(
                    fault["rule"],
                    mask_.value(fault["column_name"] or "", fault["value"] or ""),
                ),
            )
            for fault in of_row
        ]
        yield RefusedRow(number or 0, cells, told)


def _content(text: str | None) -> dict[str, str]:
    """Cells by heading; none where an earlier version stored the row cut short."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(cell) for name, cell in found.items()}


class _Mask:
    """Hides what a reader may not see of a sheet, and remembers whether it hid anything."""

    def __init__(self, profile: str, table: str, masking: Masking) -> None:
        self.hid = False
        self._profile = profile
        self._table = table
        self._masking = masking

    def cell(self, heading: str, text: str) -> str:
        """A cell of the row."""
        shown = self.value(heading, text)
        self.hid |= shown != text
        return shown

    def value(self, heading: str, text: str) -> str:
        """A text that stood under a heading."""
        if self._masking is Masking.NONE or not text:
            return text
        class_ = privacy_of(self._profile, self._table, heading)
        if class_ is None:
            return mask_refused(text, "", self._masking)
        if class_ is Personal.NONE:
            # Numbers stay, since they are what is to be put right.
            return mask_vehicles(text, self._masking)
        return str(mask(text, class_, self._masking))


@lru_cache(maxsize=1024)
def privacy_of(profile: str, table: str, heading: str) -> Personal | None:
    """Privacy class of what stands under a heading; None for one that nobody knows."""
    columns: Mapping[str, Any] = dict(TABLES[table].c) if table in TABLES else {}
    target = _target(profile, table)
    name = heading
    if heading not in columns and target is not None:
        known, taken = target.headings, take_apart(heading)
        name = known.get(normal(heading)) or known.get(taken.bare, "")
    if name not in columns:
        return None
    found: Personal = columns[name].info["personal"]
    return found


def _target(profile: str, table: str) -> Target | None:
    for known in SHIPPED:
        if known.name == profile:
            return next((target for target in known.targets if target.table == table), None)
    return None
