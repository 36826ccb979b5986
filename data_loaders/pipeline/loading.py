"""A whole load: every extract in turn, registers of stores first, each file once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.pipeline.context import LoadContext, LoadOptions, PartFile
from data_loaders.pipeline.one_file import FileOutcome, already_loaded, load_file, refusal
from data_loaders.report import FileReport

# Words in the name of a file that is worth reading first, since others need its stores.
_REGISTER_WORDS = ("dim_store", "经销商档案", "网点档案", "门店档案")
# Larger files have the engine, and its memory, to themselves.
_SMALL_FILE = 16 << 20


@dataclass(slots=True)
class LoadOutcome:
    """What a load gave, before anything is published.

    Attributes:
        reports: One for each sheet of each file, in the order of the files' names.
        parts: Accepted rows and records.
        waiting: Files that named stores which no register names.
        settled: Digests of files that were read and wait for no store.
        unlisted: Files with values that no closed list knows.
        asked: By digest, how each file was asked to be read.
    """

    reports: list[FileReport] = field(default_factory=list)
    parts: list[PartFile] = field(default_factory=list)
    waiting: list[Extract] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    unlisted: list[Extract] = field(default_factory=list)
    asked: dict[str, LoadOptions] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """Files of earlier loads that may be read better now.

    Attributes:
        extracts: All that are kept; new stores may help every one of them.
        answered: Digests of those whose values have been decided about.
        options: By digest, how a file was asked to be read.
    """

    extracts: Sequence[Extract] = ()
    answered: Collection[str] = ()
    options: Mapping[str, LoadOptions] = field(default_factory=dict)


_NOTHING_KEPT = Kept()


@dataclass(slots=True)
class _Item:
    extract: Extract
    options: LoadOptions
    outcome: FileOutcome | None = None

    @property
    def order(self) -> tuple[str, str]:
        return (self.extract.name, self.extract.sha256)

    @property
    def is_register(self) -> bool:
        return any(word in self.extract.name.lower() for word in _REGISTER_WORDS)


def load_extracts(
    extracts: Iterable[Extract],
    refused: Sequence[tuple[str, RefusedError]],
    seen: Collection[str],
    context: LoadContext,
    kept: Kept = _NOTHING_KEPT,
) -> LoadOutcome:
    """Read all extracts.

    The outcome does not depend on the order in which they are given: stores that a later file
    registers count for the earlier ones too.

    Args:
        extracts: The files.
        refused: Names and faults of what could not even be opened as a source.
        seen: SHA-256 digests of files that are loaded already.
        context: The load.
        kept: Files of earlier loads with stores or values that were unknown then.
    """
    given_items = (_Item(extract, context.options) for extract in extracts)
    items = sorted(given_items, key=lambda item: item.order)
    known_before = len(context.stores.codes)
    done = set(seen)
    fresh: list[_Item] = []
    for item in items:
        if item.extract.sha256 in done:
            item.outcome = already_loaded(item.extract)
        else:
            done.add(item.extract.sha256)
            fresh.append(item)
    with context.workbooks:
        _read(fresh, context)
        again = [item for item in fresh if _may_know_more(item, context)]
        _read(again, context, quiet=True)
        grown = len(context.stores.codes) > known_before
        if grown or kept.answered:
            given = {item.extract.sha256 for item in fresh}
            woken = [
                _Item(extract, kept.options.get(extract.sha256, LoadOptions()))
                for extract in kept.extracts
                if extract.sha256 not in given and (grown or extract.sha256 in kept.answered)
            ]
            names = {item.extract.sha256 for item in woken}
            items = [item for item in items if item.extract.sha256 not in names] + woken
            _read(woken, context, quiet=True)
    return _gathered(sorted(items, key=lambda item: item.order), refused)


def _read(items: Sequence[_Item], context: LoadContext, quiet: bool = False) -> None:
    """Read files: registers of stores first, then small ones side by side, then large ones."""
    registers = [item for item in items if item.is_register]
    others = [item for item in items if not item.is_register]
    large = [item for item in others if item.extract.path.stat().st_size > _SMALL_FILE]
    small = [item for item in others if item.extract.path.stat().st_size <= _SMALL_FILE]
    count = len(items)

    def read(numbered: tuple[int, _Item], within: LoadContext) -> None:
        number, item = numbered
        if context.progress is not None and not quiet:
            context.progress(item.extract.name, number, count)
        item.outcome = load_file(item.extract, replace(within, options=item.options))

    for numbered in enumerate(registers, start=1):
        read(numbered, context)
    numbered_small = list(enumerate(small, start=len(registers) + 1))

    def read_share(place: int, within: LoadContext) -> None:
        for numbered in numbered_small[place :: context.parallel]:
            read(numbered, within)

    with ThreadPoolExecutor(context.parallel) as pool:
        futures = [pool.submit(read_share, *work) for work in enumerate(context.workers())]
        for future in futures:
            future.result()
    for numbered in enumerate(large, start=len(registers) + len(small) + 1):
        read(numbered, context)


def _may_know_more(item: _Item, context: LoadContext) -> bool:
    outcome = item.outcome
    return (
        outcome is not None and outcome.waits and len(context.stores.codes) > outcome.stores_known
    )


def _gathered(items: Sequence[_Item], refused: Sequence[tuple[str, RefusedError]]) -> LoadOutcome:
    result = LoadOutcome([refusal(name, "", error) for name, error in refused])
    for item in items:
        outcome = item.outcome
        assert outcome is not None  # every file has been read, or is known already
        result.reports.extend(outcome.reports)
        result.parts.extend(outcome.parts)
        if outcome.waits:
            result.waiting.append(item.extract)
        elif outcome.parts:
            result.settled.append(item.extract.sha256)
        if any(warning.rule == "unmapped_value" for r in outcome.reports for warning in r.warnings):
            result.unlisted.append(item.extract)
        result.asked[item.extract.sha256] = item.options
    return result
