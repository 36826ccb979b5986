"""Takes forgotten people out of rows: identifiers become aliases, what describes a person goes.

Rows stay: a delivery was a delivery, and the figures of past months do not change. Names, phones,
plates and free text of the person's rows are emptied, and so are free texts of any other row that
mention a forgotten identifier.
"""

import re
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from warehouse.schema import RECORDS, TABLES, Personal
from warehouse.snapshots.durable import sync_file
from warehouse.snapshots.forgotten import ANYWHERE, Forgotten

ERASED = "已删除 / erased"
_ALL = {**TABLES, **RECORDS}
_DESCRIBING = (Personal.NAME, Personal.PHONE, Personal.PLATE, Personal.FREE_TEXT)
# Texts of the records that quote cells of an extract.
_QUOTING = {"rejected_rows": ("value", "message", "content"), "load_log": ("message",)}
_WORD = re.compile(r"[0-9A-Za-z_\-]{2,}")
_QUOTED = re.compile(r'"([^"]+)"')
_AS_READ = str.maketrans("OIQ", "010")
_SEPARATOR = "\x1f"


@cache
def identifiers(table: str) -> dict[str, bool]:
    """Return the columns of a table that tell a person, and whether each is of its store only."""
    found = {}
    for column in _ALL[table].c:
        kind = column.info.get("personal")
        if kind in (Personal.VIN, Personal.CUSTOMER_ID) or column.name == "phone_hash":
            found[column.name] = kind is Personal.CUSTOMER_ID
    return found


def erase(table: str, rows: pa.Table, forgotten: Forgotten) -> pa.Table:
    """Return the rows of a part without anybody who is forgotten; the same object if none was.

    Args:
        table: its name.
        rows: columns of the table, some may be missing, with `extracted_at`.
        forgotten: the list.
    """
    rows = rows.combine_chunks()
    if table in _QUOTING:
        return _without_quotes(table, rows, forgotten)
    made, hit = rows, pa.repeat(pa.scalar(False), rows.num_rows)
    stores = _texts(rows, "store_code")
    for name, of_store in identifiers(table).items():
        if name not in rows.column_names:
            continue
        aliases = _aliases(name, stores if of_store else None, _texts(rows, name), forgotten)
        found = aliases.is_valid()
        if pc.any(found).as_py():
            made = _with(made, name, pc.coalesce(aliases, _texts(rows, name)))
            hit = pc.or_(hit, found)
    touched = made is not rows
    for column in _ALL[table].c:
        name = column.name
        describes = column.info.get("personal") in _DESCRIBING and name != "phone_hash"
        if name not in rows.column_names or not describes or _in_key(table, column):
            continue
        gone = hit
        if column.info["personal"] is Personal.FREE_TEXT:
            gone = pc.or_(hit, _mentions(stores, _texts(rows, name), forgotten))
        gone = pc.and_(gone, _texts(rows, name).is_valid())
        if pc.any(gone).as_py():
            touched = True
            made = _with(made, name, pc.if_else(gone, _nothing(), _texts(rows, name)))
    return made if touched else rows


def rewrite(path: Path, target: Path, forgotten: Forgotten) -> bool:
    """Write a part again without forgotten people; False, and no file, if none is in it.

    Args:
        path: `<table>/<name>.parquet`.
        target: the new file, synced.
        forgotten: the list.
    """
    table = path.parent.name
    if not identifiers(table) and table not in _QUOTING and not _has_free_text(table):
        return False
    with pq.ParquetFile(path) as file:
        groups = range(file.num_row_groups)
        for group in groups:
            rows = file.read_row_group(group).combine_chunks()
            if not erase(table, rows, forgotten).equals(rows):
                break
        else:
            return False
        with pq.ParquetWriter(target, file.schema_arrow, compression="zstd") as writer:
            for group in groups:
                writer.write_table(erase(table, file.read_row_group(group), forgotten))
    target.chmod(0o600)
    sync_file(target)
    return True


def mentions(text: str, store: str, forgotten: Forgotten) -> bool:
    """Tell whether a text holds a forgotten VIN, customer or prospect as a word or a quoted cell.

    Args:
        text: any text.
        store: code of its store; `ANYWHERE` if nobody knows.
        forgotten: the list.
    """
    for word in {*_WORD.findall(text), *_QUOTED.findall(text), text}:
        if forgotten.alias("vin", word.upper().translate(_AS_READ)) is not None:
            return True
        if any(
            forgotten.alias(kind, word, store) is not None
            for kind in ("customer_id", "prospect_id")
        ):
            return True
    return False


def _without_quotes(table: str, rows: pa.Table, forgotten: Forgotten) -> pa.Table:
    """Empty the quoted cells of records: all of a row, since each may describe the person."""
    names = [name for name in _QUOTING[table] if name in rows.column_names]
    stores = pc.coalesce(_texts(rows, "store_code"), pa.scalar(""))
    stores = pc.if_else(pc.equal(stores, ""), pa.scalar(ANYWHERE), stores)
    gone = pa.repeat(pa.scalar(False), rows.num_rows)
    for name in names:
        gone = pc.or_(gone, _mentions(stores, _texts(rows, name), forgotten))
    if table == "rejected_rows" and forgotten.texts_before is not None:
        limit = pa.scalar(forgotten.texts_before).cast(pa.timestamp("us"))
        old = pc.less(rows.column("extracted_at").cast(pa.timestamp("us")), limit)
        gone = pc.or_(gone, pc.coalesce(_flat(old), pa.scalar(False)))
    made = rows
    if pc.any(gone).as_py():
        for name in names:
            texts = _texts(rows, name)
            filled = pc.and_(gone, texts.is_valid())
            made = _with(made, name, pc.if_else(filled, pa.scalar(ERASED), texts))
    return made


def _aliases(
    kind: str, stores: pa.Array | None, values: pa.Array, forgotten: Forgotten
) -> pa.Array:
    """Return the alias of every forgotten identifier, null elsewhere; each text is asked once."""
    told = values
    if stores is not None:
        told = pc.binary_join_element_wise(stores, values, pa.scalar(_SEPARATOR))
    encoded = told.dictionary_encode()
    found = []
    for text in encoded.dictionary.to_pylist():
        store, _, value = text.rpartition(_SEPARATOR)
        found.append(forgotten.alias(kind, value, store))
    return pa.array(found, pa.string()).take(encoded.indices)


def _mentions(stores: pa.Array, texts: pa.Array, forgotten: Forgotten) -> pa.Array:
    known = pc.coalesce(stores, pa.scalar(ANYWHERE))
    told = pc.binary_join_element_wise(known, texts, pa.scalar(_SEPARATOR))
    encoded = told.dictionary_encode()
    found = []
    for text in encoded.dictionary.to_pylist():
        store, _, words = text.partition(_SEPARATOR)
        found.append(mentions(words, store, forgotten))
    return pc.coalesce(pa.array(found, pa.bool_()).take(encoded.indices), pa.scalar(False))


def _has_free_text(table: str) -> bool:
    return any(column.info.get("personal") is Personal.FREE_TEXT for column in _ALL[table].c)


def _in_key(table: str, column: sa.Column[object]) -> bool:
    return column.name in _ALL[table].info["key"]


def _texts(rows: pa.Table, name: str) -> pa.Array:
    if name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    return _flat(rows.column(name)).cast(pa.string())


def _flat(column: pa.ChunkedArray) -> pa.Array:
    chunks = column.chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks or [pa.nulls(0, column.type)])


def _with(rows: pa.Table, name: str, values: pa.Array) -> pa.Table:
    place = rows.schema.get_field_index(name)
    field = rows.schema.field(place)
    return rows.set_column(place, field, values.cast(field.type))


def _nothing() -> pa.Scalar:
    return pa.scalar(None, pa.string())
