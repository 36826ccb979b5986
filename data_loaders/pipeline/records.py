"""What a load leaves on record beside the data: the load log and the quarantined rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from data_loaders.contract.converted import Refused
from data_loaders.pipeline.context import PartFile
from data_loaders.pipeline.parts import PartWriter
from data_loaders.report import FileReport, Reason
from data_loaders.wording import explain_both, explain_value

_MESSAGE = 2000
# Records of files that could not be read have no time of their own.
UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - local time without zone


def rejected_rows(report: FileReport, refused: Iterable[Refused]) -> pa.Table:
    """Return one row for each fault of each refused row."""
    faults = [(fault, row.content) for row in refused for fault in row.faults]
    count = len(faults)
    numbers = pa.array([fault.row for fault, _ in faults], pa.int32())
    same = {
        "file_sha256": report.sha256,
        "file": report.file,
        "sheet": report.sheet,
        "table_name": report.table,
        "store_code": report.store,
    }
    told = {
        "column_name": [fault.column for fault, _ in faults],
        "rule": [fault.rule for fault, _ in faults],
        "value": [fault.value for fault, _ in faults],
        "message": [explain_value(fault.rule, fault.value) for fault, _ in faults],
        "content": [content for _, content in faults],
    }
    return pa.table(
        {
            **{name: pa.repeat(pa.scalar(text, pa.string()), count) for name, text in same.items()},
            **{name: pa.array(texts, pa.string()) for name, texts in told.items()},
            "row": numbers,
            "source_row": numbers,
        }
    )


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
