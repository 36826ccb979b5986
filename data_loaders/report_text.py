"""A load report for the terminal, in Chinese or English."""

from collections.abc import Iterator

from data_loaders.report import FileReport, LoadReport, Reason
from data_loaders.wording import FURNITURE, Language

_STATES = {
    "loaded": ("已导入", "loaded"),
    "quarantined": ("全部隔离", "all quarantined"),
    "refused": ("拒收", "refused"),
    "skipped": ("略过", "skipped"),
    "already_loaded": ("已导入过", "already loaded"),
}
_SHOWN = 12


def render(report: LoadReport, language: Language) -> str:
    """Return the report as lines of text: each file, what was refused, where and what to do."""
    lines: list[str] = []
    for file in report.files:
        lines.extend(_file(file, language))
    lines.append(_summary(report, language))
    return "\n".join(lines)


def _file(file: FileReport, language: Language) -> Iterator[str]:
    zh = language == "zh"
    place = f"{file.file} [{file.sheet}]" if file.sheet else file.file
    state = _STATES[file.state][0 if zh else 1]
    if file.table is None:
        yield f"{place}: {state}"
    elif zh:
        yield (
            f"{place}: {state} → {file.table}，读 {file.rows_read:,} 行 = 导入 {file.loaded:,} "
            f"+ 隔离 {file.quarantined:,} + 跳过 {file.skipped:,}"
        )
    else:
        yield (
            f"{place}: {state} → {file.table}, {file.rows_read:,} rows read = "
            f"{file.loaded:,} loaded + {file.quarantined:,} quarantined + {file.skipped:,} skipped"
        )
    furniture = [reason for reason in file.reasons if reason.rule in FURNITURE]
    if furniture:
        told = "，" if zh else ", "
        yield "  · " + told.join(
            f"{reason.text(language)} {reason.count:,}" for reason in furniture
        )
    faults = [reason for reason in file.reasons if reason.rule not in FURNITURE]
    unknown = [warning for warning in file.warnings if warning.rule == "unknown_heading"]
    if unknown:
        listed = ", ".join(warning.column or "" for warning in unknown)
        yield f"  ~ {unknown[0].text(language)}: {listed}"
    others = [warning for warning in file.warnings if warning.rule != "unknown_heading"]
    for mark, reasons in (("!", faults), ("~", others)):
        for reason in reasons[:_SHOWN]:
            yield f"  {mark} {_reason(reason, language)}"
        if len(reasons) > _SHOWN:
            more = len(reasons) - _SHOWN
            yield f"  {mark} {f'另有 {more} 项' if zh else f'{more} more'}"


def _reason(reason: Reason, language: Language) -> str:
    zh = language == "zh"
    where = []
    if reason.row is not None:
        where.append(f"第 {reason.row} 行" if zh else f"row {reason.row}")
    if reason.column:
        where.append(f"列“{reason.column}”" if zh else f"column “{reason.column}”")
    times = ""
    if reason.count > 1:
        times = f"（共 {reason.count:,} 行）" if zh else f" ({reason.count:,} rows)"
    place = " ".join(where) + ("：" if zh else ": ") if where else ""
    return f"{place}{reason.text(language)}{times}"


def _summary(report: LoadReport, language: Language) -> str:
    loaded = sum(file.loaded for file in report.files)
    quarantined = sum(file.quarantined for file in report.files)
    skipped = sum(file.skipped for file in report.files)
    refused = sum(file.state == "refused" for file in report.files)
    snapshot = report.snapshot or "-"
    if language == "zh":
        return (
            f"合计：导入 {loaded:,} 行，隔离 {quarantined:,} 行，跳过 {skipped:,} 行，"
            f"拒收 {refused} 个文件或工作表；当前快照 {snapshot}"
        )
    return (
        f"In all: {loaded:,} rows loaded, {quarantined:,} quarantined, {skipped:,} skipped, "
        f"{refused} files or sheets refused; snapshot {snapshot}"
    )
