import pytest

from data_loaders.faults import RefusedError
from data_loaders.profiles import SHIPPED
from data_loaders.profiles.headings import take_apart
from data_loaders.profiles.matching import Match, find_match
from tests.data_loaders.extracts import daily_sheet, repair_list


def match(*head: list[str], words: str = "") -> Match:
    width = max(map(len, head))
    even = [[*cells, *[""] * (width - len(cells))] for cells in head]
    return find_match(even, None, (), words, SHIPPED)


def test_headings_stand_below_title_and_conditions() -> None:
    found = match(*[[str(cell) for cell in row] for row in repair_list()])
    assert (found.target.table, found.title_rows, found.first_data) == ("repair_orders", 2, 3)
    assert found.unknown == ("合计金额",)


def test_two_levels_of_headings_are_joined_through_merged_cells() -> None:
    rows, merges = daily_sheet()
    head = [[str(cell) for cell in row] for row in rows]
    found = find_match(head, None, merges, "", SHIPPED)
    assert found.profile.name == "sales-daily"
    assert (found.title_rows, found.first_data) == (1, 3)
    assert found.headings[11:] == ("库存 期末", "库存 >90天")


def test_two_levels_are_joined_without_merged_cells_too() -> None:
    rows, _ = daily_sheet()
    found = match(*[[str(cell) for cell in row] for row in rows])
    assert found.profile.name == "sales-daily"


def test_units_in_brackets_scale_amounts() -> None:
    found = match(["工单号", "进厂时间", "工时费(万元)", "材料费(元)"])
    assert found.factors == {"labour_sales": 10_000}


def test_an_amount_with_vat_is_no_amount_without() -> None:
    found = match(["工单号", "进厂时间", "材料费", "工时费(含税)"])
    assert found.vat_conflicts == ("工时费(含税)",)
    assert "labour_sales" not in dict(found.columns).values()
    assert take_apart("工时费(不含税)").includes_vat is False


def test_instructions_inside_headings_are_ignored() -> None:
    assert take_apart("到期时间(不填为永久有效)").bare == "到期时间"
    assert take_apart(" 工 单 号： ").full == "工单号"


def test_a_missing_key_is_named_with_the_closest_table() -> None:
    with pytest.raises(RefusedError) as caught:
        match(["工单编好", "车牌号", "车架号", "进厂时间", "维修类别", "工时费", "材料费"])
    assert caught.value.rule == "heading_incomplete"
    assert caught.value.details["table"] == "repair_orders"
    assert caught.value.details["missing"] == "工单号 (ro_no)"
    assert "工单编好 ~ 工单编号" in caught.value.details["near"]


def test_a_name_in_the_title_settles_what_few_headings_leave_open() -> None:
    headings = ["工单号", "行号", "账类"]
    assert match(headings, words="维修项目(工时)明细").target.table == "ro_labour_lines"


def test_one_column_is_no_table() -> None:
    with pytest.raises(RefusedError, match="heading_unknown"):
        match(["工单号"], ["R1"])
