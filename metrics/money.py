"""Which money may be added and compared: amounts of different currencies never are."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from metrics.model.formula import measures_of
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow

HOME = "CNY"
"""The currency of every document."""


def is_money(kpi: Kpi) -> bool:
    """Whether the value itself is an amount of money, alone or for each of something."""
    return kpi.unit.value.startswith(HOME)


def one_currency(
    kpi: Kpi,
    from_reported: npt.NDArray[np.bool_],
    counting: Sequence[int],
    stores: Sequence[str],
    reported: Mapping[tuple[str, str], str],
) -> tuple[str, list[int]]:
    """The stores whose sums may be added: those in CNY, or all where they share another currency.

    A margin has no currency, but the sums behind it have: they are kept apart like amounts.

    Args:
        kpi: the KPI.
        from_reported: which positions were answered from reported figures.
        counting: positions of the stores that have both.
        stores: codes by position.
        reported: currency by store and metric, empty where a metric is no money.

    Returns:
        The currency, and the positions of the stores that count.
    """
    metrics = [m.reported for m in measures_of(kpi.formula) if isinstance(m, Flow) and m.reported]
    found: dict[str, list[int]] = {}
    for index in counting:
        names = {HOME}
        if from_reported[index]:
            names = {reported.get((stores[index], metric), "") for metric in metrics} - {""}
        if len(names) <= 1:
            found.setdefault(next(iter(names), HOME), []).append(index)
    if len(found) == 1:
        return next(iter(found.items()))
    return HOME, found.get(HOME, [])
