"""What can go wrong with snapshots.

SnapshotError
├── LoaderBusyError         somebody else is loading
├── PartError               accepted rows are not what they must be
├── NotCarriedError         what is there cannot be brought up to date; it is built anew
├── RefusedSnapshotError    the new snapshot did not pass its checks; the old one is served
└── UnservableError         nothing can be served
    ├── NoSnapshotError         nothing has been published yet
    ├── DamagedSnapshotError    a snapshot is incomplete, altered or of another version
    └── UnreachableWarehouseError   the engine beyond this machine does not answer
"""


class SnapshotError(Exception):
    """Something about snapshots that its message explains, with what to do."""


class LoaderBusyError(SnapshotError):
    """Another loader holds the warehouse; the message names it."""


class PartError(SnapshotError):
    """A file of accepted rows does not fit its table."""


class NotCarriedError(SnapshotError):
    """What the snapshot before holds does not carry over; the new one is built as a whole."""


class RefusedSnapshotError(SnapshotError):
    """The new snapshot did not pass its checks and was not published."""


class UnservableError(SnapshotError):
    """There is no snapshot to read from."""


class NoSnapshotError(UnservableError):
    """Nothing has been published yet."""


class DamagedSnapshotError(UnservableError):
    """A snapshot is incomplete, altered, or written by another version."""


class UnreachableWarehouseError(UnservableError):
    """The engine beyond this machine, or a part of it, does not answer."""
