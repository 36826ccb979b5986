"""The documents behind a figure: rows of its facts, with what each adds to either side.

Masks are put on here, by the scope and the privacy class of each column, before anything leaves.
Each row names the extract, the sheet and the row that it came from (see `metrics.tracing`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from access.scope import Masking, Scope, ScopeError
from metrics.compiler.details import of_member, slot_row, within
from metrics.masking import is_masked, mask
from metrics.model.facts import Fact
from metrics.model.formula import (
    AmongPeers,
    Apportion,
    CountStores,
    Mean,
    Over,
    Percentile,
    PerDay,
    PerMonth,
    Plus,
    Scaled,
    Term,
    Whole,
    terms_of,
)
from metrics.model.kpi import Direction, Kpi
from metrics.model.measures import Spread
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.reader import Reader
from metrics.records import Mark, marks_of
from metrics.selection import QuestionError, Selection, UnknownNameError
from metrics.tracing import TRACED, keys_of, trace
from warehouse.schema import TABLES, Personal

STORE = "store_code"
NUMERATOR, DENOMINATOR = "numerator", "denominator"
_OF_CUSTOMERS = frozenset(Personal) - {Personal.NONE, Personal.STAFF, Personal.FREE_TEXT}
_ADDS = {
    NUMERATOR: Words("计入分子", "Adds to numerator"),
    DENOMINATOR: Words("计入分母", "Adds to denominator"),
}


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """A column of a listing.

    ``kind`` is ``text``, ``number``, ``money``, ``day``, ``moment`` or ``flag``; ``about`` is
    ``document``, ``customer``, ``money``, ``adds`` (to the figure) or ``source``; ``masked`` says
    that the reader does not get its values as they are, so that they must not order or find rows;
    ``privacy`` is its class of personal data, empty for none.
    """

    name: str
    words: Words
    kind: str
    about: str = "document"
    masked: bool = False
    privacy: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of documents.

    Attributes:
        fact: name of the fact that they come from.
        words: what a row is called.
        columns: in order; the document's own first, then what it adds to either side, then the
            file, the sheet and the row that it came from.
        rows: at most as many as were asked for.
        total: number of all documents behind the figure in this fact.
        others: other facts that the figure rests on, by name.
        lacking_tables: tables without which there is no figure and of which these stores have
            never sent anything.
        sums: by side, what all documents add to it.
        marks: those of the rows' records, in the order of the rows; none where not asked for.
    """

    fact: str
    words: Words
    columns: tuple[ListedColumn, ...]
    rows: tuple[Mapping[str, Any], ...]
    total: int
    others: Mapping[str, Words]
    lacking_tables: tuple[str, ...] = ()
    sums: Mapping[str, float] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of documents.

    Attributes:
        fact: which of the KPI's facts; the first where not given.
        members: dimension to member, to narrow the documents down.
        limit: at most so many rows.
        offset: leave out so many rows first.
        mark: makes the marks of records; None where nobody is to name them.
    """

    fact: str | None = None
    members: Mapping[str, str] = field(default_factory=dict)
    limit: int = 200
    offset: int = 0
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Share:
    """What the rows of one fact add to one side of a KPI."""

    fact: Fact
    side: str
    counts: sa.ColumnElement[Any]
    adds: sa.ColumnElement[Any]


def list_rows(
    reader: Reader, scope: Scope, kpi: Kpi, selection: Selection, wanted: Wanted | None = None
) -> Listing:
    """The documents that a figure rests on, those against it first where it is a rate.

    Args:
        reader: of the snapshot in view.
        scope: of the reader.
        kpi: the KPI.
        selection: stores and period; groupings and comparisons do not matter.
        wanted: which page; the first 200 rows of the KPI's first fact where not given.

    Raises:
        ScopeError: the department or a store lies outside the scope.
        QuestionError: the KPI has no such fact or dimension.
    """
    if not scope.allows_department(kpi.department.value):
        raise ScopeError(f"{kpi.id} belongs to a department that is not open to you")
    if isinstance(kpi.formula, AmongPeers):
        raise QuestionError(f"{kpi.id} rests on figures of other KPIs: list their documents")
    stores = [store.code for store in reader.stores_of(scope, selection)]
    wanted = wanted or Wanted()
    shown = kpi.broken_down if wanted.members else kpi
    shares = list(_shares(shown, selection.period, reader.as_of))
    names = {share.fact.name: share.fact.words for share in shares}
    if not shares:
        raise QuestionError(f"{kpi.id}: the period has not begun, so that there are no documents")
    chosen = wanted.fact or next(iter(names))
    if chosen not in names:
        known = {name: (words.zh, words.en) for name, words in names.items()}
        remedy = f"{kpi.id} rests on {', '.join(names)}"
        raise UnknownNameError("fact", chosen, known, remedy)
    mine = [share for share in shares if share.fact.name == chosen]
    statement = _statement(mine, stores, wanted.members)
    inner, sides = statement.subquery(), _sides(mine)
    whole: list[sa.ColumnElement[Any]] = [
        sa.cast(sa.func.sum(inner.c[side]), sa.Double()).label(side) for side in sides
    ]
    count = sa.select(sa.func.count().label("n"), *whole).select_from(inner)
    (counted,) = reader.backend.arrow(count).to_pylist()
    sums = {side: float(counted[side] or 0.0) for side in sides}
    columns = _columns(mine, scope.masking)
    fact = mine[0].fact
    page = (
        statement.add_columns(*(fact.source.c[name] for name in _hidden(fact)))
        .order_by(*_order(mine, kpi.direction))
        .limit(wanted.limit)
        .offset(wanted.offset)
    )
    classes = {column.name: personal_class(fact, column.name) for column in columns}
    found = reader.backend.arrow(page).to_pylist()
    places = trace(reader.backend, fact, found)
    rows = tuple(
        {
            column.name: mask(
                {**row, **place}.get(column.name), classes[column.name], scope.masking
            )
            for column in columns
        }
        for row, place in zip(found, places, strict=True)
    )
    others = {name: words for name, words in names.items() if name != chosen}
    lacking = reader.lacking_tables(kpi, stores)
    total = int(counted["n"])
    marks = marks_of(fact, found, wanted.mark) if wanted.mark else ()
    return Listing(chosen, names[chosen], columns, rows, total, others, lacking, sums, marks)


def _shares(kpi: Kpi, period: Period, as_of: date) -> Iterator[_Share]:
    if isinstance(kpi.formula, Percentile):
        share = _spread_share(kpi.formula.spread, period, as_of)
        if share is not None:
            yield share
        return
    for side, term in zip((NUMERATOR, DENOMINATOR), terms_of(kpi.formula), strict=False):
        for leaf, factor in _leaves(term):
            ranges = leaf.window.ranges(period, as_of)
            if not ranges:
                continue
            counts, adds = slot_row(leaf.measure, ranges)
            yield _Share(leaf.measure.fact, side, counts, adds if factor == 1 else factor * adds)


def _leaves(term: Term) -> Iterator[tuple[Over | Mean, int]]:
    """Leaves that documents stand behind, with their sign; constants are left out."""
    match term:
        case Over() | Mean():
            yield term, 1
        case Plus(left=left, right=right, sign=sign):
            yield from _leaves(left)
            yield from ((leaf, factor * sign) for leaf, factor in _leaves(right))
        case (
            Scaled(term=inner)
            | PerDay(term=inner)
            | PerMonth(term=inner)
            | Whole(term=inner)
            | Apportion(amount=inner)
        ):
            yield from _leaves(inner)
        case CountStores(term=inner, above=limit):
            # The documents behind the question; that a store was asked has none of its own.
            yield from () if limit is None else _leaves(inner)


def _spread_share(spread: Spread, period: Period, as_of: date) -> _Share | None:
    past = period.until(as_of)
    if past is None:
        return None
    if spread.at is not None:
        met = within(spread.at, ((past.start, past.end),))
    else:
        last = sa.literal(past.end, sa.Date())
        assert spread.start is not None
        assert spread.end is not None
        met = sa.and_(spread.start <= last, sa.or_(spread.end.is_(None), spread.end > last))
    if spread.where is not None:
        met = sa.and_(met, spread.where)
    return _Share(spread.fact, NUMERATOR, met, sa.literal_column("1", sa.Integer()))


def _statement(
    shares: Sequence[_Share], stores: Sequence[str], members: Mapping[str, str]
) -> sa.Select[Any]:
    fact = shares[0].fact
    columns = [fact.source.c[STORE], *(fact.source.c[n] for n in fact.document if n != STORE)]
    added = [_added(shares, side).label(side) for side in _sides(shares)]
    counts = sa.or_(*(share.counts for share in shares)) if len(shares) > 1 else shares[0].counts
    statement = sa.select(*columns, *added).where(counts).where(fact.store.in_(list(stores)))
    for dimension, member in members.items():
        if dimension not in fact.dimensions:
            known = ", ".join(fact.dimensions) or "nothing"
            raise QuestionError(f"{fact.name} can be narrowed down by {known}, not by {dimension}")
        statement = statement.where(of_member(fact, dimension, member))
    return statement


def _hidden(fact: Fact) -> list[str]:
    """Columns that a listing does not show and that tell where its rows came from."""
    shown = {STORE, *fact.document}
    wanted = [column for held in keys_of(fact).values() for column in held.values()]
    return [name for name in dict.fromkeys(wanted) if name not in shown]


def _sides(shares: Sequence[_Share]) -> list[str]:
    return [side for side in (NUMERATOR, DENOMINATOR) if any(s.side == side for s in shares)]


def _added(shares: Sequence[_Share], side: str) -> sa.ColumnElement[Any]:
    """What a row adds to a side: the sum over its measures, each only where it counts."""
    zero = sa.literal_column("0", sa.Integer())
    parts = [sa.case((s.counts, s.adds), else_=zero) for s in shares if s.side == side]
    total: sa.ColumnElement[Any] = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def _order(shares: Sequence[_Share], direction: Direction) -> list[sa.ColumnElement[Any]]:
    """Rows that pull a ratio to its bad side first, then the newest, then by number."""
    fact = shares[0].fact
    order: list[sa.ColumnElement[Any]] = []
    if len(_sides(shares)) == 2:
        reaches: sa.ColumnElement[Any] = sa.column(NUMERATOR)
        order.append(reaches.desc() if direction is Direction.DOWN else reaches.asc())
    for name in fact.document:
        if isinstance(fact.source.c[name].type, sa.Date | sa.DateTime):
            order.append(fact.source.c[name].desc())
            break
    return [*order, fact.store, fact.source.c[fact.document[0]]]


def _columns(shares: Sequence[_Share], masking: Masking) -> tuple[ListedColumn, ...]:
    fact = shares[0].fact
    names = [STORE, *(name for name in fact.document if name != STORE)]
    listed = [fact_column(fact, name, masking) for name in names]
    listed += [ListedColumn(side, _ADDS[side], "number", "adds") for side in _sides(shares)]
    if keys_of(fact):
        listed += [ListedColumn(name, words, "text", "source") for name, words in TRACED.items()]
    return tuple(listed)


def fact_column(fact: Fact, name: str, masking: Masking) -> ListedColumn:
    """A column of a fact as a listing shows it."""
    words, class_ = fact.labels.get(name), personal_class(fact, name)
    return listed_column(fact.source.c[name], words, class_, masking)


def listed_column(
    column: sa.ColumnElement[Any], words: Words | None, class_: Personal | None, masking: Masking
) -> ListedColumn:
    """A column as listings show it.

    Args:
        column: of a table or of a fact.
        words: its heading; that of the table's own column where not given.
        class_: its privacy class.
        masking: what the reader's scope asks for.
    """
    info, name = _info(column), str(column.key)
    kind = "text"
    if info.get("unit") == "CNY":
        kind = "money"
    elif isinstance(column.type, sa.Boolean):
        kind = "flag"
    elif isinstance(column.type, sa.DateTime):
        kind = "moment"
    elif isinstance(column.type, sa.Date):
        kind = "day"
    elif isinstance(column.type, sa.Numeric | sa.Integer):
        kind = "number"
    if words is None:
        plain = name.replace("_", " ")
        words = Words(info.get("zh") or plain, info.get("en") or plain)
    about = "money" if kind == "money" else "customer" if class_ in _OF_CUSTOMERS else "document"
    is_hidden = is_masked(class_, masking)
    privacy = class_.value if class_ and class_ is not Personal.NONE else ""
    return ListedColumn(name, words, kind, about, is_hidden, privacy)


def _info(column: sa.ColumnElement[Any]) -> Mapping[str, Any]:
    """What the table's own column says, however deep it lies."""
    for origin in column.proxy_set:
        if isinstance(origin, sa.Column) and "zh" in origin.info:
            return origin.info
    return {}


def personal_class(fact: Fact, name: str) -> Personal | None:
    """Privacy class of a column; one that a fact has worked out is known by its name."""
    column = fact.source.c.get(name)
    found = None if column is None else _info(column).get("personal")
    return found if isinstance(found, Personal) else _classes().get(name)


@cache
def _classes() -> Mapping[str, Personal]:
    """Privacy class by column name, where some table has a personal column of that name."""
    return {
        column.name: column.info["personal"]
        for table in TABLES.values()
        for column in table.c
        if column.info.get("personal", Personal.NONE) is not Personal.NONE
    }
