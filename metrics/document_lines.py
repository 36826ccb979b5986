"""The lines of a document: labour and parts of a repair order, products of a deal, and so on.

A document is named by its store and its number. Lines are rows of the warehouse's own tables, with
the same masks as documents and with the file, the sheet and the row that each came from.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from access.scope import Scope, ScopeError
from metrics.listings import STORE, ListedColumn, listed_column
from metrics.masking import mask
from metrics.model.facts import Fact
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.reader import Reader
from metrics.selection import Selection
from metrics.tracing import FILE, ROW, SHEET, TRACED
from warehouse.schema import RECORDS, TABLES

AT_MOST = 500
_LOG = RECORDS["load_log"].c
# By the column that bears a document's number: the tables with the document itself and its lines.
LINES: Mapping[str, tuple[str, ...]] = {
    "ro_no": (
        "repair_orders",
        "ro_labour_lines",
        "parts_issue_lines",
        "labour_clock",
        "warranty_claims",
    ),
    "delivery_no": (
        "vehicle_deliveries",
        "accessory_sales",
        "fi_contracts",
        "fi_products",
        "insurance_policies",
        "used_vehicles",
    ),
    "order_no": ("vehicle_orders", "vehicle_deliveries"),
    "issue_no": ("parts_issue_lines",),
    "demand_no": ("parts_demand_lines",),
    "claim_no": ("warranty_claims",),
    "complaint_id": ("complaints",),
}

_DEAL = ("sales", "finance_insurance")
# To whom lines are open: a document may bear costs and contracts of other departments.
DEPARTMENTS: Mapping[str, tuple[str, ...]] = {
    "repair_orders": ("after_sales",),
    "ro_labour_lines": ("after_sales",),
    "parts_issue_lines": ("after_sales", "parts"),
    "labour_clock": ("after_sales",),
    "warranty_claims": ("after_sales",),
    "vehicle_deliveries": ("sales",),
    "accessory_sales": _DEAL,
    "fi_contracts": _DEAL,
    "fi_products": _DEAL,
    "insurance_policies": _DEAL,
    "used_vehicles": ("sales",),
    "vehicle_orders": ("sales",),
    "parts_demand_lines": ("after_sales", "parts"),
    "complaints": ("customer_service",),
}


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of one table that belong to a document.

    Attributes:
        table: its name.
        words: what it is called.
        columns: in order, with those of its place of origin last.
        rows: masked.
    """

    table: str
    words: Words
    columns: tuple[ListedColumn, ...]
    rows: tuple[Mapping[str, Any], ...]


def number_of(fact: Fact) -> str | None:
    """The column that bears the number of a fact's documents; None where these have no lines."""
    return next((name for name in fact.document if name in LINES), None)


def list_lines(
    reader: Reader, scope: Scope, kpi: Kpi, column: str, document: tuple[str, str]
) -> tuple[Lines, ...]:
    """The document and its lines, table by table; tables without any are left out.

    Of a table of departments that are not open to the reader he sees what the figure's own listing
    shows him of the document, and no lines.

    Args:
        reader: of the snapshot in view.
        scope: of the reader.
        kpi: behind whose figure the document stands.
        column: as told by `number_of`.
        document: code of the store and number.

    Raises:
        ScopeError: the department or the store lies outside the scope.
    """
    if not scope.allows_department(kpi.department.value):
        raise ScopeError(f"{kpi.id} belongs to a department that is not open to you")
    store, number = document
    wanted = Selection(Period(reader.as_of, reader.as_of), (store,))
    (found,) = reader.stores_of(scope, wanted)
    names = [name for name in LINES[column] if column in TABLES[name].c]
    listed = frozenset(name for fact in _facts_of(kpi) for name in fact.document)
    made = []
    for name in names:
        open_ = any(scope.allows_department(own) for own in DEPARTMENTS[name])
        if open_ or name == names[0]:
            only = None if open_ else listed
            made.append(_lines(reader, scope, TABLES[name], (column, found.code, number), only))
    return tuple(lines for lines in made if lines.rows)


def _facts_of(kpi: Kpi) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(measure.fact for measure in kpi.measures))


def _lines(
    reader: Reader,
    scope: Scope,
    table: sa.Table,
    wanted: tuple[str, str, str],
    only: Collection[str] | None,
) -> Lines:
    column, store, number = wanted
    own = [c for c in table.c if c.name not in TRACED and c.name != STORE]
    if only is not None:
        own = [c for c in own if c.name in only]
    files = (
        sa.select(_LOG.file_sha256.label("sha"), sa.func.min(_LOG.file).label("file"))
        .group_by(_LOG.file_sha256)
        .subquery("line_files")
    )
    lineage = [table.c[name] for name in (FILE, SHEET, ROW)]
    statement = (
        sa.select(*own, *lineage, files.c.file.label("named"))
        .select_from(table.outerjoin(files, files.c.sha == table.c[FILE]))
        .where(table.c[STORE] == store, table.c[column] == number)
        .order_by(*(table.c[name] for name in table.info["key"]))
        .limit(AT_MOST)
    )
    classes = {c.name: c.info["personal"] for c in own}
    found = reader.backend.arrow(statement).to_pylist()
    rows = tuple(
        {
            **{name: mask(row[name], classes[name], scope.masking) for name in classes},
            FILE: row["named"] or row[FILE],
            SHEET: row[SHEET],
            ROW: row[ROW],
        }
        for row in found
    )
    columns = [listed_column(c, None, classes[c.name], scope.masking) for c in own]
    columns += [ListedColumn(name, words, "text", "source") for name, words in TRACED.items()]
    used = [c for c in columns if any(row[c.name] is not None for row in rows)]
    return Lines(table.name, Words(table.info["zh"], table.info["en"]), tuple(used), rows)
