"""Files with rows of stores that no register names yet: kept, and read again when one does.

Without it the order of two loads would matter: orders first and the register later would leave
the orders out for good.
"""

import json
import shutil
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from data_loaders.extract import Extract


def keep(extract: Extract, folder: Path) -> None:
    """Keep the bytes of a file and what its surroundings said."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / extract.sha256
    if not target.exists():
        draft = target.with_suffix(".draft")
        shutil.copyfile(extract.path, draft)
        draft.chmod(0o600)
        draft.rename(target)
    notes = {"name": extract.name, "hint": extract.hint}
    if extract.extracted_at is not None:
        notes["extracted_at"] = extract.extracted_at.isoformat()
    target.with_suffix(".json").write_text(json.dumps(notes, ensure_ascii=False), encoding="utf-8")


def kept(folder: Path) -> Sequence[Extract]:
    """Return the files that are kept, ordered by name."""
    found = []
    for notes in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        path = notes.with_suffix("")
        if path.is_file():
            told = json.loads(notes.read_text(encoding="utf-8"))
            at = told.get("extracted_at")
            drawn = datetime.fromisoformat(at) if at else None
            found.append(Extract(told["name"], path, path.name, told["hint"], drawn))
    return sorted(found, key=lambda extract: (extract.name, extract.sha256))


def release(folder: Path, sha256s: Collection[str]) -> None:
    """Let go of files whose stores are all known now."""
    for sha256 in sha256s:
        (folder / sha256).unlink(missing_ok=True)
        (folder / f"{sha256}.json").unlink(missing_ok=True)
