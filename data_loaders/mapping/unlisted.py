"""The queue of values that no closed list knows, and what people have decided about them.

They count as 未映射 until somebody says what they mean. Two files of one folder: `waiting.json`,
made from load reports, and `decided.json`, which is worth reviewing and carrying to other stores.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data_loaders.contract.fields import Field
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.profiles.standard import standard_target
from data_loaders.report import FileReport
from data_loaders.values.choices import UNMAPPED, normal_choice
from data_loaders.values.personal import mask_within
from warehouse.schema import TABLES

# By (table, column), the meaning of each text.
Decisions = Mapping[tuple[str, str], Mapping[str, str]]
_READ = frozenset({"loaded", "quarantined"})


class DecisionError(ValueError):
    """A decision about a value that is none.

    Attributes:
        known: What could have been said.
    """

    def __init__(self, what: str, found: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no {what} {found}")
        self.known = tuple(known)


class BrokenDecisionsError(Exception):
    """The file of decisions cannot be used."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")


@dataclass(frozen=True, slots=True)
class WaitingValue:
    """A text that waits for somebody to say what it means.

    Attributes:
        table: Table of the warehouse.
        column: Column with the closed list.
        text: As extracts print it.
        rows: Rows of the extracts that carry it.
        file: One of these extracts.
        sheet: The sheet of it.
        row: The first row there.
        extracts: SHA-256 digests of all of them.
        listed: The values of the closed list.
    """

    table: str
    column: str
    text: str
    rows: int
    file: str
    sheet: str
    row: int
    extracts: tuple[str, ...]
    listed: tuple[str, ...]


def waiting_values(folder: Path) -> Sequence[WaitingValue]:
    """Return what waits for a decision, most rows first."""
    decided = read_decisions(folder)
    found = []
    for (table, column, text), places in _queue(folder).items():
        if text in decided.get((table, column), {}) or _field(table, column) is None:
            continue
        first = min(places.values(), key=lambda place: (place["file"], place["row"]))
        found.append(
            WaitingValue(
                table, column, text, sum(place["rows"] for place in places.values()),
                first["file"], first["sheet"], first["row"], tuple(sorted(places)),
                _listed(table, column),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (-each.rows, each.table, each.column, each.text))


def note(folder: Path, reports: Sequence[FileReport]) -> frozenset[str]:
    """Bring the queue up to date after a load.

    Args:
        folder: Where the queue is kept.
        reports: Of the load; an extract that was read again says anew what it does not know.

    Returns:
        Digests of the extracts with values that nobody has decided about.
    """
    read = [report for report in reports if report.state in _READ]
    if read:
        with _alone(folder):
            queue = _queue(folder)
            again = {report.sha256 for report in read}
            for places in queue.values():
                for sha256 in again & set(places):
                    del places[sha256]
            for report in read:
                _add(queue, report)
            _write(folder / "waiting.json", _queue_json(queue))
    return frozenset(sha256 for each in waiting_values(folder) for sha256 in each.extracts)


def decide(folder: Path, table: str, column: str, text: str, value: str) -> None:
    """Say what a text means; `UNMAPPED` leaves it so for good.

    Raises:
        DecisionError: There is no such table, column with a list, or value.
    """
    if table not in TABLES:
        raise DecisionError("table", table, sorted(TABLES))
    if _field(table, column) is None:
        known = [each.name for each in standard_target(TABLES[table]).fields if each.values]
        raise DecisionError("column with a list", f"{table}.{column}", known)
    if value not in (*_listed(table, column), UNMAPPED):
        raise DecisionError("value", value, (*_listed(table, column), UNMAPPED))
    with _alone(folder):
        decided = {place: dict(words) for place, words in read_decisions(folder).items()}
        decided.setdefault((table, column), {})[text] = value
        told: dict[str, Any] = {"format": 1, "values": {}}
        for (table_, column_), words in sorted(decided.items()):
            told["values"][f"{table_}.{column_}"] = dict(sorted(words.items()))
        _write(folder / "decided.json", told)


def read_decisions(folder: Path) -> Decisions:
    """Return what has been decided; nothing where nobody has decided anything.

    Raises:
        BrokenDecisionsError: The file was changed by hand and says what cannot be.
    """
    path = folder / "decided.json"
    if not path.exists():
        return {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))["values"]
        places = [(place.partition("."), dict(words)) for place, words in values.items()]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenDecisionsError(path, "expected JSON with values by table.column") from None
    found = {}
    for (table, _, column), words in places:
        known = (*_listed(table, column), UNMAPPED)
        odd = next((value for value in words.values() if value not in known), None)
        if odd is not None or len(known) == 1:
            raise BrokenDecisionsError(path, f"{table}.{column} has no value {odd or ''}".strip())
        found[table, column] = words
    return found


def answered(folder: Path) -> frozenset[str]:
    """Return digests of the extracts that can be read better now than when they were loaded."""
    decided = read_decisions(folder)
    return frozenset(
        sha256
        for (table, column, text), places in _queue(folder).items()
        if decided.get((table, column), {}).get(text, UNMAPPED) != UNMAPPED
        for sha256 in places
    )


def with_decisions(
    profiles: Sequence[SourceProfile], decided: Decisions
) -> tuple[SourceProfile, ...]:
    """Return profiles that know what has been decided; a profile's own word goes before it."""
    if not decided:
        return tuple(profiles)
    return tuple(
        replace(profile, targets=tuple(_with(target, decided) for target in profile.targets))
        for profile in profiles
    )


def _with(target: Target, decided: Decisions) -> Target:
    columns = {column for table, column in decided if table == target.table}
    if not columns:
        return target
    fields = tuple(
        replace(wanted, aliases=_aliases(wanted, decided[target.table, wanted.name]))
        if wanted.name in columns and wanted.values
        else wanted
        for wanted in target.fields
    )
    return replace(target, fields=fields)


def _aliases(wanted: Field, words: Mapping[str, str]) -> dict[str, str]:
    meant = {normal_choice(word): value for word, value in words.items() if value != UNMAPPED}
    return {**meant, **wanted.aliases}


_Queue = dict[tuple[str, str, str], dict[str, dict[str, Any]]]


def _add(queue: _Queue, report: FileReport) -> None:
    for warning in report.warnings:
        column = report.mapping.get(warning.column or "")
        if warning.rule != "unmapped_value" or column is None or report.table is None:
            continue
        if mask_within(warning.value) != warning.value:
            # A telephone or identity number has strayed into the column: it names nothing.
            continue
        places = queue.setdefault((report.table, column, warning.value), {})
        place = places.setdefault(
            report.sha256,
            {"file": report.file, "sheet": report.sheet, "row": warning.row or 0, "rows": 0},
        )
        place["rows"] += warning.count


def _queue(folder: Path) -> _Queue:
    path = folder / "waiting.json"
    if not path.exists():
        return {}
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        (each["table"], each["column"], each["text"]): dict(each["extracts"])
        for each in told["values"]
    }


def _queue_json(queue: _Queue) -> dict[str, Any]:
    return {
        "format": 1,
        "values": [
            {"table": table, "column": column, "text": text, "extracts": places}
            for (table, column, text), places in sorted(queue.items())
            if places
        ],
    }


def _field(table: str, column: str) -> Field | None:
    if table not in TABLES:
        return None
    wanted = standard_target(TABLES[table]).by_name.get(column)
    return wanted if wanted is not None and wanted.values else None


def _listed(table: str, column: str) -> tuple[str, ...]:
    wanted = _field(table, column)
    return () if wanted is None else wanted.values


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder against others who would write at the same time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _write(path: Path, told: Collection[Any]) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(told, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
