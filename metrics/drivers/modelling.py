"""Which drivers of a panel are fitted: those that the gates and the numbers let in."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.drivers.estimation import Fit, fit
from metrics.drivers.gates import THRESHOLDS, before
from metrics.drivers.gates.before import STAYS_IN_THE_MODEL
from metrics.drivers.numerical import RefusedError
from metrics.drivers.options import Options
from metrics.drivers.panel import Panel
from metrics.drivers.result import Refusal


class WithheldError(Exception):
    """There is no model at all.

    Attributes:
        refusal: why.
        refused_drivers: drivers with reasons of their own, by name.
    """

    def __init__(self, refusal: Refusal, refused_drivers: Mapping[str, Refusal]) -> None:
        """Keep both."""
        super().__init__(refusal.reason)
        self.refusal = refusal
        self.refused_drivers = refused_drivers


@dataclass(frozen=True, eq=False, slots=True)
class Model:
    """What is fitted, and what is not.

    Attributes:
        panel: with the drivers that are in the model.
        fitted: their fit.
        refused_drivers: drivers that never entered, by name.
        stays: refusals of drivers that are in the model and are not shown, by name.
    """

    panel: Panel
    fitted: Fit
    refused_drivers: Mapping[str, Refusal]
    stays: Mapping[str, Refusal]


def model(panel: Panel, options: Options) -> Model:
    """Fit what may be fitted.

    Where one refusal is the whole's, numbers come first: five rows of exact multiples are no matter
    of too few stores.

    Raises:
        WithheldError: nothing can be fitted, or nothing of the data's size should be.
    """
    refused = dict(options.refused_drivers)
    if options.is_whole:
        _fitted(panel, options, refused)
    stays: dict[str, Refusal] = {}
    if options.gated:
        whole, found = before(panel, options.effects, THRESHOLDS, options.lags, options.breaks)
        stays = {n: why for n, why in found.items() if why.reason in STAYS_IN_THE_MODEL}
        refused |= {name: why for name, why in found.items() if name not in stays}
        if whole is not None:
            raise WithheldError(whole, refused)
    while True:
        panel = panel.of_drivers([name for name in panel.drivers if name not in refused])
        if not panel.drivers:
            raise WithheldError(next(iter(refused.values())), refused)
        try:
            fitted = fit(panel, options.effects, options.intercept)
        except RefusedError as error:
            unfit = [name for name in error.refusal.subjects if name in panel.drivers][:1]
            if options.is_whole or not unfit or panel.target in error.refusal.subjects[:1]:
                raise WithheldError(error.refusal, refused) from None
            refused[unfit[0]] = error.refusal
            continue
        return Model(panel, fitted, refused, {n: stays[n] for n in panel.drivers if n in stays})


def _fitted(panel: Panel, options: Options, refused: Mapping[str, Refusal]) -> Fit:
    try:
        return fit(panel, options.effects, options.intercept)
    except RefusedError as error:
        raise WithheldError(error.refusal, refused) from None
