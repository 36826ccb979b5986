"""Asking for a whole page at once: questions of cards, charts and grids, each once."""

from collections.abc import Sequence

from dashboards.board.staff import without_codes
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.reader import Question
from metrics.result import Result
from metrics.selection import Selection


def ask_once(visit: Visit, questions: Sequence[Question]) -> tuple[Result, ...]:
    """The answers to questions, in order; those about the same selection are asked as one.

    An answer may therefore hold figures of more KPIs than its question names. Codes of staff are
    numbers in it where the scope of the reader hides them.
    """
    wanted: dict[Selection, dict[Kpi, None]] = {}
    for question in questions:
        wanted.setdefault(question.selection, {}).update(dict.fromkeys(question.kpis))
    merged = [Question(selection, tuple(kpis)) for selection, kpis in wanted.items()]
    if not merged:
        return ()
    results = visit.reader.ask_all(visit.scope, merged)
    found = dict(zip(wanted, without_codes(visit, results), strict=True))
    return tuple(found[question.selection] for question in questions)
