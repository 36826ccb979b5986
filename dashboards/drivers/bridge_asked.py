"""Which change is taken apart: the tree of the target, this period and the one before it."""

from dataclasses import dataclass

from access import ScopeError
from dashboards.drivers.choices import Choices
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.bridge.amounts import Side, waits_for_books
from metrics.bridge.bridging import Bridge, bridge
from metrics.bridge.nodes import Node
from metrics.bridge.trees import TREES, nodes, nodes_of
from metrics.business_lines import LINES
from metrics.comparison import last_year, prior, same_months_last_year
from metrics.model.kpi import Department, Kpi
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.selection import QuestionError

AGAINST = ("prior", "year")


@dataclass(frozen=True, slots=True)
class Bridged:
    """A change, taken apart or not.

    Attributes:
        name: of the figure.
        against: ``prior`` or ``year``.
        before: the period that is compared with.
        after: the period that is asked about.
        bridge: None where a side has no figure.
        stands_for: the target that has no tree, where its line or the whole store stands in.
    """

    name: Words
    against: str
    before: Period
    after: Period
    bridge: Bridge | None
    stands_for: Words | None = None


def ask_bridge(visit: Visit, chosen: Choices) -> Bridged:
    """Take the change of the target apart, or that of the line that it belongs to."""
    tree = tree_of(chosen.target)
    against = next((name for name in visit.view.compare if name in AGAINST), AGAINST[0])
    top = tree or TREES[0]
    after = visit.period.until(visit.as_of) or visit.period
    if waits_for_books(top):
        after = closed_months(visit.period, visit.as_of)
    before = before_of(visit, top, after, against)
    codes = visit.view.stores
    asked = None if nodes_of(chosen.target) else chosen.target.name
    try:
        found = bridge(visit.reader, visit.scope, Side(before, codes), Side(after, codes), tree)
    except (QuestionError, ScopeError):
        return Bridged(top.words, against, before, after, None, asked)
    words, sides = found.top.node.words, (found.before.period, found.after.period)
    return Bridged(words, against, *sides, found, asked)


def tree_of(target: Kpi) -> Node | None:
    """The node of a target, else of its department's line; None for the whole store."""
    found = nodes_of(target)
    if found:
        return found[0]
    if target.department is Department.PROFIT:
        return None
    lines = {line.gross.id for line in LINES}
    own = (n for n in nodes() if n.name in lines and n.department is target.department)
    return next(own, None)


def before_of(visit: Visit, tree: Node, after: Period, against: str) -> Period:
    """The period before, or the same of last year; of books the same months."""
    calendar = visit.calendar
    if against == "year" and waits_for_books(tree):
        return same_months_last_year(after)
    if against == "year":
        return last_year(after, calendar.last_year, calendar.is_business_day, calendar.fiscal_start)
    return prior(after, calendar.is_business_day, calendar.fiscal_start)
