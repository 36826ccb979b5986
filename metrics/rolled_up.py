"""What a snapshot holds beside its details, so that questions need not go back to these.

Tables of facts (``stored``), daily values by day and store (``rollups``), the same by store and
measure (``daily_series``), and their sums by month and store (``monthly_roll_up``); and a list of
what is there, since a snapshot may be older than the catalogue.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from metrics.carried_days import CarriedDays
from metrics.carrying import Carrying
from metrics.daily_series import build_series, carry_series
from metrics.facts.budgets import STATED
from metrics.model.measures import Measure
from metrics.monthly_roll_up import build_months, carry_months
from metrics.rollups import Connection, build_daily, rollable
from metrics.stored import build_facts, facts_of, stored_all
from warehouse.engines import Backend, QueryFailedError
from warehouse.snapshots.errors import NotCarriedError

_LIST = sa.table("rolled_up", sa.column("kind", sa.String()), sa.column("name", sa.String()))


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Names of what is there.

    Attributes:
        measures: in the daily roll-up.
        facts: with a table of their own.
        first: first day of the daily values; what reaches further back is in the details only.
    """

    measures: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    first: date = date.min


NOTHING_ROLLED_UP = RolledUp()


def build_rolled_up(
    connection: Connection, measures: Iterable[Measure], first: date, last: date
) -> RolledUp:
    """Build everything that measures can be answered from beside the details.

    Args:
        connection: a DuckDB database that holds all tables of the warehouse.
        measures: those of the catalogue.
        first: first day of the daily values.
        last: last day of them.
    """
    every = tuple(measures)
    facts = build_facts(connection, (*facts_of(every), STATED))
    names = build_daily(connection, stored_all(every, facts), first, last)
    names -= build_series(connection)
    build_months(connection, names)
    _write_list(connection, names, facts, first, last)
    return RolledUp(names, facts, first)


def carry_rolled_up(
    connection: Connection,
    measures: Iterable[Measure],
    first: date,
    last: date,
    changed: frozenset[str],
) -> RolledUp:
    """Bring up to date what `build_rolled_up` made of the rows of the snapshot before.

    Args:
        connection: a copy of that snapshot, with the tables of the new one.
        measures: those of the catalogue.
        first: first day of the daily values.
        last: last day of them.
        changed: tables with rows in `gone_rows_<table>` and `come_rows_<table>`.

    Raises:
        NotCarriedError: it was built by other definitions or for other days, or holds something
            that does not fit; it must be built as a whole.
    """
    before = connection.arrow(f"SELECT kind, name FROM {_LIST.name}").to_pylist()
    held = {kind: {row["name"] for row in before if row["kind"] == kind} for kind in _KINDS}
    of_these = {"definitions": {fingerprint()}, "first": {str(first)}, "last": {str(last)}}
    if any(held[kind] != told for kind, told in of_these.items()):
        raise NotCarriedError("the roll-ups were built by another version or for other days")
    every = tuple(measures)
    facts = (*facts_of(every), STATED)
    carrying = Carrying(connection, changed)
    touched = carrying.carry(facts)
    carrying.close()
    days = CarriedDays(connection, touched, first)
    days.carry(every)
    names = frozenset(m.name for m in rollable(every))
    names -= carry_series(connection, days.measures)
    carry_months(connection, names)
    if {"measure": names, "fact": {fact.name for fact in facts}} != {
        kind: held[kind] for kind in ("measure", "fact")
    }:
        raise NotCarriedError("the roll-ups hold other measures or facts")
    return RolledUp(names, frozenset(held["fact"]), first)


def _write_list(
    connection: Connection, names: frozenset[str], facts: frozenset[str], first: date, last: date
) -> None:
    held = {"measure": sorted(names), "fact": sorted(facts)}
    held |= {"definitions": [fingerprint()], "first": [first.isoformat()]}
    held |= {"last": [last.isoformat()]}
    rows = ", ".join(f"('{kind}', '{name}')" for kind, found in held.items() for name in found)
    connection.run(f"CREATE OR REPLACE TABLE {_LIST.name} (kind VARCHAR, name VARCHAR)")
    connection.run(f"INSERT INTO {_LIST.name} VALUES {rows}")


def is_of_this_version(backend: Backend) -> bool:
    """Whether what a snapshot holds beside its details was built by these definitions."""
    return _read_list(backend)["definitions"] == {fingerprint()}


def definitions_of(backend: Backend) -> str:
    """Digest of the definitions that built what a snapshot holds; empty where it does not say."""
    return "".join(_read_list(backend)["definitions"])


def read_rolled_up(backend: Backend) -> RolledUp:
    """What a snapshot holds; nothing where it does not say, or was built by other definitions.

    Such a snapshot is answered from its details, which are slower and right, until it is built
    anew.
    """
    of_kind = _read_list(backend)
    if of_kind["definitions"] == {fingerprint()}:
        first = date.fromisoformat(min(of_kind["first"]))
        return RolledUp(of_kind["measure"], of_kind["fact"], first)
    if of_kind["definitions"]:
        _LOG.warning("the roll-ups were built by another version; `forecourt renew` builds them")
    return NOTHING_ROLLED_UP


def _read_list(backend: Backend) -> dict[str, frozenset[str]]:
    """Names by kind; empty where the snapshot has no list."""
    try:
        rows = backend.rows(sa.select(_LIST.c.kind, _LIST.c.name))
    except QueryFailedError:
        rows = []
    return {kind: frozenset(row["name"] for row in rows if row["kind"] == kind) for kind in _KINDS}


@cache
def fingerprint() -> str:
    """A digest of everything that says what a roll-up holds: two versions agree or differ in it."""
    room = Path(__file__).parent
    files = [file for part in _DEFINING for file in sorted(room.glob(part))]
    digest = sha256()
    for file in files:
        digest.update(f"{file.name}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


_KINDS = ("measure", "fact", "definitions", "first", "last")
_LOG = logging.getLogger(__name__)
_DEFINING = (
    "facts/*.py",
    "definitions/*/*.py",
    "model/facts.py",
    "model/measures.py",
    "measures.py",
    "business_lines.py",
    "overdue_work.py",
    "rollups.py",
    "stored.py",
    "daily_series.py",
    "monthly_roll_up.py",
    "carrying.py",
    "carried_days.py",
    "parting.py",
    "packing.py",
    "engine_types.py",
    "../warehouse/functions.py",
    # A snapshot of other columns cannot answer for these.
    "../warehouse/schema/*.py",
)
