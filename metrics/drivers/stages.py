"""An analysis in stages: what comes at once, then everything; for a process of its own.

Only plain values leave it, so that whoever asks needs no statistics library to read them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from metrics.drivers.relation import Relation, relations
from metrics.drivers.result import Analysis
from metrics.drivers.store_panel import StorePanel


@dataclass(frozen=True, slots=True)
class Stage:
    """What is known so far.

    Attributes:
        analysis: without intervals and importance in the first stage.
        relations: points of the drivers, of stores that may be seen.
        stores: number of stores with rows.
        periods: number of periods with rows.
        grain: ``month`` or ``quarter``.
        sizes: of each store as a multiple of the typical one, whose effects are told; empty where
            effects are the same for all.
    """

    analysis: Analysis
    relations: tuple[Relation, ...]
    stores: int
    periods: int
    grain: str
    sizes: Mapping[str, float] = field(default_factory=dict)
