"""What is said of one store: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from metrics.drivers.result import Refusal


@dataclass(frozen=True, slots=True)
class OwnFit:
    """A regression on the months of one store, with the network's months taken out.

    Attributes:
        driver: name.
        estimate: in units of the target for one unit of the driver, as in the panel: of a typical
            store.
        std_error: that allows for months that go together.
        p_value: two-sided.
        ci_low: of the 95 % interval.
        ci_high: of the 95 % interval.
        freedom: of its t distribution.
        months: number of months.
    """

    driver: str
    estimate: float
    std_error: float
    p_value: float
    ci_low: float
    ci_high: float
    freedom: int
    months: int


@dataclass(frozen=True, slots=True)
class StoreEffect:
    """The effect of a driver in one store, held back towards the network's.

    Attributes:
        driver: name.
        network: the network's estimate, in units of the panel.
        network_error: its standard error.
        own: slope of the store's own months; None where it has too few.
        own_error: its standard error.
        weight: of the store's own months, 0 to 1; the network has the rest.
        between: standard deviation of true slopes between stores; 0 where stores differ no more
            than by chance.
        estimate: own and network, weighed.
        ci_low: of the 95 % interval for this store.
        ci_high: of the 95 % interval for this store.
        months: of the store in the panel.
    """

    driver: str
    network: float
    network_error: float
    own: float | None
    own_error: float | None
    weight: float
    between: float
    estimate: float
    ci_low: float
    ci_high: float
    months: int


@dataclass(frozen=True, slots=True)
class OneStore:
    """All that a driver analysis has to say of one store.

    Attributes:
        store: code.
        months: with everything known.
        effects: held back towards the network, by driver; without those of which too few stores
            tell how much stores differ.
        own: regressions on its own months, by driver.
        own_refused: why there is none, by driver.
    """

    store: str
    months: int
    effects: Mapping[str, StoreEffect] = field(default_factory=dict)
    own: Mapping[str, OwnFit] = field(default_factory=dict)
    own_refused: Mapping[str, Refusal] = field(default_factory=dict)
