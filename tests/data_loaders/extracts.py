"""Builds extracts of every format, as people and programs make them."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt  # type: ignore[import-untyped]

Cell = Any
Rows = Sequence[Sequence[Cell]]

REPAIR_HEADINGS = (
    "序号", "工单号", "车牌号", "车架号", "维修类别", "进厂时间", "结算日期", "服务顾问",
    "工时费", "材料费", "优惠", "合计金额",
)  # fmt: skip


def repair_list() -> list[list[Cell]]:
    """A printed repair list: title, conditions, subtotal, total, signatures."""
    wide = len(REPAIR_HEADINGS)
    return [
        _row(wide, "明湖汽车销售服务有限公司 维修结算明细表"),
        _row(wide, "查询条件:结算日期 2024-05-01 至 2024-05-31", "打印时间:2024/6/1 9:02"),
        list(REPAIR_HEADINGS),
        [
            "1", "RO2405010003", "鲁A***12", "lsvaa49j132047371", "保养", "2024/5/1 8:31",
            "20240501", "李四", "180.00", "420.50", "-20.00", "580.50",
        ],
        [
            "2", "RO2405010007", "鲁B***77", "LSVAA49J132047372", "事故", "2024-05-01", "45415",
            "", "1,200.00", "8,430.00", "0", "9,630.00",
        ],
        _row(wide, "小计", *[""] * 6, "李四", "1,380.00", "8,850.50", "-20.00", "10,210.50"),
        [
            "3", "RO2405020001", "鲁C***08", "LSVAA49J132O47373", "一般维修", "2024年5月2日 9:05",
            "2024.05.02", "王五", "(300.00)", "—", "0", "-300.00",
        ],
        _row(wide, "合计", *[""] * 7, "1,080.00", "8,850.50", "-20.00", "9,910.50"),
        _row(wide, "制表:", "", "审核:"),
    ]  # fmt: skip


def daily_sheet() -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
    """A sales manager's daily sheet: blocks side by side under merged headings, and its merges."""
    title = _row(13, "明湖店 2024年5月 销售日报")
    upper = [
        "日期", "集客", "", "", "订单", "", "", "交车", "", "", "", "库存", "",
    ]  # fmt: skip
    lower = [
        "", "进店", "来电", "留档率%", "当日", "累计", "达成率", "目标", "当日", "累计", "达成率",
        "期末", ">90天",
    ]  # fmt: skip
    rows = [
        title,
        upper,
        lower,
        ["5月1日", 12, 5, 83.33, 2, 2, "6.7%", 30, 1, 1, 3.33, 88, 9],
        ["5月2日", 9, 4, 66.67, 1, 3, "10%", 30, 2, 3, 10, 86, 9],
        ["合计", "", "", "-", "", "", "", "", "", "", "", "", ""],
    ]
    merges = [
        (0, 0, 0, 12), (1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 6), (1, 7, 1, 10), (1, 11, 1, 12),
    ]  # fmt: skip
    return rows, merges


PARTS_STOCK = (
    "仓库\t配件编号\t配件名称\t结存数量(个)\t成本单价(元)\t结存金额(元)\t最近出库日期\r\n"
    "主仓\t'06J115403Q\t机油滤清器\t-2\t38.50\t-77.00\t2024.05.28\r\n"
    "主仓\t03C115561H\t机油格\t14\t21.00\t294.00\t2024-05-30\r\n"
)

STORES = "经销商代码,经销商简称,大区\nN001,明湖店,华东\nN002,泉城店,华东\n"


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write text in an encoding, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def write_csv(path: Path, headings: Sequence[str], *rows: Sequence[str]) -> Path:
    """Write a plain CSV in UTF-8."""
    lines = [",".join(cells) for cells in (headings, *rows)]
    return write_text(path, "\n".join(lines) + "\n")


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """Write a workbook; merged ranges apply to every sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, "")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell not in ("", None):
                        sheet.write(row, column, cell)
            if name in hidden:
                sheet.hide()
    return path


def write_xls(path: Path, name: str, rows: Rows) -> Path:
    """Write a workbook in the old binary format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(path))
    return path


def write_html(path: Path, rows: Rows, encoding: str = "utf-8") -> Path:
    """Write a page with one table, as systems do that call it .xls."""
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n" for cells in rows
    )
    return write_text(path, f"<html><body><table border=1>\n{body}</table></body></html>", encoding)


def write_zip(path: Path, members: Mapping[str, bytes], names: str = "utf-8") -> Path:
    """Write an archive whose member names are in a code page, without saying which."""
    placeholders: dict[bytes, bytes] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            if names == "utf-8":
                archive.writestr(name, content)
                continue
            # Written under a plain name of the same length, which the raw bytes then replace.
            raw = name.encode(names)
            placeholder = f"{number}".rjust(len(raw), "x")
            placeholders[placeholder.encode()] = raw
            archive.writestr(placeholder, content)
    content = path.read_bytes()
    for placeholder_bytes, raw in placeholders.items():
        content = content.replace(placeholder_bytes, raw)
    path.write_bytes(content)
    return path


def _row(width: int, *cells: Cell) -> list[Cell]:
    return [*cells, *[""] * (width - len(cells))]
