"""What lies in the folders: the same bytes for the same seed, and files as a DMS prints them."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_loaders.demo import Plan, Written, write_extracts
from data_loaders.demo.dialects import dialect_of
from data_loaders.demo.extracts import SHARED_FOLDER
from data_loaders.demo.traits import make_traits

SMALL = Plan(stores=4, months=2, seed=7, volume=0.4)


def silent(line: str) -> None:
    """Take progress and say nothing."""


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of each file by its path in the folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def of_store(found: dict[str, str], code: str) -> dict[str, str]:
    return {name: digest for name, digest in found.items() if name.startswith(code)}


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    folder = tmp_path_factory.mktemp("network") / "extracts"
    return folder, write_extracts(folder, SMALL, silent)


def folder_of(network: tuple[Path, Written], number: int) -> Path:
    return network[0] / make_traits(SMALL, number).folder


def the_list(folder: Path, words: str) -> list[str]:
    """Return the lines of a list of a store, decoded as its system writes."""
    (path,) = [p for p in folder.iterdir() if words in p.name]
    number = int(folder.name[1:3])
    return path.read_bytes().decode(dialect_of(number).encoding).splitlines()


def test_the_same_seed_gives_the_same_bytes(network: tuple[Path, Written], tmp_path: Path) -> None:
    write_extracts(tmp_path / "again", SMALL, silent)
    assert digests(tmp_path / "again") == digests(network[0])


def test_another_seed_gives_other_stores(network: tuple[Path, Written], tmp_path: Path) -> None:
    other = Plan(stores=1, months=2, seed=8, volume=0.4)
    write_extracts(tmp_path / "other", other, silent)
    same = set(digests(tmp_path / "other").values()) & set(digests(network[0]).values())
    # Chart of accounts, the calendar: facts that chance does not touch.
    assert len(same) <= 5


def test_a_store_does_not_depend_on_how_many_there_are(
    network: tuple[Path, Written], tmp_path: Path
) -> None:
    alone = Plan(stores=1, months=2, seed=7, volume=0.4)
    write_extracts(tmp_path / "alone", alone, silent)
    found = of_store(digests(tmp_path / "alone"), "S01")
    assert len(found) > 40
    assert found == of_store(digests(network[0]), "S01")


def test_each_store_has_its_folder_and_the_group_has_one(network: tuple[Path, Written]) -> None:
    names = sorted(path.name for path in network[0].iterdir())
    stores = [make_traits(SMALL, number).folder for number in (1, 2, 3, 4)]
    assert names == sorted([*stores, SHARED_FOLDER])
    shared = {path.stem for path in (network[0] / SHARED_FOLDER).iterdir()}
    assert shared == {"上险量(上牌量)", "外部行业指数", "科目-指标映射"}
    assert network[1].files == len(digests(network[0]))


def test_the_systems_differ_in_endings_encodings_and_headings(
    network: tuple[Path, Written],
) -> None:
    endings = {n: {p.suffix for p in folder_of(network, n).iterdir()} for n in (1, 2, 3, 4)}
    assert endings == {1: {".xlsx", ".csv"}, 2: {".csv"}, 3: {".xls"}, 4: {".xlsx", ".csv"}}
    lists = {n: the_list(folder_of(network, n), "配件库存月末结存表") for n in (1, 2, 3, 4)}
    headings = {n: tuple(re.split("[,\t]", lines[2])) for n, lines in lists.items()}
    assert len(set(headings.values())) == 4
    assert {row[0].lstrip("\ufeff") for row in headings.values()} == {"序号"}
    (plain,) = folder_of(network, 2).glob("*配件库存月末结存表*")
    with pytest.raises(UnicodeDecodeError):
        plain.read_bytes().decode("utf-8")
    (first,) = folder_of(network, 1).glob("*配件库存月末结存表*.csv")
    assert first.read_bytes().startswith("﻿".encode())


def test_a_list_has_title_condition_totals_and_signature(network: tuple[Path, Written]) -> None:
    lines = the_list(folder_of(network, 2), "精品销售明细")
    assert lines[0] == f"{make_traits(SMALL, 2).name} 精品销售明细"
    assert lines[1] == "查询条件:2026-09-01 至 2026-10-22    打印时间:2026-10-23 07:12"
    headings = lines[2].split(",")
    total, rows = lines[-2].split(","), [line.split(",") for line in lines[3:-2]]
    assert total[0] == "合计"
    place = headings.index("销售金额")
    assert float(total[place]) == pytest.approx(sum(float(row[place]) for row in rows))
    assert [row[0] for row in rows] == [str(n + 1) for n in range(len(rows))]
    assert lines[-1].startswith("制表:")


def test_a_workbook_has_its_title_merged_over_all_columns(network: tuple[Path, Written]) -> None:
    (path,) = folder_of(network, 1).glob("*市场活动台账*.xlsx")
    book = load_workbook(path)
    page = book.active
    assert page is not None
    assert str(page["A1"].value).endswith("经销商代码:S01")
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A1:K1"]
    assert page["A3"].value == "序号"
    assert book.properties.created is not None
    assert book.properties.created.date() == date(2026, 1, 1)


def test_planted_cells_stand_where_they_are_said_to_stand(network: tuple[Path, Written]) -> None:
    planted = {cell.table: cell for cell in network[1].planted}
    assert set(planted) == {"complaints", "repair_orders", "accessory_sales"}
    cell = planted["repair_orders"]
    line = cell.file.read_bytes().decode("gb18030").splitlines()[cell.row - 1]
    assert "待定" in line.split(",")
    cell = planted["accessory_sales"]
    line = cell.file.read_bytes().decode("gb18030").splitlines()[cell.row - 1]
    assert "见附件" in line.split("\t")


def test_nobody_in_the_files_can_be_real(network: tuple[Path, Written]) -> None:
    people = the_list(folder_of(network, 3), "员工花名册")[3:]
    assert all(line.split("\t")[3][-1].isdigit() for line in people)
    customers = the_list(folder_of(network, 3), "客户(车辆)基盘档案")[3:]
    for line in customers[:50]:
        cells = line.split("\t")
        assert cells[3].startswith("0DE")
        assert cells[4].startswith("客户0")
        assert cells[5].startswith("199****")
