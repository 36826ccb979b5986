"""Each way in which ClickHouse answers otherwise than other engines, and what is done about it.

Every test shows the difference on a bare connection, and then that it does not reach a figure.
"""

from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
import sqlalchemy as sa
from clickhouse_connect import get_client
from clickhouse_connect.cc_sqlalchemy.ddl.tableengine import MergeTree
from clickhouse_connect.driver.client import Client

from tests.warehouse.clickhouse_served import answer
from tests.warehouse.support import arrow_rows
from warehouse import functions as f
from warehouse.clickhouse.place import place_of
from warehouse.engines import QueryFailedError
from warehouse.engines.clickhouse import ClickHouseBackend
from warehouse.schema import TABLES

pytestmark = pytest.mark.engine
ORDERS, STORES = TABLES["repair_orders"], TABLES["dim_store"]
ORDER_ROWS = [
    {"store_code": "A", "ro_no": "1", "open_at": "2024-01-31T17:00", "labour_sales": "15.15"},
    {"store_code": "A", "ro_no": "2", "open_at": "2024-02-01T17:00", "labour_sales": "0.00"},
]


@pytest.fixture(scope="module")
def backend(clickhouse_port: int) -> ClickHouseBackend:
    answer(clickhouse_port, "CREATE DATABASE differences")
    made = ClickHouseBackend(f"clickhousedb://127.0.0.1:{clickhouse_port}/differences")
    made.create_tables([ORDERS, STORES])
    made.insert(ORDERS, arrow_rows(ORDERS, ORDER_ROWS))
    made.insert(STORES, arrow_rows(STORES, [{"store_code": "A"}, {"store_code": "C"}]))
    return made


@pytest.fixture(scope="module")
def bare(clickhouse_port: int, backend: ClickHouseBackend) -> Client:
    """The client alone, with the settings that a server comes with, and a table of its own."""
    assert backend.name == "clickhouse"
    client = get_client(host="127.0.0.1", port=clickhouse_port, database="differences")
    client.command("CREATE TABLE plain (s String, n Int32, d Decimal(18, 2)) ORDER BY s")
    client.command("INSERT INTO plain VALUES ('A', 3, 15.15)")
    return client


def test_a_missing_match_is_nothing_and_not_zero(backend: ClickHouseBackend, bare: Client) -> None:
    text = "SELECT count(p.s), any(p.s) FROM dim_store t LEFT JOIN plain p ON p.s = t.store_code"
    assert bare.query(f"{text} WHERE t.store_code = 'C'").result_rows == [(1, "")]
    joined = STORES.join(ORDERS, ORDERS.c.store_code == STORES.c.store_code, isouter=True)
    asked = sa.select(
        sa.func.count(ORDERS.c.ro_no).label("n"), sa.func.max(ORDERS.c.ro_no).label("no")
    ).select_from(joined)
    assert backend.rows(asked.where(STORES.c.store_code == "C")) == [{"n": 0, "no": None}]
    plain = sa.table("plain", sa.column("s"))
    counted = sa.select(sa.func.count(plain.c.s).label("n"))
    theirs = STORES.join(plain, plain.c.s == STORES.c.store_code, isouter=True)
    assert backend.rows(counted.select_from(theirs).where(STORES.c.store_code == "C")) == [{"n": 0}]


def test_sums_over_nothing_are_nothing(backend: ClickHouseBackend, bare: Client) -> None:
    nothing = bare.query("SELECT sum(n), max(n) FROM plain WHERE s = 'none'").result_rows
    assert nothing == [(0, 0)]
    value = ORDERS.c.labour_sales
    asked = sa.select(
        sa.func.sum(value).label("s"), sa.func.avg(value).label("a"), sa.func.max(value).label("m"),
        sa.func.min(ORDERS.c.open_at).label("first"), sa.func.count().label("n"),
    ).where(ORDERS.c.store_code == "none")  # fmt: skip
    assert backend.rows(asked) == [{"s": None, "a": None, "m": None, "first": None, "n": 0}]


def test_the_key_of_a_total_is_nothing(backend: ClickHouseBackend, bare: Client) -> None:
    rolled = "SELECT n, count() FROM plain GROUP BY ROLLUP(n) ORDER BY 1"
    assert bare.query(rolled).result_rows == [(0, 1), (3, 1)]
    number = sa.table("plain", sa.column("n", sa.Integer())).c.n
    asked = sa.select(number, sa.func.count().label("c")).group_by(sa.func.rollup(number))
    assert {row["n"] for row in backend.rows(asked)} == {None, 3}


def test_the_row_before_the_first_is_nothing(backend: ClickHouseBackend, bare: Client) -> None:
    """No setting changes it; every column of ours is Nullable, and lags are taken in process."""
    window = "lagInFrame({0}) OVER (ORDER BY {0} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"
    assert bare.query(f"SELECT {window.format('n')} FROM plain").result_rows == [(0,)]
    before = sa.func.lagInFrame(ORDERS.c.ro_no).over(order_by=ORDERS.c.ro_no, rows=(-1, 0))
    assert [row["b"] for row in backend.rows(sa.select(before.label("b")))] == [None, "1"]


def test_exact_numbers_are_not_divided_there(backend: ClickHouseBackend, bare: Client) -> None:
    """The scale stays, so that cents are lost; division by zero breaks the statement off."""
    assert bare.query("SELECT d / toInt32(10) FROM plain").result_rows == [(Decimal("1.51"),)]
    with pytest.raises(Exception, match="ivision by zero"):
        bare.query("SELECT d / toInt32(0) FROM plain")
    sums = sa.select(sa.func.sum(ORDERS.c.labour_sales).label("s"))
    (row,) = backend.rows(sums)
    assert float(row["s"]) / 10 == pytest.approx(1.515)


def test_every_column_of_ours_takes_nothing(backend: ClickHouseBackend, bare: Client) -> None:
    """A nullable String of SQLAlchemy is none in the dialect's own CREATE TABLE."""
    table = sa.Table(
        "t", sa.MetaData(), sa.Column("c", sa.String(), nullable=True), MergeTree(order_by="c")
    )
    text = str(sa.schema.CreateTable(table).compile(dialect=backend.dialect))
    assert "Nullable" not in text
    kinds = bare.query(
        "SELECT DISTINCT startsWith(type, 'Nullable') FROM system.columns "
        "WHERE database = 'differences' AND table = 'repair_orders'"
    ).result_rows
    assert [bool(kind) for (kind,) in kinds] == [True]
    rows = backend.rows(sa.select(ORDERS.c.plate_no))
    assert rows == [{"plate_no": None}] * len(ORDER_ROWS)


def test_days_are_added_by_our_function(backend: ClickHouseBackend) -> None:
    day = f.as_day(ORDERS.c.open_at)
    with pytest.raises(QueryFailedError):
        backend.rows(sa.select((day + timedelta(days=1)).label("d")))
    asked = sa.select(
        f.add_days(ORDERS.c.open_at, 1).label("d"),
        f.days_between(ORDERS.c.open_at, date(2024, 3, 1)).label("n"),
    ).order_by(ORDERS.c.ro_no)
    assert backend.rows(asked) == [
        {"d": date(2024, 2, 1), "n": 30},
        {"d": date(2024, 2, 2), "n": 29},
    ]


def test_percentiles_have_a_construct_of_their_own(backend: ClickHouseBackend) -> None:
    within = sa.func.percentile_cont(0.5).within_group(ORDERS.c.labour_sales)
    with pytest.raises(QueryFailedError):
        backend.rows(sa.select(within.label("p")))
    asked = sa.select(f.percentile(ORDERS.c.labour_sales, 0.5).label("p"))
    assert backend.rows(asked) == [{"p": pytest.approx(7.575)}]


def test_numbers_come_in_one_form(backend: ClickHouseBackend, bare: Client) -> None:
    raw: pa.Table = bare.query_arrow("SELECT count() AS n, sum(d) AS s FROM plain")
    assert raw.schema.field("n").type == pa.uint64()
    value = sa.func.sum(ORDERS.c.labour_sales).label("s")
    made = backend.arrow(sa.select(sa.func.count().label("n"), value))
    assert made.schema.field("n").type == pa.int64()
    assert made.schema.field("s").type == pa.decimal128(38, 2)


def test_nothing_is_rolled_back(backend: ClickHouseBackend, bare: Client) -> None:
    """Hence versions: tables are filled first, and one row makes them seen."""
    engine = sa.create_engine(place_of(str(backend._engine.url)).url)
    with engine.connect() as connection:
        connection.execute(sa.text("INSERT INTO plain VALUES ('B', 1, 1)"))
        connection.rollback()
    engine.dispose()
    assert bare.query("SELECT count() FROM plain WHERE s = 'B'").result_rows == [(1,)]
    bare.command("ALTER TABLE plain DELETE WHERE s = 'B' SETTINGS mutations_sync = 2")


def test_rows_are_not_changed_in_place(backend: ClickHouseBackend) -> None:
    for statement in (sa.update(ORDERS).values(mileage=1), sa.insert(ORDERS), sa.delete(ORDERS)):
        with pytest.raises(QueryFailedError, match="only read from"):
            backend.arrow(statement)


def test_long_statements_have_room(backend: ClickHouseBackend, bare: Client) -> None:
    """All KPIs from details at once are longer than a server allows from the box."""
    long = [f"{number:060d}" for number in range(8_000)]
    given = ", ".join(f"'{code}'" for code in long)
    with pytest.raises(Exception, match="Max query size exceeded"):
        bare.query(f"SELECT count() FROM plain WHERE s IN ({given})")
    asked = sa.select(sa.func.count().label("n")).where(ORDERS.c.ro_no.in_([*long, "1"]))
    assert backend.rows(asked) == [{"n": 1}]
