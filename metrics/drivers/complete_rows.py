"""From columns by store and period to the complete rows of a panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Reason, Refusal

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """What a panel is made of; every array has shape (stores, periods), NaN where unknown.

    Attributes:
        target: name of the outcome.
        outcome: of the target.
        drivers: by name, at their lags.
        controls: by name.
        leads: of each driver, what it is one period later.
        stores: codes of the rows.
        periods: names of the columns, every one from the first to the last.
        clusters: of each store.
    """

    target: str
    outcome: Floats
    drivers: dict[str, Floats]
    controls: dict[str, Floats]
    leads: dict[str, Floats]
    stores: tuple[str, ...]
    periods: tuple[str, ...]
    clusters: tuple[str, ...]


def known_rows(columns: Columns, drivers: Sequence[str]) -> Marks:
    """Which cells have the target, some of the drivers and every control; (stores, periods)."""
    found: Marks = ~np.isnan(columns.outcome)
    for name in drivers:
        found = found & ~np.isnan(columns.drivers[name])
    for values in columns.controls.values():
        found = found & ~np.isnan(values)
    return found


def worth_keeping(columns: Columns, least: float) -> tuple[tuple[str, ...], dict[str, int]]:
    """The drivers that leave at least a part of the rows that there would be without them.

    As long as too few rows are left, the driver goes without which most come back: one that was
    never recorded must not take the others along. The last one stays.

    Args:
        columns: all of them.
        least: part of the rows.

    Returns:
        The drivers kept, in order, and rows that each of the others had.
    """
    kept = list(columns.drivers)
    base = int(known_rows(columns, ()).sum())
    dropped: dict[str, int] = {}
    while len(kept) > 1 and int(known_rows(columns, kept).sum()) < least * base:
        without = {
            name: int(known_rows(columns, [other for other in kept if other != name]).sum())
            for name in kept
        }
        worst = max(kept, key=lambda name: without[name])
        dropped[worst] = int(known_rows(columns, [worst]).sum())
        kept.remove(worst)
    return tuple(kept), dropped


def seldom_known(dropped: Mapping[str, int], columns: Columns, least: float) -> dict[str, Refusal]:
    """Why drivers are not worth keeping: seldom known, or seldom where the others are.

    Args:
        dropped: rows that each of them has.
        columns: that they were dropped from.
        least: part of the rows that it needs.
    """
    rows = float(known_rows(columns, ()).sum())
    needed = float(ceil(rows * least))
    return {
        name: Refusal(
            Reason.SELDOM_KNOWN,
            (name,),
            # By itself it has enough, and no number of its own says why it was dropped.
            {"known": float(known), "rows": rows, "needed": needed} if known < needed else {},
        )
        for name, known in dropped.items()
    }


def complete(columns: Columns, drivers: Sequence[str]) -> tuple[Panel | None, dict[str, int]]:
    """The rows that have everything, and how many were left out and why.

    The only row of a store or of a month says nothing beside their effects (Correia 2015) and is
    left out, until none is left.

    Returns:
        None where no row or no driver is left.
    """
    with_target = ~np.isnan(columns.outcome)
    known = known_rows(columns, drivers)
    left_out = {"missing": int((with_target & ~known).sum())}
    before = int(known.sum())
    known = _without_singletons(known)
    left_out["singleton"] = before - int(known.sum())
    told = {reason: count for reason, count in left_out.items() if count}
    if not known.any() or not drivers:
        return None, told
    rows, places = np.nonzero(known)
    first, last = int(places.min()), int(places.max())
    present, entities = np.unique(rows, return_inverse=True)
    names = np.array([columns.clusters[row] for row in present], dtype=object)
    cluster_names, cluster_of = np.unique(names, return_inverse=True)
    return (
        Panel(
            target=columns.target,
            drivers=tuple(drivers),
            controls=tuple(columns.controls),
            outcome=columns.outcome[known],
            values=_stacked([columns.drivers[name] for name in drivers], known),
            held=_stacked(list(columns.controls.values()), known),
            entities=entities.astype(np.int64),
            periods=(places - first).astype(np.int64),
            clusters=cluster_of[entities].astype(np.int64),
            entity_names=tuple(columns.stores[row] for row in present),
            period_names=columns.periods[first : last + 1],
            cluster_names=tuple(str(name) for name in cluster_names),
            leads=_stacked([columns.leads[name] for name in drivers], known),
        ),
        told,
    )


def _stacked(columns: Sequence[Floats], known: Marks) -> Floats:
    """Shape (rows, columns)."""
    if not columns:
        return np.zeros((int(known.sum()), 0))
    return np.column_stack([values[known] for values in columns])


def _without_singletons(known: Marks) -> Marks:
    while True:
        alone = known & ((known.sum(axis=1, keepdims=True) == 1) | (known.sum(axis=0) == 1))
        if not alone.any():
            return known
        known = known & ~alone
