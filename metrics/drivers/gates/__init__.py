"""What has to hold before anything is said about a driver, each gate with its own reason.

``before`` looks at the drivers alone (stores, months, variation, collinearity, gaps, breaks, lags);
``held_out``, ``lead`` and ``false_discovery`` look at what was fitted; ``verdict`` holds drivers
against all of them and says who is shown, with intervals of which level. ``thresholds`` has the
numbers. What the gates do to intervals and power is simulated in ``bench/driver_study``.
"""

from metrics.drivers.gates.before import before
from metrics.drivers.gates.false_discovery import false_discovery
from metrics.drivers.gates.held_out import HeldOut, held_out
from metrics.drivers.gates.lead import lead
from metrics.drivers.gates.thresholds import THRESHOLDS, Thresholds
from metrics.drivers.gates.verdict import Evidence, Verdict, verdict

__all__ = [
    "THRESHOLDS",
    "Evidence",
    "HeldOut",
    "Thresholds",
    "Verdict",
    "before",
    "false_discovery",
    "held_out",
    "lead",
    "verdict",
]
