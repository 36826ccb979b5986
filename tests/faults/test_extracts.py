"""Faults of files and cells: the message is the one that the register expects."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_loaders.report import FileReport
from tests.data_loaders.extracts import write_csv, write_text, write_xlsx
from tests.data_loaders.loads import load
from tests.faults.register import assert_told

HEADINGS = ("工单号", "进厂时间", "结算日期", "维修类别", "工时费")
ROW = ("R1", "2024-05-01", "2024-05-02", "保养", "100")


def told(report: FileReport) -> str:
    return "\n".join(each.text("en") for each in (*report.reasons, *report.warnings))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "N001").mkdir()
    return tmp_path / "N001"


@pytest.mark.parametrize("share", [1, 50, 99])
@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_a_file_cut_short_is_refused(store: Path, kind: str, share: int) -> None:
    path = store / f"a.{kind}"
    if kind == "xlsx":
        write_xlsx(path, {"a": [HEADINGS, ROW]})
    else:
        columns = {name: [cell] * 1000 for name, cell in zip(HEADINGS, ROW, strict=True)}
        pq.write_table(pa.table(columns), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(100, len(whole) * share // 100)])
    report = load(path, staging=store / "st").file
    assert (report.state, report.rows_read) == ("refused", 0)
    assert_told("F13", told(report))


def test_nothing_at_all_is_a_fault(store: Path) -> None:
    empty = write_text(store / "a.csv", "")
    blank = write_xlsx(store / "b.xlsx", {"a": []})
    for path in (empty, blank):
        report = load(path, staging=store / path.stem).file
        assert report.state == "refused"
        assert_told("F15", told(report))


def test_headings_without_rows_are_none(store: Path) -> None:
    report = load(write_csv(store / "a.csv", HEADINGS), staging=store / "st").file
    assert (report.state, report.rows_read, report.reasons) == ("loaded", 0, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_gives_the_same_characters(store: Path, encoding: str) -> None:
    text = f"{','.join(HEADINGS)}\nR𠮷,2024-05-01,2024-05-02,保养,1\n"
    loaded = load(write_text(store / "a.csv", text, encoding), staging=store / "st")
    assert [row["ro_no"] for row in loaded.rows("repair_orders")] == ["R𠮷"]


def test_mixed_encodings_are_refused_with_the_byte(store: Path) -> None:
    path = store / "a.csv"
    path.write_bytes("工单号,车架号\n".encode("gb18030") + "保养".encode() + b"\xff\xff,\n")
    report = load(path, staging=store / "st").file
    assert report.state == "refused"
    assert_told("F16", told(report), "mixed")


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\n工单号;进厂时间;结算日期;维修类别;工时费\n"
        "R1;2024-05-01;2024-05-02;保养;（123）\nR2;2024-05-01;2024-05-02;保养;１，２３４\n",
        "工单号\t进厂时间\t结算日期\t维修类别\t工时费\r"
        "R1\t2024-05-01\t2024-05-02\t保养\t(123)\rR2\t2024-05-01\t2024-05-02\t保养\t1,234\r",
    ],
)
def test_odd_csv_is_read_as_meant(store: Path, text: str) -> None:
    loaded = load(write_text(store / "a.csv", text), staging=store / "st")
    assert [int(row["labour_sales"]) for row in loaded.rows("repair_orders")] == [-123, 1234]


def test_a_bomb_is_refused(store: Path) -> None:
    path = store / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w") as member,
    ):
        for _ in range(30):
            member.write(bytes(10_000_000))
    assert_told("F19", told(load(path, staging=store / "st").file))


@pytest.mark.parametrize(
    ("fault", "variant", "place", "cell", "row"),
    [
        ("F16", "spoilt", 3, "锟斤拷", 2),
        ("F20", "", 4, "#REF!", 2),
        ("F24", "absurd", 1, "1899-12-30", 2),
        ("F24", "impossible", 1, "1900-02-29", 2),
        ("F25", "no_number", 4, "Inf", 2),
        ("F25", "too_large", 4, "9e30", 2),
    ],
)
def test_a_faulty_cell_is_told(
    store: Path, fault: str, variant: str, place: int, cell: str, row: int
) -> None:
    cells = [*ROW[:place], cell, *ROW[place + 1 :]]
    report = load(write_csv(store / "a.csv", HEADINGS, cells), staging=store / "st").file
    (reason,) = (*report.reasons, *report.warnings)
    assert (reason.column, reason.row) == (HEADINGS[place], row)
    assert report.rows_read == report.loaded + report.quarantined == 1
    assert_told(fault, told(report), variant)


@pytest.mark.parametrize(
    ("fault", "headings", "rows"),
    [
        ("F23", HEADINGS, [ROW, ("合计", "", "", "", "999")]),
        ("F29", ("经销商代码", *HEADINGS), [("N777", *ROW)]),
    ],
)
def test_a_faulty_row_is_told(
    store: Path, fault: str, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    report = load(write_csv(store / "a.csv", headings, *rows), staging=store / "st").file
    assert report.rows_read == report.loaded + report.quarantined + report.skipped
    assert_told(fault, told(report))


def test_unknown_headings_are_shown(store: Path) -> None:
    path = write_csv(store / "a.csv", ("甲", "乙"), ("1", "2"))
    assert_told("F22", told(load(path, staging=store / "st").file))


@pytest.mark.parametrize(
    ("variant", "headings", "state"),
    [
        ("dropped", HEADINGS[1:], "refused"),
        ("renamed", ("工单编码x", *HEADINGS[1:]), "refused"),
        ("added", (*HEADINGS, "新列"), "loaded"),
    ],
)
def test_other_columns_are_told(
    store: Path, variant: str, headings: Sequence[str], state: str
) -> None:
    cells = {"dropped": ROW[1:], "renamed": ROW, "added": (*ROW, "x")}[variant]
    report = load(write_csv(store / "a.csv", headings, cells), staging=store / "st").file
    assert report.state == state
    assert_told("F30", told(report), variant)


def test_a_database_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    address = "postgresql://reader:very-secret@127.0.0.1:9/dms"
    report = load(address, staging=tmp_path / "st").report
    (file,) = report.files
    assert_told("F34", told(file))
    assert "very-secret" not in str(report.as_json("en"))
