"""What people have decided that values of no closed list mean.

`decided.json` is worth reviewing and carrying to other stores. Without a decision a value counts as
未映射.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from data_loaders.contract.fields import Field
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.profiles.standard import standard_target
from data_loaders.values.choices import UNMAPPED, normal_choice
from warehouse.schema import TABLES

# By (table, column), the meaning of each text.
Decisions = Mapping[tuple[str, str], Mapping[str, str]]


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


def decide(folder: Path, table: str, column: str, text: str, value: str) -> None:
    """Say what a text means; `UNMAPPED` leaves it so for good.

    Raises:
        DecisionError: There is no such table, column with a list, or value.
    """
    if table not in TABLES:
        raise DecisionError("table", table, sorted(TABLES))
    if listed_field(table, column) is None:
        known = [each.name for each in standard_target(TABLES[table]).fields if each.values]
        raise DecisionError("column with a list", f"{table}.{column}", known)
    if value not in (*listed_values(table, column), UNMAPPED):
        raise DecisionError("value", value, (*listed_values(table, column), UNMAPPED))
    with alone(folder):
        decided = {place: dict(words) for place, words in read_decisions(folder).items()}
        decided.setdefault((table, column), {})[text] = value
        told: dict[str, Any] = {"format": 1, "values": {}}
        for (table_, column_), words in sorted(decided.items()):
            told["values"][f"{table_}.{column_}"] = dict(sorted(words.items()))
        write_json(folder / "decided.json", told)


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
        known = (*listed_values(table, column), UNMAPPED)
        odd = next((value for value in words.values() if value not in known), None)
        if odd is not None or len(known) == 1:
            raise BrokenDecisionsError(path, f"{table}.{column} has no value {odd or ''}".strip())
        found[table, column] = words
    return found


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


def listed_field(table: str, column: str) -> Field | None:
    """Return a column with a closed list; None where there is no such column."""
    if table not in TABLES:
        return None
    wanted = standard_target(TABLES[table]).by_name.get(column)
    return wanted if wanted is not None and wanted.values else None


def listed_values(table: str, column: str) -> tuple[str, ...]:
    """Return the values of a closed list; none where there is no such list."""
    wanted = listed_field(table, column)
    return () if wanted is None else wanted.values


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder against others who would write at the same time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def write_json(path: Path, told: Collection[Any]) -> None:
    """Replace a file in one step, for good once this returns."""
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(told, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
