"""Forms for what no DMS holds: one sheet for one table, and instructions that name its KPIs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from data_loaders.templates.cells import Lists, write_form
from data_loaders.templates.declared import declared_columns, described, lists_of
from warehouse.schema import TABLES

SPARE_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Register:
    """A list that people keep.

    Attributes:
        name: Of the form, as `forecourt template` takes it.
        table: That its rows go into.
        sheet: Name of the sheet.
        zh: What to mind, in Chinese, a line each.
        en: The same in English.
    """

    name: str
    table: str
    sheet: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


REGISTERS = (
    Register(
        "demand",
        "parts_demand_lines",
        "配件需求登记",
        (
            "每要一个配件登记一行，有货没货都登记；只登记缺件的，满足率就没有分母。",
            "首次满足数量填第一次就能给出的数量，一件没有填 0；后来到货的写满足方式和满足时间。",
            "客户不等、走了的，是否流失填“是”；客户预订的件，是否客户预订件填“是”。",
        ),
        (
            "Enter every part that is asked for, filled or not; a register of shortages alone "
            "has no denominator.",
            "首次满足数量 is what could be handed out at once, 0 for none; what came later goes "
            "into 满足方式 and 满足时间.",
            "A customer who would not wait is a lost sale; a part ordered beforehand is marked so.",
        ),
    ),
    Register(
        "clearance",
        "clearance_plans",
        "清库方案",
        (
            "每辆长库龄车每立一次方案登记一行；改方案时另立新编号，新的代替旧的。",
            "完成后填完成日期，状态选“已完成”；撤销的方案仍占到期数。",
        ),
        (
            "One row for each plan of each aged vehicle; a changed plan gets a new number and "
            "takes the place of the one before.",
            "When a vehicle is gone enter 完成日期 and choose 已完成; a withdrawn plan still fell "
            "due.",
        ),
    ),
    Register(
        "outlet-counts",
        "outlet_stock_counts",
        "二网盘点",
        (
            "每次到二级网点盘点，每辆车一行：账上有的和现场看到的都要写。",
            "账上有、现场没有：账面在库填“是”，实盘在库填“否”，并写差异原因；反过来也一样。",
        ),
        (
            "One row for each vehicle at each count of an outlet: those in the books and those "
            "found.",
            "In the books but not found: 账面在库 是, 实盘在库 否, with the reason; likewise the "
            "other way round.",
        ),
    ),
    Register(
        "audits",
        "audits",
        "检核明细",
        (
            "每次检核的每个标准条款一行；不适用的条款，是否适用填“否”，不计分。",
            "不符合的条款填整改期限，改完填整改完成日期。",
        ),
        (
            "One row for each standard item of each audit; an item that does not apply is marked "
            "否 and carries no score.",
            "An item that failed has a day by which it is put right, and the day on which it was.",
        ),
    ),
    Register(
        "competitor-prices",
        "competitor_prices",
        "竞品价格",
        (
            "每看一次报价登记一行；同一天、同一车型，本店的报价也登记一行，是否本店填“是”。",
            "报价填含税裸车价；送的东西写在促销内容里，不折成钱。",
        ),
        (
            "One row for each price seen; on the same day enter the own store's price of the same "
            "model too, with 是否本店 是.",
            "Prices are those of the bare vehicle with VAT; gifts are named under 促销内容, not "
            "turned into money.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class FedKpi:
    """A KPI that rests on a table.

    Attributes:
        code: Its id.
        zh: Its Chinese name.
        en: Its English name.
    """

    code: str
    zh: str
    en: str


def write_register(
    path: Path, register: Register, stores: Sequence[str], feeds: Sequence[FedKpi], today: date
) -> None:
    """Write the workbook.

    Args:
        path: A new file.
        register: What it is for.
        stores: Codes on the list; a single one is named in the title too, and rows may leave it
            empty.
        feeds: The KPIs that rest on its table.
        today: Day of writing.
    """
    declared = TABLES[register.table]
    one = stores[0] if len(stores) == 1 else None
    columns = declared_columns(register.table, one_store=one is not None)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime.combine(today, time())})
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        about = [described(register.table, column) for column in columns]
        for at, text in enumerate(_guide(register, declared.info, about, feeds)):
            guide.write_string(at, 0, text)
        sheet = book.add_worksheet(register.sheet)
        lists = Lists(book, lists_of(register.table, stores))
        title = declared.info["zh"] + (f"  门店代码：{one}" if one else "")
        write_form(book, sheet, title, columns, [], lists, SPARE_ROWS)
        sheet.activate()


def _guide(
    register: Register, info: Mapping[str, str], columns: Sequence[str], feeds: Sequence[FedKpi]
) -> list[str]:
    """The lines of the sheet of instructions, Chinese above English, one cell each."""
    load = "forecourt load"
    return [
        "填写说明 / How to fill in this form",
        "",
        f"{info['zh']}：供下列 {len(feeds)} 个指标使用：{'、'.join(kpi.zh for kpi in feeds)}。",
        *(f"{at}. {line}" for at, line in enumerate(register.zh, start=1)),
        "橙色表头为必填；空着的必填格变红，编号重复的行变黄。",
        f"存好后用 {load} 文件.xlsx 导入；有错的行会隔离，并说明在哪一行、哪一列、错在哪里。",
        "",
        f"{info['en']}: feeds {len(feeds)} KPIs: "
        + ", ".join(f"{kpi.en} ({kpi.code})" for kpi in feeds)
        + ".",
        *(f"{at}. {line}" for at, line in enumerate(register.en, start=1)),
        "Orange headings must be filled in; required cells left empty turn red, repeated keys "
        "turn yellow.",
        f"Load the file with {load} FILE.xlsx; faulty rows are quarantined with place and reason.",
        "",
        "各列 / The columns",
        *columns,
    ]
