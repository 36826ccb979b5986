"""What is known of an analysis so far: plain values, for whoever asks a process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.drivers.one_store.result import OneStore
from metrics.drivers.relation import Relation
from metrics.drivers.result import Analysis
from metrics.drivers.what_if.experience import Experience
from metrics.drivers.what_if.moves import Scenario


@dataclass(frozen=True, slots=True)
class Trials:
    """What one store may be asked; see ``Scenario``, whose parts these are.

    Attributes:
        drivers: of the panel, in the order of ``pattern``.
        seen: by driver, of the store.
        pattern: rows of the usual moves together.
        critical: of the t distribution of the estimates.
        size: of the store as a multiple of the typical one.
    """

    drivers: tuple[str, ...]
    seen: Mapping[str, Experience]
    pattern: tuple[tuple[float, ...], ...]
    critical: float
    size: float

    def scenario(self, analysis: Analysis) -> Scenario:
        """The scenario that moves can be made in."""
        pattern = np.array(self.pattern, dtype=np.float64)
        return Scenario(analysis, self.drivers, self.seen, pattern, self.critical, self.size)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is known so far.

    Attributes:
        analysis: without intervals and importance in the first stage.
        relations: points of the drivers, of stores that may be seen.
        stores: number of stores with rows.
        periods: number of periods with rows.
        grain: ``month`` or ``quarter``.
        size: of the store that is looked at as a multiple of the typical one, whose effects are
            told; 1 for several stores and where effects are the same for all.
        store: what is said of that store by itself; None for several, and in the first stage.
        trials: what that store may be asked; None likewise.
        currencies: of target and drivers, by id; CNY where they are not named.
    """

    analysis: Analysis
    relations: tuple[Relation, ...]
    stores: int
    periods: int
    grain: str
    size: float = 1.0
    store: OneStore | None = None
    trials: Trials | None = None
    currencies: Mapping[str, str] = field(default_factory=dict)
