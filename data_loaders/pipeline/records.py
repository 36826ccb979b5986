"""What a load leaves on record beside the data: the load log and the quarantined rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from data_loaders.contract.converted import Refused
from data_loaders.pipeline.context import PartFile
from data_loaders.pipeline.parts import PartWriter
from data_loaders.report import FileReport, Reason
from data_loaders.wording import explain_both

_MESSAGE = 2000
# Records of files that could not be read have no time of their own.
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - local time without zone


def rejected_rows(report: FileReport, refused: Iterable[Refused]) -> pa.Table:
    """Return one row for each fault of each refused row."""
    rows = [
        {
            "file_sha256": report.sha256,
            "file": report.file,
            "sheet": report.sheet,
            "row": fault.row,
            "column_name": fault.column,
            "rule": fault.rule,
            "value": fault.value,
            "message": explain_both(fault.rule, {"value": fault.value, **fault.details}),
            "table_name": report.table,
            "store_code": report.store,
            "content": row.content,
            "source_row": fault.row,
        }
        for row in refused
        for fault in row.faults
    ]
    schema = pa.schema(
        [
            *((name, pa.string()) for name in _REJECTED_TEXTS),
            ("row", pa.int32()),
            ("source_row", pa.int32()),
        ]
    )
    return pa.Table.from_pylist(rows, schema=schema)


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


_REJECTED_TEXTS = (
    "file_sha256",
    "file",
    "sheet",
    "column_name",
    "rule",
    "value",
    "message",
    "table_name",
    "store_code",
    "content",
)
