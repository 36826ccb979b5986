"""How a page that is not complete asks whether there is more: a tick, as long as it is needed."""

from dash import dcc
from dash.development.base_component import Component

from dashboards.drivers.ordering import Statistics
from dashboards.drivers.told import Told

TICK, SHOWN = "drivers-tick", "drivers-shown"
_OFTEN, _SELDOM = 700, 4_000


def ticking(told: Told, key: str) -> list[Component]:
    """A tick and what is shown now; nothing where nothing more will come."""
    if not told.is_working:
        return []
    often = _SELDOM if told.busy else _OFTEN
    shown = {"key": key, "state": state_of(told)}
    return [dcc.Interval(id=TICK, interval=often), dcc.Store(id=SHOWN, data=shown)]


def state_of(told: Told) -> str:
    """The state that a page shows."""
    if told.busy:
        return "busy"
    return "waiting" if told.analysis is None else "under_way"


def has_more(shown: object, statistics: Statistics | None) -> bool:
    """Whether there is more, or something else, than a page shows.

    Args:
        shown: what the page sent back of itself.
        statistics: whoever works it out.
    """
    if not isinstance(shown, dict) or statistics is None:
        return False
    progress = statistics.state(str(shown.get("key")))
    # A question that is not known any more is to be asked anew.
    return progress is None or progress.state != shown.get("state")
