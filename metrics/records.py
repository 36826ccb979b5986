"""What tells one row of a listing from all others: its record, named without telling whose it is.

A record is known by the keys of the tables behind it, which may be a VIN. Outside it goes by a
mark, which only the server can make of these keys, and which nobody can make keys of again.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from metrics.model.facts import Fact
from metrics.tracing import keys_of

# From the text that names a record to its mark.
Mark = Callable[[str], str]
_STORE = "store_code"


def key_columns(fact: Fact) -> tuple[str, ...]:
    """Columns of a fact that name its records: store, number, and the keys of its tables."""
    keys = [column for held in keys_of(fact).values() for column in held.values()]
    return tuple(dict.fromkeys((_STORE, fact.document[0], *keys)))


def record_text(fact: Fact, row: Mapping[str, Any]) -> str:
    """The text that names the record of a row; never to be shown.

    Args:
        fact: whose row.
        row: unmasked, with all of the `key_columns`.
    """
    return _text(fact, key_columns(fact), row)


def marks_of(fact: Fact, rows: Sequence[Mapping[str, Any]], mark: Mark) -> tuple[str, ...]:
    """The marks of rows, in their order; rows of one record have the same one."""
    names = key_columns(fact)
    return tuple(mark(_text(fact, names, row)) for row in rows)


def _text(fact: Fact, names: Sequence[str], row: Mapping[str, Any]) -> str:
    return json.dumps([fact.name, *(str(row[name]) for name in names)], ensure_ascii=True)
