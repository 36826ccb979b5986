"""Breaks in how a KPI was measured, as somebody declared them.

A shift that is the same everywhere goes with the month effects and does no harm. A change of what
is counted rarely is the same everywhere (a survey redesigned, comebacks recorded at last), so that
a declared break inside the panel refuses the driver. The data alone cannot tell a new way of
counting from a year in which things changed: no break is looked for in them.
"""

from collections.abc import Mapping, Sequence

from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason, Refusal


def declared(
    panel: Panel,
    breaks: Mapping[str, Sequence[int]],
    lags: Mapping[str, tuple[int, int]] | None = None,
) -> dict[str, Refusal]:
    """Drivers of which some rows hold figures of before a declared break, and others of after it.

    A row of month t holds the driver of the months t - last to t - first. So a break in month c has
    put every row on the new side where c + last is no later than the first row, and none where
    c + first is later than the last row.

    Args:
        panel: rows that would be used.
        breaks: of each driver, positions in ``period_names`` of the first month after a change;
            below zero before the first of them.
        lags: first and last lag of each driver in periods; 0 where there is none.
    """
    begin, end = int(panel.periods.min()), int(panel.periods.max())
    found: dict[str, Refusal] = {}
    for name in panel.drivers:
        first, last = (lags or {}).get(name, (0, 0))
        inside = [at for at in breaks.get(name, ()) if at + last > begin and at + first <= end]
        if inside:
            numbers = {
                "period": float(inside[-1]),
                "before": float(max(inside[-1] + first - begin, 0)),
                "after": float(max(end - inside[-1] - last + 1, 0)),
            }
            found[name] = Refusal(Reason.BREAK, (name,), numbers)
    return found
