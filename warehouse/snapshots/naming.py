"""Names in the place of numbers of employees, and whose numbers they stand for.

Many lists print who did something by name. The staff list of the store says which number that is:
of the person of that name whose spell of employment covers the day of the row, else of the only
one who ever bore it there. A name that two people bear at the time, or nobody, stays as it is.
This is decided while parts are merged, so that it does not matter which comes first, the list of
staff or the rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import duckdb
import sqlalchemy as sa

from warehouse.engines.duckdb import quoted
from warehouse.schema import TABLES, Personal
from warehouse.schema.plans import EVERYONE
from warehouse.snapshots.home import WarehouseHome
from warehouse.snapshots.manifest import Detail
from warehouse.snapshots.parts import Plan

STAFF = "dim_employee"
# A name begins with two characters of Chinese; what follows in brackets is no part of it.
_NAME = "^[\\x{4E00}-\\x{9FFF}·]{2,}[ (（]?"
_AFTER = "[ (（].*$"
_SPELLS = "staff_names"


@dataclass(frozen=True, slots=True)
class Naming:
    """The staff lists, as far as they tell names.

    Attributes:
        spells: rows of (store, name, number, first day, last day) as a select; empty for none.
        changed: whether they tell something else than in the snapshot before.
    """

    spells: str = ""
    changed: bool = False

    def widen(self, table: str, plan: Plan, before: Detail | None) -> Plan:
        """Have a table merged anew from all its parts where names in it may mean others now."""
        touched = self.changed and before is not None and before.named and columns_of(table)
        return replace(plan, again=True) if touched else plan


NOBODY = Naming()


def columns_of(table: str) -> frozenset[str]:
    """Columns of a table that hold numbers of employees."""
    declared = TABLES.get(table)
    if declared is None or table == STAFF or "store_code" not in declared.c:
        return frozenset()
    return frozenset(
        column.name
        for column in declared.c
        if column.info.get("personal") is Personal.STAFF and column.name.endswith("_id")
    )


def read_staff(
    connection: duckdb.DuckDBPyConnection,
    home: WarehouseHome,
    detail: Detail | None,
    before: Detail | None,
) -> Naming:
    """Return what the staff lists say.

    Args:
        connection: any; what they say is kept in it.
        home: the warehouse.
        detail: all employees known now.
        before: those that the snapshot before knew.
    """
    now, old = (_spells(home, each) for each in (detail, before))
    if not now:
        return Naming(changed=bool(old))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {_SPELLS} AS {now}")
    if not old:
        return Naming(_SPELLS, changed=True)
    found = connection.execute(
        f"SELECT count(*) FROM ((FROM {_SPELLS} EXCEPT ({old})) UNION ALL "
        f"(({old}) EXCEPT FROM {_SPELLS}))"
    ).fetchone()
    return Naming(_SPELLS, changed=bool(found and found[0]))


def has_names(connection: duckdb.DuckDBPyConnection, table: str, rows: str) -> bool:
    """Tell whether a name stands anywhere in a table's columns of numbers.

    Args:
        connection: any.
        table: whose columns.
        rows: a select or name of its rows.
    """
    columns = columns_of(table)
    if not columns:
        return False
    told = " OR ".join(_is_name(f'"{column}"') for column in sorted(columns))
    return connection.execute(f"SELECT 1 FROM {rows} WHERE {told} LIMIT 1").fetchone() is not None


def numbered(rows: str, table: str, naming: Naming) -> str:
    """Return a select over rows, with numbers in the place of the names that stand for one."""
    if not naming.spells:
        return rows
    for column in sorted(columns_of(table)):
        rows = f"({_numbered(rows, table, column, naming.spells)})"
    return rows


@dataclass(frozen=True, slots=True)
class LeftName:
    """Rows of a source file in which a name still stands for a number.

    Attributes:
        sha256: the file.
        sheet: its sheet.
        column: column of the table.
        bearers: how many people of the store bear the name at the time, or ever where none does.
        rows: numbers of the rows in the sheet, ascending.
    """

    sha256: str
    sheet: str
    column: str
    bearers: int
    rows: list[int] = field(default_factory=list)


def names_left(
    home: WarehouseHome, details: Mapping[str, Detail], table: str, sources: Iterable[str]
) -> list[LeftName]:
    """Return where names still stand for numbers in the rows of some files.

    Args:
        home: the warehouse.
        details: of the snapshot.
        table: whose rows.
        sources: digests of the files.
    """
    detail, columns = details.get(table), columns_of(table)
    wanted = ", ".join(map(quoted, sources))
    if detail is None or not detail.files or not columns or not wanted:
        return []
    found = []
    with duckdb.connect(":memory:") as connection:
        spells = read_staff(connection, home, details.get(STAFF), None).spells
        files = _text(home, detail)
        rows = f"(FROM read_parquet([{files}]) WHERE source_file IN ({wanted}))"
        for column in sorted(columns):
            join = ""
            if spells:
                bearers = _bearers(rows, table, column, spells)
                join = f"LEFT JOIN ({bearers}) b ON {_same(table, column)}"
            count = "coalesce(nullif(b.covering, 0), b.ever, 0)" if spells else "0"
            found += connection.execute(
                f"SELECT r.source_file, coalesce(r.source_sheet, ''), '{column}', {count} AS n, "
                f"list(r.source_row ORDER BY r.source_row) FROM {rows} r {join} "
                f"WHERE {_is_name(f'r.{column}')} GROUP BY ALL ORDER BY ALL"
            ).fetchall()
    return [LeftName(*row) for row in found]


def _numbered(rows: str, table: str, column: str, spells: str) -> str:
    return (
        f"SELECT r.* REPLACE (coalesce(b.number, r.{column}) AS {column}) FROM {rows} r "
        f"LEFT JOIN ({_bearers(rows, table, column, spells)}) b ON {_same(table, column)}"
    )


def _bearers(rows: str, table: str, column: str, spells: str) -> str:
    """Who bears the names of a column: how many at the time and ever, and the number of the one."""
    covers = "(n.day IS NULL OR (s.first_day <= n.day AND s.last_day >= n.day))"
    covering = f"count(DISTINCT s.number) FILTER (WHERE {covers})"
    ever = "count(DISTINCT s.number)"
    return (
        f"SELECT n.*, {covering} AS covering, {ever} AS ever, "
        f"CASE WHEN {covering} = 1 THEN min(s.number) FILTER (WHERE {covers}) "
        f"WHEN {covering} = 0 AND {ever} = 1 THEN min(s.number) END AS number "
        f"FROM (SELECT DISTINCT r.store_code, r.{column} AS name, {_day(table)} AS day "
        f"FROM {rows} r WHERE {_is_name(f'r.{column}')}) n "
        f"JOIN {spells} s ON s.store_code = n.store_code AND s.name = {_plain('n.name')} "
        "GROUP BY ALL"
    )


def _same(table: str, column: str) -> str:
    return (
        f"b.store_code = r.store_code AND b.name = r.{column} "
        f"AND b.day IS NOT DISTINCT FROM {_day(table)}"
    )


def _day(table: str) -> str:
    """The day of a row; nothing for tables without a day of their own."""
    dated = TABLES[table].info["dated_by"]
    if dated is None or not isinstance(TABLES[table].c[dated].type, sa.Date | sa.DateTime):
        return "CAST(NULL AS DATE)"
    return f'CAST(r."{dated}" AS DATE)'


def _is_name(column: str) -> str:
    # The comparison spares most columns the pattern: numbers begin with digits and letters.
    return (
        f"({column} >= '一' AND {column} <> {quoted(EVERYONE)} "
        f"AND regexp_matches({column}, {quoted(_NAME)}))"
    )


def _plain(name: str) -> str:
    return f"regexp_replace({name}, {quoted(_AFTER)}, '')"


def _spells(home: WarehouseHome, detail: Detail | None) -> str:
    files = () if detail is None else detail.files
    if detail is None or not files or not all((home.path / file).is_file() for file in files):
        return ""
    return (
        f"SELECT DISTINCT store_code, {_plain('trim(employee_name)')} AS name, "
        "employee_id AS number, hire_date AS first_day, "
        "coalesce(leave_date, DATE '9999-12-31') AS last_day "
        f"FROM read_parquet([{_text(home, detail)}]) WHERE employee_name IS NOT NULL"
    )


def _text(home: WarehouseHome, detail: Detail) -> str:
    return ", ".join(quoted(str(home.path / file)) for file in detail.files)
