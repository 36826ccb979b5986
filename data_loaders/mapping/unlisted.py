"""The queue of values that no closed list knows, until somebody says what they mean.

`waiting.json` is made from load reports. What a load will say to it is written down before it
publishes, in a file of its own, so that nothing is lost if it is killed just after that.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data_loaders.mapping.decisions import (
    Decisions,
    alone,
    listed_field,
    listed_values,
    read_decisions,
    write_json,
)
from data_loaders.report import FileReport
from data_loaders.values.choices import UNMAPPED
from data_loaders.values.personal import mask_within

_READ = frozenset({"loaded", "quarantined"})

# Of one extract: the place of a text, and where it was found.
_Found = list[dict[str, Any]]

_Queue = dict[tuple[str, str, str], dict[str, dict[str, Any]]]


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


@dataclass(frozen=True, slots=True)
class Announced:
    """What a load has to say to the queue once it is published.

    Attributes:
        path: Where it is written down meanwhile, in case the load is killed in between.
        at: Time of the load, as its records carry it.
        values: By extract that was read, its unknown values; none for an extract without any.
    """

    path: Path
    at: str
    values: Mapping[str, _Found]


def waiting_values(folder: Path) -> Sequence[WaitingValue]:
    """Return what waits for a decision, most rows first."""
    return _undecided(read_decisions(folder), _queue(folder))


def announce(
    folder: Path, reports: Sequence[FileReport], at: datetime, token: str
) -> tuple[Announced, frozenset[str]]:
    """Write down what a load will say to the queue.

    Args:
        folder: Where the queue is kept.
        reports: Of the load; an extract that was read again says anew what it does not know.
        at: Time of the load.
        token: Tells this load from others that run at the same time.

    Returns:
        It, and the digests of the extracts with values that nobody has decided about.
    """
    values: dict[str, _Found] = {}
    for report in reports:
        if report.state in _READ:
            _add(values.setdefault(report.sha256, []), report)
    told = Announced(folder / f"announced-{token}.json", at.isoformat(), values)
    if values:
        with alone(folder):
            write_json(told.path, {"format": 1, "at": told.at, "values": values})
    queue = _queue(folder)
    _apply(queue, values)
    waiting = _undecided(read_decisions(folder), queue)
    return told, frozenset(sha256 for each in waiting for sha256 in each.extracts)


def settle(folder: Path, told: Announced) -> None:
    """Bring the queue up to date after a load was published."""
    if told.values:
        with alone(folder):
            queue = _queue(folder)
            _apply(queue, told.values)
            write_json(folder / "waiting.json", _queue_json(queue))
            told.path.unlink(missing_ok=True)


def left_over(folder: Path) -> Sequence[Announced]:
    """Return what loads announced that did not live to settle it."""
    found = []
    for path in sorted(folder.glob("announced-*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        found.append(Announced(path, told["at"], told["values"]))
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


def _add(found: _Found, report: FileReport) -> None:
    for warning in report.warnings:
        column = report.mapping.get(warning.column or "")
        if warning.rule != "unmapped_value" or column is None or report.table is None:
            continue
        if mask_within(warning.value) != warning.value:
            # A telephone or identity number has strayed into the column: it names nothing.
            continue
        found.append(
            {
                "table": report.table, "column": column, "text": warning.value, "file": report.file,
                "sheet": report.sheet, "row": warning.row or 0, "rows": warning.count,
            }
        )  # fmt: skip


def _apply(queue: _Queue, values: Mapping[str, _Found]) -> None:
    """Let extracts say anew what they do not know."""
    for places in queue.values():
        for sha256 in set(values) & set(places):
            del places[sha256]
    for sha256, found in values.items():
        for each in found:
            places = queue.setdefault((each["table"], each["column"], each["text"]), {})
            first = {**{name: each[name] for name in ("file", "sheet", "row")}, "rows": 0}
            places.setdefault(sha256, first)["rows"] += each["rows"]


def _undecided(decided: Decisions, queue: _Queue) -> Sequence[WaitingValue]:
    found = []
    for (table, column, text), places in queue.items():
        known = text in decided.get((table, column), {}) or listed_field(table, column) is None
        if known or not places:
            continue
        first = min(places.values(), key=lambda place: (place["file"], place["row"]))
        found.append(
            WaitingValue(
                table, column, text, sum(place["rows"] for place in places.values()),
                first["file"], first["sheet"], first["row"], tuple(sorted(places)),
                listed_values(table, column),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (-each.rows, each.table, each.column, each.text))


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
