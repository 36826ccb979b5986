"""A reader that keeps what it answers, so that a workbook holds the very figures of a page."""

from collections.abc import Sequence
from typing import Any

from access import Scope
from metrics.reader import Question, Reader
from metrics.result import Result
from metrics.side_by_side.standings import Standings


class HeardReader(Reader):
    """The same reader, with a memory.

    Args:
        reader: that answers.
    """

    def __init__(self, reader: Reader) -> None:
        self.__dict__.update(reader.__dict__)
        self._inner = reader
        self.heard: list[tuple[Question, Result]] = []

    def ask_all(self, scope: Scope, questions: Sequence[Question]) -> tuple[Result, ...]:
        """Answer, and keep questions and answers in their order."""
        results = self._inner.ask_all(scope, questions)
        self.heard += zip(questions, results, strict=True)
        return results

    def stand(
        self, scope: Scope, questions: Sequence[Question], months: Question, basis: str = ""
    ) -> Standings:
        """Answer, and keep the figures of the reader's own stores."""
        more: dict[str, Any] = {"basis": basis} if basis else {}
        standings = self._inner.stand(scope, questions, months, **more)
        self.ask_all(scope, questions)
        return standings
