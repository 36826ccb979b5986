"""A change made by hand: gross of 100 becomes 130, of volume 50 and rate -20."""

from datetime import date

from dashboards.drivers.bridge_asked import Bridged
from metrics.bridge.amounts import Side
from metrics.bridge.bridging import Bridge, Step
from metrics.bridge.nodes import Node
from metrics.bridge.trees import node_named
from metrics.model.period import Period

BEFORE, AFTER = Period.month(date(2026, 8, 1)), Period.month(date(2026, 9, 1))
LINE = node_named("gross_service")


def leaf(node: Node, before: float, after: float, part: float, ordinary: bool) -> Step:
    """A step that is not taken apart."""
    price = part / (after - before) if after != before else 0.0
    return Step(node, before, after, part, price, ordinary)


def bridged() -> Bridged:
    """The gross of service, by visits and gross per visit."""
    visits, per_visit = LINE.children
    steps = (
        leaf(visits, 1_000.0, 1_500.0, 50_000.0, False),
        leaf(per_visit, 100.0, 86.67, -20_000.0, True),
    )
    top = Step(LINE, 100_000.0, 130_000.0, 30_000.0, 1.0, None, steps=steps)
    bridge = Bridge("s", Side(BEFORE, ("A1",)), Side(AFTER, ("A1",)), top, ("B2",))
    return Bridged(LINE.words, "prior", BEFORE, AFTER, bridge)


NONE = Bridged(LINE.words, "year", BEFORE, AFTER, None)
