# ruff: noqa: DTZ001 - local time without zone
"""The same files in any order give the same rows, and the same bytes twice change nothing."""

import random
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from tests.data_loaders.extracts import STORES, write_csv, write_text, write_zip
from tests.data_loaders.loads import load

HEADINGS = ("工单号", "进厂时间", "结算日期", "工单状态")


def rows_of(parts: list[tuple[str, Path]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, path in sorted(parts):
        if table not in ("load_log",):
            found.setdefault(f"{table}/{path.name}", []).extend(
                map(str, pq.read_table(path).to_pylist())
            )
    return found


def test_registers_are_read_first_whatever_they_are_called(tmp_path: Path) -> None:
    write_text(tmp_path / "zz.csv", STORES)
    for store in ("N001", "N002"):
        write_csv(tmp_path / store / "a.csv", HEADINGS, (f"R-{store}", "2024-05-01", "", "开单"))
    paths = [tmp_path / "zz.csv", tmp_path / "N001", tmp_path / "N002"]
    outcomes = []
    for turn in range(3):
        random.Random(turn).shuffle(paths)
        loaded = load(*paths, staging=tmp_path / f"st{turn}", stores=())
        assert loaded.report.exit_status == 0
        outcomes.append(rows_of([(p.table, p.path) for p in loaded.outcome.parts]))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0]) == 3


def test_the_time_of_an_extract_is_told_by_print_then_range_then_data(tmp_path: Path) -> None:
    rows = ("R1", "2024-05-01 08:00", "2024-05-03", "开单")
    body = "\n".join(",".join(cells) for cells in (HEADINGS, rows)) + "\n"
    conditions = {
        "printed": "查询日期:2024-05-01至2024-05-31,打印时间:2024-06-01 09:02\n",
        "asked": "查询日期:2024-05-01至2024-05-31,\n",
        "bare": "",
    }
    found = {}
    for name, words in conditions.items():
        path = write_text(tmp_path / "N001" / f"{name}.csv", words + body)
        (row,) = load(path, staging=tmp_path / name).rows("repair_orders")
        found[name] = row["extracted_at"]
    assert found == {
        "printed": datetime(2024, 6, 1, 9, 2),
        "asked": datetime(2024, 5, 31),
        "bare": datetime(2024, 5, 3),
    }


def test_the_same_bytes_twice_are_loaded_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_csv(folder / "N001" / "a.csv", HEADINGS, ("R1", "2024-05-01", "", "开单"))
    write_csv(folder / "N001" / "b.csv", HEADINGS, ("R1", "2024-05-01", "", "开单"))
    loaded = load(folder, staging=tmp_path / "st")
    assert [report.state for report in loaded.outcome.reports] == ["loaded", "already_loaded"]
    again = load(
        folder, staging=tmp_path / "st2", seen=frozenset({loaded.outcome.reports[0].sha256})
    )
    assert {report.state for report in again.outcome.reports} == {"already_loaded"}
    assert again.outcome.parts == []
    assert again.report.exit_status == 0


def test_an_archive_gives_what_its_folder_gives(tmp_path: Path) -> None:
    write_csv(tmp_path / "in" / "N001" / "工单.csv", HEADINGS, ("R1", "2024-05-01", "", "开单"))
    content = (tmp_path / "in" / "N001" / "工单.csv").read_bytes()
    archive = write_zip(tmp_path / "all.zip", {"N001/工单.csv": content}, names="gbk")
    by_folder = load(tmp_path / "in", staging=tmp_path / "st1").rows("repair_orders")
    by_archive = load(archive, staging=tmp_path / "st2").rows("repair_orders")
    assert by_folder == by_archive


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = [(f"R{n}", "2024-05-01" if n % 7 else "x", "", "开单") for n in range(3000)]
    path = write_csv(tmp_path / "N001" / "a.csv", HEADINGS, *rows)
    contents = [
        {
            part.path.name: part.path.read_bytes()
            for part in load(path, staging=tmp_path / f"st{turn}").outcome.parts
            if part.table == "repair_orders"
        }
        for turn in range(2)
    ]
    assert contents[0] == contents[1]
