# ruff: noqa: DTZ001 - local time without zone
from datetime import date, datetime

import pytest

from data_loaders.reading.surroundings import printed_at, read_surroundings


def test_title_and_condition_row_tell_period_store_and_time_of_printing() -> None:
    found = read_surroundings(
        "XX汽车销售服务有限公司 维修结算明细表 经销商代码:N001\n"
        "查询条件:结算日期 2024-05-01 至 2024-05-31 打印时间：2024/6/1 9:02",
        "明细.xlsx",
    )
    assert found.store_text == "N001"
    assert found.printed_at == datetime(2024, 6, 1, 9, 2)
    assert found.range_end == date(2024, 5, 31)
    assert (found.month, found.year, found.as_of) == ("202405", 2024, date(2024, 5, 31))


@pytest.mark.parametrize(
    ("title", "hint", "as_of"),
    [
        ("配件库存 截止日期:2024-05-20", "库存.xls", date(2024, 5, 20)),
        ("", "N001/配件库存_20240531.xls", date(2024, 5, 31)),
        ("", "N001/配件库存-2024-05-30.xls", date(2024, 5, 30)),
        ("2024年02月配件结存", "库存.xls", date(2024, 2, 29)),
        ("", "202404/库存.xls", date(2024, 4, 30)),
        ("", "库存.xls", None),
    ],
)
def test_the_day_of_a_stock_is_taken_from_title_or_name(
    title: str, hint: str, as_of: date | None
) -> None:
    assert read_surroundings(title, hint).as_of == as_of


def test_the_line_below_a_table_may_say_when_it_was_printed() -> None:
    assert printed_at("制表:张三 打印日期:2024-06-02") == datetime(2024, 6, 2)
    assert printed_at("制表:张三") is None
