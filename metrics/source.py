"""What figures are read from."""

from datetime import date
from typing import Protocol

from warehouse.engines import Backend


class Source(Protocol):
    """What a reader reads: one published snapshot."""

    @property
    def id(self) -> str:
        """Snapshot id."""
        ...

    @property
    def as_of(self) -> date:
        """Newest day of the data."""
        ...

    @property
    def backend(self) -> Backend:
        """The engine that answers."""
        ...
