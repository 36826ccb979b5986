"""From a refused row to the warehouse: fetch the workbook, correct it, load it, off the list."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from access import Masking
from app import main
from commands.reading import snapshots_of
from commands.refused import read_refused, refused_workbook
from commands.settings import Settings
from tests.commands.quick import without_roll_ups
from tests.data_loaders.extracts import STORES, write_csv, write_text
from warehouse.refused import refused_rows
from warehouse.schema import TABLES

VIN = "LSVAA49J13204737{}"
PLANS = ("方案编号", "立项日期", "责任人工号", "车架号", "备注栏", "清库措施")
LONG = "客户要求等到新款上市后再定，" * 40


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roll-ups are made and compared with details elsewhere."""
    without_roll_ups(monkeypatch)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A good plan, two with faults, and a stock list whose store and day its title tells."""
    folder = tmp_path / "in"
    write_text(folder / "经销商档案.csv", STORES)
    write_csv(
        folder / "N001" / "长库龄清库方案台账.csv",
        PLANS,
        ("O1", "2026-05-01", "M1", VIN.format(1), "", ""),
        ("O2", "2026-05-32", "M1", VIN.format(2), "x", LONG),
        ("", "2026-05-03", "M1", VIN.format(3), "", ""),
        ("13812341234", "2026-05-04", "M1", "坏", "", ""),
    )
    write_text(
        folder / "stock.csv",
        "配件库存月末结存表 门店代码：N002 结存日期：2026-05-31\n"
        "仓库,配件编号,结存数量,结存金额\n主仓,P1,2,20\n主仓,P2,两个,30\n",
    )
    assert forecourt(tmp_path / "home", "load", folder)[0] == 1
    return tmp_path / "home"


def forecourt(home: Path, *words: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    status = main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)
    return status, out.getvalue()


def ask(home: Path, table: str) -> list[dict[str, Any]]:
    settings = Settings.from_environ({"FORECOURT_HOME": str(home)})
    with snapshots_of(settings).current() as snapshot:
        return list(snapshot.backend.rows(sa.select(*TABLES[table].c)))


def listed(home: Path) -> set[tuple[str, int, str]]:
    settings = Settings.from_environ({"FORECOURT_HOME": str(home)})
    with snapshots_of(settings).current() as snapshot:
        record = refused_rows().c
        rows = snapshot.backend.rows(sa.select(record.file, record.row, record.rule))
        return {(row["file"], row["row"], row["rule"]) for row in rows}


def fetched(home: Path, path: Path, *more: str) -> Workbook:
    status, told = forecourt(home, "rejected", path, *more)
    assert status == 0, told
    return load_workbook(path)


def page_of(book: Workbook, word: str) -> Any:
    (name,) = [name for name in book.sheetnames if word in name]
    return book[name]


def column(page: Any, heading: str) -> int:
    return [cell.value for cell in page[3]].index(heading) + 1


def test_rows_stand_in_the_workbook_whole_with_their_reason_last(
    home: Path, tmp_path: Path
) -> None:
    page = page_of(fetched(home, tmp_path / "隔离.xlsx"), "长库龄清库方案台账")
    headings = [cell.value for cell in page[3]]
    assert headings[0] == "原行号"
    assert headings[-1] == "隔离原因"
    assert set(PLANS) <= set(headings)
    first = {heading: cell.value for heading, cell in zip(headings, page[4], strict=True)}
    assert (first["原行号"], first["方案编号"], first["立项日期"]) == (3, "O2", "2026-05-32")
    # Whole: also the column that nobody knows, and a text longer than a report shows.
    assert first["备注栏"] == "x"
    assert first["清库措施"] == LONG
    assert "2026-05-32" in first["隔离原因"]
    assert "write it as" in first["隔离原因"]


def test_a_corrected_row_goes_in_and_leaves_the_list(home: Path, tmp_path: Path) -> None:
    before = listed(home)
    assert {(row, rule) for file, row, rule in before if file.startswith("N001")} == {
        (3, "not_a_date"),
        (4, "missing_key"),
        (5, "vin_length"),
    }
    path = tmp_path / "隔离.xlsx"
    book = fetched(home, path)
    plans, stock = page_of(book, "长库龄清库方案台账"), page_of(book, "stock")
    plans.cell(4, column(plans, "立项日期"), "2026-05-30")
    plans.cell(5, column(plans, "方案编号"), "O3")
    stock.cell(4, column(stock, "结存数量"), "2")
    book.save(path)
    status, told = forecourt(home, "load", path, "--json")
    assert status == 1
    report = json.loads(told)
    assert sum(file["loaded"] for file in report["files"]) == 3
    # The columns that are ours are no surprise; the one that nobody knows is named as before.
    (plans_report,) = [f for f in report["files"] if f["table"] == "clearance_plans"]
    unknown = [w for w in plans_report["warnings"] if w["rule"] == "unknown_heading"]
    assert [w["column"] for w in unknown] == ["备注栏"]
    # The row still at fault stays where it stood, once.
    assert listed(home) == {("N001/长库龄清库方案台账.csv", 5, "vin_length")}
    found = {row["plan_id"]: row for row in ask(home, "clearance_plans")}
    assert set(found) == {"O1", "O2", "O3"}
    assert found["O2"]["measure"] == LONG
    assert {row["store_code"] for row in found.values()} == {"N001"}
    # What the title said of store and day is not lost on the way.
    (part,) = [row for row in ask(home, "parts_stock_snapshot") if row["part_no"] == "P2"]
    assert (part["store_code"], str(part["snapshot_date"])) == ("N002", "2026-05-31")

    # Once more from a fresh workbook: a code that looks like a telephone keeps its digits.
    again = tmp_path / "again.xlsx"
    book = fetched(home, again)
    (name,) = [name for name in book.sheetnames if name != "说明"]
    assert book[name].cell(4, 1).value == 5
    book[name].cell(4, column(book[name], "车架号"), VIN.format(4))
    book.save(again)
    assert forecourt(home, "load", again)[0] == 0
    assert listed(home) == set()
    assert "13812341234" in {row["plan_id"] for row in ask(home, "clearance_plans")}
    assert "没有隔离行" in forecourt(home, "rejected", tmp_path / "none.xlsx")[1]


def test_the_same_refused_row_corrected_in_an_older_workbook_is_off_the_list_too(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "隔离.xlsx"
    book = fetched(home, path)
    page = page_of(book, "长库龄清库方案台账")
    page.cell(4, column(page, "立项日期"), "还没想好")
    book.save(path)
    assert forecourt(home, "load", path)[0] == 2
    # Refused again: the new reason, in the old place, and nothing twice.
    plans = {each for each in listed(home) if each[0].startswith("N001")}
    assert len(plans) == 3
    assert ("N001/长库龄清库方案台账.csv", 3, "not_a_date") in plans
    page.cell(4, column(page, "立项日期"), "2026-05-30")
    book.save(path)
    assert forecourt(home, "load", path)[0] == 1
    assert ("N001/长库龄清库方案台账.csv", 3, "not_a_date") not in listed(home)


def test_an_extract_that_is_newer_than_the_correction_wins(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "隔离.xlsx"
    book = fetched(home, path)
    page = page_of(book, "长库龄清库方案台账")
    page.cell(4, column(page, "立项日期"), "2026-05-30")
    book.save(path)
    newer = write_csv(
        tmp_path / "N001" / "长库龄清库方案台账.csv",
        PLANS[:4],
        ("O2", "2026-06-02", "M2", VIN.format(2)),
    )
    assert forecourt(home, "load", newer)[0] == 0
    forecourt(home, "load", path)
    (plan,) = [row for row in ask(home, "clearance_plans") if row["plan_id"] == "O2"]
    assert plan["owner_id"] == "M2"


def test_store_and_table_choose_what_is_fetched(home: Path, tmp_path: Path) -> None:
    book = fetched(home, tmp_path / "a.xlsx", "--store", "N002")
    assert [name for name in book.sheetnames if name != "说明"] == ["1 stock"]
    book = fetched(home, tmp_path / "b.xlsx", "--table", "clearance_plans")
    assert [name for name in book.sheetnames if name != "说明"] == ["1 长库龄清库方案台账"]
    assert forecourt(home, "rejected", tmp_path / "c.xlsx", "--table", "plans")[0] == 2
    assert forecourt(home, "rejected", tmp_path / "d.csv")[0] == 2
    assert forecourt(home, "rejected", tmp_path / "a.xlsx")[0] == 2


def test_what_a_role_may_not_see_is_hidden_and_cannot_come_back(home: Path, tmp_path: Path) -> None:
    settings = Settings.from_environ({"FORECOURT_HOME": str(home)})
    with snapshots_of(settings).current() as snapshot:
        sheets = {
            s.table: s
            for s in read_refused(snapshot.backend, {"N001", "N002"}, None, Masking.PARTIAL)
        }
        none = read_refused(snapshot.backend, set(), None, Masking.PARTIAL)
    assert none == []
    # Nothing personal stands in a list of parts.
    assert sheets["parts_stock_snapshot"].origin.whole
    assert not sheets["clearance_plans"].origin.whole
    cells = [row.cells["车架号"] for row in sheets["clearance_plans"].rows]
    assert VIN.format(2) not in cells

    class Held:
        backend = snapshot.backend

    path = tmp_path / "看.xlsx"
    with snapshots_of(settings).current() as snapshot:
        Held.backend = snapshot.backend
        path.write_bytes(refused_workbook(Held, {"N001"}, None, Masking.PARTIAL))  # type: ignore[arg-type]  # only its backend is read
    status, told = forecourt(home, "load", path, "--lang", "en")
    assert status == 2
    assert "for reading only" in told


def test_a_line_that_was_changed_is_refused_with_what_to_do(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "隔离.xlsx"
    book = fetched(home, path)
    page = page_of(book, "长库龄清库方案台账")
    page.cell(2, 1, "[Forecourt] 我的备注")
    book.save(path)
    _, told = forecourt(home, "load", path)
    assert "来源说明被改动" in told
    assert ("N001/长库龄清库方案台账.csv", 3, "not_a_date") in listed(home)
