"""`forecourt map`: from an unknown file to a profile that the next loads use."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commands import load, map
from commands.errors import UserError
from commands.settings import Settings
from tests.commands.quick import without_roll_ups
from tests.commands.test_load import served
from tests.data_loaders.extracts import STORES, write_csv, write_text, write_xlsx, write_zip

HEADINGS = ("委托书编号", "进厂日", "结清于", "维修类型", "工时金额", "备忘")
ROWS = (
    ("R1", "2024-05-01", "2024-05-02", "喷漆专修", "100", "x"),
    ("R2", "2024-05-02", "2024-05-03", "机修", "200", "y"),
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    without_roll_ups(monkeypatch)
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "in" / "N001" / "日报.csv", HEADINGS, *ROWS)


def run(settings: Settings, module: Any, *words: str | Path) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    module.configure(parser)
    out = io.StringIO()
    status = module.run(parser.parse_args([str(word) for word in words]), settings, out)
    return status, out.getvalue()


def test_a_proposal_becomes_a_file_and_the_file_a_profile(
    settings: Settings, unknown: Path, tmp_path: Path
) -> None:
    status, text = run(settings, map, unknown, "--out", tmp_path / "north.json")
    assert status == 0
    assert "(repair_orders)" in text
    assert "委托书编号 -> ro_no" in text
    edited = json.loads((tmp_path / "north.json").read_text(encoding="utf-8"))
    columns = edited["sheets"][0]["columns"]
    assert columns["委托书编号"] == "ro_no"
    columns["结清于"] = "settled_at"
    columns["进厂日"] = "open_at"
    edited["sheets"][0]["left_out"] = ["备忘"]
    edited["sheets"][0]["values"] = {"ro_type": {"喷漆专修": "事故"}}
    (tmp_path / "north.json").write_text(json.dumps(edited), encoding="utf-8")
    status, text = run(settings, map, "--add", tmp_path / "north.json")
    assert (status, (settings.home / "profiles" / "north.json").is_file()) == (0, True)
    _, text = run(settings, map, "--list")
    assert "north" in text
    assert "standard" in text
    stores = write_text(tmp_path / "in" / "经销商档案.csv", STORES)
    status, text = run(settings, load, stores, unknown.parents[1], "--json")
    told = {file["file"]: file for file in json.loads(text)["files"]}["N001/日报.csv"]
    assert (told["profile"], told["loaded"], told["warnings"]) == ("north", 2, [])
    rows = served(settings, "repair_orders", "ro_no", "ro_type")
    assert rows == [("R1", "事故"), ("R2", "一般维修")]
    status, text = run(settings, load, unknown, "--profile", "north", "--store", "N001", "--json")
    assert status == 0


def test_a_sheet_that_is_known_says_by_whom(settings: Settings, tmp_path: Path) -> None:
    known = write_csv(
        tmp_path / "a.csv", ("工单号", "结算日期", "维修类别"), ("R1", "2024-05-02", "保养")
    )
    _, text = run(settings, map, known, "--lang", "en")
    assert "known: standard" in text
    assert "100%" in text


def test_a_sheet_and_a_table_may_be_chosen(settings: Settings, tmp_path: Path) -> None:
    sheets = {"封面": [["说明"]], "一": [list(HEADINGS), *map_rows()]}
    book = write_xlsx(tmp_path / "a.xlsx", sheets)
    _, text = run(settings, map, book, "--sheet", "一", "--table", "warranty_claims", "--json")
    [told] = json.loads(text)
    assert (told["sheet"], told["proposal"]["table"]) == ("一", "warranty_claims")
    _, text = run(settings, map, book, "--json")
    assert [each["proposal"] is None for each in json.loads(text)] == [True, False]


def map_rows() -> list[list[str]]:
    return [list(row) for row in ROWS]


def test_every_file_of_an_archive_is_looked_at(settings: Settings, tmp_path: Path) -> None:
    csv = "\n".join(",".join(row) for row in (HEADINGS, *ROWS))
    members = {"甲/日报.csv": csv.encode(), "空.csv": b""}
    archive = write_zip(tmp_path / "a.zip", members)
    _, text = run(settings, map, archive, "--json")
    told = {each["sheet"]: each for each in json.loads(text)}
    assert set(told) == {"a.zip/甲/日报.csv", "a.zip/空.csv"}
    assert told["a.zip/甲/日报.csv"]["proposal"]["table"] == "repair_orders"
    assert told["a.zip/空.csv"]["proposal"] is None
    assert told["a.zip/空.csv"]["refusal"]["en"]


def test_mistakes_are_named(settings: Settings, unknown: Path, tmp_path: Path) -> None:
    for words, message in (
        ((), "expected one of"),
        ((unknown, "--list"), "expected one of"),
        ((unknown, "--table", "x"), "there is no table x"),
        ((unknown, "--sheet", "x"), "has no sheet x"),
        ((tmp_path / "none.csv",), "none.csv"),
        (("--add", tmp_path / "none.json"), "No such file"),
        ((write_text(tmp_path / "empty.csv", ""),), "empty.csv"),
        (("--add", write_text(tmp_path / "p.json", "{")), "p.json"),
        ((unknown, "--out", write_text(tmp_path / "q.json", "")), "exists already"),
    ):
        with pytest.raises(UserError, match=message):
            run(settings, map, *words)


def test_a_broken_profile_stops_every_load(settings: Settings, unknown: Path) -> None:
    (settings.home / "profiles").mkdir(parents=True)
    (settings.home / "profiles" / "broken.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match=r"broken\.json"):
        run(settings, load, unknown)
