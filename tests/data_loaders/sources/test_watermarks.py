"""Databases read along a watermark, on real servers: nothing twice, nothing skipped."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.data_loaders.loads import NOW
from tests.data_loaders.sources.dms import (
    SERVERS,
    START,
    Loader,
    Server,
    fill,
    numbers,
    order,
    put,
    rows_of,
    writing,
)

pytestmark = pytest.mark.database


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with SERVERS[request.param]() as found:
        yield found


@pytest.fixture
def loader(server: Server, tmp_path: Path) -> Loader:
    fill(server, [order(n, n) for n in range(230)])
    return Loader(server, tmp_path)


def test_what_is_new_is_read_and_an_overlap_before_it(loader: Loader) -> None:
    first = loader.load()
    assert numbers(first) == [f"RO{n}" for n in range(230)]
    assert (first.rows, first.since, first.mark.reached) == (230, "", "2024-05-01 11:49:00")
    put(loader.server, order(3, 300, amount=250), order(500, 301))
    second = loader.load()
    assert second.since == "2024-05-01 11:39:00"
    assert numbers(second) == [*(f"RO{n}" for n in range(219, 230)), "RO3", "RO500"]
    assert rows_of(second)[-2]["工时金额"] == "250.00"
    assert second.mark.reached == "2024-05-01 13:01:00"


def test_an_overlap_without_news_is_no_extract(loader: Loader) -> None:
    first = loader.load()
    for _ in range(2):
        again = loader.load()
        assert (again.extract, again.rows, again.mark) == (None, 11, first.mark)


def test_a_row_that_comes_late_within_the_overlap_is_found(loader: Loader) -> None:
    first = loader.load()
    put(loader.server, order(900, 225))
    late = loader.load()
    assert "RO900" in numbers(late)
    assert late.mark.reached == first.mark.reached
    assert late.mark.extracted_at > first.mark.extracted_at
    assert loader.load().extract is None


def test_a_row_that_is_changed_and_changed_back_is_news_twice(loader: Loader) -> None:
    prints = [loader.load().mark.sha256]
    for amount in (1, 100, 1):
        put(loader.server, order(229, 229, amount=amount))
        prints.append(loader.load().mark.sha256)
    assert len(set(prints)) == 4


def test_many_rows_of_one_watermark_come_once_each(loader: Loader) -> None:
    fill(loader.server, [order(n, 5 if 20 <= n < 180 else n // 20) for n in range(230)])
    found = numbers(loader.load())
    assert len(found) == len(set(found)) == 230


def test_rows_without_a_watermark_that_can_be_true_are_read_and_do_not_move_it(
    loader: Loader,
) -> None:
    ahead = int((NOW - START) / timedelta(minutes=1)) + 60 * 24 * 400
    put(loader.server, order(600, None), order(601, ahead), order(602, -60 * 24 * 365 * 60))
    first = loader.load()
    assert (first.rows, first.stray, first.mark.reached) == (233, 3, "2024-05-01 11:49:00")
    assert {"RO600", "RO601", "RO602"} < set(numbers(first))
    again = loader.load()
    assert (again.extract, again.rows) == (None, 14)
    put(loader.server, order(600, None, amount=7))
    changed = {row["任务委托书号"]: row["工时金额"] for row in rows_of(loader.load())}
    assert changed["RO600"] == "7.00"


def test_a_database_put_back_from_a_copy_is_read_from_there(loader: Loader) -> None:
    loader.load()
    fill(loader.server, [order(n, n) for n in range(100)])
    back = loader.load()
    assert (back.went_back, back.mark.reached) == ("2024-05-01 11:49:00", "2024-05-01 09:39:00")
    put(loader.server, order(700, 120))
    assert "RO700" in numbers(loader.load())


def test_no_page_is_large_and_there_is_a_pause_after_each(loader: Loader) -> None:
    loader.load()
    counts = [rows for rows, _ in loader.steps]
    assert max(b - a for a, b in zip([0, *counts], counts, strict=False)) <= 50
    assert loader.naps == [0.5] * (len(counts) - 1)


def test_an_empty_table_and_one_without_watermarks(loader: Loader) -> None:
    fill(loader.server, [])
    assert loader.load().rows == 0
    fill(loader.server, [order(1, None)])
    assert loader.load().rows == 1
    fill(loader.server, [order(1, None), order(2, 5)])
    assert (found := loader.load()).mark.reached == "2024-05-01 08:05:00"
    assert sorted(numbers(found)) == ["RO1", "RO2"]


def test_a_clock_that_goes_back_does_not_let_older_rows_win(loader: Loader) -> None:
    first = loader.load()
    put(loader.server, order(1, 400))
    loader.now = NOW - timedelta(days=2)
    assert loader.load().mark.extracted_at > first.mark.extracted_at


def test_everything_can_be_read_again(loader: Loader) -> None:
    first = loader.load()
    loader.on_rest = lambda pause: loader.server.stop() if len(loader.naps) == 2 else None
    try:
        assert loader.read(again=True) == []
    finally:
        loader.server.start()
    loader.on_rest = lambda pause: None
    put(loader.server, order(0, 0, amount=7))
    loader.now = NOW + timedelta(hours=1)
    (again,) = loader.read(again=True)
    # Pages that an earlier attempt left would hold what was true then.
    assert (again.rows, rows_of(again)[0]["工时金额"]) == (230, "7.00")
    assert again.mark.sha256 != first.mark.sha256


def test_a_server_that_stops_half_way_moves_nothing_and_costs_a_page(loader: Loader) -> None:
    fill(loader.server, [order(n, n) for n in range(400)])
    seconds: list[float] = []

    def stop_at_the_third(pause: float) -> None:
        seconds.append(pause)
        if len(seconds) == 3:
            loader.server.stop()

    loader.on_rest = stop_at_the_third
    try:
        assert loader.read() == []
    finally:
        loader.server.start()
    (refused,) = loader.refused
    assert refused.startswith("dms/wx_gd: source_interrupted")
    assert "'rows': '147'" in refused
    assert "'reached': '2024-05-01 10:26:00'" in refused
    assert "secret" not in refused
    assert seconds[3:] == [1.0, 2.0, 4.0]
    loader.on_rest = lambda pause: None
    found = loader.load()
    assert loader.steps[0][0] > 147
    # The overlap before the last page is read again, and the newer reading comes later.
    assert numbers(found)[:147] == [f"RO{n}" for n in range(147)]
    assert numbers(found)[147:] == [f"RO{n}" for n in range(136, 400)]


def test_a_server_that_comes_back_is_read_to_the_end(loader: Loader) -> None:
    def restart(pause: float) -> None:
        if pause == 0.5 and len(loader.naps) == 2:
            loader.server.stop()
        elif pause >= 1:
            loader.server.start()

    loader.on_rest = restart
    found = loader.load()
    assert set(numbers(found)) == {f"RO{n}" for n in range(230)}
    assert loader.naps.count(1.0) == 1


def test_pages_of_another_plan_are_not_used(loader: Loader) -> None:
    loader.on_rest = lambda pause: loader.server.stop() if len(loader.naps) == 2 else None
    try:
        loader.read()
    finally:
        loader.server.start()
    loader.on_rest = lambda pause: None
    with writing(loader.server) as connection:
        connection.execute(sa.text("ALTER TABLE wx_gd ADD COLUMN 备注 varchar(20)"))
    found = loader.load()
    assert (found.rows, rows_of(found)[0]["备注"]) == (230, None)


@pytest.mark.parametrize(
    ("kind", "values", "reached", "overlap"),
    [
        ("date", ("'2024-05-01'", "'2024-05-03'", "'2024-05-09'"), "2024-05-09", '"36h"'),
        ("bigint", ("1", "5000000000", "5000000900"), "5000000900", "1000"),
        ("numeric(20,0)", ("1", "5000000000", "5000000900"), "5000000900", "1000"),
        (
            "moment",
            ("'2024-05-01 08:00:00.25'", "'2024-05-01 10:00'", "'2024-05-01 10:00:00.5'"),
            "2024-05-01 18:00:00.500000",
            '"30m"',
        ),
    ],
)
def test_days_numbers_and_moments_are_watermarks(
    loader: Loader, kind: str, values: tuple[str, ...], reached: str, overlap: str
) -> None:
    postgresql = loader.server.address.startswith("postgresql")
    # In both, what was written at 10:00 UTC is 18:00 in China.
    moment = "timestamptz" if postgresql else "timestamp(6) NULL"
    zone = "SET TIME ZONE 'UTC'" if postgresql else "SET time_zone = '+00:00'"
    rows = ", ".join(f"('A{n}', {value})" for n, value in enumerate(values))
    with writing(loader.server) as connection:
        connection.execute(sa.text(zone))
        connection.execute(sa.text("DROP TABLE IF EXISTS zc"))
        connection.execute(
            sa.text(f"CREATE TABLE zc (工单号 varchar(9), 版本 {kind.replace('moment', moment)})")
        )
        connection.execute(sa.text(f"INSERT INTO zc VALUES {rows}"))
    other = loader.with_table('name = "zc"', 'watermark = "版本"', f"overlap = {overlap}")
    first = other.load()
    assert (first.rows, first.mark.reached) == (3, reached)
    again = other.load()
    expected = {"date": 1}.get(kind, 2)
    assert (again.extract, again.rows) == (None, expected)


def test_text_is_no_watermark_and_a_column_must_exist(loader: Loader) -> None:
    text = loader.with_table('name = "wx_gd"', 'watermark = "任务委托书号"')
    assert text.read() == []
    assert "watermark_unfit" in text.refused[0]
    missing = loader.with_table('name = "wx_gd"', 'watermark = "没有这列"')
    assert missing.read() == []
    assert "没有这列" in missing.refused[0]


def test_a_table_that_fails_does_not_take_the_others_with_it(loader: Loader) -> None:
    several = loader.with_table(
        'name = "wx_gd"', "[[table]]", 'name = "no_such"', "[[table]]", 'name = "wx_gd"',
        'schema = "dms"' if loader.server.address.startswith("mysql") else 'schema = "public"',
    )  # fmt: skip
    assert [each.rows for each in several.read()] == [230, 230]
    assert len(several.refused) == 1
    assert "no_such" in several.refused[0]


def test_a_statement_that_takes_too_long_is_ended(loader: Loader) -> None:
    slow = "pg_sleep(1) IS NOT NULL" if "postgresql" in loader.server.address else "sleep(1) = 0"
    with writing(loader.server) as connection:
        connection.execute(sa.text("DROP VIEW IF EXISTS slow"))
        connection.execute(
            sa.text(f"CREATE VIEW slow AS SELECT 任务委托书号, 更新时间 FROM wx_gd WHERE {slow}")
        )
    other = loader.with_table('name = "slow"', 'watermark = "更新时间"')
    other.stated = other.stated.replace("timeout_seconds = 5", "timeout_seconds = 1")
    assert other.read() == []
    assert "statement_too_long" in other.refused[0]
    assert "更新时间" in other.refused[0]
    with writing(loader.server) as connection:
        connection.execute(sa.text("DROP VIEW slow"))


def test_a_table_read_whole_begins_anew_with_a_new_connection(tmp_path: Path) -> None:
    with SERVERS["postgresql"]() as found:
        fill(found, [order(n, n) for n in range(230)])
        loader = Loader(found, tmp_path).with_table('name = "wx_gd"')
        stops = [False, False, True]

        def restart(pause: float) -> None:
            if pause >= 1:
                found.start()
            elif stops and stops.pop(0):
                found.stop()

        loader.on_rest = restart
        assert numbers(loader.load()) == [f"RO{n}" for n in range(230)]
        loader.on_rest = lambda pause: found.stop() if len(loader.naps) == 2 else None
        put(found, order(7, 7, amount=8))
        try:
            assert loader.read() == []
        finally:
            found.start()
        assert "source_lost" in loader.refused[0]


def test_values_of_mariadb_are_those_of_the_database(tmp_path: Path) -> None:
    with SERVERS["mariadb"]() as found:
        with writing(found) as connection:
            connection.execute(sa.text("SET SESSION sql_mode = ''"))
            connection.execute(
                sa.text(
                    "CREATE TABLE kh (a bit(1), b tinyint(1), c date, d time, e decimal(12,4), "
                    "f timestamp NULL, g varchar(20) CHARACTER SET gbk, h blob, i bigint unsigned)"
                )
            )
            connection.execute(sa.text("SET time_zone = '+00:00'"))
            connection.execute(
                sa.text(
                    "INSERT INTO kh VALUES (b'1', 0, '0000-00-00', '08:30:00', 1.25, "
                    "'2024-05-01 20:00:00', '保养', 'xyz', 18446744073709551615)"
                )
            )
        (row,) = rows_of(Loader(found, tmp_path).with_table('name = "kh"').load())
    assert list(row.values()) == [
        "1", "0", "0000-00-00", "8:30:00", "1.2500", "2024-05-02 04:00:00", "保养", None,
        "18446744073709551615",
    ]  # fmt: skip
