"""Values of figures as arrays, held against the figures themselves."""

from collections.abc import Sequence

import numpy as np
import pytest

from access.scope import OPERATOR
from metrics.catalogue import MEASURED
from metrics.model.formula import AmongPeers
from metrics.model.kpi import Kpi
from metrics.model.period import Period, buckets
from metrics.money import HOME
from metrics.reader import Question, Reader
from metrics.result import State
from metrics.selection import Selection

SUMMED = tuple(one for one in MEASURED if not isinstance(one.formula, AmongPeers))


def differing(
    reader: Reader, codes: Sequence[str], kpis: Sequence[Kpi], asked: tuple[Period, str]
) -> list[str]:
    """Cells of arrays whose value or currency is not what the figures say."""
    (period, grain), some = asked, tuple(codes)
    found = reader.values(OPERATOR, Question(Selection(period, some, (grain,)), tuple(kpis)))
    question = Question(Selection(period, some, ("store", grain)), tuple(kpis))
    row_of = {code: row for row, code in enumerate(sorted(codes))}
    place_of = {piece.key(grain): place for place, piece in enumerate(buckets(period, grain))}
    wrong = []
    for figure in reader.ask(OPERATOR, question).rows:
        row, place = row_of[figure.keys["store"]], place_of[figure.keys[grain]]
        one = found[figure.kpi]
        cell = float(one.values[row, place])
        currency = one.currencies[row] if one.reported[row, place] else HOME
        expected = figure.value if figure.state is State.OK else None
        if expected is None and not np.isnan(cell):
            wrong.append(f"{figure.kpi} {figure.keys}: {cell}, but {figure.note}")
        if expected is not None and cell != pytest.approx(expected):
            wrong.append(f"{figure.kpi} {figure.keys}: {cell}, not {expected}")
        if expected is not None and currency != figure.currency:
            wrong.append(f"{figure.kpi} {figure.keys}: {currency}, not {figure.currency}")
    return wrong
