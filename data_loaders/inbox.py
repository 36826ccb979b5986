"""A folder that others put extracts into: which files are complete, and where they go afterwards.

A file is taken into a hidden folder beside the others, loaded from there, and put into `done/` or
`refused/` with its report. Every step is a rename on one disk: killed in between, a file is found
again where it stood, and bytes that were loaded already are known by their fingerprint.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from data_loaders.sources.files import is_litter
from warehouse.snapshots.durable import move, write_text

DONE, REFUSED = "done", "refused"
MARKER = ".done"
_TAKING, _LOCK = ".taking", ".lock"
# Names under which programs write what they rename when it is complete.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".download")


@dataclass(frozen=True, slots=True)
class _State:
    """What tells that a file is still being written: size, time of change, and which file it is."""

    size: int
    changed: int
    node: tuple[int, int]


class Inbox:
    """One folder and what was seen in it so far.

    Args:
        folder: It must be there.
        settle: Seconds for which size and time must stay as they are.
    """

    def __init__(self, folder: Path, settle: float) -> None:
        self.folder = folder.resolve()
        # Named like the inbox, so that its name says as much of store and table as before.
        self.taking = self.folder / _TAKING / self.folder.name
        self._settle = settle
        self._seen: dict[str, tuple[_State, float]] = {}
        self._unfinished: dict[tuple[int, int], PurePosixPath] = {}

    @contextmanager
    def hold(self) -> Iterator[bool]:
        """Yield whether nobody else works on the folder; it is held until the block ends."""
        with only_one(self.folder / _LOCK) as held:
            yield held

    def ready(self, now: float) -> list[str]:
        """Look at the folder and return the names of complete files, in order.

        A file is complete when it has not changed for a while, when its writer has put a file of
        the same name and `.done` beside it, or when it was seen under a name of unfinished files
        and has been renamed.

        Args:
            now: Seconds of a clock that never jumps.
        """
        seen: dict[str, tuple[_State, float]] = {}
        unfinished: dict[tuple[int, int], PurePosixPath] = {}
        marked: set[str] = set()
        for name, state in self._files():
            path = PurePosixPath(name)
            if any(is_litter(part) for part in path.parts) or path.suffix.lower() in _UNFINISHED:
                unfinished[state.node] = path
            elif path.suffix.lower() == MARKER:
                marked.add(name[: -len(MARKER)])
            else:
                before = self._seen.get(name)
                seen[name] = before if before and before[0] == state else (state, now)
        complete = [
            name
            for name, (state, since) in seen.items()
            if name in marked or now - since >= self._settle or self._renamed(name, state)
        ]
        self._seen, self._unfinished = seen, unfinished
        return complete

    def take(self, names: Sequence[str]) -> None:
        """Move complete files out of the way of whoever writes into the folder.

        A file that changed since it was looked at, or whose namesake has not been dealt with yet,
        stays for another time; so does the second of two archives of one name.
        """
        archives = {PurePosixPath(n).name for n in self.taken() if n.lower().endswith(".zip")}
        for name in names:
            source, target = self.folder / name, self.taking / name
            archive = PurePosixPath(name).name if name.lower().endswith(".zip") else None
            if target.exists() or archive in archives or _state(source) != self._seen[name][0]:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            # A marker that outlived its file would call the next one complete.
            source.with_name(source.name + MARKER).unlink(missing_ok=True)
            move(source, target)
            self._seen.pop(name)
            archives |= {archive} if archive else set()

    def taken(self) -> list[str]:
        """Names of the files taken and not yet dealt with, also by a watcher that was killed."""
        if not self.taking.is_dir():
            return []
        paths = sorted(path for path in self.taking.rglob("*") if path.is_file())
        return [path.relative_to(self.taking).as_posix() for path in paths]

    def state(self, name: str) -> object:
        """What changes when somebody writes to a taken file."""
        return _state(self.taking / name)

    def put(self, name: str, folder: str, reports: dict[str, str], stamp: str) -> Path:
        """Put a file that was dealt with into its folder, its reports beside it.

        Args:
            name: As `taken` gave it.
            folder: `DONE` or `REFUSED`.
            reports: Text by ending, such as `.txt`.
            stamp: Added to the name where a file of that name is there already.

        Returns:
            Where the file is now.
        """
        target = self.folder / folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        number = 0
        while target.exists():
            number += 1
            tail = f" ({stamp})" if number == 1 else f" ({stamp} {number})"
            target = target.with_name(f"{Path(name).stem}{tail}{Path(name).suffix}")
        for ending, text in reports.items():
            write_text(target.with_name(f"{target.name}.report{ending}"), text)
        move(self.taking / name, target)
        return target

    def _files(self) -> Iterator[tuple[str, _State]]:
        """Every file below the folder but those that were dealt with."""
        for place, folders, files in os.walk(self.folder):
            here = Path(place)
            if here == self.folder:
                folders[:] = [f for f in folders if f not in (DONE, REFUSED, _TAKING)]
            folders.sort()
            for file in sorted(files):
                state = _state(here / file)
                if state is not None and file != _LOCK:
                    yield (here / file).relative_to(self.folder).as_posix(), state

    def _renamed(self, name: str, state: _State) -> bool:
        before = self._unfinished.get(state.node)
        path = PurePosixPath(name)
        return before is not None and before.parent == path.parent and path.name in before.name


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Yield whether no other process holds this file; the kernel lets go when a process dies."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _state(path: Path) -> _State | None:
    """The state of a file; None for links, and for what was renamed meanwhile."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    if not path.is_file() or path.is_symlink():
        return None
    return _State(found.st_size, found.st_mtime_ns, (found.st_dev, found.st_ino))
