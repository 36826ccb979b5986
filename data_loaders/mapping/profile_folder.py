"""The folder of a data directory with the profiles that its people made."""

import os
from collections.abc import Sequence
from pathlib import Path

from data_loaders.mapping.profile_file import OwnProfile, ProfileFileError, read_profile

_ENDING = ".json"


class BrokenProfileError(Exception):
    """A profile of the folder cannot be used.

    Attributes:
        path: The file.
        fault: What is wrong with it.
    """

    def __init__(self, path: Path, fault: ProfileFileError) -> None:
        super().__init__(f"{path}: {fault}")
        self.path = path
        self.fault = fault


def profile_path(folder: Path, name: str) -> Path:
    """Return where a profile of this name is kept."""
    return folder / f"{name}{_ENDING}"


def read_profiles(folder: Path) -> Sequence[OwnProfile]:
    """Return the profiles of a folder, ordered by name; none where there is no folder.

    Raises:
        BrokenProfileError: For the first one that cannot be used: a load that left it out would
            read its sheets in another way, in silence.
    """
    found = []
    for path in sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []:
        try:
            found.append(read_profile(path.read_text(encoding="utf-8")))
        except ProfileFileError as error:
            raise BrokenProfileError(path, error) from None
    return found


def keep_profile(folder: Path, profile: OwnProfile) -> Path:
    """Keep a checked profile, in one step, in place of one of the same name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = profile_path(folder, profile.name)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(profile.text())
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    return path
