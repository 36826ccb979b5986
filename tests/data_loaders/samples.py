"""Extracts of our own that look like what dealers send, each with something a loader can miss."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.data_loaders.extracts import (
    PARTS_STOCK,
    REPAIR_HEADINGS,
    daily_sheet,
    repair_list,
    write_html,
    write_text,
    write_xls,
    write_xlsx,
    write_zip,
)
from tests.data_loaders.markup import page, write_web_archive, write_xml_workbook
from tests.data_loaders.office import ods_cell, write_ods, write_xlsb

SHORT = "工单号,车架号,进厂时间,维修类别,工时费,材料费"


def _repairs_text(folder: Path) -> None:
    text = "\r\n".join("\t".join(map(str, row)).rstrip("\t") for row in repair_list())
    write_text(folder / "N001" / "维修明细.xls", text, "gb18030")


def _daily(folder: Path) -> None:
    rows, merges = daily_sheet()
    write_xlsx(folder / "日报.xlsx", {"5月": rows}, merges)


def _paged(folder: Path) -> None:
    rows = repair_list()
    write_xls(folder / "N001" / "打印.xls", "明细", [*rows[:6], *rows[:3], *rows[6:]])


def _formulas(folder: Path) -> None:
    path = folder / "N001" / "整车库存.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("库存")
        share = book.add_format({"num_format": "0.00%"})
        headings = ("车架号", "车辆类别", "入库日期", "采购成本(不含税)", "年利率", "库龄")
        sheet.write_row(1, 1, headings)
        for row, vin in enumerate(("LSVAA49J132047371", "LSVAA49J132047372"), start=2):
            sheet.write_row(row, 1, (vin, "新车", "2024-05-01", 100_000.5))
            sheet.write(row, 5, 0.0435, share)
            sheet.write_formula(row, 6, "=TODAY()-D3", value="#VALUE!")
        sheet.write_row(4, 1, ("LSVAA49J132047373", "新车", "2024-05-02"))
        sheet.write_formula(4, 4, "=1/0", value="#DIV/0!")
        sheet.write_row(5, 1, ("LSVAA49J132047374", "新车", "2024-05-02"))
        sheet.write_formula(5, 4, "=E3", value="")
        sheet.write_row(6, 1, ("LSVAA49J132047375", "新车", "2024-05-03", 9))
        sheet.set_row(6, None, None, {"hidden": True})


def _binary(folder: Path) -> None:
    rows: list[list[str | float | int]] = [
        ["工单号", "进厂时间", "维修类别", "工时费"],
        ["R1", "2024-05-01", "保养", 100.5],
        ["R2", "2024-05-01", "保养", 0x17],
        ["R3", 45413.5, "保养", 7.0],
    ]
    write_xlsb(folder / "N001" / "工单.xlsb", "s", rows, hidden=4)


def _document(folder: Path) -> None:
    rows = (["工单号", "进厂时间", "维修类别"], ["R1", "2024-05-01", "保养"])
    error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    text = "".join(
        f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows
    )
    text += (
        f"<table:table-row>{ods_cell('R2')}{ods_cell('#N/A', error)}{ods_cell('保养')}"
        "</table:table-row>"
    )
    write_ods(folder / "N001" / "工单.ods", "s", text)


def _shifted(folder: Path) -> None:
    rows = (
        "R1,LSVAA49J132047371,2024-05-01,保养,100,20",
        "R2,LSVAA49J132047372,2024-05-01,保养,1,200.00,20",
        "R3,LSVAA49J132047373,2024-05-01,保养,100",
        "R4,LSVAA49J132047374,2024-05-02,保养,100,20",
        "R5,LSVAA49J132047375,2024-0",
        "5-02,保养,100,20",
        "R6,LSVAA49J132047376,2024-05-03,保养,7,8",
        *(f"R{n},LSVAA49J1320474{n},2024-05-03,保养,1,1" for n in range(10, 40)),
    )
    write_text(folder / "N001" / "移位.csv", "\n".join((SHORT, *rows)) + "\n")


def _open_quote(folder: Path) -> None:
    rows = (
        "R1,LSVAA49J132047371,2024-05-01,保养,100,20",
        'R2,"LSVAA49J132047372,2024-05-01,保养,100,20',
        "R3,LSVAA49J132047373,2024-05-01,保养,100,20",
    )
    write_text(folder / "N001" / "引号.csv", "\n".join((SHORT, *rows)) + "\n")


def _side_by_side(folder: Path) -> None:
    headings = "销售单号,车架号,销售日期,交车日期,实际成交价(不含税),实际成交价(含税)"
    rows = "D1,LSVAA49J132047371,2024-04-30,2024-05-02,100000,113000"
    write_text(folder / "N001" / "交车.csv", f"{headings}\n{rows}\n")


def _twice(folder: Path) -> None:
    text = "工单号,进厂时间,维修类别,工时费,工时费\nR1,2024-05-01,保养,100,113\n"
    write_text(folder / "N001" / "重名.csv", text)


def _odd_values(folder: Path) -> None:
    text = (
        "工单号\t车架号\t进厂时间\t维修类别\t工时费\t材料费\t是否待料\t工单状态\r\n"
        "'00123\tlsvaa49jI3204737O \t5月1日\t保养\t1.2万\t(300.00)\t√\t作废\r\n"
        "测试001\t\t24/05/01\t洗美\t１２.５\t300.00-\t否\t开单\r\n"
        "RO3\t\t45413.35\t定保\t¥12,345\t—\tY\t已结\r\n"
        "RO4\t\t0000-00-00\t保养\t#DIV/0!\t1\t1\t开单\r\n"
        "4.41701E+17\t\t2024-05-01\t保养\t1\t1\t1\t开单\r\n"
        "=1+1\t\t2024-05-01 08:30:00.0\t保养\t1\t1\t1\t开单\r\n"
    )
    write_text(folder / "N001" / "2024年 杂项.txt", text, "gb18030")


def _groups(folder: Path) -> None:
    rows = [
        ["服务顾问", "工单号", "进厂时间", "维修类别", "工时费"],
        ["李四", "R1", "2024-05-01", "保养", "5"],
        ["", "R2", "2024-05-01", "保养", ""],
        ["小计", "", "", "", "5"],
        ["王五", "R3", "2024-05-01", "保养", "7"],
        ["合计", "", "", "", "13"],
    ]
    write_xlsx(folder / "N001" / "合并.xlsx", {"s": rows}, [(1, 0, 2, 0), (1, 4, 2, 4)])


def _months(folder: Path) -> None:
    headings = list(REPAIR_HEADINGS[1:7])
    sheets = {
        "说明": [["本表由系统导出"], ["请勿修改"]],
        "4月": [headings, ["R1", "鲁A1", "", "保养", "2024-04-01", "2024-04-02"]],
        "5月": [headings, ["R2", "鲁A1", "", "保养", "2024-05-01", "2024-05-02"]],
        "旧": [headings, ["R3", "鲁A1", "", "保养", "2023-05-01", "2023-05-02"]],
    }
    write_xlsx(folder / "N001" / "分月.xlsx", sheets, hidden=("旧",))


def _archive(folder: Path) -> None:
    members = {
        "泉城店/配件库存_20240531.xls": PARTS_STOCK.encode("gb18030"),
        "泉城店/说明.csv": b"\xff\xff",
    }
    write_zip(folder / "导出.zip", members, names="gbk")


def _columns(folder: Path) -> None:
    (folder / "N001").mkdir(parents=True)
    table = pa.table(
        {
            "工单号": ["R1", "R2"],
            "进厂时间": pa.array([1714552260000000, None], pa.timestamp("us")),
            "维修类别": ["保养", "事故"],
            "工时费": [100.5, 7.0],
        }
    )
    pq.write_table(table, folder / "N001" / "工单.parquet")


SAMPLES: Mapping[str, Callable[[Path], object]] = {
    "repair list, workbook": lambda at: write_xlsx(
        at / "N001" / "a.xlsx", {"明细": repair_list()}, [(0, 0, 0, 11)]
    ),
    "repair list, page named xls": lambda at: write_html(
        at / "N001" / "a.xls", repair_list(), "gb18030"
    ),
    "repair list, SpreadsheetML": lambda at: write_xml_workbook(
        at / "N001" / "a.xls", "明细", repair_list(), "gb18030"
    ),
    "repair list, MHTML": lambda at: write_web_archive(
        at / "N001" / "a.xls", page(repair_list()), encoding="gb18030"
    ),
    "repair list, text named xls": _repairs_text,
    "repair list, page by page in an old workbook": _paged,
    "daily sheet, blocks side by side": _daily,
    "parts stock, GB18030 text": lambda at: write_text(
        at / "N002" / "配件库存_20240531.xls", PARTS_STOCK, "gb18030"
    ),
    "errors, missing results, hidden row, per cent": _formulas,
    "cells that are not under their headings": _shifted,
    "a quotation mark that never closes": _open_quote,
    "two dates and two prices side by side": _side_by_side,
    "one heading twice": _twice,
    "values in odd forms": _odd_values,
    "merged groups and totals": _groups,
    "a sheet for each month, a cover, a hidden one": _months,
    "archive with names in GBK": _archive,
    "typed columns": _columns,
    "binary workbook with an error": _binary,
    "open document with an error": _document,
}
