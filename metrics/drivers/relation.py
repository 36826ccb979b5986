"""The fitted relation of a driver as points: what is left when everything else is taken out.

The component plus residual plot (Ezekiel 1924; Larsen and McCleary 1972) after fixed effects: the
slope of the points is the coefficient of the model, so that the picture and the sentence agree.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.drivers.panel import Codes, Panel
from metrics.drivers.result import Analysis

AT_MOST = 1_500
"""Points of one driver; a picture shows no more."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Points of one driver, all the same length.

    Attributes:
        driver: its name.
        slope: in units of the target for one unit of the driver.
        x: the driver less the store's usual and the month's effect, in its unit.
        y: the residual of the model with the driver's part put back, in the unit of the target.
        entities: names of the stores.
        periods: names of the months.
    """

    driver: str
    slope: float
    x: tuple[float, ...]
    y: tuple[float, ...]
    entities: tuple[str, ...]
    periods: tuple[str, ...]


def relations(
    panel: Panel, analysis: Analysis, effects: Sequence[str], stores: Collection[str] | None = None
) -> tuple[Relation, ...]:
    """The points of every driver of a fit.

    Args:
        panel: that was fitted.
        analysis: with coefficients of its drivers and controls.
        effects: of the fit.
        stores: names of those whose points may be seen; None for all.
    """
    # Sweeping rests on a statistics library, which only a process of its own imports.
    from metrics.drivers.within import swept

    found = {coefficient.name: coefficient.estimate for coefficient in analysis.coefficients}
    if not found or not panel.n:
        return ()
    columns = np.column_stack([panel.outcome, panel.values, panel.held])
    names = (*panel.drivers, *panel.controls)
    left = swept(columns, panel, effects)
    slopes = np.array([found.get(name, 0.0) for name in names])
    residuals = left[:, 0] - left[:, 1:] @ slopes
    rows = _rows(panel, stores)
    made = []
    for place, name in enumerate(panel.drivers):
        if name not in found:
            continue
        x = left[rows, 1 + place]
        y = residuals[rows] + slopes[place] * x
        made.append(
            Relation(
                name,
                float(slopes[place]),
                tuple(x.tolist()),
                tuple(y.tolist()),
                tuple(panel.entity_names[code] for code in panel.entities[rows]),
                tuple(panel.period_names[code] for code in panel.periods[rows]),
            )
        )
    return tuple(made)


def _rows(
    panel: Panel, stores: Collection[str] | None
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Rows of stores that may be seen, evenly thinned out where there are too many."""
    rows: Codes = np.arange(panel.n)
    if stores is not None:
        codes = [c for c, name in enumerate(panel.entity_names) if name in set(stores)]
        rows = np.flatnonzero(np.isin(panel.entities, codes))
    if len(rows) > AT_MOST:
        rows = rows[np.linspace(0, len(rows) - 1, AT_MOST).astype(np.int64)]
    return rows
