"""Where the months under way of a page end, from the daily values that it takes in any case.

How far off projections are is pooled over comparable stores of the whole network, whoever asks:
only the edges of a band leave, and everybody sees the same ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from metrics.directory import Store
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.model.formula import Term
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.pace.curves import Values
from metrics.pace.errors import past_errors, past_errors_together
from metrics.pace.history import (
    History,
    daily_term,
    history_of,
    measures_by_day,
    month_seen,
    take_history,
)
from metrics.pace.outlook import Ahead, due_by_day, gap_to, look_ahead
from metrics.pace.projection import project
from metrics.shared import Shared
from metrics.sums import Running
from warehouse.engines import Backend

PEERS_AT_LEAST = 5
"""Stores of the same brand and size class without which errors of all stores are pooled."""
_PLACES = 6


class PastErrors:
    """Errors of past projections, worked out once for a snapshot.

    Args:
        backend: of a snapshot with a daily roll-up.
        stores: all there are.
        kept: where they are remembered.
    """

    def __init__(self, backend: Backend, stores: Sequence[Store], kept: Shared[Values]) -> None:
        self._backend = backend
        self._kept = kept
        alike: dict[tuple[str, str], list[str]] = {}
        for store in stores:
            alike.setdefault((store.brand, store.size_class), []).append(store.code)
        everybody = tuple(store.code for store in stores)
        self._group = {
            store.code: tuple(found) if len(found) >= PEERS_AT_LEAST else everybody
            for store in stores
            for found in (alike[store.brand, store.size_class],)
        }

    def of(
        self, kpi: Kpi, store: str, day: date, share: float, terms: Mapping[Kpi, Term]
    ) -> Values:
        """Actual / projected of stores like one, at the same share of their months.

        Args:
            kpi: one of ``terms``.
            store: the one.
            day: as of which.
            share: of its selling days that has passed.
            terms: of all KPIs that will be asked for; they are fetched together.
        """
        group, key = self._group[store], (day, round(share, _PLACES))
        found = self._kept.get((kpi, group, key))
        if found is None:
            lacking = [each for each in terms if self._kept.get((each, group, key)) is None]
            names = measures_of_days(lacking, terms)
            history = take_history(self._backend, sorted(names), group, day)
            for each in lacking:
                months = history.months(terms[each])
                self._kept.keep((each, group, key), past_errors(months, np.full(len(group), share)))
            found = self._kept.get((kpi, group, key))
        assert found is not None  # it was kept just now
        return found


class Prospects:
    """The months under way of some KPIs and stores.

    Args:
        running: daily values of what the KPIs add up, and of business days.
        stores: codes, in the order of ``running``.
        errors: of the past.
        terms: what of each KPI adds up over days.
    """

    def __init__(
        self,
        running: Mapping[str, Running],
        stores: Sequence[str],
        errors: PastErrors,
        terms: Mapping[Kpi, Term],
    ) -> None:
        self._running = running
        self._place = {code: index for index, code in enumerate(stores)}
        self._errors = errors
        self._terms = terms
        self._made: dict[tuple[str, date, tuple[str, ...]], Ahead] = {}
        self._histories: dict[tuple[date, tuple[str, ...]], History] = {}

    def of(self, kpi: Kpi, day: date, codes: Sequence[str], targets: Sequence[float]) -> Ahead:
        """The month under way of some stores together.

        Args:
            kpi: one of the ``terms``.
            day: as of which.
            codes: the stores.
            targets: of the month, store by store; empty where one has none.
        """
        key = kpi.id, day, tuple(codes)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(kpi, day, tuple(codes), targets)
        return found

    def _make(self, kpi: Kpi, day: date, codes: tuple[str, ...], targets: Sequence[float]) -> Ahead:
        months = self._history(day, codes).months(self._terms[kpi])
        share = project(months).share
        if len(codes) == 1 and np.isfinite(share[0]):
            errors = self._errors.of(kpi, codes[0], day, float(share[0]), self._terms)
        else:
            errors = past_errors_together(months, share)
        gap = gap_to(months, targets) if targets else None
        path = due_by_day(months, float(sum(targets))) if targets else ()
        return Ahead(look_ahead(months, errors), gap, path)

    def _history(self, day: date, codes: tuple[str, ...]) -> History:
        found = self._histories.get((day, codes))
        if found is None:
            places = [self._place[code] for code in codes]
            found = history_of(self._running, codes, places, day)
            self._histories[day, codes] = found
        return found


def day_of(kpi: Kpi, period: Period, as_of: date, rolled_up: frozenset[str]) -> date | None:
    """As of which day the period is a month of a KPI that adds up over days; None where not."""
    return month_seen(period, as_of) if daily_term(kpi, rolled_up) is not None else None


def measures_of_days(kpis: Iterable[Kpi], terms: Mapping[Kpi, Term]) -> frozenset[str]:
    """The measures whose daily values the months of some KPIs are made of."""
    of_each = (measures_by_day(terms[kpi]) or () for kpi in kpis)
    return frozenset({ELAPSED_BUSINESS_DAYS.name}).union(*of_each)
