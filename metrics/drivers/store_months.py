"""Figures of stores, month by month, as arrays: what ``forecourt kpi`` says, and nothing else.

A figure in any other state than ok is missing here and never zero: a store without data, a cohort
that is not mature, a month estimated before its books are closed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from access.scope import Scope
from metrics.drivers.panel import Floats
from metrics.model.kpi import Kpi
from metrics.model.period import Period, buckets
from metrics.money import HOME
from metrics.reader import Question, Reader
from metrics.result import Figure, State
from metrics.selection import Selection

# Figures of so many stores are held at once; what is kept of each is eight bytes.
_STORES_AT_ONCE = 64


@dataclass(frozen=True, eq=False, slots=True)
class StoreMonths:
    """Figures by store and period.

    Attributes:
        stores: codes, in order.
        periods: what the months or quarters are called, every one from the first to the last.
        values: of each KPI by id, shape (stores, periods), in its unit; NaN where there is none.
        currencies: in which each KPI is, as most of its figures are; others are missing.
        foreign: how many figures of each KPI are missing for being in another currency.
    """

    stores: tuple[str, ...]
    periods: tuple[str, ...]
    values: Mapping[str, Floats]
    currencies: Mapping[str, str]
    foreign: Mapping[str, int]


def read_store_months(
    reader: Reader, scope: Scope, kpis: Sequence[Kpi], stores: Sequence[str], asked: Period,
    grain: str,
) -> StoreMonths:  # fmt: skip
    """Read figures of some stores by month or quarter, a few dozen stores at a time.

    Args:
        reader: of the snapshot.
        scope: of the person who asks.
        kpis: each once.
        stores: codes, inside the scope.
        asked: whole months or quarters.
        grain: ``month`` or ``quarter``.

    Raises:
        ScopeError: a store or the department of a KPI is not open.
    """
    codes = tuple(sorted(stores))
    periods = tuple(piece.key(grain) for piece in buckets(asked, grain))
    shape = len(codes), len(periods)
    values = {kpi.id: np.full(shape, np.nan) for kpi in kpis}
    foreign: dict[str, list[tuple[int, int, str]]] = {kpi.id: [] for kpi in kpis}
    counts: dict[str, Counter[str]] = {kpi.id: Counter() for kpi in kpis}
    row_of = {code: row for row, code in enumerate(codes)}
    place_of = {name: place for place, name in enumerate(periods)}
    for first in range(0, len(codes), _STORES_AT_ONCE):
        some = codes[first : first + _STORES_AT_ONCE]
        selection = Selection(asked, some, by=("store", grain))
        for figure in reader.ask(scope, Question(selection, tuple(kpis))).rows:
            if not _counts(figure):
                continue
            row, place = row_of[figure.keys["store"]], place_of[figure.keys[grain]]
            values[figure.kpi][row, place] = figure.value
            counts[figure.kpi][figure.currency] += 1
            if figure.currency != HOME:
                foreign[figure.kpi].append((row, place, figure.currency))
    currencies = {name: _most(found) for name, found in counts.items()}
    left: dict[str, int] = {}
    for name, currency in currencies.items():
        left[name] = _only(values[name], foreign[name], currency)
    return StoreMonths(codes, periods, values, currencies, left)


def _counts(figure: Figure) -> bool:
    return figure.state is State.OK and figure.value is not None


def _most(found: Counter[str]) -> str:
    return found.most_common(1)[0][0] if found else HOME


def _only(values: Floats, foreign: Sequence[tuple[int, int, str]], currency: str) -> int:
    """Leave figures of one currency; return how many were taken away."""
    keep = np.full(values.shape, currency == HOME)
    for row, place, other in foreign:
        keep[row, place] = other == currency
    taken = int((~keep & ~np.isnan(values)).sum())
    values[~keep] = np.nan
    return taken
