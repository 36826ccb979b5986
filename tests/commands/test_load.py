"""`forecourt load`: what people and scripts see, and what is served afterwards."""

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from commands import load
from commands.errors import UserError
from commands.phone_key import read_phone_key
from commands.reading import open_reader
from commands.settings import Settings
from tests.commands.quick import without_roll_ups
from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.data_loaders.loads import NOW
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots import WarehouseHome, only_loader

HEADINGS = ("工单号", "进厂时间", "结算日期", "维修类别", "工时费")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


@pytest.fixture(autouse=True)
def one_thorough_test(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Roll-ups are built and compared with details in the first test only."""
    if "is_published" not in request.node.name:
        without_roll_ups(monkeypatch)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write_text(tmp_path / "in" / "经销商档案.csv", STORES)


def run(settings: Settings, *words: str | Path) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    load.configure(parser)
    out = io.StringIO()
    status = load.run(parser.parse_args([str(word) for word in words]), settings, out)
    return status, out.getvalue()


def run_json(settings: Settings, *words: str | Path) -> tuple[int, dict[str, Any]]:
    status, text = run(settings, *words, "--json")
    return status, json.loads(text)


def served(settings: Settings, table: str, *columns: str) -> list[tuple[Any, ...]]:
    declared = {**TABLES, **RECORDS}[table].c
    with open_reader(settings) as reader:
        rows = reader.backend.rows(sa.select(*(declared[name] for name in columns)))
        return sorted(tuple(row[name] for name in columns) for row in rows)


def orders(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    return write_csv(folder / "in" / "N001" / name, HEADINGS, *rows)


def test_a_load_is_published_and_a_second_one_changes_nothing(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    orders(tmp_path, "a.csv", ("R1", "2024-05-01", "2024-05-02", "保养", "100"))
    status, report = run_json(settings, tmp_path / "in")
    assert status == 0
    first = report["snapshot"]
    by_name = {file["file"]: file for file in report["files"]}
    told = by_name["N001/a.csv"]
    assert told["table"] == "repair_orders"
    counts = [told[name] for name in ("rows_read", "loaded", "quarantined", "skipped")]
    assert counts == [1, 1, 0, 0]
    assert served(settings, "repair_orders", "ro_no", "store_code") == [("R1", "N001")]
    status, report = run_json(settings, tmp_path / "in")
    assert (status, report["snapshot"]) == (0, first)
    assert {file["state"] for file in report["files"]} == {"already_loaded"}
    assert "已导入" in run(settings, tmp_path / "in")[1]


def test_a_broken_row_is_in_the_report_and_in_the_snapshot(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    path = orders(
        tmp_path,
        "a.csv",
        ("R1", "2024-05-01", "2024-05-02", "保养", "100"),
        ("R2", "1899-12-30", "2024-05-02", "保养", "100"),
    )
    status, report = run_json(settings, register, path)
    assert status == 1
    (told,) = [file for file in report["files"] if file["file"] == "a.csv"]
    (fault,) = told["reasons"]
    assert {name: fault[name] for name in ("row", "column", "rule", "count")} == {
        "row": 3,
        "column": "进厂时间",
        "rule": "date_out_of_range",
        "count": 1,
    }
    assert served(settings, "rejected_rows", "file", "row", "column_name", "rule", "value") == [
        ("a.csv", 3, "进厂时间", "date_out_of_range", "1899-12-30")
    ]
    log = served(settings, "load_log", "file", "rows_read", "rows_loaded", "rows_quarantined")
    assert ("a.csv", 2, 1, 1) in log


def test_the_newest_extract_wins_in_any_order(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    old = orders(tmp_path, "old.csv", ("R1", "2024-05-01", "", "保养", "100"))
    new = orders(tmp_path, "new.csv", ("R1", "2024-05-01", "2024-05-09", "保养", "150"))
    run(settings, register, new)
    run(settings, old)
    assert served(settings, "repair_orders", "ro_no", "labour_sales") == [("R1", 150)]


def test_orders_before_their_register_are_read_when_it_comes(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    other = write_csv(tmp_path / "other" / "s.csv", ("经销商代码", "经销商简称"), ("Z1", "别店"))
    path = orders(tmp_path, "a.csv", ("R1", "2024-05-01", "2024-05-02", "保养", "100"))
    assert run(settings, other)[0] == 0
    status, report = run_json(settings, path)
    assert status == 2
    assert report["files"][0]["reasons"][0]["rule"] == "store_missing"
    status, report = run_json(settings, register)
    assert status == 0
    assert [file["file"] for file in report["files"]] == ["a.csv", "经销商档案.csv"]
    assert served(settings, "repair_orders", "ro_no", "store_code") == [("R1", "N001")]
    assert list((settings.home / "warehouse" / "raw").iterdir()) == []


def test_names_become_numbers_when_the_staff_list_comes(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    path = write_csv(
        tmp_path / "in" / "N001" / "a.csv",
        ("工单号", "进厂时间", "结算日期", "服务顾问"),
        ("R1", "2024-05-01", "2024-05-02", "李四"),
        ("R2", "2024-05-01", "2024-05-02", "赵六"),
        ("R3", "2024-05-01", "2024-05-02", "E9"),
    )
    _, report = run_json(settings, register, path)
    told = {w["rule"]: w for f in report["files"] for w in f["warnings"]}
    assert told["name_for_number"]["rows"] == told["name_of_nobody"]["rows"] == [2, 3]
    assert told["name_of_nobody"]["column"] == "服务顾问"
    staff = write_csv(
        tmp_path / "in" / "N001" / "员工花名册.csv",
        ("工号", "姓名", "入职日期", "离职日期"),
        ("E1", "李四", "2020-01-01", ""),
        ("E2", "赵六", "2020-01-01", ""),
        ("E3", "赵六", "2021-01-01", ""),
    )
    assert run_json(settings, staff)[0] == 0
    assert served(settings, "repair_orders", "ro_no", "sa_id") == [
        ("R1", "E1"),
        ("R2", "赵六"),
        ("R3", "E9"),
    ]
    late = write_csv(
        tmp_path / "in" / "N001" / "b.csv",
        ("工单号", "进厂时间", "结算日期", "服务顾问"),
        ("R4", "2024-05-03", "2024-05-03", "李四"),
        ("R5", "2024-05-03", "2024-05-03", "赵六"),
    )
    _, report = run_json(settings, late)
    told = {w["rule"]: w for f in report["files"] for w in f["warnings"]}
    assert told["name_of_several"]["rows"] == [3]
    assert "name_of_nobody" not in told


def test_nothing_loadable_gives_status_2_and_no_snapshot(
    settings: Settings, tmp_path: Path
) -> None:
    path = write_text(tmp_path / "in" / "empty.csv", "")
    status, report = run_json(settings, path)
    assert (status, report["snapshot"]) == (2, None)
    assert report["files"][0]["reasons"][0]["rule"] == "empty_file"


def test_a_refused_file_is_on_record_once_there_is_a_snapshot(
    settings: Settings, register: Path, tmp_path: Path
) -> None:
    run(settings, register)
    path = write_text(tmp_path / "in" / "x.csv", "主播人员,区补\n甲,5\n")
    assert run(settings, path)[0] == 2
    assert ("x.csv", "refused") in served(settings, "load_log", "file", "state")


def test_the_report_reads_in_english_too(settings: Settings, register: Path) -> None:
    _, text = run(settings, register, "--lang", "en")
    assert "2 rows read = 2 loaded + 0 quarantined + 0 skipped" in text


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--profile", "nobody"), "nobody"),
        (("--profile", "standard:no_table"), "no_table"),
        (("--first-month", "May"), "YYYY-MM"),
        (("--new-store",), "--store CODE"),
    ],
)
def test_a_slip_in_the_options_says_what_to_write(
    settings: Settings, register: Path, words: tuple[str, ...], part: str
) -> None:
    with pytest.raises(UserError) as caught:
        run(settings, register, *words)
    assert part in str(caught.value)


def test_one_loader_at_a_time(settings: Settings, register: Path, tmp_path: Path) -> None:
    with (
        only_loader(WarehouseHome(settings.home / "warehouse"), NOW),
        pytest.raises(UserError, match="Another loader"),
    ):
        run(settings, register)


def test_the_key_of_the_phone_hashes_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    first = read_phone_key(tmp_path / "home", lambda: "k" * 40)
    assert read_phone_key(tmp_path / "home", lambda: "x" * 40) == first
    path = tmp_path / "home" / "phone-key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    with pytest.raises(UserError, match="chmod 600"):
        read_phone_key(tmp_path / "home", lambda: "x" * 40)
    path.chmod(0o600)
    path.write_text("short")
    with pytest.raises(UserError, match="at least 32"):
        read_phone_key(tmp_path / "home", lambda: "x" * 40)
