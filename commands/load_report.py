"""What a snapshot says of its own loading, as the page `/data` shows it."""

from typing import Any

import sqlalchemy as sa

from commands.refused import privacy_of
from dashboards.services import Covered, LoadedFile, LoadReport, RejectedRow
from metrics.completeness import read_completeness
from metrics.model.words import Words
from metrics.reader import Reader
from metrics.tie_out import read_ties
from warehouse.refused import refused_rows
from warehouse.schema import RECORDS, TABLES

_FAULTS_SHOWN = 5000
_SHEET = ("file_sha256", "sheet", "table_name")


def read_load_report(reader: Reader) -> LoadReport:
    """Read the load log, refused rows and coverage of a reader's snapshot."""
    log, covered = RECORDS["load_log"].c, RECORDS["coverage"].c
    refused = refused_rows()
    rejected = refused.c
    files = sa.select(
        log.file, log.sheet, log.table_name, log.profile, log.store_code, log.state, log.message,
        log.loaded_at, log.rows_read, log.rows_loaded, log.rows_quarantined, log.rows_skipped,
    ).order_by(log.loaded_at.desc(), log.file, log.sheet)  # fmt: skip
    read_as = sa.select(
        log.file_sha256, log.sheet, log.table_name, sa.func.max(log.profile).label("profile")
    ).group_by(log.file_sha256, log.sheet, log.table_name).subquery()  # fmt: skip
    faults = sa.select(
        rejected.file, rejected.sheet, rejected.row, rejected.column_name, rejected.rule,
        rejected.value, rejected.message, rejected.table_name, rejected.store_code,
        read_as.c.profile,
    ).select_from(
        refused.outerjoin(
            read_as,
            sa.and_(*(rejected[name] == read_as.c[name] for name in _SHEET)),
        )
    ).order_by(rejected.file, rejected.sheet, rejected.row).limit(_FAULTS_SHOWN)  # fmt: skip
    of = (rejected.store_code, rejected.table_name)
    counts = sa.select(*of, sa.func.count().label("n")).group_by(*of)
    months = sa.select(
        covered.store_code, covered.table_name, covered.month, covered.row_count, covered.last_day
    ).order_by(covered.store_code, covered.table_name, covered.month)
    rows = reader.backend.rows
    words = {n: Words(t.info["zh"], t.info["en"]) for n, t in (*TABLES.items(), *RECORDS.items())}
    return LoadReport(
        files=[_file(row) for row in rows(files)],
        rejected=[_fault(row) for row in rows(faults)],
        coverage=[
            Covered(
                r["store_code"] or "", r["table_name"], r["month"], r["row_count"], r["last_day"]
            )
            for r in rows(months)
        ],
        tables=words,
        refused={
            (row["store_code"] or "", row["table_name"] or ""): int(row["n"])
            for row in rows(counts)
        },
        arrived=read_completeness(reader.backend),
        ties=read_ties(reader.backend),
    )


def _file(row: dict[str, Any]) -> LoadedFile:
    return LoadedFile(
        file=row["file"] or "",
        sheet=row["sheet"] or "",
        table=row["table_name"] or "",
        profile=row["profile"] or "standard",
        store=row["store_code"] or "",
        state=row["state"] or "",
        message=row["message"] or "",
        loaded_at=row["loaded_at"],
        read=row["rows_read"] or 0,
        loaded=row["rows_loaded"] or 0,
        quarantined=row["rows_quarantined"] or 0,
        skipped=row["rows_skipped"] or 0,
    )


def _fault(row: dict[str, Any]) -> RejectedRow:
    return RejectedRow(
        file=row["file"] or "",
        sheet=row["sheet"] or "",
        row=row["row"],
        column=row["column_name"] or "",
        rule=row["rule"] or "",
        value=row["value"] or "",
        reason=row["message"] or "",
        table=row["table_name"] or "",
        store=row["store_code"] or "",
        privacy=privacy_of(
            row["profile"] or "standard", row["table_name"] or "", row["column_name"] or ""
        )
        or "",
    )
