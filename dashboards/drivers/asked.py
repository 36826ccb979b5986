"""From choices to what is told: a question to the statistics, and the answer so far."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from access import Scope
from dashboards.drivers.choices import Choices
from dashboards.drivers.declared import fault_of
from dashboards.drivers.ordering import Progress, Work
from dashboards.drivers.sentences import Basis, Named
from dashboards.drivers.told import Told
from dashboards.visit import Visit
from metrics.drivers.stage import Stage
from metrics.drivers.store_panel import read_store_panel
from metrics.drivers.wanted import QUARTER, Wanted
from metrics.money import HOME

IN_STAGES = "metrics.drivers.stages:in_stages"
FIRST_SECONDS = 0.6
"""So long a page waits for what comes at once; the rest is filled in."""
PATIENT_SECONDS = 60.0
NETWORK_FROM = 8
"""From so many stores in view on they are analysed by themselves, else the whole network is."""


def begin(visit: Visit, chosen: Choices) -> None:
    """Have a question begun, so that it is worked on while the page reads what is exact."""
    if not fault_of(visit):
        _ask(visit, chosen, 0.0)


def tell(visit: Visit, chosen: Choices, spent: float = 0.0) -> tuple[Told, str]:
    """What is known of a question now, and its key.

    Args:
        visit: who looks at what.
        chosen: what he looks at.
        spent: seconds since the question was begun, which need not be waited again.
    """
    if fault_of(visit):
        return replace(_told(visit, chosen, Progress("done")), undeclared=True), ""
    patience = PATIENT_SECONDS if visit.patient else FIRST_SECONDS
    progress = _ask(visit, chosen, max(0.0, patience - spent))
    return _told(visit, chosen, progress), key_of(visit, chosen)


def _ask(visit: Visit, chosen: Choices, seconds: float) -> Progress[Stage]:
    if visit.statistics is None or not chosen.drivers:
        return Progress("done")

    def make() -> Work:
        return work_of(visit, chosen)

    return visit.statistics.ask(key_of(visit, chosen), make, seconds)


def work_of(visit: Visit, chosen: Choices) -> Work:
    """The panel of the network, and whose points may be seen.

    An average of a network names no store: it is told to readers of a single one, too, as medians
    of peers are. Points of stores that are not open to the reader never leave the process.
    """
    months = chosen.months
    wanted = Wanted(
        chosen.target.id,
        (),
        stores_of(visit),
        months.start,
        months.end,
        quarterly=chosen.quarterly,
        changes=tuple(visit.changes()),
    )
    panel = read_store_panel(visit.reader, network_scope(visit), wanted)
    seen = frozenset(store.code for store in visit.open_stores)
    return IN_STAGES, (panel, seen, chosen.store)


def stores_of(visit: Visit) -> tuple[str, ...]:
    """The stores in view where they are enough for an analysis; else none, which is all."""
    codes = tuple(store.code for store in visit.stores())
    return codes if visit.view.stores and len(codes) >= NETWORK_FROM else ()


def network_scope(visit: Visit) -> Scope:
    """The reader's own scope, over every store of the network where he does not choose some."""
    return visit.scope if stores_of(visit) else replace(visit.scope, stores=None)


def key_of(visit: Visit, chosen: Choices) -> str:
    """The question with the snapshot and the rights that it rests on, whole, as one text."""
    parts = (
        visit.reader.snapshot,
        visit.scope.key,
        chosen.target.id,
        tuple(chosen.drivers),
        chosen.months,
        chosen.quarterly,
        stores_of(visit),
        chosen.store,
        tuple(visit.changes()),
    )
    return sha256(repr(parts).encode()).hexdigest()


def _told(visit: Visit, chosen: Choices, progress: Progress[Stage]) -> Told:
    stage = progress.found
    trials = None if stage is None else stage.trials
    currencies = {} if stage is None else stage.currencies
    return Told(
        target=_in(currencies, chosen.named_target),
        drivers={name: _in(currencies, one) for name, one in chosen.named_drivers().items()},
        analysis=None if stage is None else stage.analysis,
        basis=Basis(0, 0, chosen.quarterly) if stage is None else _basis(stage),
        complete=progress.state == "done",
        failed=progress.state == "failed",
        busy=progress.state == "busy",
        relations={} if stage is None else {each.driver: each for each in stage.relations},
        store=chosen.store,
        beside=None if stage is None else stage.store,
        scenario=None if stage is None or trials is None else trials.scenario(stage.analysis),
        scale=1.0 if stage is None else stage.size,
    )


def _in(currencies: Mapping[str, str], named: Named) -> Named:
    return replace(named, currency=currencies.get(named.id, HOME))


def _basis(stage: Stage) -> Basis:
    return Basis(stage.stores, stage.periods, stage.grain == QUARTER)
