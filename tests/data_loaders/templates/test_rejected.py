"""Whatever shape a sheet had, its refused rows come back under headings that are read alike."""

import json
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from data_loaders.pipeline.corrections import Origin
from data_loaders.templates.rejected import RefusedRow, RefusedSheet, write_rejected
from tests.data_loaders.extracts import Rows, write_xlsx
from tests.data_loaders.loads import Loaded, load
from warehouse.refused import CORRECTED

# Two levels of headings; amounts in 万元; a label merged over rows; store and day in the title;
# one heading twice.
SHEETS: dict[str, tuple[Rows, list[tuple[int, int, int, int]]]] = {
    "two levels": (
        [
            ["配件库存月末结存表 门店代码：N002 结存日期：2026-05-31", "", "", ""],
            ["仓库", "配件编号", "结存", ""],
            ["", "", "数量", "金额"],
            ["主仓", "P1", "2", "20"],
            ["主仓", "P2", "两个", "30"],
        ],
        [(1, 2, 1, 3)],
    ),
    "ten thousands": (
        [
            ["配件库存月末结存表 门店代码：N002 结存日期：2026-05-31", "", "", ""],
            ["仓库", "配件编号", "结存数量", "结存金额(万元)"],
            ["主仓", "P1", "2", "0.002"],
            ["主仓", "P2", "两个", "0.003"],
        ],
        [],
    ),
    "merged label": (
        [
            ["配件库存月末结存表 门店代码：N002 结存日期：2026-05-31", "", "", ""],
            ["仓库", "配件编号", "结存数量", "结存金额"],
            ["主仓", "P1", "2", "20"],
            ["", "P2", "两个", "30"],
        ],
        [(2, 0, 3, 0)],
    ),
    "one heading twice": (
        [
            ["配件库存月末结存表 门店代码：N002 结存日期：2026-05-31", "", "", "", "", ""],
            ["仓库", "配件编号", "结存数量", "结存金额", "备注甲", "备注甲"],
            ["主仓", "P1", "2", "20", "x", "y"],
            ["主仓", "P2", "两个", "30", "x", "y"],
        ],
        [],
    ),
}


def sheets_of(loaded: Loaded) -> list[RefusedSheet]:
    """The refused rows of a load as sheets, without a warehouse between."""
    found = []
    rows = [row for row in loaded.rows("rejected_rows") if row["rule"] != CORRECTED]
    for report in (file for file in loaded.outcome.reports if file.quarantined):
        own = [row for row in rows if row["source_sheet"] == report.sheet]
        grouped = groupby(sorted(own, key=lambda r: int(r["row"])), key=lambda r: int(r["row"]))
        refused = []
        for number, group in grouped:
            faults = list(group)
            cells = json.loads(faults[0]["content"])
            told = [(fault["column_name"], fault["message"]) for fault in faults]
            refused.append(RefusedRow(number, cells, told))
        first = own[0]
        profile = f"{report.profile}:{report.table}"
        origin = Origin(first["file"], first["file_sha256"], first["sheet"], profile)
        stamp: datetime | None = report.extracted_at
        found.append(RefusedSheet(origin, report.table or "", report.store or "", stamp, refused))
    return found


@pytest.mark.parametrize("name", list(SHEETS))
def test_refused_rows_of_any_sheet_are_read_alike_once_corrected(name: str, tmp_path: Path) -> None:
    rows, merges = SHEETS[name]
    first = load(write_xlsx(tmp_path / "a.xlsx", {"表": rows}, merges), staging=tmp_path / "st")
    (good,) = first.rows("parts_stock_snapshot")
    path = tmp_path / "隔离.xlsx"
    assert write_rejected(path, sheets_of(first)) == 1
    # As it stands it is refused for the same reason, in the same place.
    again = load(path, staging=tmp_path / "st2")
    (before,), (after,) = first.rows("rejected_rows"), again.rows("rejected_rows")
    same = ("file_sha256", "file", "sheet", "row", "rule", "value", "store_code", "table_name")
    assert {n: after[n] for n in same} == {n: before[n] for n in same}
    (sheet,) = sheets_of(first)
    fault = sheet.rows[0].faults[0][0]
    mended = {**sheet.rows[0].cells, fault: "5"}
    corrected = RefusedSheet(
        sheet.origin, sheet.table, sheet.store, sheet.extracted_at,
        [RefusedRow(sheet.rows[0].row, mended, sheet.rows[0].faults)],
    )  # fmt: skip
    path.unlink()
    write_rejected(path, [corrected])
    third = load(path, staging=tmp_path / "st3")
    (row,) = third.rows("parts_stock_snapshot")
    assert (row["part_no"], float(row["qty_on_hand"]), float(row["stock_value"])) == ("P2", 5, 30)
    for column in ("store_code", "snapshot_date", "warehouse", "extracted_at"):
        assert row[column] == good[column]
    (record,) = third.rows("rejected_rows")
    assert (record["rule"], record["row"]) == (CORRECTED, before["row"])


def test_a_row_given_twice_is_put_right_once_and_new_the_second_time(tmp_path: Path) -> None:
    rows, merges = SHEETS["ten thousands"]
    first = load(write_xlsx(tmp_path / "a.xlsx", {"表": rows}, merges), staging=tmp_path / "st")
    (sheet,) = sheets_of(first)
    (row,) = sheet.rows
    split = [
        RefusedRow(row.row, {**row.cells, "结存数量": "1"}, row.faults),
        RefusedRow(row.row, {**row.cells, "配件编号": "P3"}, row.faults),
    ]
    path = tmp_path / "隔离.xlsx"
    write_rejected(
        path, [RefusedSheet(sheet.origin, sheet.table, sheet.store, sheet.extracted_at, split)]
    )
    found = load(path, staging=tmp_path / "st2")
    records = {(r["rule"], r["file"], r["row"]) for r in found.rows("rejected_rows")}
    # The second is refused under its own place: the first has settled the old one.
    assert records == {(CORRECTED, "a.xlsx", row.row), ("not_a_number", "隔离.xlsx", 5)}
