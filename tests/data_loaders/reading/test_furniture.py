import pytest

from data_loaders.reading.furniture import is_grand_total, kind_of_row

HEADINGS = ("序号", "工单号", "车牌号", "工时费", "材料费", "备注")


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (["", " ", "\t", "", "", ""], "blank_row"),
        (["小计", "", "李四", "1", "2", ""], "total_row"),
        (["", "合 计".replace(" ", ""), "", "1", "2", ""], "total_row"),
        (["总计：", "", "", "1", "2", ""], "total_row"),
        (["平均", "", "", "1", "2", ""], "total_row"),
        (["李四 小计", "", "", "1", "2", ""], "total_row"),
        (["序号", "工单号", "车牌号", "工时费", "材料费", "备注"], "repeated_heading"),
        (["制表:", "", "", "审核:", "", ""], "signature_row"),
        (["第 3 页", "", "", "", "", ""], "signature_row"),
        (["查询日期:2024-05-01至2024-05-31", "", "", "", "", ""], "repeated_title"),
        (["", "某店 明细表", "", "", "", ""], "repeated_title"),
        (["1", "RO1", "粤A1", "10", "20", "合计已付"], None),
        (["1", "", "粤A1", "10", "20", ""], None),
    ],
)
def test_rows_that_are_no_data_are_told_apart(cells: list[str], rule: str | None) -> None:
    assert kind_of_row(cells, HEADINGS, {("某店 明细表",)}) == rule


def test_a_subtotal_sums_only_a_part() -> None:
    assert is_grand_total(["合计", "", "1"])
    assert not is_grand_total(["小计", "", "1"])
    assert not is_grand_total(["李四合计", "", "1"])
