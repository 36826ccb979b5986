"""One store beside the network that it was analysed with."""

from collections.abc import Sequence

from metrics.drivers.one_store.leaning import leaning
from metrics.drivers.one_store.own_months import own_fit
from metrics.drivers.one_store.result import OneStore
from metrics.drivers.panel import Panel
from metrics.drivers.result import Analysis, Reason, Refusal


def about_store(panel: Panel, effects: Sequence[str], analysis: Analysis, store: str) -> OneStore:
    """All that can be said of one store.

    Its own months bear one driver at a time: with several in the panel none is fitted, since each
    would take the others' part.

    Args:
        panel: of the network, as it was analysed.
        effects: of the analysis.
        analysis: of the panel.
        store: its code.
    """
    entity = panel.entity_names.index(store) if store in panel.entity_names else -1
    months = int((panel.entities == entity).sum())
    fitted = {coefficient.name for coefficient in analysis.coefficients}
    effects_of = {}
    if fitted.issuperset((*panel.drivers, *panel.controls)):
        effects_of = dict(leaning(panel, effects, analysis, store))
    if len(panel.drivers) > 1 or not months:
        numbers = {"drivers": float(len(panel.drivers)), "months": float(months)}
        refused = {name: Refusal(Reason.ONE_STORE, (name,), numbers) for name in panel.drivers}
        return OneStore(store, months, effects_of, {}, refused)
    own, refused = {}, {}
    for driver in panel.drivers:
        found = own_fit(panel, store, driver)
        if isinstance(found, Refusal):
            refused[driver] = found
        else:
            own[driver] = found
    return OneStore(store, months, effects_of, own, refused)
