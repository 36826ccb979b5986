"""From a table to a panel of complete rows, or to the reason why there is none.

Nothing is put right in silence: rows with a blank are left out and counted, everything else that
is wrong is refused with the column and the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.drivers.columns import Columns
from metrics.drivers.input_errors import PanelError
from metrics.drivers.panel import Codes, Floats, Panel
from metrics.drivers.periods import in_order
from metrics.drivers.within import ENTITY, TIME

MISSING = "missing"
SINGLETON = "singleton"

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Built:
    """A panel and what is not in it.

    Attributes:
        panel: of complete rows.
        left_out: number of rows left out, by reason.
        rows: shape (n,), labels of the rows of the panel in the table.
        blanks: of rows left out for a blank, the first few as (row, column).
        places: of the rows of the panel, by column.
    """

    panel: Panel
    left_out: dict[str, int]
    rows: npt.NDArray[Any]
    blanks: tuple[tuple[str, str], ...]
    places: dict[str, tuple[str, ...]]


def build(table: pd.DataFrame, columns: Columns, effects: Sequence[str] = ()) -> Built:
    """Put the rows of a table into a panel.

    Args:
        table: numbers in the columns of target, drivers and controls, NaN where there is none;
            labels in the others. Its index names the rows in messages.
        columns: which column plays which part.
        effects: the only row of a store or of a month says nothing under such an effect, and is
            left out until none is left (Correia 2015).

    Raises:
        PanelError: a column is missing or empty, a number is infinite, a store has two rows of one
            month, or no row is complete.
    """
    columns.check([str(name) for name in table.columns])
    _check_effects(effects, columns)
    numbers = np.column_stack([_numbers(table, name) for name in columns.numeric])
    labels = {name: _labels(table, name) for name in columns.labels}
    parts = _Parts.of(labels, columns, len(table))
    if columns.entity is not None and columns.time is not None:
        _check_distinct(parts, (columns.entity, columns.time), table.index.to_numpy())
    kept = np.flatnonzero(~np.isnan(numbers).any(axis=1))
    if not len(kept):
        raise PanelError(
            f"no row has a number in each of {', '.join(columns.numeric)}",
            "leave out a column, or fill in its blanks",
        )
    left_out = {MISSING: len(table) - len(kept)}
    alone = _singletons(parts, kept, effects)
    left_out[SINGLETON] = int(alone.sum())
    kept = kept[~alone]
    if not len(kept):
        raise PanelError(
            "every row is the only one of its store or month",
            "choose other effects, or bring more rows of the same stores",
        )
    return Built(
        _panel(numbers[kept], parts, kept, columns),
        {reason: count for reason, count in left_out.items() if count},
        table.index.to_numpy()[kept],
        _first_blanks(table, numbers, columns.numeric),
        {name: tuple(labels[name][row] for row in kept.tolist()) for name in columns.places},
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Parts:
    """Which store, month and cluster every row of the table is of, with their names."""

    entities: Codes
    periods: Codes
    clusters: Codes
    entity_names: tuple[str, ...]
    period_names: tuple[str, ...]
    cluster_names: tuple[str, ...]

    @classmethod
    def of(cls, labels: dict[str, list[str]], columns: Columns, count: int) -> "_Parts":
        """Without a column of stores every row is one; without months they are numbered."""
        entities, entity_names = _coded(labels, columns.entity, count)
        if columns.time is None:
            counted = pd.Series(entities).groupby(entities).cumcount()
            periods = np.array(counted, dtype=np.int64)
            period_names = tuple(str(number + 1) for number in range(int(periods.max()) + 1))
        else:
            periods, period_names = in_order(labels[columns.time])
        clustered_by = columns.entity if columns.cluster is None else columns.cluster
        clusters, cluster_names = _coded(labels, clustered_by, count)
        return cls(entities, periods, clusters, entity_names, period_names, cluster_names)


def _panel(numbers: Floats, parts: _Parts, kept: Codes, columns: Columns) -> Panel:
    entities, entity_names = _packed(parts.entities[kept], parts.entity_names)
    clusters, cluster_names = _packed(parts.clusters[kept], parts.cluster_names)
    periods = parts.periods[kept]
    first, last = int(periods.min()), int(periods.max())
    drivers = len(columns.drivers)
    return Panel(
        target=columns.target,
        drivers=columns.drivers,
        controls=columns.controls,
        outcome=numbers[:, 0],
        values=numbers[:, 1 : 1 + drivers],
        held=numbers[:, 1 + drivers :],
        entities=entities,
        periods=periods - first,
        clusters=clusters,
        entity_names=entity_names,
        period_names=parts.period_names[first : last + 1],
        cluster_names=cluster_names,
    )


def _check_effects(effects: Sequence[str], columns: Columns) -> None:
    for effect, name, what in (
        (ENTITY, columns.entity, "stores"),
        (TIME, columns.time, "months"),
    ):
        if effect in effects and name is None:
            raise PanelError(
                f"{effect} effects need to know the {what}", f"name the column of the {what}"
            )


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    try:
        numbers = table[name].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        raise PanelError(f"column {name!r} does not hold numbers", "name another one") from None
    infinite = np.flatnonzero(np.isinf(numbers))
    if len(infinite):
        raise PanelError(
            f"column {name!r} has an infinite value in row {table.index[infinite[0]]}",
            "correct it, or leave it blank if it is not known",
        )
    if np.isnan(numbers).all():
        raise PanelError(f"column {name!r} has no number in it", "name another one, or fill it in")
    return numbers


def _labels(table: pd.DataFrame, name: str) -> list[str]:
    missing = np.flatnonzero(table[name].isna().to_numpy())
    labels = [str(label).strip() for label in table[name].tolist()]
    blank = [int(row) for row in missing] or [n for n, label in enumerate(labels) if not label]
    if blank:
        raise PanelError(
            f"column {name!r} is blank in row {table.index[blank[0]]}",
            "fill it in: every row needs to say what it is of",
        )
    return labels


def _check_distinct(parts: _Parts, names: tuple[str, str], rows: npt.NDArray[Any]) -> None:
    """Refuse two rows of one store and month."""
    keys = parts.entities * len(parts.period_names) + parts.periods
    order = np.argsort(keys, kind="stable")
    again = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    if not len(again):
        return
    first, second = order[again[0]], order[again[0] + 1]
    store, month = (
        parts.entity_names[parts.entities[first]],
        parts.period_names[parts.periods[first]],
    )
    raise PanelError(
        f"rows {rows[first]} and {rows[second]} are both of {names[0]} {store!r} "
        f"and {names[1]} {month!r}",
        "leave one of them, or add them up beforehand",
    )


def _coded(
    labels: dict[str, list[str]], name: str | None, count: int
) -> tuple[Codes, tuple[str, ...]]:
    """Positions and names; without a column, every row is one of its own."""
    if name is None:
        return np.arange(count, dtype=np.int64), tuple(str(n + 1) for n in range(count))
    names, codes = np.unique(np.array(labels[name], dtype=object), return_inverse=True)
    return codes.astype(np.int64), tuple(str(each) for each in names)


def _packed(codes: Codes, names: tuple[str, ...]) -> tuple[Codes, tuple[str, ...]]:
    present, packed = np.unique(codes, return_inverse=True)
    return packed.astype(np.int64), tuple(names[position] for position in present)


def _singletons(parts: _Parts, kept: Codes, effects: Sequence[str]) -> Flags:
    """Which of the kept rows are alone in a store or a month once the others like them are gone."""
    coded = {ENTITY: parts.entities[kept], TIME: parts.periods[kept]}
    alone = np.zeros(len(kept), dtype=bool)
    while True:
        before = int(alone.sum())
        for effect in effects:
            counts = np.bincount(coded[effect][~alone], minlength=int(coded[effect].max()) + 1)
            alone |= counts[coded[effect]] == 1
        if int(alone.sum()) == before:
            return alone


_BLANKS_TOLD = 5


def _first_blanks(
    table: pd.DataFrame, numbers: Floats, names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    rows, places = np.nonzero(np.isnan(numbers))
    told = zip(rows[:_BLANKS_TOLD], places[:_BLANKS_TOLD], strict=True)
    return tuple((str(table.index[row]), names[place]) for row, place in told)
