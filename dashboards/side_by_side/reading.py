"""Words around the comparison: who the peers are, why there are none, how it is to be read."""

from dash import html
from dash.development.base_component import Component

from dashboards.side_by_side.asked import Compared
from dashboards.side_by_side.choices import PERSONS, Choices
from dashboards.side_by_side.words import basis_text
from dashboards.visit import Visit
from metrics.side_by_side.places import MEMBERS_AT_LEAST
from metrics.side_by_side.standings import CLOSEST


def whose_peers(visit: Visit, chosen: Choices, found: Compared) -> str:
    """What the peers have in common, where anybody has any."""
    bases = dict.fromkeys(cell.basis for cell in found.cells.values() if cell.basis)
    if chosen.by in PERSONS:
        return visit.say("side.peers.persons") if found.cells else ""
    if not bases:
        return ""
    joint = visit.say("side.or")
    names = joint.join(basis_text(visit, basis) for basis in bases)
    return visit.say("side.peers.are", basis=names, least=MEMBERS_AT_LEAST)


def why_no_peers(visit: Visit, chosen: Choices, found: Compared) -> str:
    """Why nobody has a rank."""
    if not any(cell.figure.value is not None for cell in found.cells.values()):
        return visit.say("side.none.no_data")
    if chosen.by in PERSONS:
        return visit.say("side.none.persons", least=MEMBERS_AT_LEAST)
    if chosen.by != "store":
        return visit.say("side.none.groups")
    key = "side.none.stores" if chosen.basis == CLOSEST else "side.none.basis"
    basis = visit.say(f"side.basis.{chosen.basis}")
    return visit.say(key, least=MEMBERS_AT_LEAST, basis=basis)


def how_to_read(visit: Visit, chosen: Choices, found: Compared) -> list[Component]:
    """What ranks, verdicts and amounts mean; folded."""
    if not any(cell.place for cell in found.cells.values()):
        return []
    keys = ["side.how.rank", "side.how.verdict", "side.how.money", "side.how.few"]
    if chosen.by == "store":
        keys.append("side.how.names")
    lines = [html.Li(visit.say(key, least=MEMBERS_AT_LEAST)) for key in keys]
    return [
        html.Details(
            [html.Summary(visit.say("side.how")), html.Ul(lines)],
            className="fc-side-how",
        )
    ]
