"""Figures of stores, month by month, as arrays: what ``forecourt kpi`` says, and nothing else.

A figure in any other state than ok is missing here and never zero: a store without data, a cohort
that is not mature, a month estimated before its books are closed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from access.scope import Scope
from metrics.drivers.panel import Floats
from metrics.model.kpi import Kpi
from metrics.model.period import Period, buckets
from metrics.money import HOME, is_money
from metrics.reader import Question, Reader
from metrics.selection import Selection
from metrics.store_values import StoreValues

# Days of so many stores are held at once; what is kept of a figure is eight bytes.
_STORES_AT_ONCE = 64


@dataclass(frozen=True, eq=False, slots=True)
class StoreMonths:
    """Figures by store and period.

    Attributes:
        stores: codes, in order.
        periods: what the months or quarters are called, every one from the first to the last.
        values: of each KPI by id, shape (stores, periods), in its unit; NaN where there is none.
        currencies: in which each KPI is, as most of its figures are; others are missing.
        foreign: of each KPI, which figures are missing for being in another currency, shape
            (stores, periods).
    """

    stores: tuple[str, ...]
    periods: tuple[str, ...]
    values: Mapping[str, Floats]
    currencies: Mapping[str, str]
    foreign: Mapping[str, npt.NDArray[np.bool_]]


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
    pieces: dict[str, list[StoreValues]] = {kpi.id: [] for kpi in kpis}
    for first in range(0, len(codes), _STORES_AT_ONCE):
        selection = Selection(asked, codes[first : first + _STORES_AT_ONCE], by=(grain,))
        for name, found in reader.values(scope, Question(selection, tuple(kpis))).items():
            pieces[name].append(found)
    values, currencies, foreign = {}, {}, {}
    for kpi in kpis:
        rows = np.concatenate([piece.values for piece in pieces[kpi.id]])
        in_money = _currencies(pieces[kpi.id]) if is_money(kpi) else np.full(rows.shape, HOME)
        known = ~np.isnan(rows)
        common = _most(in_money[known].tolist())
        other = known & (in_money != common)
        rows[other] = np.nan
        values[kpi.id], currencies[kpi.id] = rows, common
        foreign[kpi.id] = other
    return StoreMonths(codes, periods, values, currencies, foreign)


def _currencies(pieces: Sequence[StoreValues]) -> npt.NDArray[np.object_]:
    """Currency of every cell, shape (stores, periods)."""
    found = []
    for piece in pieces:
        own = np.array(piece.currencies, dtype=object)[:, None]
        found.append(np.where(piece.reported, own, HOME))
    return np.concatenate(found)


def _most(currencies: Sequence[str]) -> str:
    """The one of most figures."""
    return Counter(currencies).most_common(1)[0][0] if currencies else HOME
