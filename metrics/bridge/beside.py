"""The other side of a bridge, where it is named and not dated: the period before, last year."""

from access.scope import Scope
from metrics.bridge.amounts import Side, asked_of
from metrics.bridge.nodes import Node
from metrics.reader import Question, Reader
from metrics.selection import Selection

BESIDE = ("prior", "year")
"""Comparisons that have a period."""


def beside(reader: Reader, scope: Scope, side: Side, tree: Node, name: str) -> Side:
    """The same stores over the period that a comparison sets against another one.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        side: what is compared.
        tree: whose top is asked about.
        name: of ``BESIDE``.
    """
    top, _ = asked_of(tree)
    question = Question(Selection(side.period, side.stores, compare=(name,)), (top,))
    (figure,) = reader.ask(scope, question).rows
    period = figure.compared[name].period
    assert period is not None
    return Side(period, side.stores)
