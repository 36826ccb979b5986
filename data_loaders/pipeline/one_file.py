"""One file of a load: its sheets, each matched with a profile, read, or refused with a reason."""

import errno
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.pipeline.context import LoadContext, PartFile
from data_loaders.pipeline.corrections import origin_of
from data_loaders.pipeline.records import write_log
from data_loaders.pipeline.sheets import SheetOutcome, count_rows, load_sheet
from data_loaders.profiles import SourceProfile
from data_loaders.profiles.matching import Match, find_match
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.sheet import Sheet
from data_loaders.reading.workbook_pool import StoredSheet
from data_loaders.report import FileReport, Reason


@dataclass(slots=True)
class FileOutcome:
    """What a file gave.

    Attributes:
        reports: One for each sheet.
        parts: Accepted rows and records.
        stores_known: How many stores were known before it was read.
        waits: Whether it names stores, or needs one, that no register names yet.
    """

    reports: list[FileReport]
    parts: list[PartFile]
    stores_known: int
    waits: bool


def already_loaded(extract: Extract) -> FileOutcome:
    """Say that a file with these bytes is loaded."""
    reason = Reason("already_loaded", count=1)
    report = FileReport(
        extract.name, sha256=extract.sha256, state="already_loaded", reasons=[reason]
    )
    return FileOutcome([report], [], 0, waits=False)


def load_file(extract: Extract, context: LoadContext) -> FileOutcome:
    """Read, check and write all sheets of a file; what is wrong is in the reports."""
    # Counted before: a store that comes while this file is read may have come too late for it.
    stores_known = len(context.stores.codes)
    outcomes = _sheets(extract, context)
    reports = [outcome.report for outcome in outcomes]
    for report in reports:
        total = report.loaded + report.quarantined + report.skipped
        if report.rows_read != total:
            raise AssertionError(
                f"{report.file} {report.sheet}: {report.rows_read} rows read, {total} accounted for"
            )
    parts = [part for outcome in outcomes for part in outcome.parts]
    log = write_log(reports, context.now, context.staging)
    if log is not None:
        parts.append(log)
    waits = any(
        outcome.unknown_stores
        or any(reason.rule in _STORE_RULES for reason in outcome.report.reasons)
        for outcome in outcomes
    )
    return FileOutcome(reports, parts, stores_known, waits)


_HEADING_RULES = frozenset({"heading_unknown", "heading_incomplete", "empty_file"})
_STORE_RULES = frozenset({"unknown_store", "store_missing"})


def _sheets(extract: Extract, context: LoadContext) -> list[SheetOutcome]:
    try:
        sheets = open_sheets(extract, context.staging, context.workbooks)
    except RefusedError as error:
        return [SheetOutcome(refusal(extract.name, extract.sha256, error), ())]
    except (OSError, UnicodeError) as error:
        _unless_disk(error)
        fault = RefusedError("unreadable", detail=error)
        return [SheetOutcome(refusal(extract.name, extract.sha256, fault), ())]
    found = [_one_sheet(sheet, extract, n, context) for n, sheet in enumerate(sheets)]
    (context.staging / f"{extract.sha256}.txt").unlink(missing_ok=True)
    used = {outcome.report.profile for outcome in found}
    if used - {None}:
        chosen = [
            profile
            for profile in context.profiles
            if profile.name in used and any(target.sheets for target in profile.targets)
        ]
        found = [
            _forgiven(outcome, sheet, extract, named=bool(chosen))
            for outcome, sheet in zip(found, sheets, strict=True)
        ]
    for sheet in sheets:
        if isinstance(sheet, StoredSheet):
            sheet.close()
    return found


def _one_sheet(sheet: Sheet, extract: Extract, number: int, context: LoadContext) -> SheetOutcome:
    try:
        if sheet.hidden:
            return _skipped(sheet, extract, "hidden_sheet")
        origin = origin_of(sheet.head())
        wanted = context.options.profile or (origin.profile if origin else None)
        profiles = _profiles(context, wanted)
        match = _match(sheet, extract, profiles)
        if match.target.sheets and sheet.name not in match.target.sheets:
            return _skipped(sheet, extract, "sheet_not_used")
        return load_sheet(sheet, match, extract, number, context)
    except RefusedError as error:
        fault = error
    except (duckdb.Error, pa.ArrowException, OSError, MemoryError) as error:
        _unless_disk(error)
        # Whatever the engine cannot digest in one file must not end the load of the others.
        fault = RefusedError("indigestible", detail=str(error).strip().splitlines()[0][:300])
    report = refusal(extract.name, extract.sha256, fault)
    report.sheet = sheet.name
    return SheetOutcome(report, ())


def _unless_disk(error: Exception) -> None:
    """Raise again what our own disk is to blame for: no file is wrong because of it."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        raise error
    if "No space left" in str(error):
        raise error


def _match(sheet: Sheet, extract: Extract, profiles: tuple[SourceProfile, ...]) -> Match:
    head = sheet.head()
    if not any(cell.strip() for cells in head for cell in cells) and sheet.headings is None:
        raise RefusedError("empty_file")
    title = " ".join(cell for cells in head[:3] for cell in cells)
    words = f"{title} {sheet.name} {extract.hint}"
    return find_match(head, sheet.headings, sheet.merged, words, profiles)


def _profiles(context: LoadContext, wanted: str | None) -> tuple[SourceProfile, ...]:
    return chosen_profiles(wanted, context.profiles)


def chosen_profiles(
    wanted: str | None, profiles: tuple[SourceProfile, ...]
) -> tuple[SourceProfile, ...]:
    """Return the profiles to ask: all, or the one that was named as NAME or NAME:TABLE."""
    if wanted is None:
        return profiles
    name, _, table = wanted.partition(":")
    return tuple(
        profile.limited_to(table) if table else profile
        for profile in profiles
        if profile.name == name
    )


def _forgiven(outcome: SheetOutcome, sheet: Sheet, extract: Extract, named: bool) -> SheetOutcome:
    """Beside a sheet that is known, one without any known heading is a cover, not a fault.

    Where the profile names the sheets it uses, it has decided about all others.
    """
    rules = {reason.rule for reason in outcome.report.reasons}
    if outcome.report.state != "refused" or not rules <= _HEADING_RULES:
        return outcome
    if named:
        return _skipped(sheet, extract, "sheet_not_used")
    if "heading_incomplete" in rules:
        return outcome
    return _skipped(sheet, extract, "nothing_of_ours")


def _skipped(sheet: Sheet, extract: Extract, rule: str) -> SheetOutcome:
    rows = count_rows(sheet)
    report = FileReport(
        extract.name,
        sheet.name,
        sha256=extract.sha256,
        state="skipped",
        rows_read=rows,
        skipped=rows,
        reasons=[Reason(rule, count=rows)],
    )
    return SheetOutcome(report, ())


def refusal(name: str, sha256: str, error: RefusedError) -> FileReport:
    """Return the report of a file or sheet that cannot be loaded."""
    reason = Reason(
        error.rule,
        error.details.get("column"),
        count=1,
        value=error.details.get("value", ""),
        details=error.details,
    )
    return FileReport(name, sha256=sha256, state="refused", reasons=[reason])
