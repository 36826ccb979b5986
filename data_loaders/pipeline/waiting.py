"""Files with rows of stores that no register names yet: kept, and read again when one does.

So are files with values that no closed list knows, until somebody says what they mean.

Without it the order of two loads would matter: orders first and the register later would leave
the orders out for good.
"""

import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from data_loaders.extract import Extract
from data_loaders.pipeline.context import LoadOptions


def keep(extract: Extract, folder: Path, options: LoadOptions | None = None) -> None:
    """Keep the bytes of a file, what its surroundings said, and how it was asked to be read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / extract.sha256
    if not target.exists():
        draft = target.with_suffix(".draft")
        shutil.copyfile(extract.path, draft)
        draft.chmod(0o600)
        draft.rename(target)
    notes: dict[str, object] = {"name": extract.name, "hint": extract.hint}
    if options is not None and options != LoadOptions():
        notes["options"] = asdict(options)
    target.with_suffix(".json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")


def kept(folder: Path) -> Sequence[Extract]:
    """Return the files that are kept, ordered by name."""
    found = []
    for notes in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        path = notes.with_suffix("")
        if path.is_file():
            told = json.loads(notes.read_text(encoding="utf-8"))
            found.append(Extract(told["name"], path, path.name, told["hint"]))
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
