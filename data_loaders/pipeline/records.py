"""What a load leaves on record beside the data: the load log and the quarantined rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from data_loaders.contract.converted import Refused
from data_loaders.contract.stores import StoreRegister
from data_loaders.faults import Fault
from data_loaders.pipeline.context import PartFile
from data_loaders.pipeline.parts import PartWriter
from data_loaders.report import FileReport, Reason
from data_loaders.wording import explain_both, explain_value
from warehouse.refused import CORRECTED

_MESSAGE = 2000
# Records of files that could not be read have no time of their own.
_RECORDED = pa.schema(
    [
        *((name, pa.string()) for name in ("file_sha256", "file", "sheet", "table_name")),
        *((name, pa.string()) for name in ("store_code", "column_name", "rule", "value")),
        *((name, pa.string()) for name in ("message", "content")),
        *((name, pa.int32()) for name in ("row", "source_row")),
        ("seen_at", pa.timestamp("us")),
    ]
)
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - local time without zone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stood when it was first refused.

    Attributes:
        sha256: The file's bytes.
        file: Its name.
        sheet: Its sheet.
        row: 1-based row.
    """

    sha256: str
    file: str
    sheet: str
    row: int


def rejected_rows(
    report: FileReport,
    refused: Iterable[Refused],
    now: datetime,
    stores: StoreRegister,
    places: Mapping[int, Place],
) -> pa.Table:
    """Return one row for each fault of each refused row.

    Args:
        report: Of the sheet.
        refused: Its refused rows.
        now: When they were read.
        stores: To tell the store of rows that name their own.
        places: Where rows stood before, for those that were refused once already.
    """
    rows: list[dict[str, object]] = []
    for each in refused:
        place = places.get(each.row) or Place(report.sha256, report.file, report.sheet, each.row)
        store = (stores.find(each.store) if each.store else None) or report.store
        same = {**_place(place, report, store, now), "source_row": each.row}
        rows.extend({**same, **_fault(fault), "content": each.content} for fault in each.faults)
    return pa.Table.from_pylist(rows, schema=_RECORDED)


def corrected_rows(report: FileReport, places: Mapping[int, Place], now: datetime) -> pa.Table:
    """Return one row for each place whose row is accepted now, by row of this sheet."""
    rows = [
        {
            **_place(place, report, report.store, now),
            "column_name": "",
            "rule": CORRECTED,
            "source_row": row,
        }
        for row, place in places.items()
    ]
    return pa.Table.from_pylist(rows, schema=_RECORDED)


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "column_name": fault.column,
        "rule": fault.rule,
        "value": fault.value,
        "message": explain_value(fault.rule, fault.value),
    }


def _place(place: Place, report: FileReport, store: str | None, now: datetime) -> dict[str, object]:
    return {
        "file_sha256": place.sha256,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "table_name": report.table,
        "store_code": store,
        "seen_at": now,
    }


def write_log(reports: Sequence[FileReport], loaded_at: datetime, staging: Path) -> PartFile | None:
    """Write the load log of one file, a row for each of its sheets."""
    rows = [
        {
            "file_sha256": report.sha256,
            "file": report.file,
            "sheet": report.sheet,
            "table_name": report.table or "",
            "profile": report.profile,
            "store_code": report.store,
            "state": report.state,
            "message": _message(report),
            "extracted_at": report.extracted_at or UNDATED,
            "loaded_at": loaded_at,
            "rows_read": report.rows_read,
            "rows_loaded": report.loaded,
            "rows_quarantined": report.quarantined,
            "rows_skipped": report.skipped,
            "source_row": 0,
        }
        for report in reports
    ]
    sha256 = reports[0].sha256
    writer = PartWriter("load_log", staging, f"{sha256}-0", sha256, "")
    writer.add(pa.Table.from_pylist(rows))
    return writer.finish(None)


def _message(report: FileReport) -> str:
    return "\n".join(_line(reason) for reason in (*report.reasons, *report.warnings))[:_MESSAGE]


def _line(reason: Reason) -> str:
    place = " ".join(
        text for text in (f"[{reason.row}]" if reason.row else "", reason.column or "") if text
    )
    text = explain_both(reason.rule, {"value": reason.value, **reason.details})
    return f"{place} {text} x{reason.count}".strip()
