"""A whole load: every extract in turn, registers of stores first, each file once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.pipeline.context import LoadContext, PartFile
from data_loaders.pipeline.records import write_log
from data_loaders.pipeline.sheets import SheetOutcome, count_rows, load_sheet
from data_loaders.profiles import SourceProfile
from data_loaders.profiles.matching import Match, find_match
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.sheet import Sheet
from data_loaders.report import FileReport, Reason

# Words in the name of a file that is worth reading first, since others need its stores.
_REGISTER_WORDS = ("dim_store", "经销商档案", "网点档案", "经销商_网点", "门店档案", "经销商")


@dataclass(slots=True)
class LoadOutcome:
    """What a load gave, before anything is published.

    Attributes:
        reports: One for each sheet of each file, in the order of the files' names.
        parts: Accepted rows and records.
        waiting: Files that named stores which no register names.
        settled: Digests of files that were read and wait for no store.
    """

    reports: list[FileReport] = field(default_factory=list)
    parts: list[PartFile] = field(default_factory=list)
    waiting: list[Extract] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _FileOutcome:
    reports: list[FileReport]
    parts: list[PartFile]
    stores_known: int
    waits: bool


def load_extracts(
    extracts: Iterable[Extract],
    refused: Sequence[tuple[str, RefusedError]],
    seen: Collection[str],
    context: LoadContext,
    waiting: Sequence[Extract] = (),
) -> LoadOutcome:
    """Read all extracts.

    The outcome does not depend on the order in which they are given: stores that a later file
    registers count for the earlier ones too.

    Args:
        extracts: The files.
        refused: Names and faults of what could not even be opened as a source.
        seen: SHA-256 digests of files that are loaded already.
        context: The load.
        waiting: Files of earlier loads with rows of stores that were unknown then.
    """
    ordered = sorted(extracts, key=_place_in_line)
    known_before = len(context.stores.codes)
    outcomes: dict[str, _FileOutcome] = {}
    done: set[str] = set(seen)
    for number, extract in enumerate(ordered, start=1):
        if context.progress is not None:
            context.progress(extract.name, number, len(ordered))
        if extract.sha256 in done:
            outcomes[_identity(extract)] = _already_loaded(extract)
            continue
        done.add(extract.sha256)
        outcomes[_identity(extract)] = _load_file(extract, context)
    for extract in ordered:
        earlier = outcomes[_identity(extract)]
        if earlier.waits and len(context.stores.codes) > earlier.stores_known:
            outcomes[_identity(extract)] = _load_file(extract, context)
    if len(context.stores.codes) > known_before:
        for extract in waiting:
            read = outcomes.get(_identity(extract))
            if read is None or read.reports[0].state == "already_loaded":
                outcomes[_identity(extract)] = _load_file(extract, context)
                ordered = [each for each in ordered if _identity(each) != _identity(extract)]
                ordered.append(extract)
    return _gathered(sorted(ordered, key=_identity), outcomes, refused)


def _gathered(
    extracts: Sequence[Extract],
    outcomes: Mapping[str, _FileOutcome],
    refused: Sequence[tuple[str, RefusedError]],
) -> LoadOutcome:
    result = LoadOutcome([_refusal(name, "", error) for name, error in refused])
    for extract in extracts:
        outcome = outcomes[_identity(extract)]
        result.reports.extend(outcome.reports)
        result.parts.extend(outcome.parts)
        if outcome.waits:
            result.waiting.append(extract)
        elif outcome.parts:
            result.settled.append(extract.sha256)
    return result


def _identity(extract: Extract) -> str:
    return f"{extract.name}\n{extract.sha256}"


def _place_in_line(extract: Extract) -> tuple[bool, str]:
    is_register = any(word in extract.name.lower() for word in _REGISTER_WORDS)
    return (not is_register, _identity(extract))


def _already_loaded(extract: Extract) -> _FileOutcome:
    reason = Reason("already_loaded", count=1)
    report = FileReport(
        extract.name, sha256=extract.sha256, state="already_loaded", reasons=[reason]
    )
    return _FileOutcome([report], [], 0, waits=False)


def _load_file(extract: Extract, context: LoadContext) -> _FileOutcome:
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
    return _FileOutcome(reports, parts, len(context.stores.codes), waits)


_HEADING_RULES = frozenset({"heading_unknown", "heading_incomplete", "empty_file"})
_STORE_RULES = frozenset({"unknown_store", "store_missing"})


def _sheets(extract: Extract, context: LoadContext) -> list[SheetOutcome]:
    try:
        sheets = open_sheets(extract, context.staging)
    except RefusedError as error:
        return [SheetOutcome(_refusal(extract.name, extract.sha256, error), ())]
    except (OSError, UnicodeError) as error:
        fault = RefusedError("unreadable", detail=error)
        return [SheetOutcome(_refusal(extract.name, extract.sha256, fault), ())]
    found = [_one_sheet(sheet, extract, n, context) for n, sheet in enumerate(sheets)]
    (context.staging / f"{extract.sha256}.txt").unlink(missing_ok=True)
    used = {outcome.report.profile for outcome in found}
    if used - {None}:
        chosen = [
            profile
            for profile in context.profiles
            if profile.name in used and any(target.sheets for target in profile.targets)
        ]
        return [
            _forgiven(outcome, sheet, extract, named=bool(chosen))
            for outcome, sheet in zip(found, sheets, strict=True)
        ]
    return found


def _one_sheet(sheet: Sheet, extract: Extract, number: int, context: LoadContext) -> SheetOutcome:
    try:
        if sheet.hidden:
            return _skipped(sheet, extract, "hidden_sheet")
        profiles = _profiles(context)
        match = _match(sheet, extract, profiles)
        if match.target.sheets and sheet.name not in match.target.sheets:
            return _skipped(sheet, extract, "sheet_not_used")
        return load_sheet(sheet, match, extract, number, context)
    except RefusedError as error:
        fault = error
    except (duckdb.Error, pa.ArrowException, OSError, MemoryError) as error:
        # Whatever the engine cannot digest in one file must not end the load of the others.
        fault = RefusedError("indigestible", detail=str(error).strip().splitlines()[0][:300])
    report = _refusal(extract.name, extract.sha256, fault)
    report.sheet = sheet.name
    return SheetOutcome(report, ())


def _match(sheet: Sheet, extract: Extract, profiles: tuple[SourceProfile, ...]) -> Match:
    head = sheet.head()
    if not any(cell.strip() for cells in head for cell in cells) and sheet.headings is None:
        raise RefusedError("empty_file")
    title = " ".join(cell for cells in head[:3] for cell in cells)
    words = f"{title} {sheet.name} {extract.hint}"
    return find_match(head, sheet.headings, sheet.merged, words, profiles)


def _profiles(context: LoadContext) -> tuple[SourceProfile, ...]:
    wanted = context.options.profile
    if wanted is None:
        return context.profiles
    name, _, table = wanted.partition(":")
    return tuple(
        profile.limited_to(table) if table else profile
        for profile in context.profiles
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


def _refusal(name: str, sha256: str, error: RefusedError) -> FileReport:
    reason = Reason(
        error.rule,
        error.details.get("column"),
        count=1,
        value=error.details.get("value", ""),
        details=error.details,
    )
    return FileReport(name, sha256=sha256, state="refused", reasons=[reason])
