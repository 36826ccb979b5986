"""Workbooks are opened elsewhere: what one of them does to the reader, the load survives."""

import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.reading.columnar import ColumnarSheet
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.workbook_pool import WorkbookPool
from tests.data_loaders.extracts import Rows, write_csv, write_text, write_xlsx
from tests.data_loaders.loads import load
from tests.data_loaders.markup import page, write_web_archive, xml_cell, xml_workbook


def far_apart(path: Path) -> Path:
    """A workbook of a few kilobytes that asks the reader for half a terabyte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("a")
        sheet.write(0, 0, "工单号")
        sheet.write(1_048_575, 16_383, "x")
    return path


def test_sheets_come_back_with_what_was_seen(tmp_path: Path) -> None:
    rows: Rows = [["t", ""], ["a", "b"], [1, 2.5]]
    path = write_xlsx(tmp_path / "a.xlsx", {"甲": rows, "乙": []}, [(0, 0, 0, 1)], hidden=("乙",))
    with WorkbookPool() as pool:
        first, second = pool.read(path, tmp_path / "out")
    assert (first.name, first.hidden, second.hidden) == ("甲", False, True)
    assert first.head() == [["t", ""], ["a", "b"], ["1", "2.5"]]
    assert second.head() == []
    assert first.merged == ((0, 0, 0, 1),)
    (chunk,) = first.chunks()
    assert chunk.rows.tolist() == [1, 2, 3]
    first.close()
    assert not list(tmp_path.glob("out-0*"))


def test_a_workbook_that_needs_too_much_is_refused_and_the_next_one_is_read(
    tmp_path: Path,
) -> None:
    good = write_xlsx(tmp_path / "b.xlsx", {"s": [["a"]]})
    with WorkbookPool() as pool:
        with pytest.raises(RefusedError) as caught:
            pool.read(far_apart(tmp_path / "a.xlsx"), tmp_path / "a")
        assert (caught.value.rule, caught.value.details["limit"]) == ("too_big_to_open", "2048 MB")
        (sheet,) = pool.read(good, tmp_path / "b")
        assert sheet.head() == [["a"]]


def test_a_workbook_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"s": [["a"]]})
    started = time.monotonic()
    with WorkbookPool(seconds=0.001) as pool, pytest.raises(RefusedError, match="too_slow_to_open"):
        pool.read(path, tmp_path / "out")
    assert time.monotonic() - started < 30


def test_a_process_reads_one_file_after_another_and_makes_way_in_the_end(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"s": [["a"]]})
    with WorkbookPool(files=2) as pool:
        pool.read(path, tmp_path / "1")
        (kept,) = pool._idle
        pool.read(path, tmp_path / "2")
        assert pool._idle == []
        assert kept.asked == 2


def test_what_a_process_refuses_is_refused_here(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.xls", "no workbook")
    with WorkbookPool() as pool, pytest.raises(RefusedError, match="broken_file"):
        pool.read(path, tmp_path / "out")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_pages_are_read_in_the_process_too(tmp_path: Path, encoding: str) -> None:
    table = page([["工单号", "工时费"], ["R1", "10"]])
    book = xml_workbook(("明细", ["<Row>" + xml_cell("工单号") + "</Row>"]))
    with WorkbookPool() as pool:
        (html,) = pool.read(write_text(tmp_path / "a.xls", table, encoding), tmp_path / "1")
        (xml,) = pool.read(write_text(tmp_path / "b.xls", book, encoding), tmp_path / "2")
        archive = write_web_archive(tmp_path / "c.xls", table, encoding=encoding)
        (saved,) = pool.read(archive, tmp_path / "3")
        with pytest.raises(RefusedError, match="empty_file"):
            pool.read(write_text(tmp_path / "d.xls", "<html><table></table>"), tmp_path / "4")
    assert html.head() == saved.head() == [["工单号", "工时费"], ["R1", "10"]]
    assert (xml.name, xml.head()) == ("明细", [["工单号"]])
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".arrow"] * 3 + [".xls"] * 4


def test_a_page_that_needs_too_much_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    wide = "<table>" + "<tr><td rowspan=1000 colspan=1000>" * 1000
    with WorkbookPool(memory=400 << 20) as pool:
        with pytest.raises(RefusedError, match="too_big_to_open"):
            pool.read(write_text(tmp_path / "a.xls", wide), tmp_path / "a")
        (sheet,) = pool.read(write_text(tmp_path / "b.xls", page([["a"]])), tmp_path / "b")
    assert sheet.head() == [["a"]]


def swollen(path: Path) -> Path:
    """A Parquet file of some kilobytes whose rows are a gigabyte."""
    once = pa.DictionaryArray.from_arrays(pa.array([0] * 1000, pa.int32()), ["x" * (1 << 20)])
    # Without the schema of Arrow it is read back as plain text.
    pq.write_table(pa.table({"工单号": once}), path, compression="zstd", store_schema=False)
    return path


def test_parquet_that_needs_too_much_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    small = tmp_path / "b.parquet"
    pq.write_table(pa.table({"工单号": ["R1"]}), small)
    path = swollen(tmp_path / "a.parquet")
    assert path.stat().st_size < 1 << 20
    with WorkbookPool(memory=500 << 20) as pool:
        with pytest.raises(RefusedError, match="too_big_to_open"):
            open_sheets(Extract("a", path, "0" * 64, ""), tmp_path, pool)
        (sheet,) = open_sheets(Extract("b", small, "1" * 64, ""), tmp_path, pool)
    assert sheet.head() == [["R1"]]


def test_parquet_whose_rows_are_damaged_is_refused_before_any_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [str(n) for n in range(5000)]}), path, compression="zstd")
    content = bytearray(path.read_bytes())
    content[100:400] = bytes(300)
    path.write_bytes(content)
    # Its footer says nothing of that.
    assert ColumnarSheet(path).headings == ["a"]
    with pytest.raises(RefusedError, match="broken_file"):
        open_sheets(Extract("a", path, "0" * 64, ""), tmp_path)


def test_the_other_files_of_a_load_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    far_apart(folder / "N001" / "far.xlsx")
    write_csv(folder / "N001" / "a.csv", ("工单号", "进厂时间"), ("R1", "2024-05-01"))
    loaded = load(folder, staging=tmp_path / "st")
    assert loaded.file_named("N001/a.csv").loaded == 1
    (reason,) = loaded.file_named("N001/far.xlsx").reasons
    assert reason.rule == "too_big_to_open"
    assert "2048 MB" in reason.text("en")
    assert not list((tmp_path / "st").glob("*.arrow"))
