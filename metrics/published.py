"""Figures of series that somebody else publishes: the newest month, the same for every store."""

from collections.abc import Mapping, Sequence

from metrics.model.kpi import Kpi
from metrics.result import Figure, Note, State


def published_figure(
    kpi: Kpi, keys: Mapping[str, str], codes: Sequence[str], value: float | None, month: int
) -> Figure:
    """The figure of an external series, which says of what month it is.

    Args:
        kpi: the KPI.
        keys: of the group that is asked about; the value is that of every group.
        codes: stores of the group, none of which is ever missing.
        value: as published, None where nothing was published in the period.
        month: the month that it is of, as ``YYYYMM``.
    """
    if value is None:
        note = Note.NOTHING_LOADED
        return Figure(kpi.id, keys, None, None, None, kpi.unit, State.NO_DATA, note)
    return Figure(
        kpi.id,
        keys,
        value,
        value,
        None,
        kpi.unit,
        State.OK,
        Note.PUBLISHED_MONTH,
        stores=len(codes),
        published=f"{month // 100}-{month % 100:02d}",
    )
