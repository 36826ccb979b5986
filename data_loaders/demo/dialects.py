"""Four dealer management systems and how each writes: headings, dates, yes and no, encoding, files.

Headings are those of the warehouse or words that dealers use for them; which store speaks which
dialect depends on its number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from warehouse.schema import LINEAGE, TABLES

CSV, TSV, XLSX = "csv", "xls", "xlsx"


@dataclass(frozen=True)
class Dialect:
    """One system.

    ``small`` and ``large`` are file endings (an ``xls`` here is tab-separated text); ``day``,
    ``moment`` (the day of a time) and ``clock`` are formats of ``strftime``.
    ``words`` replaces values of closed lists, ``headings`` columns of any table.
    """

    name: str
    small: str
    large: str
    encoding: str
    day: str
    moment: str
    clock: str
    yes_no: tuple[str, str]
    store_column: bool
    store_in_title: bool
    total_row: bool
    headings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    apostrophe: bool = False

    def heading(self, table: str, column: str) -> str:
        """Return the heading of a column in this system."""
        declared = str(TABLES[table].columns[column].info["zh"])
        own = self.headings.get(column, declared)
        # A word that another column of the table already has would be ambiguous.
        taken = {c.info["zh"] for c in TABLES[table].columns if c.name != column}
        return declared if own in taken or (table, column) in _KEEP else own

    def columns(self, table: str) -> list[str]:
        """Return the canonical columns that this system prints, in order."""
        names = [c.name for c in TABLES[table].columns if c.name not in LINEAGE]
        bare = not self.store_column and table != "dim_store"
        return [name for name in names if not (bare and name == "store_code")]


# Where the usual other word of a column means something else in this very table.
_KEEP = frozenset({
    ("leads", "channel"), ("prospects", "channel"), ("inbound_calls", "prospect_id"),
    ("service_appointments", "channel"), ("complaints", "channel"),
    ("parts_demand_lines", "channel"), ("parts_purchase_lines", "promised_at"),
    ("dim_store", "store_code"),
})  # fmt: skip

DIALECTS = (
    Dialect(
        name="甲",
        small=XLSX,
        large=CSV,
        encoding="utf-8-sig",
        day="%Y-%m-%d",
        moment="%Y-%m-%d",
        clock="%H:%M:%S",
        yes_no=("是", "否"),
        store_column=False,
        store_in_title=True,
        total_row=True,
    ),
    Dialect(
        name="乙",
        small=CSV,
        large=CSV,
        encoding="gb18030",
        day="%Y/%-m/%-d",
        moment="%Y/%-m/%-d",
        clock="%-H:%M",
        yes_no=("√", "×"),
        store_column=False,
        store_in_title=False,
        total_row=True,
        headings={
            "vin": "底盘号", "ro_no": "任务委托书号", "open_at": "进厂日期",
            "settled_at": "结算日期", "sa_id": "业务接待", "sc_id": "销售顾问",
            "labour_sales": "工费", "parts_sales": "配件费",
            "pay_type": "收费类别", "ro_type": "维修类型", "part_no": "零件号",
            "receipt_date": "到店日期", "delivery_date": "销售日期", "invoice_date": "发票日期",
            "retail_price": "成交价", "msrp": "指导价", "claim_no": "保修单号",
            "submit_count": "提交次数", "policy_no": "保险单号", "premium": "保费",
            "channel": "信息来源", "defeated_at": "流失日期", "intent_level": "客户级别",
        },
        words={
            ("parts_issue_lines", "pay_type"): {"客户自费": "自费"},
            ("ro_labour_lines", "pay_type"): {"客户自费": "自费"},
            ("fi_contracts", "lender_type"): {},
        },
    ),
    Dialect(
        name="丙",
        small=TSV,
        large=TSV,
        encoding="gb18030",
        day="%Y%m%d",
        moment="%Y.%m.%d",
        clock="%H:%M",
        yes_no=("Y", "N"),
        store_column=True,
        store_in_title=False,
        total_row=False,
        headings={
            "store_code": "服务站代码", "vin": "VIN码", "ro_no": "结算单号", "open_at": "接车时间",
            "settled_at": "结账日期", "released_at": "放行时间", "sa_id": "服务顾问",
            "sc_id": "业务员",
            "labour_sales": "人工费", "parts_sales": "零件费", "part_no": "配件代码",
            "stock_value": "库存金额", "factory_invoice_date": "提车日期",
            "delivery_date": "实销日期", "retail_price": "开票价", "msrp": "建议零售价",
            "approved_amount": "厂家认可金额", "submit_count": "上报次数", "premium": "签单保费",
            "intent_level": "意向等级",
        },
        words={
            ("parts_purchase_lines", "order_type"): {"紧急订单": "紧急订单(急件)"},
            ("parts_demand_lines", "fill_source"): {"紧急订单": "急件"},
            ("warranty_claims", "first_result"): {"驳回": "退回"},
            ("used_vehicles", "sale_type"): {"批发": "拍卖"},
        },
        apostrophe=True,
    ),
    Dialect(
        name="丁",
        small=XLSX,
        large=CSV,
        encoding="utf-8",
        day="%Y年%-m月%-d日",
        moment="%Y年%-m月%-d日",
        clock="%H:%M",
        yes_no=("1", "0"),
        store_column=True,
        store_in_title=False,
        total_row=True,
        headings={
            "store_code": "门店编码", "vin": "车辆识别代号", "ro_no": "维修单号",
            "open_at": "来厂时间",
            "promised_at": "承诺交车时间", "sa_id": "接待员", "labour_sales": "工时金额",
            "parts_sales": "材料金额", "pay_type": "费用类别", "part_no": "备件编码",
            "qty_on_hand": "现存数量", "receipt_date": "入库时间", "retail_price": "净车价",
            "msrp": "厂家官价", "policy_no": "保险单号", "amount_ex_vat": "未税金额",
        },
    ),
)  # fmt: skip


def dialect_of(number: int) -> Dialect:
    """Return the dialect of store ``number`` (from 1)."""
    return DIALECTS[(number - 1) % len(DIALECTS)]
