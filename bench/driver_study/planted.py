"""Panels whose truth is known: every effect, every confounder and every flaw is put in on purpose.

Panels are made directly, not through extracts: what is tested is the statistics, not the loaders.
"""

from dataclasses import dataclass

import numpy as np

from metrics.drivers.panel import Floats, Panel

_SIGNS = (1.0, -1.0)
# Months before the first, so that what lasts has settled.
_WARM_UP = 24


@dataclass(frozen=True, slots=True)
class Design:
    """What is planted.

    Attributes:
        name: of the design, in the table.
        stores: number of stores.
        months: number of months.
        drivers: number of drivers; the first ``true`` have effects.
        true: number of drivers with effects of alternating sign.
        partial: partial R² of each true driver after effects and the other drivers.
        together: correlation between any two drivers within stores.
        driver_lasts: first-order autocorrelation of drivers within stores.
        error_lasts: the same of errors.
        uneven: standard deviation between stores of the logarithm of the errors' size.
        city: part of the errors' variance, and of drivers', that stores of a city (three each)
            share.
        by_city: errors are clustered by city, not by store.
        differs: standard deviation between stores of an effect, as a part of it.
        confounded: effect on the outcome, in errors' standard deviations, of an unseen demand that
            lasts and moves the last driver too.
        feeds_back: how much of last month's error the last driver takes up.
        answers: how much of the same month's error the last driver takes up.
        outliers: part of the outcomes with an error of eight standard deviations.
        typing_errors: part of the drivers' figures off by eight standard deviations.
        noise: measurement noise of the first driver, as a part of its standard deviation within
            stores.
        missing: part of the store-months that are not there, by chance.
        bad_months_missing: part of the store-months that are not there because they were bad.
        moving: number of stores in which the first driver moves at all; 0 for all.
        twins: correlation of the last driver with the first within stores, instead of ``together``.
    """

    name: str
    stores: int = 30
    months: int = 24
    drivers: int = 6
    true: int = 3
    partial: float = 0.05
    together: float = 0.3
    driver_lasts: float = 0.5
    error_lasts: float = 0.3
    uneven: float = 0.3
    city: float = 0.0
    by_city: bool = False
    differs: float = 0.0
    confounded: float = 0.0
    feeds_back: float = 0.0
    answers: float = 0.0
    outliers: float = 0.0
    typing_errors: float = 0.0
    noise: float = 0.0
    missing: float = 0.0
    bad_months_missing: float = 0.0
    moving: int = 0
    twins: float = 0.0

    @property
    def effects(self) -> Floats:
        """Effect of one standard deviation of each driver, in errors' standard deviations."""
        alone = (1 - self.together) * (1 + (self.drivers - 1) * self.together)
        alone /= 1 + (self.drivers - 2) * self.together
        size = np.sqrt(self.partial / (1 - self.partial) / alone)
        numbers = np.arange(self.drivers)
        planted: Floats = np.where(numbers < self.true, size * np.resize(_SIGNS, self.drivers), 0.0)
        return planted


def plant(design: Design, rng: np.random.Generator) -> Panel:
    """One panel of a design; the truth is ``design.effects``.

    Args:
        design: what is planted.
        rng: that draws.
    """
    stores, months = design.stores, design.months
    length = _WARM_UP + months
    cities = np.arange(stores) // 3
    errors = _lasting(_shared(rng, design, (stores, length, 1), cities), design.error_lasts)[..., 0]
    demand = _lasting(rng.normal(size=(stores, length, 1)), 0.7)[..., 0]
    drivers = _drivers(design, rng, cities, length)
    drivers[..., -1] += design.confounded * demand + design.answers * errors
    drivers[:, 1:, -1] += design.feeds_back * errors[:, :-1]
    drivers, errors, demand = (array[:, _WARM_UP:] for array in (drivers, errors, demand))
    sizes = np.exp(design.uneven * rng.normal(size=(stores, 1)) - design.uneven**2)
    errors = errors * sizes
    slopes = design.effects * (1 + design.differs * rng.normal(size=(stores, 1, design.drivers)))
    outcome = (drivers * slopes).sum(axis=2) + errors + design.confounded * demand
    outcome += _flaws(rng, design.outliers, outcome.shape)
    good = outcome.copy()
    outcome += 3 * rng.normal(size=(stores, 1)) + rng.normal(size=months)
    drivers[..., 0] += design.noise * rng.normal(size=(stores, months))
    drivers += _flaws(rng, design.typing_errors, drivers.shape)
    drivers += 2 * rng.normal(size=(stores, 1, design.drivers))
    drivers += rng.normal(size=(1, months, design.drivers))
    kept = _kept(design, rng, good)
    return _panel(design, outcome, drivers, cities, kept)


def _drivers(
    design: Design,
    rng: np.random.Generator,
    cities: np.ndarray[tuple[int], np.dtype[np.int64]],
    length: int,
) -> Floats:
    """What moves within stores, of standard deviation one: shape (stores, length, drivers)."""
    shape = (design.stores, length, design.drivers)
    alike = _shared(rng, design, (*shape[:2], 1), cities)
    own = _shared(rng, design, shape, cities)
    mixed = np.sqrt(design.together) * alike + np.sqrt(1 - design.together) * own
    if design.twins:
        rest = np.sqrt(1 - design.twins**2) * own[..., -1]
        mixed[..., -1] = design.twins * mixed[..., 0] + rest
    drivers = _lasting(mixed, design.driver_lasts)
    if design.moving:
        drivers[design.moving :, :, 0] = 0.0
    return drivers


def _shared(
    rng: np.random.Generator,
    design: Design,
    shape: tuple[int, int, int],
    cities: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> Floats:
    """Noise of variance one, some of which the stores of a city have in common."""
    own = rng.normal(size=shape)
    if not design.city:
        return own
    common = rng.normal(size=(int(cities.max()) + 1, *shape[1:]))[cities]
    mixed: Floats = np.sqrt(1 - design.city) * own + np.sqrt(design.city) * common
    return mixed


def _lasting(noise: Floats, rho: float) -> Floats:
    """First-order autoregressive noise of variance one along the months (axis 1)."""
    made = noise.copy()
    fresh = np.sqrt(1 - rho**2)
    for month in range(1, noise.shape[1]):
        made[:, month] = rho * made[:, month - 1] + fresh * noise[:, month]
    return made


def _flaws(rng: np.random.Generator, part: float, shape: tuple[int, ...]) -> Floats:
    """Eight standard deviations up or down in a part of the places."""
    if not part:
        return np.zeros(shape)
    hit = rng.random(shape) < part
    return np.where(hit, 8.0 * rng.choice((-1.0, 1.0), shape), 0.0)


def _kept(
    design: Design, rng: np.random.Generator, good: Floats
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which store-months are there, shape (stores, months)."""
    kept = np.ones(good.shape, dtype=bool)
    if design.missing:
        kept &= rng.random(good.shape) >= design.missing
    if design.bad_months_missing:
        kept &= good > np.quantile(good, design.bad_months_missing)
    return kept


def _panel(
    design: Design,
    outcome: Floats,
    drivers: Floats,
    cities: np.ndarray[tuple[int], np.dtype[np.int64]],
    kept: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> Panel:
    entities, periods = (np.asarray(where, dtype=np.int64) for where in np.nonzero(kept))
    stores = tuple(f"S{number:03}" for number in range(design.stores))
    return Panel(
        target="profit",
        drivers=tuple(f"driver_{number}" for number in range(1, design.drivers + 1)),
        controls=(),
        outcome=outcome[kept],
        values=drivers[kept],
        held=np.zeros((len(entities), 0)),
        entities=entities,
        periods=periods,
        clusters=cities[entities] if design.by_city else entities,
        entity_names=stores,
        period_names=tuple(f"M{number:02}" for number in range(1, design.months + 1)),
        cluster_names=tuple(f"C{number}" for number in range(int(cities.max()) + 1))
        if design.by_city
        else stores,
    )
