"""Proposals for sheets that no profile knows."""

from data_loaders.contract.stores import StoreRegister
from data_loaders.mapping.proposing import Proposal, propose

HEADINGS = ["委托书编号", "进厂日", "结算日", "维修类型", "工时金额", "底盘", "车主大名", "备忘"]


def rows(count: int = 12) -> list[list[str]]:
    return [
        [
            f"R{n}", "2024-05-01", "2024/5/2", "机修" if n % 2 else "喷漆专修", "1,200.00",
            f"LSVAA49J1320473{n:02d}", f"张三{n}", "联系 13812345678",
        ]
        for n in range(count)
    ]  # fmt: skip


def made(head: list[list[str]], words: str = "", table: str | None = None) -> Proposal:
    found = propose(head, None, (), words, StoreRegister(), table)
    assert found is not None
    return found


def by_heading(proposal: Proposal) -> dict[str, str | None]:
    return {each.heading: each.column for each in proposal.columns}


def test_close_headings_are_proposed_with_confidence_and_reason() -> None:
    found = made([["", "某店 工单日报"], HEADINGS, *rows()])
    assert (found.table, found.title_rows, found.first_data) == ("repair_orders", 1, 2)
    columns = {each.heading: each for each in found.columns}
    assert columns["委托书编号"].column == "ro_no"
    assert 0.45 <= columns["委托书编号"].confidence < columns["结算日"].confidence == 1.0
    assert columns["委托书编号"].reason.text("en").startswith("the heading is close to")
    assert columns["结算日"].column == "settled_at"
    assert columns["工时金额"].column == "labour_sales"
    assert columns["底盘"].column == "vin"
    assert columns["备忘"].column is None
    assert columns["备忘"].reason.rule == "nothing_fits"
    assert found.missing == ()
    assert 0.5 < found.confidence < 1.0


def test_values_that_no_list_knows_are_named() -> None:
    found = made([HEADINGS, *rows()])
    problems = next(each.problems for each in found.columns if each.heading == "维修类型")
    assert [problem.rule for problem in problems] == ["unlisted_values"]
    assert "喷漆专修" in problems[0].text("zh")
    assert "unmapped" in problems[0].text("en")


def test_a_column_whose_contents_do_not_fit_says_so_with_row_and_value() -> None:
    data = rows()
    data[3][2] = "下周"
    found = made([HEADINGS, *data])
    told = next(each for each in found.columns if each.heading == "结算日")
    assert told.confidence < 1.0
    assert [problem.rule for problem in told.problems] == ["unreadable_values"]
    assert "“下周” in row 5" in told.problems[0].text("en")


def test_contents_of_another_kind_make_a_heading_doubtful() -> None:
    data = rows()
    for row in data:
        row[2] = "已完成"
    found = made([HEADINGS, *data])
    assert by_heading(found)["结算日"] != "settled_at"


def test_vehicles_are_told_by_what_stands_below_the_heading() -> None:
    headings = [*HEADINGS[:5], "内部标识", *HEADINGS[6:]]
    found = made([headings, *rows()])
    told = next(each for each in found.columns if each.heading == "内部标识")
    assert told.column == "vin"
    assert told.reason.rule == "contents"


def test_nobody_can_be_recognised_in_the_first_rows() -> None:
    headings = [*HEADINGS[:6], "送修人", "备忘"]
    found = made([headings, *rows()])
    shown = " ".join(cell for row in found.rows for cell in row)
    assert "张三" not in shown
    assert "13812345678" not in shown
    assert "LSVAA49J132047300" not in shown
    assert "138****5678" in shown
    assert len(found.rows) == 8


def test_a_person_may_choose_another_table() -> None:
    found = made([HEADINGS, *rows()], table="warranty_claims")
    assert found.table == "warranty_claims"
    assert [each.rule for each in found.missing] == ["column_missing"]
    assert "claim_no" in found.missing[0].text("en")


def test_a_required_column_that_nothing_fills_is_named() -> None:
    found = made([HEADINGS[1:], *(row[1:] for row in rows())], "维修工单", "repair_orders")
    assert ["ro_no" in each.text("zh") for each in found.missing] == [True]


def test_headings_with_vat_are_no_fit_for_amounts_without() -> None:
    headings = ["工单号", "结算日期", "工时费(含税)"]
    data = [["R1", "2024-05-01", "113.00"], ["R2", "2024-05-02", "226.00"]]
    found = made([headings, *data], table="repair_orders")
    told = next(each for each in found.columns if each.heading == "工时费(含税)")
    assert (told.column, told.reason.rule) == (None, "vat_left_out")
    assert told.others[0][0] == "labour_sales"


def test_no_row_of_headings_is_no_proposal() -> None:
    assert propose([["说明"], ["第一行"]], None, (), "", StoreRegister()) is None
