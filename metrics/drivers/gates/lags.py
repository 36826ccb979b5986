"""Lags that are too long for the history."""

from collections.abc import Mapping

import numpy as np

from metrics.drivers.gates.thresholds import Thresholds
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal


def lags_too_long(
    panel: Panel, lags: Mapping[str, tuple[int, int]], thresholds: Thresholds
) -> dict[str, Refusal]:
    """Drivers whose last lag is longer than a third of the history.

    The history is what stands behind the panel: its months and, before the first of them, the
    months that its longest lag has used up.

    Args:
        panel: after lags were taken.
        lags: first and last lag of each driver in months.
        thresholds: limits.
    """
    months = int(np.ptp(panel.periods)) + 1 + max((last for _, last in lags.values()), default=0)
    return {
        name: Refusal(
            Reason.LAG_TOO_LONG,
            (name,),
            {"lag": float(last), "periods": float(months)},
        )
        for name, (_, last) in lags.items()
        if name in panel.drivers and last * thresholds.history_per_lag > months
    }
