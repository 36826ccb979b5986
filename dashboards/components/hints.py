"""Three short hints for a first visit; the browser remembers that they were read."""

from dash import html

from dashboards.components.attributes import extra
from dashboards.visit import Visit

HINTS = ("one", "two", "three")


def hints(visit: Visit) -> html.Section:
    """The hints, out of sight until the script finds that they were not read in this browser."""
    done = html.Button(
        visit.say("hints.done"),
        type="button",
        className="fc-hints-done",
        **extra({"data-hints-done": "yes"}),
    )
    items = html.Ol([html.Li(visit.say(f"hints.{name}")) for name in HINTS])
    return html.Section(
        [html.H2(visit.say("hints.title")), items, done], className="fc-panel fc-hints"
    )
