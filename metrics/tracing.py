"""Where documents come from: extract, sheet and row, looked up by the key of their table.

A fact works columns out and drops where its rows stood. What it lists still carries the key of a
warehouse table, and that table knows file, sheet and row of each of its rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from metrics.model.facts import Fact
from metrics.model.words import Words
from warehouse.engines import Backend
from warehouse.schema import RECORDS, TABLES

FILE, SHEET, ROW = "source_file", "source_sheet", "source_row"
TRACED = {
    FILE: Words("来源文件", "Source file"),
    SHEET: Words("工作表", "Sheet"),
    ROW: Words("行", "Row"),
}
_STORE = "store_code"
_LOG = RECORDS["load_log"].c
Place = Mapping[str, Any]
Key = tuple[Any, ...]


def keys_of(fact: Fact) -> Mapping[str, Mapping[str, str]]:
    """By table: which column of the fact holds which column of the table's key.

    Tables of whose key a fact holds nothing but the store are left out. A key of which a part is
    missing names several rows: all lines of an order.
    """
    found = {}
    for name in fact.tables:
        table = TABLES.get(name)
        held = {} if table is None else _held(fact, table)
        if table is not None and (set(held) - {_STORE} or tuple(table.info["key"]) == (_STORE,)):
            found[name] = held
    if not found:
        # A cohort is made of what the tables say of somebody whom another one lists.
        for name, table in TABLES.items():
            if set(table.info["key"]) - {_STORE} == {fact.document[0]}:
                found[name] = {fact.document[0]: fact.document[0], _STORE: _STORE}
    return found


def trace(backend: Backend, fact: Fact, rows: Sequence[Mapping[str, Any]]) -> list[Place]:
    """For each row of a fact the file, the sheet and the row or rows that it came from.

    Args:
        backend: of the snapshot that the rows are from.
        fact: whose rows.
        rows: with every column that `keys_of` names, unmasked.

    Returns:
        In the order of the rows: ``source_file`` (as it was called when loaded), ``source_sheet``
        and ``source_row`` (a number, or text where a document stands in several rows); empty for a
        row that no table knows.
    """
    places: list[Place] = [{} for _ in rows]
    for name, held in keys_of(fact).items():
        open_ = [i for i, place in enumerate(places) if not place]
        if not open_:
            break
        wanted = {i: tuple(rows[i][column] for column in held.values()) for i in open_}
        wanted = {i: key for i, key in wanted.items() if None not in key}
        if wanted:
            known = _look_up(backend, TABLES[name], tuple(held), set(wanted.values()))
            for i, key in wanted.items():
                places[i] = known.get(key, {})
    return places


def _same(fact: Fact, table: sa.Table) -> dict[str, str]:
    """Columns of a table's key with the columns of a fact that are the same and not worked out."""
    held: dict[str, str] = {}
    for key in table.info["key"]:
        for column in fact.source.c:
            if table.c[key] in column.proxy_set:
                held[key] = column.name
                break
    return held


def _held(fact: Fact, table: sa.Table) -> dict[str, str]:
    held = _same(fact, table)
    if set(held) <= {_STORE}:
        # A visit bears the number of its first order: the same name, though worked out.
        held.update({key: key for key in table.info["key"] if key in fact.document})
    if _STORE in table.c:
        held.setdefault(_STORE, _STORE)
    return held


def _look_up(
    backend: Backend, table: sa.Table, names: tuple[str, ...], keys: set[Key]
) -> Mapping[Key, Place]:
    files = (
        sa.select(_LOG.file_sha256.label("sha"), sa.func.min(_LOG.file).label("file"))
        .group_by(_LOG.file_sha256)
        .subquery("traced_files")
    )
    columns = [table.c[name] for name in names]
    lineage = [table.c[name] for name in (FILE, SHEET, ROW)]
    statement = (
        sa.select(*columns, *lineage, files.c.file.label("named"))
        .select_from(table.outerjoin(files, files.c.sha == table.c[FILE]))
        .where(
            *(
                column.in_(sorted({key[place] for key in keys}))
                for place, column in enumerate(columns)
            )
        )
        .order_by(table.c[FILE], table.c[SHEET], table.c[ROW])
    )
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for row in backend.arrow(statement).to_pylist():
        key = tuple(row[name] for name in names)
        if key in keys:
            found.setdefault(key, []).append(row)
    return {key: _place(rows) for key, rows in found.items()}


def _place(rows: Sequence[Mapping[str, Any]]) -> Place:
    first = rows[0]
    numbers = [row[ROW] for row in rows if (row[FILE], row[SHEET]) == (first[FILE], first[SHEET])]
    said = [str(number) for number in numbers[:3]] + (["…"] if len(numbers) > 3 else [])
    return {
        FILE: first["named"] or first[FILE],
        SHEET: first[SHEET],
        ROW: numbers[0] if len(numbers) == 1 else ", ".join(said),
    }
