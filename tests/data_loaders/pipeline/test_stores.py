"""Whose rows they are: column, title, folder, file, option; and registers that come late."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from data_loaders.pipeline.context import LoadOptions
from data_loaders.pipeline.waiting import keep, kept, release
from tests.data_loaders.extracts import STORES, write_csv, write_text, write_xlsx
from tests.data_loaders.loads import load, reason

HEADINGS = ("工单号", "进厂时间", "维修类别")
ROW = ("R1", "2024-05-01", "保养")


def test_the_column_speaks_before_title_and_folder(tmp_path: Path) -> None:
    rows = [["泉城店 维修明细"], ["门店", *HEADINGS], ["明湖店", *ROW], ["", "R2", *ROW[1:]]]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": rows})
    found = load(path, staging=tmp_path / "st").rows("repair_orders")
    assert [row["store_code"] for row in found] == ["N001", "N002"]


def test_the_title_speaks_before_the_folder(tmp_path: Path) -> None:
    rows = [["泉城店 维修明细"], [*HEADINGS], [*ROW]]
    path = write_xlsx(tmp_path / "N001" / "a.xlsx", {"s": rows})
    assert load(path, staging=tmp_path / "st").file.store == "N002"


def test_the_name_of_the_file_may_tell_the_store(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "维修_N002_202405.csv", HEADINGS, ROW)
    assert load(path, staging=tmp_path / "st").file.store == "N002"


def test_a_store_that_is_named_for_the_load_is_used(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADINGS, ROW)
    loaded = load(path, staging=tmp_path / "st", options=LoadOptions(store="n002"))
    assert loaded.rows("repair_orders")[0]["store_code"] == "N002"


def test_a_row_of_another_store_than_the_named_one_is_a_conflict(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ("门店", *HEADINGS), ("N001", *ROW), ("某店", *ROW))
    loaded = load(path, staging=tmp_path / "st", options=LoadOptions(store="N002"))
    assert reason(loaded.file, "store_conflict").row == 2
    assert loaded.rows("repair_orders")[0]["store_code"] == "N002"


def test_a_new_store_is_entered_only_when_asked(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADINGS, ROW)
    refused = load(path, staging=tmp_path / "a", options=LoadOptions(store="Z9"))
    assert refused.file.reasons[0].rule == "unknown_store"
    entered = load(path, staging=tmp_path / "b", options=LoadOptions(store="Z9", new_store=True))
    assert [row["store_code"] for row in entered.rows("dim_store")] == ["Z9"]
    assert entered.rows("repair_orders")[0]["store_code"] == "Z9"


def test_a_register_in_the_same_load_counts_for_all_files(tmp_path: Path) -> None:
    write_csv(tmp_path / "in" / "a.csv", ("经销商代码", *HEADINGS), ("N002", *ROW))
    write_text(tmp_path / "in" / "z.csv", STORES)
    loaded = load(tmp_path / "in", staging=tmp_path / "st", stores=())
    assert loaded.report.exit_status == 0
    assert loaded.outcome.waiting == []


def test_files_with_unknown_stores_wait_and_are_read_again(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in" / "N002" / "a.csv", HEADINGS, ROW)
    first = load(path, staging=tmp_path / "st1", stores=())
    (waiting,) = first.outcome.waiting
    keep(waiting, tmp_path / "raw")
    (again,) = kept(tmp_path / "raw")
    assert (again.name, again.sha256, again.hint) == (waiting.name, waiting.sha256, waiting.hint)
    assert again.path.read_bytes() == path.read_bytes()
    release(tmp_path / "raw", [again.sha256])
    assert list((tmp_path / "raw").iterdir()) == []


def test_a_full_extract_that_waits_for_its_store_is_still_one_afterwards(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in" / "N002" / "a.csv", HEADINGS, ROW)
    (waiting,) = load(path, staging=tmp_path / "st1", stores=()).outcome.waiting
    drawn = replace(waiting, is_full=True, extracted_at=datetime.fromisoformat("2026-10-01T08:00"))
    keep(drawn, tmp_path / "raw")
    (again,) = kept(tmp_path / "raw")
    assert replace(again, path=drawn.path) == drawn
