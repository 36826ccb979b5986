"""Turns statements into text and values, and remembers texts of statements of the same shape.

A page asks the same questions again and again for other days and stores; writing a statement of
150 sums takes as long as answering it. Which statements have one shape is SQLAlchemy's own
knowledge, the same that its engines keep their texts by.
"""

import threading
from collections import OrderedDict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler

from warehouse.engines.backend import QueryFailedError

_KEPT = 1024


class StatementCompiler:
    """Compiles SELECTs for one dialect; may be used by several threads.

    Args:
        dialect: the dialect.
        remember: whether texts are kept; a dialect must say that it supports it.
    """

    def __init__(self, dialect: Dialect, *, remember: bool) -> None:
        self._dialect = dialect
        self._remember = remember
        self._known: OrderedDict[Any, SQLCompiler] = OrderedDict()
        self._turn = threading.Lock()

    def compile(self, statement: sa.ClauseElement) -> ExpandedState:
        """Return text and values of a SELECT, lists of values written out.

        Raises:
            QueryFailedError: if it is no SELECT, or uses what the dialect does not know.
        """
        if not isinstance(statement, sa.SelectBase):
            raise QueryFailedError(
                f"Expected a SELECT, got {type(statement).__name__}; an engine is only read from."
            )
        key = statement._generate_cache_key() if self._remember else None
        if key is None:
            compiled = self._write(statement)
            return compiled.construct_expanded_state(compiled.construct_params())
        with self._turn:
            known = self._known.get(key.key)
            if known is not None:
                self._known.move_to_end(key.key)
        if known is None:
            known = self._write(statement, cache_key=key)
            with self._turn:
                self._known[key.key] = known
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        values = known.construct_params(extracted_parameters=key.bindparams)
        return known.construct_expanded_state(values)

    def _write(self, statement: sa.SelectBase, **more: Any) -> SQLCompiler:
        try:
            compiled = statement.compile(dialect=self._dialect, **more)
        except (sa.exc.CompileError, NotImplementedError) as error:
            raise QueryFailedError(
                f"The statement cannot be written for {self._dialect.name}: {error}"
            ) from error
        assert isinstance(compiled, SQLCompiler)
        return compiled


class WrittenOut:
    """Texts of statements with their values written into them, each written once.

    Args:
        dialect: the dialect.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: OrderedDict[Any, str] = OrderedDict()
        self._turn = threading.Lock()

    def of(self, statement: sa.ClauseElement) -> str:
        """Return the text of a statement."""
        key = statement._generate_cache_key()
        if key is None:
            return self._write(statement)
        # Equal numbers of two types, 1 and true, are not written alike.
        given = tuple((type(p.effective_value), repr(p.effective_value)) for p in key.bindparams)
        place = (key.key, given)
        with self._turn:
            known = self._known.get(place)
            if known is not None:
                self._known.move_to_end(place)
                return known
        text = self._write(statement)
        with self._turn:
            self._known[place] = text
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return text

    def _write(self, statement: sa.ClauseElement) -> str:
        return str(statement.compile(dialect=self._dialect, compile_kwargs={"literal_binds": True}))


def column_types(statement: sa.ClauseElement) -> list[sa.types.TypeEngine[Any]]:
    """Return the SQLAlchemy type of every column of a SELECT, in order."""
    if not isinstance(statement, sa.SelectBase):
        return []
    return [column.type for column in statement.selected_columns]
