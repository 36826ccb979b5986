"""The question put to the generator: how many stores, how long, which seed.

Random numbers come from here and depend on the seed, the store and the topic, on nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zlib import crc32

import numpy as np

UNTIL = date(2026, 10, 22)
NETWORK = 0

Format = Literal["dms", "parquet"]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    ``until`` is the last day that happened: the extracts are printed on the morning after.
    ``volume`` scales customers and documents of every store.
    """

    stores: int = 12
    months: int = 24
    seed: int = 1
    until: date = UNTIL
    format: Format = "dms"
    volume: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what cannot be simulated.

        Raises:
            ValueError: With what was expected and what came.
        """
        for name, low, high in (("stores", 1, 2000), ("months", 2, 84)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, got {value}")
        if self.seed < 0:
            raise ValueError(f"seed must be 0 or more, got {self.seed}")
        if not 0.1 <= self.volume <= 3.0:
            raise ValueError(f"volume must lie between 0.1 and 3, got {self.volume}")

    def rng(self, store: int, topic: str) -> np.random.Generator:
        """Return the random numbers of one topic of one store (0 is the network)."""
        key = (store, crc32(topic.encode()))
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))
