"""Shares of the explained variance with intervals and ties."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from metrics.drivers.cross_products import cross_products
from metrics.drivers.importance.lmg import AT_MOST, lmg
from metrics.drivers.importance.relative_weights import relative_weights
from metrics.drivers.importance.ties import intervals, tied
from metrics.drivers.panel import Floats, Panel
from metrics.drivers.result import Share
from metrics.drivers.within import ENTITY

# Less explained than this is rounding, of which nobody has a share.
_NOTHING = 1e-12


def among(panel: Panel, shown: Sequence[str]) -> Panel:
    """The panel in which only drivers that passed the gates compete for shares.

    The others become controls: what goes with them is nobody's share.

    Args:
        panel: with all drivers of the model.
        shown: drivers to be ordered, and members of groups.
    """
    rest = panel.of_drivers([name for name in panel.drivers if name not in shown])
    return replace(
        panel.of_drivers([name for name in panel.drivers if name in shown]),
        controls=(*panel.controls, *rest.drivers),
        held=np.column_stack([panel.held, rest.values]),
    )


def shares(
    panel: Panel,
    effects: tuple[str, ...],
    draws: int,
    rng: np.random.Generator,
    groups: Sequence[Sequence[str]] = (),
) -> tuple[Share, ...]:
    """Shares of the within R² after effects and controls, the largest first.

    LMG up to 12 players, relative weights beyond (a group then has its members' weights). The
    intervals are percentiles over draws of whole units (clusters, mostly stores) under new ids,
    with month effects taken anew in every draw.

    Args:
        panel: whose drivers all take part; see ``among``.
        effects: of ``entity`` and ``time``.
        draws: of units; 0 for shares without intervals.
        rng: that draws.
        groups: drivers that enter together, as one player.

    Returns:
        One for each player; empty for one store alone, where a share means nothing, and where
        nothing is explained.
    """
    players = _players(panel.drivers, groups)
    if not players or (ENTITY in effects and len(np.unique(panel.entities)) < 2):
        return ()
    ordered = panel.of_drivers([name for player in players for name in player])
    products = cross_products(ordered, effects)
    sizes = [len(player) for player in players]
    own = _parts(products.once(), sizes)
    if not own.sum() > _NOTHING:
        return ()
    found = own[:, 0] / own.sum()
    names = ["+".join(player) for player in players]
    places = sorted(range(len(names)), key=lambda place: -found[place])
    if draws == 0 or products.units < 2:
        return tuple(Share(names[place], float(found[place])) for place in places)
    counts = rng.multinomial(products.units, np.full(products.units, 1 / products.units), draws)
    drawn = _parts(products.drawn(counts.astype(float)), sizes)
    total = drawn.sum(axis=0)
    drawn = np.where(total > _NOTHING, drawn / np.where(total > _NOTHING, total, 1.0), 0.0)
    low, high = intervals(drawn)
    ties = tied(names, drawn)
    return tuple(
        Share(
            names[place],
            float(found[place]),
            float(low[place]),
            float(high[place]),
            ties[names[place]],
        )
        for place in places
    )


def _parts(products: Floats, sizes: Sequence[int]) -> Floats:
    """Part of the R² of each player, shape (players, draws)."""
    if len(sizes) <= AT_MOST:
        return lmg(products, sizes)
    weights = relative_weights(products)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    summed: Floats = np.add.reduceat(weights, starts, axis=0)
    return summed


def _players(drivers: Sequence[str], groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Groups and single drivers, in the order of their first driver."""
    of_driver = {name: tuple(group) for group in groups for name in group}
    players = [of_driver.get(name, (name,)) for name in drivers]
    return list(dict.fromkeys(players))
