"""Every table of the warehouse, declared once.

``TABLES`` are the tables that extracts fill: 52 canonical ones and those of ``BEYOND``, which are
our own. ``RECORDS`` stand beside them: ``reported_figures``, ``load_log``, ``rejected_rows``,
``source_positions``, ``full_extracts``, and those of ``DERIVED``, which are worked out while a
snapshot is built. What a column means is in its ``info``: Chinese and English heading, unit, VAT
basis, privacy class, closed list of values.
"""

import sqlalchemy as sa

from warehouse.schema import (
    customers,
    finance_insurance,
    funnel,
    ledger,
    marketing,
    network,
    parts,
    people,
    plans,
    records,
    vehicles,
    warranty,
    workshop,
)
from warehouse.schema.columns import LINEAGE, Personal, Vat
from warehouse.schema.metadata import METADATA

RECORDS: dict[str, sa.Table] = {
    made.name: made
    for made in (
        records.reported_figures,
        records.load_log,
        records.rejected_rows,
        records.source_positions,
        records.full_extracts,
        records.coverage,
        records.arrivals,
    )
}
TABLES: dict[str, sa.Table] = {
    name: made for name, made in METADATA.tables.items() if name not in RECORDS
}

DERIVED = frozenset({records.coverage.name, records.arrivals.name})
BEYOND = frozenset({plans.rebate_steps.name})

_PARTS = (
    customers,
    finance_insurance,
    funnel,
    ledger,
    marketing,
    network,
    parts,
    people,
    plans,
    vehicles,
    warranty,
    workshop,
)

__all__ = ["BEYOND", "DERIVED", "LINEAGE", "METADATA", "RECORDS", "TABLES", "Personal", "Vat"]
