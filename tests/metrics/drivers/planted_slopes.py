"""Panels with a known slope in every store, and the plain fit of one driver."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis, Coefficient, Diagnostics
from metrics.drivers.within import swept

Array = npt.NDArray[np.float64]
EFFECTS = ("entity", "time")


@dataclass(frozen=True)
class Planted:
    """How a panel is drawn.

    Attributes:
        stores: number of them.
        months: of each.
        memory: autocorrelation of driver and noise from month to month.
        spread: standard deviation of slopes between stores, around 1.
        drivers: number of them; all have the slope of the first.
    """

    stores: int
    months: int
    memory: float
    spread: float
    drivers: int = 1


def persistent(rng: np.random.Generator, shape: tuple[int, int], memory: float) -> Array:
    """Noise of variance 1 / (1 - memory^2) that remembers the month before."""
    noise = rng.normal(size=shape)
    noise[:, 0] /= np.sqrt(1 - memory**2)
    for month in range(1, shape[1]):
        noise[:, month] += memory * noise[:, month - 1]
    return noise


def drawn(planted: Planted, rng: np.random.Generator) -> tuple[Panel, Array]:
    """A panel with store and month effects, and the true slope of every store."""
    shape = planted.stores, planted.months
    slopes = 1.0 + planted.spread * rng.normal(size=planted.stores)
    columns = [
        persistent(rng, shape, planted.memory)
        + 2 * rng.normal(size=(shape[0], 1))
        + rng.normal(size=(1, shape[1]))
        for _ in range(planted.drivers)
    ]
    outcome = 3 * rng.normal(size=(shape[0], 1)) + rng.normal(size=(1, shape[1]))
    outcome = outcome + persistent(rng, shape, planted.memory)
    for column in columns:
        outcome = outcome + slopes[:, None] * column
    entities = np.repeat(np.arange(shape[0]), shape[1])
    names = tuple(f"S{number:02}" for number in range(shape[0]))
    panel = Panel(
        target="y",
        drivers=tuple(f"x{number}" for number in range(planted.drivers)),
        controls=(),
        outcome=outcome.ravel(),
        values=np.column_stack([column.ravel() for column in columns]),
        held=np.zeros((outcome.size, 0)),
        entities=entities,
        periods=np.tile(np.arange(shape[1]), shape[0]),
        clusters=entities,
        entity_names=names,
        period_names=tuple(f"M{number:02}" for number in range(shape[1])),
        cluster_names=names,
    )
    return panel, slopes


def fitted(panel: Panel) -> Analysis:
    """Coefficients with clustered errors, every driver shown."""
    left = swept(np.column_stack([panel.outcome, panel.values]), panel, EFFECTS)
    inverse = np.linalg.inv(left[:, 1:].T @ left[:, 1:])
    weights = inverse @ left[:, 1:].T @ left[:, 0]
    products = left[:, 1:] * (left[:, 0] - left[:, 1:] @ weights)[:, None]
    count = len(panel.cluster_names)
    sums = np.zeros((count, len(panel.drivers)))
    np.add.at(sums, panel.clusters, products)
    covariance = count / (count - 1) * inverse @ sums.T @ sums @ inverse
    errors = np.sqrt(np.diag(covariance))
    return Analysis(
        "y",
        panel.n,
        tuple(
            Coefficient(name, float(b), float(e), 0.0, float(b - 2 * e), float(b + 2 * e))
            for name, b, e in zip(panel.drivers, weights, errors, strict=True)
        ),
        None,
        (),
        Diagnostics(count, len(panel.period_names), count, EFFECTS, "entity", "cluster"),
        None,
        covariance=tuple(tuple(map(float, row)) for row in covariance),
    )
