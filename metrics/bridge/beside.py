"""The other side of a bridge, where it is named and not dated: the period before, last year."""

from access.scope import Scope
from metrics.bridge.amounts import Side, asked_of, waits_for_books, whole_months
from metrics.bridge.nodes import Node
from metrics.bridge.trees import DOCUMENTS
from metrics.comparison import same_months_last_year
from metrics.reader import Question, Reader
from metrics.selection import Selection

BESIDE = ("prior", "year")
"""Comparisons that have a period."""


def beside(reader: Reader, scope: Scope, side: Side, tree: Node | None, name: str) -> Side:
    """The same stores over the period that a comparison sets against another one.

    Books are closed by month: whole months of them stand against the same months of last year, also
    where days would stand at the same distance from Spring Festival.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        side: what is compared.
        tree: whose top is asked about; None for the whole store, whose books come first.
        name: of ``BESIDE``.
    """
    passed = side.period.until(reader.as_of) or side.period
    by_books = tree is None or waits_for_books(tree)
    if name == "year" and by_books and whole_months(passed):
        return Side(same_months_last_year(passed), side.stores)
    top, _ = asked_of(tree or DOCUMENTS)
    question = Question(Selection(side.period, side.stores, compare=(name,)), (top,))
    (figure,) = reader.ask(scope, question).rows
    period = figure.compared[name].period
    assert period is not None
    return Side(period, side.stores)
