"""The file of a profile that a person made: written, read, refused with reasons."""

import json
from pathlib import Path
from typing import Any

import pytest

from data_loaders.mapping.profile_file import (
    OwnProfile,
    ProfileFileError,
    SheetMapping,
    read_profile,
)
from data_loaders.mapping.profile_folder import (
    BrokenProfileError,
    keep_profile,
    profile_path,
    read_profiles,
)
from data_loaders.profiles.profile import StatedStore

SHEET = SheetMapping(
    "repair_orders",
    {"委托书": "ro_no", "结清日": "settled_at", "维修类别": "ro_type"},
    ("备忘",),
    {"ro_type": {"喷漆专修": "事故"}},
)
PROFILE = OwnProfile("north-dms", (SHEET,), "北方 DMS", "the DMS of the north")


def changed(**parts: Any) -> str:
    return json.dumps(json.loads(PROFILE.text()) | parts, ensure_ascii=False)


def rules(text: str) -> list[str]:
    with pytest.raises(ProfileFileError) as caught:
        read_profile(text)
    assert caught.value.text("zh") != caught.value.text("en")
    return [problem.rule for problem in caught.value.problems]


def sheet(**parts: Any) -> str:
    told = json.loads(PROFILE.text())["sheets"][0] | parts
    return changed(sheets=[told])


def test_what_is_written_is_read() -> None:
    assert read_profile(PROFILE.text()) == PROFILE
    stated = OwnProfile("south", (SHEET,), store=StatedStore("S1", "南店"))
    assert read_profile(stated.text()) == stated


def test_columns_may_be_named_in_chinese() -> None:
    text = sheet(columns={"委托书": "工单号", "结清日": "结算时间"}, values={})
    assert dict(read_profile(text).sheets[0].columns) == {
        "委托书": "ro_no",
        "结清日": "settled_at",
    }


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{", "not_json"),
        ("[]", "not_a_profile"),
        (changed(format=2), "not_a_profile"),
        (changed(sheets=[]), "not_a_profile"),
        (changed(store={"code": 1}), "not_a_profile"),
        (changed(tables=[]), "unknown_key"),
        (changed(name="北方"), "bad_name"),
        (changed(name="../x"), "bad_name"),
        (changed(name="standard"), "name_taken"),
        (sheet(table="repair_order"), "unknown_table"),
        (sheet(columns={"委托书": "ro_no", "x": "settled_on"}), "unknown_column"),
        (sheet(columns={"甲": "ro_no", "乙": "ro_no"}), "column_twice"),
        (sheet(columns={"委托书": "ro_no"}), "too_few_columns"),
        (sheet(columns={"结清日": "settled_at", "维修类别": "ro_type"}), "column_missing"),
        (sheet(columns={"委托书": "ro_no", "工时(含税)": "labour_sales"}), "includes_vat"),
        (sheet(columns=["ro_no"]), "not_a_profile"),
        (sheet(left_out="备忘"), "not_a_profile"),
        (sheet(values={"ro_type": ["事故"]}), "not_a_profile"),
        (sheet(values={"ro_type": {"喷漆": "喷漆"}}), "unlisted_target"),
        (sheet(values={"ro_no": {"a": "b"}}), "no_list"),
    ],
)
def test_a_fault_is_named(text: str, rule: str) -> None:
    assert rules(text) == [rule]


def test_all_faults_are_named_at_once_with_what_was_meant() -> None:
    text = sheet(table="repair_order")
    with pytest.raises(ProfileFileError, match="did you mean repair_orders"):
        read_profile(text)
    assert len(rules(changed(name="X", format=0))) == 1
    assert rules(changed(name="X!", tables=1)) == ["unknown_key"]


def test_a_sheet_confirmed_again_takes_the_place_of_the_first() -> None:
    again = SheetMapping("ro_labour_lines", dict(SHEET.columns))
    assert PROFILE.with_sheet(again).sheets == (again,)
    other = SheetMapping("repair_orders", {"单号": "ro_no", "日期": "settled_at"})
    assert PROFILE.with_sheet(other).sheets == (SHEET, other)


def test_the_folder_keeps_profiles_and_names_a_broken_one(tmp_path: Path) -> None:
    assert read_profiles(tmp_path / "none") == []
    assert keep_profile(tmp_path / "p", PROFILE) == profile_path(tmp_path / "p", "north-dms")
    keep_profile(tmp_path / "p", PROFILE)
    assert read_profiles(tmp_path / "p") == [PROFILE]
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["north-dms.json"]
    (tmp_path / "p" / "z.json").write_text("{", encoding="utf-8")
    with pytest.raises(BrokenProfileError, match=r"z\.json"):
        read_profiles(tmp_path / "p")
