"""What was read from each sample, as text that is kept beside the tests.

`python -m tests.data_loaders.statements` renews the kept text; look at the difference first.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from data_loaders.report import FileReport, Reason
from tests.data_loaders.loads import Loaded, load
from tests.data_loaders.samples import SAMPLES

KEPT = Path(__file__).parent / "statements.json"
_LEFT_OUT = frozenset({"source_file", "extracted_at"})


def state(name: str, folder: Path) -> dict[str, Any]:
    """Make a sample, load it, and return what became of it."""
    at = folder / "in"
    at.mkdir()
    SAMPLES[name](at)
    loaded = load(at, staging=folder / "staging")
    return {
        "sheets": [_sheet(report) for report in loaded.outcome.reports],
        "rows": _rows(loaded),
    }


def _sheet(report: FileReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "sheet": report.sheet,
        "table": report.table,
        "store": report.store,
        "state": report.state,
        "rows": f"{report.rows_read} = {report.loaded} loaded + {report.quarantined} quarantined "
        f"+ {report.skipped} skipped",
        "extracted_at": str(report.extracted_at),
        "reasons": [_reason(reason) for reason in report.reasons],
        "warnings": [_reason(reason) for reason in report.warnings],
        "mapping": dict(report.mapping),
    }


def _reason(reason: Reason) -> str:
    rows = ", ".join(map(str, reason.rows))
    return f"{reason.rule} [{reason.column or ''}] rows {rows or '-'}: {reason.text('zh')}"


def _rows(loaded: Loaded) -> dict[str, list[dict[str, str]]]:
    tables = sorted({part.table for part in loaded.outcome.parts} - {"load_log", "rejected_rows"})
    return {
        table: sorted(
            (
                {
                    name: str(value)
                    for name, value in row.items()
                    if value is not None and name not in _LEFT_OUT
                }
                for row in loaded.rows(table)
            ),
            key=str,
        )
        for table in tables
    }


def kept() -> dict[str, Any]:
    """Return the kept statements by name of the sample."""
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def _renew() -> None:
    made = {}
    for name in SAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            made[name] = state(name, Path(folder))
    KEPT.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _renew()
