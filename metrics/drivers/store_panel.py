"""The panel of a driver analysis out of the warehouse: targets made comparable, drivers at lags."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from access.scope import Scope
from metrics.drivers.complete_rows import Columns, complete, seldom_known, worth_keeping
from metrics.drivers.footing import Footed, footed
from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag
from metrics.drivers.hypotheses.outcome import (
    FOOTINGS,
    LOG_CONTROLS,
    Footing,
    Outcome,
    closes_by_quarter,
)
from metrics.drivers.hypotheses.registry import declared, measured, outcome_of
from metrics.drivers.lagging import MONTHS_OF_A_QUARTER, ahead, in_quarters, lagged, logarithm
from metrics.drivers.measurement_changes import breaks_of, steps_of
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal
from metrics.drivers.shared_by import clusters_of
from metrics.drivers.store_months import read_store_months
from metrics.drivers.tautology.guard import verdict
from metrics.drivers.wanted import QUARTER, Wanted, farther
from metrics.model.kpi import Kpi, Rollup
from metrics.model.period import Period, buckets
from metrics.reader import Reader
from metrics.selection import Selection

# A driver, control or footing that is not known in so many of the target's rows is left out.
LEAST_KNOWN = 0.5
# As the gates have it, which rest on statistics libraries and are not imported here.
HISTORY_PER_LAG = 3
# Store-months for each driver, of which it needs so many at least.
_NO_ROWS = {"rows": 0.0, "needed": 24.0}


@dataclass(frozen=True, eq=False, slots=True)
class StorePanel:
    """A panel out of the warehouse and what went into it.

    Attributes:
        target: id of the outcome.
        panel: complete rows; None where there is none.
        refused: why there is no panel.
        refused_drivers: drivers that are made of the target, look back too far, or are known too
            seldom, by name.
        pairs: that were asked for, in order.
        family: number of pairs over which the false discovery rate is taken: those declared for the
            target, and others that were named.
        period: whole months or quarters, before lags.
        grain: ``month`` or ``quarter``, the periods of the panel.
        lags: of each driver in periods of the panel, first and last.
        logs: drivers and controls whose natural logarithm was taken.
        breaks: of each driver, positions in the panel's periods of the first one after a change in
            how it was measured; below zero before the panel.
        footing: what the target was divided by.
        log: whether the target's logarithm was taken.
        typical: size of the typical store for which effects read, see ``Footed``.
        sizes: of each store as a multiple of it; empty where effects are the same for all.
        absent: ids of controls and footings that should be in and have no data.
        left_out: number of rows left out, by reason.
        currency: of the target.
        currencies: of everything that was read, by id.
    """

    target: str
    panel: Panel | None
    refused: Refusal | None
    refused_drivers: Mapping[str, Refusal]
    pairs: tuple[Hypothesis, ...]
    family: int
    period: Period
    grain: str
    lags: Mapping[str, tuple[int, int]]
    logs: frozenset[str]
    breaks: Mapping[str, tuple[int, ...]]
    footing: Footing
    log: bool
    typical: float
    sizes: Mapping[str, float]
    absent: tuple[str, ...]
    left_out: Mapping[str, int]
    currency: str
    currencies: Mapping[str, str] = field(default_factory=dict)


def read_store_panel(reader: Reader, scope: Scope, wanted: Wanted) -> StorePanel:
    """Read what a question asks for and put it into a panel.

    Raises:
        ScopeError: a store or the department of a KPI that was named is not open.
        QuestionError: no month or quarter asked about is over.
        KeyError: an id names nothing.
    """
    return _Assembly(reader, scope, wanted).panel()


class _Assembly:
    """One question on its way to a panel."""

    def __init__(self, reader: Reader, scope: Scope, wanted: Wanted) -> None:
        self._wanted = wanted
        self._quarterly = wanted.grain == QUARTER
        self._outcome: Outcome = outcome_of(wanted.target)
        self._pairs = wanted.pairs(scope)
        self._lags = {pair.driver: self._lag(pair) for pair in self._pairs}
        self._guarded = self._made_of_it()
        self._tested = [pair for pair in self._pairs if pair.driver not in self._guarded]
        self._period = wanted.period(reader.as_of)
        self._before = max((self._lags[pair.driver].last for pair in self._tested), default=0)
        self._stores = reader.stores_of(scope, Selection(self._period, wanted.stores))
        asked = farther(self._period, self._before, 1, wanted.grain, reader.as_of)
        codes = [store.code for store in self._stores]
        self._found = read_store_months(reader, scope, self._kpis(), codes, asked, wanted.grain)
        self._starts = [piece.start for piece in buckets(asked, wanted.grain)]

    def panel(self) -> StorePanel:
        """Columns, then the rows that have everything."""
        absent: list[str] = []
        target = self._footed(absent)
        too_long = self._too_long(target.values)
        columns = self._columns(target.values, too_long)
        columns = replace(columns, controls=self._controls(columns, absent))
        kept, dropped = worth_keeping(columns, LEAST_KNOWN)
        panel, left_out = complete(columns, kept)
        foreign = int(self._found.foreign[self._wanted.target][:, self._inside].sum())
        if foreign:
            left_out["other_currency"] = foreign
        return StorePanel(
            target=self._wanted.target,
            panel=panel,
            refused=None if panel is not None else self._without_rows(too_long),
            refused_drivers=self._guarded | too_long | seldom_known(dropped, columns, LEAST_KNOWN),
            pairs=self._pairs,
            family=len({*declared(self._wanted.target), *self._pairs}),
            period=self._period,
            grain=self._wanted.grain,
            lags={name: (lag.first, lag.last) for name, lag in self._lags.items()},
            logs=self._logs(columns),
            breaks=self._breaks(panel),
            footing=Footing.NOTHING if self._footing_id() in absent else self._outcome.footing,
            log=self._outcome.log,
            typical=target.typical,
            sizes=target.sizes,
            absent=tuple(absent),
            left_out=left_out,
            currency=self._found.currencies[self._wanted.target],
            currencies=self._found.currencies,
        )

    def _lag(self, pair: Hypothesis) -> Lag:
        monthly = not closes_by_quarter(measured(pair.driver))
        return in_quarters(pair.lag) if self._quarterly and monthly else pair.lag

    def _made_of_it(self) -> dict[str, Refusal]:
        """Drivers that are made of the target or it of them."""
        target, length = (
            measured(self._wanted.target),
            MONTHS_OF_A_QUARTER if self._quarterly else 1,
        )
        found = {
            name: verdict(target, measured(name), lag.first * length)
            for name, lag in self._lags.items()
        }
        return {name: refusal for name, refusal in found.items() if refusal is not None}

    def _without_rows(self, too_long: Mapping[str, Refusal]) -> Refusal:
        """Why there is no panel: no driver is left, or no row."""
        out = {**self._guarded, **too_long}
        if self._pairs and all(pair.driver in out for pair in self._pairs):
            return out[self._pairs[0].driver]
        return Refusal(Reason.TOO_FEW_ROWS, (), _NO_ROWS)

    def _control_names(self) -> tuple[str, ...]:
        """Of the target and of its drivers, each once, less those that are drivers themselves."""
        named = [*self._outcome.controls]
        named += [name for pair in self._tested for name in pair.controls]
        tested = {pair.driver for pair in self._tested}
        return tuple(name for name in dict.fromkeys(named) if name not in tested)

    def _kpis(self) -> tuple[Kpi, ...]:
        """Everything to be read, each once.

        What only makes figures comparable is never shown, and is read as the target's department.
        """
        target = measured(self._wanted.target)
        found = {target.id: target}
        found.update((pair.driver, measured(pair.driver)) for pair in self._tested)
        beside = [measured(name) for name in self._control_names()]
        if self._outcome.footing in FOOTINGS:
            beside.append(FOOTINGS[self._outcome.footing])
        for kpi in beside:
            found.setdefault(kpi.id, replace(kpi, department=target.department))
        return tuple(found.values())

    def _monthly(self, name: str) -> Floats:
        """Values by store and period; what adds up over a quarter is told for a month of it."""
        values = self._found.values[name]
        kpi = self._kpi(name)
        if self._quarterly and kpi.rollup in (Rollup.ADDITIVE, Rollup.DISTINCT):
            return values / MONTHS_OF_A_QUARTER
        return values

    def _kpi(self, name: str) -> Kpi:
        beside = {kpi.id: kpi for kpi in FOOTINGS.values()}
        return beside[name] if name in beside else measured(name)

    def _footing_id(self) -> str:
        footing = self._outcome.footing
        return FOOTINGS[footing].id if footing in FOOTINGS else ""

    def _footed(self, absent: list[str]) -> Footed:
        values = self._monthly(self._wanted.target)
        divisor = self._monthly(self._footing_id()) if self._footing_id() else None
        if divisor is not None and _known_together(values, divisor) < LEAST_KNOWN:
            absent.append(self._footing_id())
            divisor = None
        return footed(values, divisor, self._outcome.log, self._found.stores)

    def _too_long(self, outcome: Floats) -> dict[str, Refusal]:
        """Drivers whose lag is over a third of the history: they would cost the others months."""
        places = np.flatnonzero(~np.isnan(outcome).all(axis=0))
        months = int(places[-1] - places[0]) + 1 if len(places) else 0
        longest = months / HISTORY_PER_LAG
        return {
            name: Refusal(
                Reason.LAG_TOO_LONG,
                (name,),
                {"lag": float(lag.last), "periods": float(months)},
            )
            for name, lag in self._lags.items()
            if lag.last > longest and months and name not in self._guarded
        }

    def _columns(self, outcome: Floats, too_long: Collection[str]) -> Columns:
        """Everything but controls, over the periods asked about."""
        inside = self._inside
        drivers, leads = {}, {}
        for pair in self._tested:
            if pair.driver in too_long:
                continue
            values = self._monthly(pair.driver)
            values = logarithm(values) if pair.log else values
            drivers[pair.driver] = lagged(values, self._lags[pair.driver])[:, inside]
            leads[pair.driver] = ahead(values)[:, inside]
        return Columns(
            target=self._wanted.target,
            outcome=outcome[:, inside],
            drivers=drivers,
            controls={},
            leads=leads,
            stores=self._found.stores,
            periods=self._found.periods[inside],
            clusters=clusters_of(self._stores, self._found.stores, drivers),
        )

    def _controls(self, columns: Columns, absent: list[str]) -> dict[str, Floats]:
        inside = self._inside
        found: dict[str, Floats] = {}
        for name in self._control_names():
            values = self._monthly(name)[:, inside]
            values = logarithm(values) if name in LOG_CONTROLS else values
            if _known_together(columns.outcome, values) < LEAST_KNOWN:
                absent.append(name)
            else:
                found[name] = values
        starts = self._starts[inside]
        return found | steps_of(
            self._wanted.changes, self._wanted.target, self._found.stores, starts
        )

    @property
    def _inside(self) -> slice:
        """Of everything that was read, the periods asked about."""
        return slice(self._before, self._before + len(buckets(self._period, self._wanted.grain)))

    def _logs(self, columns: Columns) -> frozenset[str]:
        drivers = {pair.driver for pair in self._pairs if pair.log}
        return frozenset(drivers | (LOG_CONTROLS & columns.controls.keys()))

    def _breaks(self, panel: Panel | None) -> dict[str, tuple[int, ...]]:
        """Of drivers with a known change, positions in the periods of the panel."""
        if panel is None:
            return {}
        first = self._found.periods.index(panel.period_names[0])
        starts = self._starts[: first + len(panel.period_names)]
        found = {n: breaks_of(self._wanted.changes, n, starts, first) for n in panel.drivers}
        return {name: places for name, places in found.items() if places}


def _known_together(values: Floats, others: Floats) -> float:
    """Part of the known values beside which others are known, too; 1 where none is known."""
    known = values == values
    return float((others[known] == others[known]).mean()) if known.any() else 1.0
