"""How far databases were read: into the report, and among what is published with the rows."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from data_loaders.pipeline.context import LoadContext, PartFile
from data_loaders.pipeline.loading import LoadOutcome
from data_loaders.pipeline.parts import PartWriter
from data_loaders.profiles.matching import find_match
from data_loaders.profiles.profile import SourceProfile
from data_loaders.report import FileReport, Reason
from data_loaders.sources.database import Fetched

TABLE = "source_positions"


def add_positions(outcome: LoadOutcome, fetched: Sequence[Fetched], context: LoadContext) -> None:
    """Add what was read of databases to the outcome of their load.

    A table whose rows were refused as a whole keeps its old watermark, so that they are read
    again when it can be mapped.

    Args:
        outcome: Of the load.
        fetched: What was read of each table.
        context: The load.
    """
    reports: dict[str, list[FileReport]] = {}
    for report in outcome.reports:
        reports.setdefault(report.sha256, []).append(report)
    for each in fetched:
        if each.extract is None:
            outcome.reports.append(_unchanged(each))
            continue
        given = reports.get(each.mark.sha256, [])
        for report in given:
            report.warnings.extend(_notes(each))
        if given and all(report.state in ("loaded", "quarantined") for report in given):
            outcome.parts.extend(_position(each, context))


def judge_headings(profiles: tuple[SourceProfile, ...], name: str, headings: Sequence[str]) -> None:
    """Refuse a table that no profile reads, before its rows are asked for.

    Args:
        profiles: The profiles of the load.
        name: What reports call the table.
        headings: Names of its columns.

    Raises:
        RefusedError: `heading_unknown`, `heading_incomplete` or `heading_ambiguous`.
    """
    find_match([], headings, (), name, profiles)


def _position(each: Fetched, context: LoadContext) -> Iterable[PartFile]:
    mark = each.mark
    writer = PartWriter(TABLE, context.staging, f"{mark.sha256}-0", mark.sha256, "")
    row = {
        "source_name": each.source,
        "source_table": each.table,
        "watermark_column": mark.column,
        "watermark_kind": mark.kind,
        "reached": mark.reached,
        "content_hash": mark.content,
        "source_row": 0,
    }
    writer.add(pa.Table.from_pylist([row]))
    part = writer.finish(mark.extracted_at)
    return [] if part is None else [part]


def _unchanged(each: Fetched) -> FileReport:
    details = {"rows": f"{each.rows:,}", "reached": each.mark.reached or "-"}
    return FileReport(
        each.name,
        sha256=each.mark.sha256,
        state="already_loaded",
        extracted_at=each.mark.extracted_at,
        reasons=[Reason("nothing_new", count=1, details=details)],
        warnings=[note for note in _notes(each) if note.rule != "watermark_moved"],
    )


def _notes(each: Fetched) -> list[Reason]:
    mark = each.mark
    details = {
        "watermark": mark.column,
        "since": each.since or "-",
        "reached": mark.reached or "-",
        "last": each.went_back,
    }
    notes = [Reason("watermark_moved", count=1, details=details)] if mark.column else []
    if each.went_back:
        notes.append(Reason("watermark_back", count=1, details=details))
    if each.stray:
        notes.append(Reason("watermark_stray", count=each.stray))
    return notes
