"""The notebook as a screen reads it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from access.notebook.actions import Action, actions_of
from access.scope import Scope
from access.tables import actions as actions_table


@dataclass(frozen=True, slots=True)
class Notebook:
    """Reads of the application database; each takes a scope."""

    engine: Engine

    def actions(
        self, scope: Scope, stores: Collection[str] | None = None, kpi: str = ""
    ) -> tuple[Action, ...]:
        """Return actions as `actions_of` does."""
        return actions_of(self.engine, scope, stores, kpi)

    def revision(self) -> tuple[int, ...]:
        """Return numbers that change with every write, for keys of what is remembered."""
        newest = select(func.coalesce(func.max(actions_table.c.revision), 0))
        with self.engine.connect() as connection:
            return (int(connection.execute(newest).scalar_one()),)
