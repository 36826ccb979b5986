"""A store's scenario out of a panel and its analysis; the moves themselves need neither."""

from collections.abc import Sequence

from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis
from metrics.drivers.what_if.experience import experience
from metrics.drivers.what_if.moves import Scenario
from metrics.drivers.what_if.pattern import usual_pattern


def scenario(
    panel: Panel, effects: Sequence[str], analysis: Analysis, store: str, size: float = 1.0
) -> Scenario:
    """What a store may be asked, from the drivers that were fitted.

    Args:
        panel: that was analysed.
        effects: of the analysis.
        analysis: of the panel.
        store: name in the panel.
        size: of the store as a multiple of the typical one.
    """
    # Only a process for statistics asks for a scenario; a page moves in one that is at hand.
    from scipy.stats import t as student

    fitted = {coefficient.name for coefficient in analysis.coefficients}
    drivers = tuple(name for name in panel.drivers if name in fitted)
    left = panel.of_drivers(drivers)
    told = analysis.diagnostics
    freedom = max(1, told.clusters - 1) if told else 1
    return Scenario(
        analysis,
        drivers,
        experience(left, store),
        usual_pattern(left, effects),
        float(student.ppf(0.975, freedom)),
        size,
    )
