"""The notebook as a screen reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, func, select

from access.notebook.actions import Action, actions_of, closed_left_out
from access.notebook.notes import Written, notes_of
from access.notebook.personal import preferences_of
from access.scope import Scope
from access.tables import actions as actions_table
from access.tables import notes as notes_table


@dataclass(frozen=True, slots=True)
class Notebook:
    """Reads of the application database; each takes a scope."""

    engine: Engine

    def actions(
        self, scope: Scope, stores: Collection[str] | None = None, kpi: str = ""
    ) -> tuple[Action, ...]:
        """Return actions as `actions_of` does."""
        return actions_of(self.engine, scope, stores, kpi)

    def closed_left_out(self, scope: Scope, stores: Collection[str] | None = None) -> int:
        """Return how many closed actions `actions` leaves out."""
        return closed_left_out(self.engine, scope, stores)

    def notes(
        self, scope: Scope, stores: Collection[str], kpi: str, since: date | None = None
    ) -> tuple[Written, ...]:
        """Return notes as `notes_of` does."""
        return notes_of(self.engine, scope, stores, kpi, since)

    def pins(self, scope: Scope) -> tuple[str, ...]:
        """Return the KPIs that the reader has pinned."""
        return preferences_of(self.engine, scope.subject).pins

    def revision(self) -> tuple[int, ...]:
        """Return numbers that change with every write, for keys of what is remembered."""
        newest = [
            select(func.coalesce(func.max(table.c.revision), 0)).scalar_subquery()
            for table in (actions_table, notes_table)
        ]
        with self.engine.connect() as connection:
            return tuple(int(number) for number in connection.execute(select(*newest)).one())
