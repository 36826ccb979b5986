"""Sheets that a person has mapped: his word goes before every guess, and no further than it may."""

import pytest

from data_loaders.faults import RefusedError
from data_loaders.mapping.profile_file import OwnProfile, SheetMapping, source_profile
from data_loaders.profiles import SHIPPED, SourceProfile
from data_loaders.profiles.matching import Match, find_match

COLUMNS = {
    "工单号": "ro_no",
    "结算日期": "settled_at",
    "维修类别": "ro_type",
    "工时费": "labour_sales",
    "服务顾问": "sa_id",
}


def own(name: str, columns: dict[str, str], *left_out: str) -> SourceProfile:
    return source_profile(
        OwnProfile(name, (SheetMapping("repair_orders", columns, tuple(left_out)),))
    )


def found(headings: list[str], *profiles: SourceProfile) -> Match:
    head = [headings, *([["1"] * len(headings)] * 3)]
    return find_match(head, None, (), "", [*profiles, *SHIPPED])


def test_what_a_person_said_goes_before_the_same_headings_of_a_shipped_profile() -> None:
    swapped = {**COLUMNS, "工单号": "plate", "服务顾问": "ro_no"}
    match = found(list(COLUMNS), own("north", swapped))
    assert match.profile.name == "north"
    assert (0, "plate") in match.columns


def test_most_of_his_headings_must_be_there() -> None:
    few = ["工单号", "结算日期"]
    assert found(few, own("north", COLUMNS)).profile.name == "standard"
    most = ["工单号", "结算日期", "维修类别"]
    assert found(most, own("north", COLUMNS)).profile.name == "north"


def test_of_two_the_one_that_is_filled_more_fully_reads_the_sheet() -> None:
    small = own("small", dict(list(COLUMNS.items())[:3]))
    assert found(list(COLUMNS), small, own("large", COLUMNS)).profile.name == "large"
    with pytest.raises(RefusedError, match="heading_ambiguous"):
        found(list(COLUMNS), own("one", COLUMNS), own("two", COLUMNS))


def test_headings_he_left_out_are_no_news() -> None:
    match = found([*COLUMNS, "备忘", "新列"], own("north", COLUMNS, "备忘"))
    assert match.unknown == ("新列",)


def test_without_a_required_column_the_sheet_is_not_his() -> None:
    lacking = [heading for heading in COLUMNS if heading != "工单号"]
    with pytest.raises(RefusedError, match="heading_incomplete"):
        found(lacking, own("north", COLUMNS))


def test_headings_of_two_levels_are_found_again() -> None:
    columns = {"工单 编号": "ro_no", "工单 日期": "settled_at", "工时 金额": "labour_sales"}
    head = [["工单", "", "工时"], ["编号", "日期", "金额"], ["R1", "2024-05-01", "1"]]
    match = find_match(head, None, [(0, 0, 0, 1)], "", [own("north", columns), *SHIPPED])
    assert match.profile.name == "north"
    assert dict(match.columns) == {0: "ro_no", 1: "settled_at", 2: "labour_sales"}
