"""Within which errors may go together: stores, or the cities or regions that share a driver."""

from collections.abc import Mapping, Sequence

import numpy as np

from metrics.directory import Store
from metrics.drivers.panel import Floats

# Beyond rounding, a driver is the same in two stores or it is not.
_SAME = 1e-9


def clusters_of(
    stores: Sequence[Store], codes: Sequence[str], drivers: Mapping[str, Floats]
) -> tuple[str, ...]:
    """The cluster of each store: itself, unless some driver varies by city or region only.

    Stores that share a driver are not as many observations of it as they are stores (Moulton
    1990): errors are clustered at the widest level at which some driver is shared.

    Args:
        stores: with city and region.
        codes: rows of the drivers.
        drivers: by name, each of shape (stores, periods).
    """
    by_code = {store.code: store for store in stores}
    members = {
        level: [by_code[code].member(level) for code in codes] for level in ("region", "city")
    }
    found = shared_level(members, drivers)
    if found is None:
        return tuple(codes)
    return tuple(member or code for member, code in zip(members[found[0]], codes, strict=True))


def shared_level(
    members: Mapping[str, Sequence[str]], drivers: Mapping[str, Floats]
) -> tuple[str, str] | None:
    """The first level at which some driver is shared, and that driver; None where none is.

    Args:
        members: place of each store by level, the widest level first; empty where it is not known.
        drivers: by name, each of shape (stores, periods).
    """
    for level, places in members.items():
        for name, values in drivers.items():
            if _shared(values, places):
                return level, name
    return None


def _shared(values: Floats, members: Sequence[str]) -> bool:
    """Whether stores of one place always have the same value, and places differ."""
    if _same(values):
        return False
    places = np.array(members, dtype=object)
    together = 0
    for place in set(members) - {""}:
        rows = values[places == place]
        rows = rows[~np.isnan(rows).all(axis=1)]
        if len(rows) > 1:
            together += len(rows)
            if not _same(rows):
                return False
    # Stores that are alone in their place say nothing of it.
    return 2 * together > len(members)


def _same(rows: Floats) -> bool:
    """Whether all stores that have a value in a period have the same, in every period."""
    known = ~np.isnan(rows)
    some = known.any(axis=0)
    low = np.where(known, rows, np.inf).min(axis=0)[some]
    high = np.where(known, rows, -np.inf).max(axis=0)[some]
    return bool((high - low <= _SAME * np.maximum(np.abs(high), np.abs(low))).all())
