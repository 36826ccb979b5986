"""Files with rows of stores that no register names yet: kept, and read again when one does.

So are files with values that no closed list knows, until somebody says what they mean.

Without it the order of two loads would matter: orders first and the register later would leave
the orders out for good.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.pipeline.context import LoadOptions
from data_loaders.reading.opening import open_sheets


def keep(extract: Extract, folder: Path, options: LoadOptions | None = None) -> None:
    """Keep the bytes of a file, what its surroundings said, and how it was asked to be read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / extract.sha256
    draft, told = target.with_suffix(".draft"), target.with_suffix(".json.draft")
    try:
        if not target.exists():
            shutil.copyfile(extract.path, draft)
            _settle(draft, target)
        notes: dict[str, object] = {"name": extract.name, "hint": extract.hint}
        if extract.extracted_at is not None:
            notes["extracted_at"] = extract.extracted_at.isoformat()
        if extract.is_full:
            notes["is_full"] = True
        if options is not None and options != LoadOptions():
            notes["options"] = asdict(options)
        told.write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")
        _settle(told, target.with_suffix(".json"))
    finally:
        # On a full disk half a copy would be in everybody's way.
        draft.unlink(missing_ok=True)
        told.unlink(missing_ok=True)


def _settle(draft: Path, target: Path) -> None:
    """Give a finished file its name, for its owner only."""
    draft.chmod(0o600)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(target)


def kept(folder: Path) -> Sequence[Extract]:
    """Return the files that are kept, ordered by name."""
    found = []
    for notes in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        path = notes.with_suffix("")
        if path.is_file():
            told = json.loads(notes.read_text(encoding="utf-8"))
            at = told.get("extracted_at")
            drawn = datetime.fromisoformat(at) if at else None
            is_full = bool(told.get("is_full"))
            found.append(Extract(told["name"], path, path.name, told["hint"], drawn, is_full))
    return sorted(found, key=lambda extract: (extract.name, extract.sha256))


def options_kept(folder: Path) -> Mapping[str, LoadOptions]:
    """Return how kept files were asked to be read, by digest, where anything was asked."""
    found = {}
    for notes in folder.glob("*.json") if folder.is_dir() else []:
        told = json.loads(notes.read_text(encoding="utf-8")).get("options")
        if told is not None:
            found[notes.stem] = LoadOptions(**told)
    return found


def release(folder: Path, sha256s: Collection[str]) -> None:
    """Let go of files whose stores are all known now."""
    for sha256 in sha256s:
        (folder / sha256).unlink(missing_ok=True)
        (folder / f"{sha256}.json").unlink(missing_ok=True)


def release_where(folder: Path, staging: Path, names: Callable[[str], bool]) -> list[Extract]:
    """Let go of files with a cell that must not be kept; return them.

    Args:
        folder: Where files are kept.
        staging: For what has to be decoded first.
        names: Tells whether a cell's text must not be kept; what cannot be read goes as well.
    """
    gone = [extract for extract in kept(folder) if _has_cell(extract, staging, names)]
    release(folder, [extract.sha256 for extract in gone])
    return gone


def _has_cell(extract: Extract, staging: Path, names: Callable[[str], bool]) -> bool:
    try:
        for sheet in open_sheets(extract, staging):
            for chunk in sheet.chunks():
                spilled = [cell for _, cells in chunk.overlong for cell in cells]
                for texts in (*chunk.text.columns, pa.array(spilled, pa.string())):
                    if any(map(names, filter(None, pc.unique(texts).to_pylist()))):
                        return True
    except (RefusedError, OSError, UnicodeError, pa.ArrowException):
        return True
    return False
