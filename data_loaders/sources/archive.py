"""Zip archives, also those whose names are in a Chinese code page."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from data_loaders.extract import Extract, copy
from data_loaders.faults import RefusedError
from data_loaders.reading.limits import check_expansion

_UTF8_FLAG = 0x800


def read_archive(path: Path, staging: Path) -> Iterator[Extract | tuple[str, RefusedError]]:
    """Unpack an archive member by member into `staging`; yield extracts, and what was refused.

    Raises:
        RefusedError: `expands_too_far`, `broken_file` or `locked_file` for the whole archive.
    """
    check_expansion(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise RefusedError("broken_file", detail=error) from None
    with archive:
        for number, member in enumerate(archive.infolist()):
            name = member_name(member)
            if member.is_dir() or _is_litter(name):
                continue
            if _points_outside(name):
                yield f"{path.name}/{name}", RefusedError("unsafe_member", found=name)
                continue
            # The name of the copy is ours: a member's own name never becomes a path.
            target = staging / f"member-{path.stat().st_ino}-{number}"
            try:
                with archive.open(member) as source, target.open("wb") as sink:
                    sha256 = copy(source, sink.write)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
                rule = "locked_file" if member.flag_bits & 0x1 else "broken_file"
                yield f"{path.name}/{name}", RefusedError(rule, detail=error)
                continue
            hint = f"{path.resolve().parent.name}/{path.stem}/{name}"
            yield Extract(f"{path.name}/{name}", target, sha256, hint)


def member_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 where the archive says so, else the code page it fits.

    Archivers on Chinese systems write GBK without saying so; zipfile then reads it as cp437.
    """
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    raw = member.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return member.filename


def _points_outside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or ":" in name


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts)
