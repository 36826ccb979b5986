"""Statements about tables by their plain names, written for tables that are named otherwise.

A published version has its own tables; a statement names what it reads once, in `FROM`, and
everything else of it stays as it is.
"""

import copy
from collections.abc import Mapping
from typing import Any

from clickhouse_connect.cc_sqlalchemy.sql.compiler import ChStatementCompiler
from sqlalchemy.engine import Dialect


class _Renaming(ChStatementCompiler):
    """Writes `FROM repair_orders__000012 AS repair_orders` for the table `repair_orders`."""

    def visit_table(self, table: Any, asfrom: Any = False, *more: Any, **named: Any) -> str:
        text = super().visit_table(table, asfrom, *more, **named)  # type: ignore[no-untyped-call]  # has no types
        names: Mapping[str, str] = self.dialect.table_names  # type: ignore[attr-defined]
        other = names.get(table.name)
        if not asfrom or other is None:
            return str(text)
        alias = named.get("enclosing_alias")
        if alias is not None and alias.element is table:
            return self.preparer.quote(other)
        return f"{self.preparer.quote(other)} AS {self.preparer.quote(table.name)}"


def renaming(dialect: Dialect, names: Mapping[str, str]) -> Dialect:
    """Return a dialect that reads tables by other names.

    Args:
        dialect: that of ClickHouse.
        names: by the plain name of a table; one that is not among them keeps its name.
    """
    made = copy.copy(dialect)
    made.statement_compiler = _Renaming
    made.table_names = dict(names)  # type: ignore[attr-defined]
    return made
