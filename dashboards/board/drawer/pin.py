"""The button that pins a KPI to the navigation, or takes it away."""

from urllib.parse import urlencode

from dash import html

from dashboards.visit import Visit
from metrics.model.kpi import Kpi


def pin_part(visit: Visit, kpi: Kpi) -> html.Form | None:
    """The button; None where nothing is kept."""
    if visit.notebook is None:
        return None
    is_pinned = kpi.id in visit.notebook.pins(visit.scope)
    query = visit.view.address("").removeprefix("?")
    address = f"/me/pins?{urlencode({'pin': kpi.id, 'page': visit.path, 'view': query})}"
    word = visit.say("pin.remove" if is_pinned else "pin.add")
    button = html.Button(word, className="fc-act", type="submit")
    return html.Form(button, action=address, method="post", className="fc-pin")
