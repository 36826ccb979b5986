"""Tables that a figure lacks, and the extract that brings each of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from metrics.index import SnapshotIndex
from metrics.model.formula import measures_of
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Measure
from metrics.model.words import Words
from warehouse.schema import TABLES


def lacking_tables(kpi: Kpi, stores: Sequence[str], index: SnapshotIndex) -> tuple[str, ...]:
    """The tables without which a KPI has no figure and of which no store ever sent a row.

    Where a store reports the sums themselves, the documents behind them are not lacking: then it
    is a report of the period that is missing.
    """
    needed: dict[str, None] = {}
    for measure in measures_of(kpi.formula):
        if not _reported(measure, stores, index):
            needed.update(dict.fromkeys(t for t in measure.fact.tables if t not in kpi.tolerates))
    return index.never_loaded(tuple(needed), tuple(stores))


def extract_of(table: str) -> Words:
    """What the list is called that a management system exports for a table."""
    info = TABLES[table].info
    return Words(info["zh"], info["en"])


def heading_of(column: sa.Column[Any]) -> Words:
    """The heading of a column in such a list."""
    return Words(column.info["zh"], column.info["en"])


def _reported(measure: Measure, stores: Sequence[str], index: SnapshotIndex) -> bool:
    if not isinstance(measure, Flow) or measure.reported is None:
        return False
    return any((store, measure.reported) in index.currencies for store in stores)
