"""A single file, and a folder tree of files."""

from collections.abc import Iterator
from pathlib import Path

from data_loaders.extract import Extract, fingerprint

# What operating systems and spreadsheets leave lying about; never an extract.
_LITTER = ("thumbs.db", "desktop.ini", "__macosx")


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name is never an extract."""
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def read_file(path: Path) -> Extract:
    """Return one file as an extract; its folder may name the store."""
    return Extract(
        name=path.name,
        path=path,
        sha256=fingerprint(path),
        hint=f"{path.resolve().parent.name}/{path.name}",
    )


def walk_folder(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of each file below a folder, in the order of names."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(is_litter(part) for part in relative.parts):
            yield relative.as_posix(), path


def read_below(folder: Path, name: str, path: Path) -> Extract:
    """Return a file of a folder tree as an extract; every folder on its way may name the store."""
    return Extract(
        name=name, path=path, sha256=fingerprint(path), hint=f"{folder.resolve().name}/{name}"
    )
