"""The data of a driver analysis: one row for each entity (store) and period (month)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Panel:
    """Complete rows of a panel: every value is finite, no entity has a period twice.

    Attributes:
        target: name of the outcome.
        drivers: names of the drivers, in order.
        controls: names of what always stays in the model.
        outcome: shape (n,), in the unit of the target.
        values: shape (n, drivers), in the drivers' units.
        held: shape (n, controls).
        entities: shape (n,), position in ``entity_names``.
        periods: shape (n,), position in ``period_names``; a gap in time is a gap in positions.
        clusters: shape (n,), within which errors may go together; mostly the entities.
        entity_names: of the stores.
        period_names: every period from the first to the last, in order, with those without rows.
        cluster_names: of the clusters.
        leads: shape (n, drivers), what each driver itself (at no lag) is one period after the row,
            NaN where that is not known; None where the rows say nothing of it, so that the next
            row of the same entity stands in.
    """

    target: str
    drivers: tuple[str, ...]
    controls: tuple[str, ...]
    outcome: Floats
    values: Floats
    held: Floats
    entities: Codes
    periods: Codes
    clusters: Codes
    entity_names: tuple[str, ...]
    period_names: tuple[str, ...]
    cluster_names: tuple[str, ...]
    leads: Floats | None = None

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.outcome)

    def of_drivers(self, names: Sequence[str]) -> "Panel":
        """The same rows with some of the drivers, in the order of ``names``."""
        kept = [self.drivers.index(name) for name in names]
        leads = None if self.leads is None else self.leads[:, kept]
        return replace(self, drivers=tuple(names), values=self.values[:, kept], leads=leads)
