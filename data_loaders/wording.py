"""How faults read for people, in Chinese and English: what is wrong, and what to do.

Keyed by the rule names that reports and `rejected_rows` carry.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from data_loaders.wording_databases import DATABASE_RULES

Language = Literal["zh", "en"]

# Rule: Chinese, English. Each says what was expected, what came, and the remedy.
RULES: Mapping[str, tuple[str, str]] = {
    **DATABASE_RULES,
    # A cell
    "not_a_date": (
        "“{value}”不是日期；请改为 2024-05-01 这样的写法后重新导入",
        "“{value}” is not a date; write it as 2024-05-01 and load the file again",
    ),
    "date_without_year": (
        "“{value}”没有年份，标题和文件名里也没有；请补上年份后重新导入",
        "“{value}” has no year, nor has the title or the file name; add the year and load again",
    ),
    "date_out_of_range": (
        "日期“{value}”不在 1980 至 2089 年之间，多为占位或笔误；请填真实日期或留空",
        "the date “{value}” is not within 1980-2089, so a placeholder or a slip; "
        "enter the real date or leave the cell empty",
    ),
    "not_a_month": (
        "“{value}”不是月份；请写成 202405 或 2024-05",
        "“{value}” is not a month; write 202405 or 2024-05",
    ),
    "not_a_period": (
        "“{value}”不是期间；月写 202405，季写 2024Q2，年写 2024，周写 2024W20，日写 20240515",
        "“{value}” is not a period; write a month as 202405, a quarter as 2024Q2, a year as 2024, "
        "a week as 2024W20, a day as 20240515",
    ),
    "not_a_number": (
        "数字列里的“{value}”不是数字；请改为数字或留空",
        "“{value}” stands in a number column; enter a number or leave the cell empty",
    ),
    "not_whole": (
        "“{value}”应为整数；请更正",
        "“{value}” should be a whole number; correct it",
    ),
    "number_too_large": (
        "“{value}”超出可存范围；请检查单位和小数点",
        "“{value}” is beyond what can be stored; check the unit and the decimal point",
    ),
    "not_yes_or_no": (
        "“{value}”既不是“是”也不是“否”；请填 是 或 否",
        "“{value}” is neither yes nor no; enter 是 or 否",
    ),
    "spreadsheet_error": (
        "单元格是公式错误或没有计算结果（{value}）；请在原表里修正、重新计算并保存后再导出",
        "the cell holds a formula error or no result ({value}); mend the formula, let the "
        "spreadsheet calculate and save it, and export again",
    ),
    "scientific_code": (
        "编号“{value}”已被表格软件变成科学计数法，位数已丢；请把该列设为文本后重新导出",
        "the code “{value}” was turned into scientific notation and has lost digits; "
        "format the column as text and export again",
    ),
    "vin_length": (
        "车架号“{value}”不是 17 位；请补全（只有后 8 位的无法关联）",
        "the VIN “{value}” has not 17 characters; complete it (the last 8 alone cannot be joined)",
    ),
    "vin_characters": (
        "车架号“{value}”含有不允许的字符；请更正",
        "the VIN “{value}” holds characters a VIN cannot have; correct it",
    ),
    "unknown_store": (
        "门店“{value}”不在经销商档案里；请先导入经销商档案（经销商/网点档案），或更正代码，"
        "或用 --store 指定",
        "the store “{value}” is not in the register of stores; load the register (经销商/网点档案) "
        "first, correct the code, or name the store with --store",
    ),
    "store_conflict": (
        "本行门店“{value}”与 --store 指定的门店不同；请去掉 --store 或拆分文件",
        "the row's store “{value}” is not the one given with --store; leave out --store or split "
        "the file",
    ),
    # A row
    "missing_key": (
        "必填列为空；没有它就无法识别这一行，请补上",
        "the required column is empty; the row cannot be told from others without it, fill it in",
    ),
    "too_many_cells": (
        "本行比表头多出单元格（{value}）；多为未加引号的分隔符，请修正后重新导出",
        "the row has more cells than there are headings ({value}), mostly from a delimiter without "
        "quotes; correct it and export again",
    ),
    "cell_too_long": (
        "有单元格超过 32,767 个字，多为引号未闭合，吞掉了后面的行；请修正后重新导出",
        "a cell is longer than 32,767 characters, mostly because a quotation mark is not closed "
        "and swallows the rows that follow; correct it and export again",
    ),
    "quote_not_closed": (
        "本行的引号没有闭合，后面的行被吞进了一个单元格；请改正引号后重新导出",
        "a quotation mark in this row is not closed and swallows the rows that follow; correct it "
        "and export again",
    ),
    "broken_line": (
        "本行与相邻一行合起来才是完整的一行，多为单元格里有未加引号的换行；请修正后重新导出",
        "the row makes a whole one only with its neighbour, mostly from a line break without "
        "quotes; correct it and export again",
    ),
    # A row that is no data
    "blank_row": ("空行", "blank row"),
    "no_value": ("未填数值的行，不计入", "no value filled in; states nothing"),
    "total_row": ("小计、合计或平均行，不计入数据", "subtotal, total or average; no data"),
    "repeated_heading": ("重复的表头", "heading repeated"),
    "repeated_title": ("重复的标题或条件行", "title or condition line repeated"),
    "signature_row": ("制表、审核等签字行", "signature line"),
    "sheet_not_used": (
        "来源模板不使用此工作表",
        "the source profile does not use this sheet",
    ),
    "hidden_sheet": (
        "隐藏的工作表，未读入；如需导入请取消隐藏",
        "hidden sheet, not read; show it in the workbook if it is to be loaded",
    ),
    "nothing_of_ours": (
        "工作表里没有任何可识别的表头，未读入",
        "no heading of this sheet is known, not read",
    ),
    # A file or a sheet
    "already_loaded": (
        "内容完全相同的文件已导入，未作改动",
        "a file with the same bytes is already loaded; nothing changed",
    ),
    "empty_file": (
        "文件里没有任何内容；请重新导出",
        "the file holds nothing; export it again",
    ),
    "unknown_format": (
        "文件不是可识别的表格（识别为 {found}）；"
        "可导入 csv、txt、xlsx、xls、xlsb、ods、html、parquet、zip",
        "the file is no table that can be read (it looks like {found}); "
        "csv, txt, xlsx, xls, xlsb, ods, html, parquet and zip can be loaded",
    ),
    "unsupported_markup": (
        "文件是 {found}，不能直接读取；请用表格软件打开后另存为 xlsx",
        "the file is {found}, which is not read; open it in a spreadsheet and save it as xlsx",
    ),
    "too_many_rows": (
        "一张表超过 {limit} 行；请按月或按门店拆分后导入",
        "a sheet has more than {limit} rows; split it by month or by store and load the pieces",
    ),
    "nested_archive": (
        "压缩包里的压缩包不展开；请解压后导入",
        "an archive inside an archive stays closed; unpack it and load the files",
    ),
    "broken_file": (
        "文件已损坏，无法读取（{detail}）；请重新导出或重新下载",
        "the file is damaged and cannot be read ({detail}); export or download it again",
    ),
    "locked_file": (
        "文件有密码；请去掉密码后重新保存",
        "the file is protected by a password; remove it and save the file again",
    ),
    "expands_too_far": (
        "压缩文件 {packed} 字节要展开成 {expanded} 字节，超出限度；请拆分后导入",
        "{packed} packed bytes would unpack to {expanded}, beyond the limit; load it in pieces",
    ),
    "too_big_to_open": (
        "工作簿打开时超出内存限度（{limit}）或使读取程序中止，常因远处有零散单元格；"
        "请清除数据区以外的内容、拆分后重新保存",
        "opening the workbook needs more than {limit} of memory or makes the reader stop, often "
        "because of a stray cell far away; clear what lies outside the data, or split the workbook",
    ),
    "too_slow_to_open": (
        "工作簿在 {limit} 秒内没有读完；请拆分后导入",
        "the workbook was not read within {limit} seconds; load it in pieces",
    ),
    "unsafe_member": (
        "压缩包成员“{found}”的路径指向包外，未展开；请重新打包",
        "the archive's member “{found}” points outside it and was not unpacked; pack it again",
    ),
    "undecodable": (
        "不是 {encodings} 文字：第 {positions} 字节（从 0 数起）无法解码；请以 UTF-8 重新保存",
        "the text is not {encodings}: byte {positions} (counted from 0) cannot be decoded; "
        "save the file as UTF-8",
    ),
    "heading_unknown": (
        "前 15 行里没有任何模板认识的表头（看到：{headings}）{near}；请核对导出的报表，"
        "或用 --profile 指定来源模板",
        "no source profile knows the headings in the first 15 rows (seen: {headings}){near}; "
        "check which report was exported, or name a profile with --profile",
    ),
    "heading_incomplete": (
        "最像的表是 {table}，但缺少必需的列 {missing}（不认识的表头：{headings}）{near}；"
        "请导出这些列或改正表头",
        "closest to table {table}, but the required columns {missing} are missing "
        "(unknown headings: {headings}){near}; export these columns or correct the headings",
    ),
    "heading_ambiguous": (
        "表头同时符合几张表（{tables}）；请用 --profile 模板:表名 指定",
        "the headings fit several tables ({tables}); name one with --profile PROFILE:TABLE",
    ),
    "heading_twice": (
        "表头“{column}”出现两次（{places}），内容不同，无法判断以哪一列为准；请改名或删除其中一列",
        "the heading “{column}” stands twice ({places}) over different cells, and nobody can say "
        "which is meant; rename or delete one of the columns",
    ),
    "store_missing": (
        "列、标题、文件夹和文件名都没有说明门店（已知门店：{known}）；"
        "请先导入经销商档案，或用 --store 指定",
        "no column, title, folder or file name tells the store (known stores: {known}); "
        "load the register of stores first, or name the store with --store",
    ),
    "date_missing": (
        "列、标题和文件名都没有给出 {column}；请在标题或文件名写明日期，如 20240531",
        "no column, title or file name gives {column}; put the date into the title or the file "
        "name, such as 20240531",
    ),
    "first_month_missing": (
        "此来源只有月份序号；请用 --first-month 2024-01 说明首月",
        "this source only counts months; say which is the first with --first-month 2024-01",
    ),
    "indigestible": (
        "读取时出错，整张表未导入（{detail}）；请另存为 xlsx 或 UTF-8 csv 后重试",
        "reading failed and nothing of the sheet was loaded ({detail}); save it as xlsx or as CSV "
        "in UTF-8 and try again",
    ),
    "not_found": (
        "找不到 {found}；请检查路径",
        "{found} does not exist; check the path",
    ),
    "unreadable": (
        "无法读取（{detail}）；请检查权限",
        "cannot be read ({detail}); check permissions",
    ),
    "database_unreachable": (
        "无法连接或读取数据库（{detail}）；请检查地址、账号和权限",
        "the database cannot be reached or read ({detail}); check address, account and rights",
    ),
    "origin_unreadable": (
        "隔离行工作表第 2 行的来源说明被改动了；请重新下载隔离行，改正后再导入",
        "the second row of this sheet of refused rows, which says where they come from, was "
        "changed; fetch the refused rows again, correct them there and load that workbook",
    ),
    "for_reading_only": (
        "这张隔离行工作表里有按您的权限隐藏的内容，只供查看；请在原表里改正，"
        "或请能看全部内容的人导出后改正",
        "this sheet of refused rows has contents hidden from whoever fetched it and is for reading "
        "only; correct the original, or ask somebody who may see all of it to fetch the rows",
    ),
    # What is only worth knowing
    "vin_check_digit": (
        "车架号第 9 位校验不符，多为录入错误（部分进口车没有校验位）；已导入，请核对",
        "the check digit in position 9 of the VIN does not fit, mostly a slip of the keyboard "
        "(some imported cars carry none); loaded, please check",
    ),
    "name_for_number": (
        "应为工号，却是姓名；花名册里本店当时只有一个人叫这个名字的，换成他的工号，其余按姓名导入；"
        "最好导出工号列",
        "should hold the number of an employee but holds a name; where the staff list has one "
        "person of that name in the store at the time, his number takes its place, others are "
        "loaded by name; better export the number",
    ),
    "name_of_several": (
        "花名册里本店当时有几个人叫这个名字，分不清是谁；按姓名导入，请导出工号列",
        "several people of the store bear this name at the time, and nobody can say who is meant; "
        "loaded by name, export the number instead",
    ),
    "name_of_nobody": (
        "花名册里本店没有叫这个名字的人；按姓名导入，导入本店的员工花名册后自动换成工号",
        "the staff list has nobody of this name in the store; loaded by name, and by his number "
        "once the staff list of the store is loaded",
    ),
    "date_for_code": (
        "配件编号是日期：多为电子表格把 3-12 这样的编号改成了日期，原编号已丢失；按原值导入，"
        "请把该列设为文本格式后重新导出",
        "a date in the place of a part number: mostly a spreadsheet has made one of a number such "
        "as 3-12, and what stood there is lost; loaded as it stands, format the column as text and "
        "export it again",
    ),
    "test_row": (
        "像是测试数据；已导入，请核对，确属测试的请在原系统作废",
        "looks like a test entry; loaded, please check, and void it in the source if it is one",
    ),
    "product_differs": (
        "与数量乘单价不符；按原值导入，请核对",
        "is not quantity times unit price; loaded as printed, please check",
    ),
    "derived_differs": (
        "本列由其他列算出，不导入；重新计算的结果与印出的不符，请核对这些行",
        "follows from other columns and is not loaded; worked out again it is not what is printed, "
        "please check these rows",
    ),
    "per_cent_or_share": (
        "本列以 % 计，但所有值都不超过 1；如果 0.0435 指 4.35%，请改为 4.35 或 4.35% 后重新导入",
        "the column counts in per cent, but no value exceeds 1; if 0.0435 means 4.35 %, write 4.35 "
        "or 4.35% and load again",
    ),
    "hidden_rows": (
        "隐藏的行也已读入；如不应导入，请先删除再导出",
        "hidden rows were read like the others; delete them before exporting if they do not belong",
    ),
    "cell_without_value": (
        "这些单元格是公式错误或没有计算结果，且不在读入的列里：{value}",
        "cells with a formula error or no result, outside the columns that are read: {value}",
    ),
    "heading_not_read": (
        "与列“{value}”含义相同，已读入后者，本列未导入",
        "means the same as the column “{value}”, which was read instead",
    ),
    "short_row": (
        "本行的单元格比表头少，缺少的按空值读入；如果文件在传输中被截断，请重新导出",
        "the row has fewer cells than there are headings, the missing ones count as empty; if the "
        "file was cut off on its way, export it again",
    ),
    "unknown_heading": ("不认识的列，未导入", "unknown columns, not loaded"),
    "vat_conflict": (
        "表头写明的含税口径与该列的口径不同，未导入；请导出口径相同的列",
        "the heading names another VAT basis than the column has; not loaded, export the column "
        "with the same basis",
    ),
    "unmapped_value": (
        "“{value}”不在取值列表里，记为“未映射”",
        "“{value}” is not in the list of values and counts as unmapped",
    ),
    "closed_ledger": (
        "损益类科目借方等于贷方：这是结转损益之后的余额表，算不出收入和成本；请导出结转前的发生额",
        "debit equals credit on every income and cost account: the months are shown after the "
        "closing entries and tell no income or cost; export the movements before closing",
    ),
    "forgotten_person": (
        "文件提到已按要求删除的人，不留待门店建档后再读；请建档后重新导入此文件",
        "the file names a person who was forgotten and is not kept until its store is registered; "
        "load it again after that",
    ),
    "identity_column": (
        "像身份证号或银行卡号的列，未作任何保存",
        "the column looks like identity or bank numbers; nothing of it is kept",
    ),
    "full_extract": (
        "全量导出（{what}）：之前导入、这份里没有的行，视为已删除，不再计入",
        "a full extract ({what}): rows loaded before that it no longer holds count as deleted",
    ),
    "full_unclear": (
        "标题说是全量导出，但看不出是哪个日期列的哪一段（写着“{value}”）；没有行因此失效。"
        "请在条件行写明，如“结算日期:2024-05-01 至 2024-05-31”，或在来源模板里注明",
        "the title says that this is a full extract, but not of which period of which date column "
        "(it says “{value}”); no row was ended. Name both in the condition row, such as "
        "“结算日期:2024-05-01 至 2024-05-31”, or in the source profile",
    ),
    "full_not_applied": (
        "全量导出里有行未导入，或与打印的合计不符；没有行因此失效。请改正后重新导入",
        "rows of this full extract were refused, or it is not what its printed total says, so that "
        "no row was ended; correct it and load it again",
    ),
    "total_mismatch": (
        "合计行为 {printed}，各行相加为 {computed}",
        "the printed total is {printed}, the rows sum to {computed}",
    ),
}

# Rows of a printed list that are no data; worth a count, not a line each.
FURNITURE = frozenset(
    {
        "blank_row",
        "no_value",
        "total_row",
        "repeated_heading",
        "repeated_title",
        "signature_row",
    }
)


def explain(rule: str, language: Language, details: Mapping[str, str]) -> str:
    """Return the sentence for a rule with its blanks filled; unknown blanks stay empty."""
    blanks: dict[str, str] = defaultdict(str, details)
    if blanks["near"]:
        lead = "；是不是：" if language == "zh" else "; did you mean: "
        blanks["near"] = lead + blanks["near"]
    return RULES[rule][0 if language == "zh" else 1].format_map(blanks)


def explain_both(rule: str, details: Mapping[str, str]) -> str:
    """Return both languages, for records that are read in either."""
    return f"{explain(rule, 'zh', details)} / {explain(rule, 'en', details)}"


@lru_cache(maxsize=1024)
def explain_value(rule: str, value: str) -> str:
    """Return both languages for a rule about a value; a fault often stands in many rows."""
    return explain_both(rule, {"value": value})
