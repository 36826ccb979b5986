"""What the screen may ask of loading: uploads, looks at them, mappings, loads. Made elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Literal, Protocol

State = Literal["looking", "looked", "loading", "loaded", "failed"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent.

    Attributes:
        key: names it in addresses.
        name: as his browser called it.
        size: bytes.
        who: user name.
        at: when it came.
        state: how far it is; ``failed`` with ``fault``.
        sheets: what a look at it found, as `forecourt map --json` tells it.
        report: the load report, as `forecourt load --json` tells it; None before a load.
        fault: what a command said that could not do its work.
        here: whether its bytes are still kept.
    """

    key: str
    name: str
    size: int
    who: str
    at: datetime
    state: State
    sheets: Sequence[Mapping[str, Any]] = ()
    report: Mapping[str, Any] | None = None
    fault: str = ""
    here: bool = True

    @property
    def busy(self) -> bool:
        """Whether a process is at work on it."""
        return self.state in ("looking", "loading")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person has confirmed of one sheet.

    Attributes:
        sheet: name of the sheet.
        table: the table that it fills.
        columns: column by heading.
        left_out: headings that are not loaded.
        name: of the profile.
        words: what the profile is for.
        store: code of the store of all rows; empty where the sheet says it.
    """

    sheet: str
    table: str
    columns: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    name: str = ""
    words: str = ""
    store: str = ""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A value that no closed list knows, waiting for its meaning."""

    table: str
    column: str
    text: str
    rows: int
    file: str
    words: Mapping[str, str] = field(default_factory=dict)
    listed: Sequence[str] = ()


class Receiving(Protocol):
    """A file on its way in: written piece by piece, then kept or discarded."""

    stream: IO[bytes]

    def keep(self) -> str:
        """Give it a place, start a look at it, and return its key."""

    def discard(self) -> None:
        """Let go of it."""


class Intake(Protocol):
    """Everything that `/data` does beyond reading a snapshot."""

    @property
    def most_bytes(self) -> int:
        """The largest upload."""

    def has_room(self, size: int) -> bool:
        """Whether the disk of the data directory has room for so many bytes and their load."""

    def uploads(self) -> Sequence[Upload]:
        """All uploads, newest first."""

    def upload(self, key: str) -> Upload | None:
        """One of them; None where there is none."""

    def receive(self, name: str, who: str, now: datetime) -> Receiving:
        """Begin to take in a file."""

    def look(self, key: str, sheet: str = "", table: str = "") -> None:
        """Look at a file again; for a sheet, a person may have chosen the table."""

    def load(self, key: str, language: str, store: str = "") -> None:
        """Start a load of it in a process of its own."""

    def remove(self, key: str) -> None:
        """Forget an upload; what was loaded from it stays."""

    def confirm(self, confirmed: Confirmed) -> Mapping[str, Sequence[str]]:
        """Keep a mapping as a profile; returns what is wrong, by language, if anything is."""

    def tables(self) -> Sequence[tuple[str, str, str]]:
        """Name, Chinese and English of every table."""

    def columns(self, table: str) -> Sequence[tuple[str, str, str]]:
        """Name, Chinese and English of the columns that a sheet may fill."""

    def unlisted(self) -> Sequence[Unlisted]:
        """Values that wait for their meaning."""

    def decide(self, table: str, column: str, text: str, value: str) -> bool:
        """Say what a value means; False where that is no answer."""

    def reload(self, language: str) -> None:
        """Start to read again what has been decided about."""

    def reloading(self) -> tuple[bool, str]:
        """Whether that is under way, and what went wrong the last time."""
