"""A DMS on PostgreSQL, and one in a file: tables and views become extracts like any others."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_loaders.collecting import collect
from data_loaders.sources.database import is_database
from tests.data_loaders.loads import load, reason
from tests.data_loaders.sources.postgres import server

pytestmark = pytest.mark.database

TABLES = (
    'CREATE TABLE 经销商档案 ("经销商代码" text, "经销商简称" text, "开业日期" date)',
    "INSERT INTO 经销商档案 VALUES ('P001', '数据库店', '2015-03-01')",
    "CREATE TABLE wx_gd (任务委托书号 text, 门店 text, 送修日期 timestamp, 结算日期 timestamptz, "
    "工时金额 numeric(12,2), 进厂里程 integer, 修理类别 text)",
    "INSERT INTO wx_gd SELECT 'RO' || n, 'P001', timestamp '2024-05-01 08:00' + n * interval "
    "'1 minute', timestamptz '2024-05-02 10:00+08', n / 4.0, n, '机修' "
    "FROM generate_series(1, 45000) n",
    "INSERT INTO wx_gd VALUES ('RO-X', 'P999', '2024-05-01', NULL, 1, 1, '机修')",
    "CREATE VIEW 索赔汇总 AS SELECT 'C1' AS 索赔单号, 'P001' AS 门店, timestamp '2024-05-03' AS "
    "首次提报时间, 3 AS 提交次数, 12.5 AS 审核金额, '召回' AS 索赔类型",
    "CREATE TABLE log (id integer, blob bytea)",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as found:
        engine = sa.create_engine(found.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            for statement in TABLES:
                connection.execute(sa.text(statement))
        engine.dispose()
        yield found


def test_tables_and_views_are_mapped_by_the_same_profiles(address: str, tmp_path: Path) -> None:
    loaded = load(address, staging=tmp_path, stores=())
    by_table = {report.file.rpartition("/")[2]: report for report in loaded.outcome.reports}
    orders = by_table["wx_gd"]
    assert (orders.table, orders.rows_read, orders.loaded) == ("repair_orders", 45_001, 45_000)
    assert reason(orders, "unknown_store").value == "P999"
    assert by_table["经销商档案"].loaded == 1
    assert by_table["索赔汇总"].table == "warranty_claims"
    assert by_table["log"].state == "refused"
    assert loaded.report.exit_status == 1


def test_values_are_those_of_the_database(address: str, tmp_path: Path) -> None:
    loaded = load(address, staging=tmp_path, stores=())
    rows = {row["ro_no"]: row for row in loaded.rows("repair_orders")}
    assert len(rows) == 45_000
    row = rows["RO40001"]
    assert row["open_at"] == datetime(2024, 5, 29, 2, 41)  # noqa: DTZ001 - local
    assert row["settled_at"] == datetime(2024, 5, 2, 10)  # noqa: DTZ001 - local
    assert (row["labour_sales"], row["mileage"]) == (Decimal("10000.25"), 40001)
    assert (row["ro_type"], row["store_code"]) == ("一般维修", "P001")
    (claim,) = loaded.rows("warranty_claims")
    assert (claim["submit_count"], claim["approved_amount"]) == (3, Decimal("12.50"))
    assert claim["claim_type"] == "服务活动"
    (store,) = loaded.rows("dim_store")
    assert store["open_date"] == date(2015, 3, 1)


def test_the_same_rows_are_known_again(address: str, tmp_path: Path) -> None:
    prints = []
    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
        extracts, refused = collect([address], tmp_path / turn)
        assert refused == []
        prints.append([extract.sha256 for extract in extracts])
    assert prints[0] == prints[1]


def test_any_database_of_sqlalchemy_will_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/dms.db"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE gd (工单号 text, 门店 text, 进厂日期 text, 工费 real)")
        )
        connection.execute(sa.text("INSERT INTO gd VALUES ('R1', 'N001', '2024/5/1', 12.5)"))
    engine.dispose()
    (row,) = load(url, staging=tmp_path / "st").rows("repair_orders")
    assert (row["ro_no"], row["labour_sales"]) == ("R1", Decimal("12.50"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://dms@127.0.0.1:1/none", "127.0.0.1"),
        ("nosuchengine://host/db", "nosuchengine"),
        ("postgresql://dms@127.0.0.1:notaport/none", "notaport"),
    ],
)
def test_a_database_that_cannot_be_reached_is_a_message(
    tmp_path: Path, url: str, words: str
) -> None:
    assert is_database(url)
    loaded = load(url, staging=tmp_path)
    (found,) = loaded.file.reasons
    assert found.rule == "database_unreachable"
    assert words in found.text("zh") + loaded.file.file
    assert loaded.report.exit_status == 2
