"""The gates that look at drivers only, before anything is fitted."""

from collections.abc import Mapping, Sequence

from metrics.drivers.collinearity import examine
from metrics.drivers.gates.breaks import declared
from metrics.drivers.gates.enough import enough
from metrics.drivers.gates.gaps import gaps
from metrics.drivers.gates.lags import lags_too_long
from metrics.drivers.gates.thresholds import THRESHOLDS, Thresholds
from metrics.drivers.gates.variation import variation
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal

STAYS_IN_THE_MODEL = frozenset({Reason.COLLINEAR})
"""Reasons for which a driver is held back and yet fitted: left out, its effect would go to the
drivers that it moves with, and be said of them."""


def before(
    panel: Panel,
    effects: Sequence[str],
    thresholds: Thresholds = THRESHOLDS,
    lags: Mapping[str, tuple[int, int]] | None = None,
    breaks: Mapping[str, Sequence[int]] | None = None,
) -> tuple[Refusal | None, dict[str, Refusal]]:
    """Why a whole analysis is refused, and why single drivers are.

    No gate here looks at the outcome, so that none makes the intervals of what passes too short.

    Args:
        panel: complete rows after lags.
        effects: of ``entity`` and ``time``.
        thresholds: limits.
        lags: first and last lag of each driver in months.
        breaks: of each driver, positions of the first month after a change in how it is counted,
            below zero before the panel.

    Returns:
        The whole's refusal or None, and drivers' refusals by name. Drivers refused for a reason in
        ``STAYS_IN_THE_MODEL`` are fitted and not shown, all others never enter.
    """
    found = lags_too_long(panel, lags or {}, thresholds)
    found = declared(panel, breaks or {}, lags) | found
    found = variation(panel, effects, thresholds) | found
    whole = gaps(panel, thresholds)
    left = panel.of_drivers([name for name in panel.drivers if name not in found])
    whole = enough(left, thresholds) or whole
    if left.drivers:
        found |= collinear(left, effects, thresholds)
    return whole, found


def collinear(
    panel: Panel, effects: Sequence[str], thresholds: Thresholds = THRESHOLDS
) -> dict[str, Refusal]:
    """Drivers whose VIF is too large, each with those that it moves with as subjects after it."""
    seen = examine(panel, effects, thresholds.vif)
    found: dict[str, Refusal] = {}
    for name, vif in seen.vif.items():
        if vif > thresholds.vif:
            group = next((group for group in seen.groups if name in group), ())
            others = tuple(other for other in group if other != name)
            subjects = (name, *others, *seen.with_controls.get(name, ()))
            numbers = {"vif": vif, "needed": thresholds.vif}
            found[name] = Refusal(Reason.COLLINEAR, subjects, numbers)
    return found
